//! Drops spans: values become JSON and back, texts become strings. Must not know what they are about.

use crate::api::Json;
use crate::source::{Span, Spanned};
use crate::yaml::{Member, Node, Number, Object, Value};

/// A text without its span.
pub fn text(text: &Option<Spanned<String>>) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

/// A value without its spans.
pub fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(number) => number_to_json(*number),
        Value::String(text) => Json::String(text.clone()),
        Value::Array(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Object(object) => Json::Object(
            object.members.iter().map(|member| (member.key.value.clone(), to_json(&member.value))).collect(),
        ),
    }
}

fn number_to_json(number: Number) -> Json {
    match number {
        Number::Integer(integer) => match (i64::try_from(integer), u64::try_from(integer)) {
            (Ok(integer), _) => integer.into(),
            (_, Ok(integer)) => integer.into(),
            _ => serde_json::Number::from_f64(integer as f64).map_or(Json::Null, Json::Number),
        },
        // `1.0` is 1, which JSON has two ways to write and Rust two types for.
        Number::Float(float) if float.fract() == 0.0 && float.abs() < 9e15 => (float as i64).into(),
        Number::Float(float) => serde_json::Number::from_f64(float).map_or(Json::Null, Json::Number),
    }
}

/// A value without a span in a file.
pub fn from_json(value: &Json) -> Node {
    let value = match value {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => Value::Number(match number.as_i128() {
            Some(integer) => Number::Integer(integer),
            None => Number::Float(number.as_f64().unwrap_or(f64::NAN)),
        }),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(items) => Value::Array(items.iter().map(from_json).collect()),
        Json::Object(entries) => {
            let member = |(name, value): (&String, &Json)| Member {
                key: Spanned::new(name.clone(), Span::default()),
                value: from_json(value),
            };
            Value::Object(Object::new(entries.iter().map(member).collect()))
        }
    };
    Node { span: Span::default(), value }
}
