//! Whether a value is what the spec says: types, bounds, required fields. Answers the place of the first violation,
//! since the documented error names one parameter. Knows the model of the spec; must not know HTTP.

use apig_codegen::api::{Bound, Constraints, Definition, Json, Kind, Number, Object, Precision, Schema, Type, Width};
use apig_runtime::Validator;
use serde_json::Map;

/// Checks values against the types of one service.
#[derive(Clone, Copy)]
pub(crate) struct Check<'a> {
    pub types: &'a [Definition],
}

impl Check<'_> {
    /// The first place where the value is not what the schema says. The depth is that of the value, which its reader
    /// bounds.
    pub fn value(self, schema: &Schema, value: &Json, place: &str) -> Result<(), String> {
        let holds = match (&schema.ty, value) {
            (_, Json::Null) => schema.nullable || matches!(schema.ty, Type::Any),
            (Type::Any, _) | (Type::Boolean, Json::Bool(_)) | (Type::FreeForm, Json::Object(_)) => true,
            (Type::Integer(width), Json::Number(number)) => integer(number)
                .is_some_and(|number| fits(number, *width) && numbers(&schema.constraints, Number::Integer(number))),
            (Type::Number(_), Json::Number(number)) => {
                let number = integer(number).map(Number::Integer).or(number.as_f64().map(Number::Float));
                number.is_some_and(|number| numbers(&schema.constraints, number))
            }
            (Type::String | Type::Secret, Json::String(text)) => text_is_within(&schema.constraints, text),
            (Type::DateTime, Json::String(text)) => is_time(text) && text_is_within(&schema.constraints, text),
            (Type::Base64, Json::String(text)) => is_base64(text) && text_is_within(&schema.constraints, text),
            (Type::Array(item), Json::Array(items)) => {
                for (index, value) in items.iter().enumerate() {
                    self.value(item, value, &format!("{place}[{index}]"))?;
                }
                items_are_within(&schema.constraints, items)
            }
            (Type::Map(item), Json::Object(map)) => {
                map.iter().try_for_each(|(key, value)| self.value(item, value, &below(place, key)))?;
                entries_are_within(&schema.constraints, map)
            }
            (Type::Named(id), value) => match self.types.get(id.0).map(|definition| &definition.kind) {
                Some(kind) => self.named(kind, value, place)? && of_any_kind(&schema.constraints, value),
                None => false,
            },
            (
                Type::Boolean
                | Type::Integer(_)
                | Type::Number(_)
                | Type::String
                | Type::DateTime
                | Type::Base64
                | Type::Secret
                | Type::FreeForm
                | Type::Array(_)
                | Type::Map(_),
                _,
            ) => false,
        };
        if holds { Ok(()) } else { Err(place.to_owned()) }
    }

    fn named(self, kind: &Kind, value: &Json, place: &str) -> Result<bool, String> {
        Ok(match (kind, value) {
            (Kind::Object(object), Json::Object(map)) => {
                self.object(object, map, place)?;
                true
            }
            (Kind::StringEnum(variants), Json::String(text)) => variants.iter().any(|variant| variant.value == *text),
            (Kind::IntegerEnum(_, variants), Json::Number(number)) => {
                variants.iter().any(|variant| number.as_i64() == Some(variant.value))
            }
            (Kind::Object(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..), _) => false,
        })
    }

    fn object(self, object: &Object, map: &Map<String, Json>, place: &str) -> Result<(), String> {
        for property in &object.properties {
            match map.get(&property.name) {
                // What only the server sends is not read.
                Some(_) if property.read_only => {}
                Some(value) => self.value(&property.schema, value, &below(place, &property.name))?,
                None if property.required && !property.read_only => return Err(below(place, &property.name)),
                None => {}
            }
        }
        let known = |name: &String| object.properties.iter().any(|property| property.name == *name);
        match &object.additional {
            Some(schema) => {
                let mut others = map.iter().filter(|(name, _)| !known(name));
                others.try_for_each(|(name, value)| self.value(schema, value, &below(place, name)))
            }
            // The server takes fields that it does not know.
            None => Ok(()),
        }
    }
}

fn below(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}

/// A whole number, written as one or as `1.0`, which JSON Schema takes for the same.
pub(crate) fn integer(number: &serde_json::Number) -> Option<i128> {
    if let Some(number) = number.as_i128() {
        return Some(number);
    }
    let text = number.to_string();
    text.strip_suffix(".0").and_then(|whole| whole.parse().ok())
}

fn fits(number: i128, width: Width) -> bool {
    match width {
        Width::Int32 => i32::try_from(number).is_ok(),
        Width::Int64 => i64::try_from(number).is_ok(),
    }
}

/// What a place demands of a named type, such as bounds on the length of an enum's value.
fn of_any_kind(constraints: &Constraints, value: &Json) -> bool {
    match value {
        Json::String(text) => text_is_within(constraints, text),
        Json::Number(number) => integer(number).is_none_or(|number| numbers(constraints, Number::Integer(number))),
        Json::Object(map) => entries_are_within(constraints, map),
        Json::Null | Json::Bool(_) | Json::Array(_) => true,
    }
}

