//! A request as a server reads it, whose values have no place in a file. Must not know HTTP.

use super::values::{Direction, IsForm, check};
use crate::api::{Definition, Json, Number, Schema};
use crate::source::{Span, Spanned};
use crate::yaml::{Member, Node, Object, Value};

/// The first place where a value is not what a server takes for its schema, such as `apps[0].status`; empty for the value
/// itself. What is missing is such a place. `is_form` tells whether text is a time or Base64. The depth is that of the
/// value, which its reader bounds.
pub fn refused(value: &Json, schema: &Schema, types: &[Definition], is_form: IsForm) -> Option<String> {
    let found = check(&node(value), schema, types, Direction::Received(is_form));
    found.into_iter().next().map(|mismatch| match mismatch.missing {
        Some(name) if mismatch.place.is_empty() => name,
        Some(name) => format!("{}.{name}", mismatch.place),
        None => mismatch.place,
    })
}

fn node(value: &Json) -> Node {
    let value = match value {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => Value::Number(match number.as_i128() {
            Some(integer) => Number::Integer(integer),
            None => Number::Float(number.as_f64().unwrap_or(f64::NAN)),
        }),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::Array(items.iter().map(node).collect()),
        Json::Object(entries) => {
            let member = |(name, value): (&String, &Json)| Member {
                key: Spanned::new(name.clone(), Span::default()),
                value: node(value),
            };
            Value::Object(Object::new(entries.iter().map(member).collect()))
        }
    };
    Node { span: Span::default(), value }
}
