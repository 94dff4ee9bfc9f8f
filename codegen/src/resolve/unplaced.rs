//! What is written, without its places: values as JSON, texts as strings. Must not know what they are about.

use crate::api::Json;
use crate::source::Spanned;
use crate::yaml::{Node, Number, Value};

/// A text without its place.
pub fn text(text: &Option<Spanned<String>>) -> Option<String> {
    text.as_ref().map(|text| text.value.clone())
}

/// A value without its places.
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