fn count_is_within(count: usize, least: Option<u64>, most: Option<u64>) -> bool {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most)
}

fn text_is_within(constraints: &Constraints, text: &str) -> bool {
    let pattern = constraints.pattern.as_ref().filter(|pattern| pattern.checkable);
    count_is_within(text.chars().count(), constraints.min_length, constraints.max_length)
        && pattern.is_none_or(|pattern| regex_lite::Regex::new(&pattern.text).is_ok_and(|regex| regex.is_match(text)))
}

fn entries_are_within(constraints: &Constraints, map: &Map<String, Json>) -> bool {
    count_is_within(map.len(), constraints.min_properties, constraints.max_properties)
}

fn items_are_within(constraints: &Constraints, items: &[Json]) -> bool {
    let repeats = |(index, item)| items.iter().take(index).any(|other| other == item);
    count_is_within(items.len(), constraints.min_items, constraints.max_items)
        && !(constraints.unique_items && items.iter().enumerate().any(repeats))
}

fn numbers(constraints: &Constraints, number: Number) -> bool {
    let above = |bound: &Bound| {
        compare(number, bound.value).is_some_and(|order| order.is_gt() || (order.is_eq() && !bound.exclusive))
    };
    let under = |bound: &Bound| {
        compare(number, bound.value).is_some_and(|order| order.is_lt() || (order.is_eq() && !bound.exclusive))
    };
    constraints.server_clamps
        || (constraints.minimum.as_ref().is_none_or(above)
            && constraints.maximum.as_ref().is_none_or(under)
            && constraints.multiple_of.is_none_or(|divisor| is_multiple(number, divisor)))
}

/// As the SDK sees it, which compares what is written: as binary fractions, 0.3 is no multiple of 0.1.
fn is_multiple(number: Number, divisor: Number) -> bool {
    let text = |number| match number {
        Number::Integer(number) => number.to_string(),
        Number::Float(number) => number.to_string(),
    };
    let mut check = Validator::default();
    check.multiple_of("", Some(&text(number)), text(divisor));
    check.violations().is_empty()
}

#[allow(clippy::cast_precision_loss, reason = "a bound with a fraction is one of small numbers")]
fn compare(a: Number, b: Number) -> Option<std::cmp::Ordering> {
    let float = |number| match number {
        Number::Integer(number) => number as f64,
        Number::Float(number) => number,
    };
    match (a, b) {
        (Number::Integer(a), Number::Integer(b)) => Some(a.cmp(&b)),
        (a, b) => float(a).partial_cmp(&float(b)),
    }
}

fn is_time(text: &str) -> bool {
    apig_runtime::DateTime::from(text).parse().is_ok()
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// A parameter's text as a value of its type; `None` if it is none. A list is split at its commas.
pub(crate) fn parsed(schema: &Schema, types: &[Definition], text: &str) -> Option<Json> {
    let number = |text: &str| text.parse::<serde_json::Number>().ok().map(Json::Number);
    match &schema.ty {
        Type::Boolean => text.parse().ok().map(Json::Bool),
        Type::Integer(_) => whole(text, schema.constraints.server_clamps),
        Type::Number(Precision::Float | Precision::Double) => number(text),
        Type::Array(item) => {
            text.split(',').map(|text| parsed(item, types, text)).collect::<Option<_>>().map(Json::Array)
        }
        Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
            Some(Kind::IntegerEnum(..)) => whole(text, false),
            Some(Kind::StringEnum(_)) => Some(text.into()),
            Some(Kind::Object(_)) | None => None,
        },
        Type::String | Type::DateTime | Type::Base64 | Type::Secret | Type::Any => Some(text.into()),
        Type::FreeForm | Type::Map(_) => None,
    }
}

/// A whole number; one that is corrected anyway may be beyond all bounds.
fn whole(text: &str, is_clamped: bool) -> Option<Json> {
    let number: i128 = text.parse().ok()?;
    if is_clamped {
        let clamped = number.clamp(i128::from(i32::MIN), i128::from(i32::MAX));
        return i64::try_from(clamped).ok().map(Json::from);
    }
    i64::try_from(number).ok().map(Json::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiples() {
        for (number, divisor, expected) in [
            (Number::Integer(6), Number::Integer(3), true),
            (Number::Integer(7), Number::Integer(3), false),
            (Number::Float(0.3), Number::Float(0.1), true),
            (Number::Float(0.35), Number::Float(0.1), false),
            (Number::Integer(2), Number::Float(0.5), true),
            (Number::Float(1.5), Number::Integer(1), false),
            (Number::Integer(1), Number::Integer(0), true),
        ] {
            assert_eq!(is_multiple(number, divisor), expected, "{number:?} of {divisor:?}");
        }
    }
}
