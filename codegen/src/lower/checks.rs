//! What is checked before sending. Never more than the service refuses: a bound that the server corrects is left to it,
//! and so are enum values, to which servers add.

use super::Types;
use crate::api::{self, Bound, Constraints, Kind, Schema, Type, Width};
use crate::rust::{Check, Demand, Ident, Number, Range};

/// What is checked.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    /// Name on the wire.
    pub name: &'a str,
    /// Field that holds it.
    pub field: &'a Ident,
    /// Whether it must be there.
    pub required: bool,
    /// Whether the field tells `null` from nothing.
    pub nullable: bool,
}

/// The checks of a value.
pub fn of(value: Value<'_>, schema: &Schema, types: &Types<'_>) -> Vec<Check> {
    let mut demands = match (value.required, value.nullable) {
        (false, _) => Vec::new(),
        (true, false) => vec![Demand::Required],
        (true, true) => vec![Demand::RequiredOrNull],
    };
    demands.extend(demands_of(schema, types));
    let check = |demand| Check { name: value.name.to_owned(), field: value.field.clone(), demand };
    demands.into_iter().map(check).collect()
}

/// What a schema demands of a value that is there.
pub fn demands_of(schema: &Schema, types: &Types<'_>) -> Vec<Demand> {
    let mut demands = Vec::new();
    if !schema.constraints.server_clamps {
        demands.extend(bounds(&schema.constraints, &schema.ty));
    }
    match &schema.ty {
        Type::Array(items) => {
            let inner = inner(items, types);
            demands.extend((!inner.is_empty()).then_some(Demand::Each(inner)));
        }
        Type::Map(values) => {
            let inner = inner(values, types);
            demands.extend((!inner.is_empty()).then_some(Demand::EachValue(inner)));
        }
        Type::Named(id) => {
            let is_struct = types.definition(*id).is_some_and(|ty| matches!(ty.kind, Kind::Object(_)));
            demands.extend(is_struct.then_some(Demand::Nested));
        }
        Type::Boolean
        | Type::Integer(_)
        | Type::Number(_)
        | Type::String
        | Type::DateTime
        | Type::Base64
        | Type::Any
        | Type::FreeForm => {}
    }
    demands
}

/// Items that can be `null` are not looked into.
fn inner(schema: &Schema, types: &Types<'_>) -> Vec<Demand> {
    if schema.nullable { Vec::new() } else { demands_of(schema, types) }
}

fn bounds(constraints: &Constraints, ty: &Type) -> Vec<Demand> {
    let mut demands = Vec::new();
    // The types below keep text, but these two are no `String` that could be measured.
    let is_text = *ty == Type::String;
    if is_text {
        demands.extend(count(constraints.min_length, constraints.max_length).map(Demand::Length));
        let pattern = constraints.pattern.as_ref().filter(|pattern| pattern.checkable);
        demands.extend(pattern.map(|pattern| Demand::Pattern(pattern.text.clone())));
    }
    demands.extend(range(constraints, ty).map(Demand::Range));
    demands.extend(constraints.multiple_of.and_then(|factor| number(factor, ty)).map(Demand::MultipleOf));
    demands.extend(count(constraints.min_items, constraints.max_items).map(Demand::Items));
    demands.extend(constraints.unique_items.then_some(Demand::Unique));
    demands.extend(count(constraints.min_properties, constraints.max_properties).map(Demand::Properties));
    demands
}

fn count(from: Option<u64>, to: Option<u64>) -> Option<Range<u64>> {
    let from = from.filter(|from| *from > 0);
    (from.is_some() || to.is_some()).then_some(Range { from, from_excluded: false, to, to_excluded: false })
}

fn range(constraints: &Constraints, ty: &Type) -> Option<Range<Number>> {
    let end = |bound: &Option<Bound>| bound.and_then(|bound| number(bound.value, ty)).zip(bound.map(|b| b.exclusive));
    let (from, to) = (end(&constraints.minimum), end(&constraints.maximum));
    let (from, from_excluded) = match from {
        // Among whole numbers, "more than 0" is "at least 1".
        Some((Number::Integer(from), true)) if from < i64::MAX => (Some(Number::Integer(from + 1)), false),
        Some((from, excluded)) => (Some(from), excluded),
        None => (None, false),
    };
    let (to, to_excluded) = to.map_or((None, false), |(to, excluded)| (Some(to), excluded));
    (from.is_some() || to.is_some()).then_some(Range { from, from_excluded, to, to_excluded })
}

/// A number in the type that it is compared with; `None` if that type holds nothing beyond it anyway.
fn number(number: api::Number, ty: &Type) -> Option<Number> {
    match (ty, number) {
        (Type::Integer(Width::Int32), api::Number::Integer(integer)) => {
            i32::try_from(integer).ok().map(|integer| Number::Integer(integer.into()))
        }
        (Type::Integer(Width::Int64), api::Number::Integer(integer)) => {
            i64::try_from(integer).ok().map(Number::Integer)
        }
        (Type::Number(_), api::Number::Integer(integer)) => Some(Number::Float(integer as f64)),
        (Type::Number(_), api::Number::Float(float)) => float.is_finite().then_some(Number::Float(float)),
        // A bound with a fraction on a whole number is in the documentation only.
        (Type::Integer(_), api::Number::Float(_)) => None,
        (
            Type::Boolean
            | Type::String
            | Type::DateTime
            | Type::Base64
            | Type::Any
            | Type::FreeForm
            | Type::Array(_)
            | Type::Map(_)
            | Type::Named(_),
            _,
        ) => None,
    }
}
