//! Makes the schema of a field that is no object and no list of values. Must not know the spec.

use super::map;
use super::words::{self, TODO};
use crate::document::Line;
use crate::page::{Field, Type};
use serde_yaml::{Mapping, Value};

/// `type` and `format` of a type without a name, and of what it holds.
pub fn type_of(ty: &Type, reference: &dyn Fn(&str) -> Value) -> Mapping {
    let typed = |name: &str, format: Option<&str>| {
        let mut schema = map([("type", name.into())]);
        if let Some(format) = format {
            schema.insert("format".into(), format.into());
        }
        schema
    };
    match ty {
        Type::String | Type::Other(_) => typed("string", None),
        Type::Integer => typed("integer", Some("int32")),
        Type::Long => typed("integer", Some("int64")),
        Type::Float => typed("number", Some("float")),
        Type::Double => typed("number", Some("double")),
        Type::Boolean => typed("boolean", None),
        Type::File => typed("string", Some("binary")),
        Type::Object => typed("object", None),
        Type::Named(name) => map([("$ref", reference(name))]),
        Type::Array(items) => {
            let mut schema = typed("array", None);
            schema.insert("items".into(), type_of(items, reference).into());
            schema
        }
        Type::Map(values) => {
            let mut schema = typed("object", None);
            schema.insert("additionalProperties".into(), type_of(values, reference).into());
            schema
        }
    }
}

/// The schema of a field: its type with what the cell says of it, in the order of the spec's keys. `shown` is what examples tell: a
/// format, and whether the value can be `null`.
pub fn schema(
    field: &Field,
    without_words: bool,
    shown: (Option<&str>, bool),
    reference: &dyn Fn(&str) -> Value,
) -> Mapping {
    let (format, has_null) = shown;
    let mut ty = type_of(&field.ty, reference);
    if ty.contains_key("$ref") {
        return ty;
    }
    let (items, values) = (ty.remove("items"), ty.remove("additionalProperties"));
    let mut schema = ty;
    if let Some(format) = format {
        schema.insert("format".into(), format.into());
    }
    if has_null {
        schema.insert("nullable".into(), true.into());
    }
    schema.insert("description".into(), description(field, without_words).into());
    if field.is_deprecated {
        schema.insert("deprecated".into(), true.into());
    }
    if let Some(mut items) = items {
        if let (Type::Array(inner), Some(items)) = (&field.ty, items.as_mapping_mut()) {
            let bounds = within(inner, field.minimum.as_ref(), field.maximum.as_ref());
            items.extend(bounds.into_iter().map(|(key, value)| (Value::from(key), value)));
        }
        schema.insert("items".into(), items);
    }
    if let Some(values) = values {
        schema.insert("additionalProperties".into(), values);
    }
    for (key, value) in bounds(field) {
        schema.insert(key.into(), value);
    }
    if let Some(default) = field.default.as_ref().and_then(|line| typed(&line.text, &field.ty)) {
        schema.insert("default".into(), default);
    }
    schema
}

/// The words on a field.
pub fn description(field: &Field, without_words: bool) -> String {
    let text = if without_words { String::new() } else { words::text(&field.description) };
    if text.is_empty() { TODO.to_owned() } else { text }
}

/// What a cell says of the items of a list: all bounds but those of its length, and the values.
pub fn items_of(field: &Field) -> Option<Field> {
    let Type::Array(items) = &field.ty else { return None };
    let all = field.clone();
    Some(Field { ty: (**items).clone(), items: None, default: None, mandatory: None, is_deprecated: false, ..all })
}

/// Bounds of a field by the keywords that they have for its type. A list has them by "Array length" only: the others are about its
/// items.
pub fn bounds(field: &Field) -> Vec<(&'static str, Value)> {
    match (&field.ty, &field.items) {
        (Type::Array(_), items) => {
            within(&field.ty, items.as_ref().map(|(least, _)| least), items.as_ref().map(|(_, most)| most))
        }
        (ty, _) => within(ty, field.minimum.as_ref(), field.maximum.as_ref()),
    }
}

/// The keywords that say these bounds of a type.
fn within(ty: &Type, least: Option<&Line>, most: Option<&Line>) -> Vec<(&'static str, Value)> {
    let keys = match ty {
        Type::String | Type::File | Type::Other(_) => ["minLength", "maxLength"],
        Type::Integer | Type::Long | Type::Float | Type::Double => ["minimum", "maximum"],
        Type::Array(_) => ["minItems", "maxItems"],
        Type::Boolean | Type::Object | Type::Named(_) | Type::Map(_) => return Vec::new(),
    };
    let value = |(key, line): (&'static str, Option<&Line>)| Some((key, number(&line?.text)?));
    keys.into_iter().zip([least, most]).filter_map(value).collect()
}

fn number(text: &str) -> Option<Value> {
    let whole = text.parse::<i64>().map(Value::from);
    whole.or_else(|_| text.parse::<f64>().map(Value::from)).ok()
}

/// A value as its type writes it.
pub fn typed(text: &str, ty: &Type) -> Option<Value> {
    match ty {
        Type::String | Type::Other(_) => Some(text.into()),
        Type::Integer | Type::Long => text.parse::<i64>().map(Value::from).ok(),
        Type::Float | Type::Double => number(text),
        Type::Boolean => text.to_ascii_lowercase().parse::<bool>().map(Value::from).ok(),
        Type::File | Type::Object | Type::Named(_) | Type::Array(_) | Type::Map(_) => None,
    }
}
