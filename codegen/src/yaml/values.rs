//! Second pass: serde_yaml (serde_json for JSON) reads the values into the places that the first pass found.

use super::structure::{Kind, Shape};
use super::{MAX_DEPTH, Member, Node, Number, Object, Value};
use crate::diagnostics::{Diagnostic, Diagnostics, messages};
use crate::source::{FileId, Sources, Span};
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads YAML values.
pub fn read_yaml(file: FileId, sources: &Sources, shape: Shape, diagnostics: &mut Diagnostics) -> Option<Node> {
    match shape.deserialize(serde_yaml::Deserializer::from_str(sources.text(file))) {
        Ok(node) => Some(node),
        Err(error) => {
            // What the first pass lets through is YAML; the second may still set limits of its own.
            let start = error.location().map_or(0, |place| sources.offset(file, place.line(), place.column()));
            diagnostics.push(messages::yaml_syntax(Span { file, start, end: start }, &error.to_string()));
            None
        }
    }
}

/// Reads JSON values.
pub fn read_json(file: FileId, sources: &Sources, shape: Shape, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut reader = serde_json::Deserializer::from_str(sources.text(file));
    match shape.deserialize(&mut reader) {
        Ok(node) => Some(node),
        Err(error) => {
            diagnostics.push(json_error(file, sources, &error));
            None
        }
    }
}

/// What serde_json says, at its place.
pub fn json_error(file: FileId, sources: &Sources, error: &serde_json::Error) -> Diagnostic {
    // serde_json counts columns in bytes, from 1, and 0 for "before the first".
    let text = sources.text(file);
    let line = sources.offset(file, error.line().max(1), 1);
    let start = sources.floor(file, (line + error.column().saturating_sub(1)).min(text.len()));
    let place = format!(" at line {} column {}", error.line(), error.column());
    let said = error.to_string();
    let reason = said.strip_suffix(&place).unwrap_or(&said).replace("EOF while parsing", "the file ends inside of");
    if reason.starts_with("recursion limit exceeded") {
        return messages::too_deep(Span { file, start, end: start + 1 }, MAX_DEPTH);
    }
    let before = text.get(..start).unwrap_or_default().trim_end();
    let rest = text.get(start..).unwrap_or_default();
    let comma = before.len().saturating_sub(1);
    if before.ends_with(',') && rest.starts_with(['}', ']']) {
        let span = Span { file, start: comma, end: comma + 1 };
        return messages::json_syntax(span, "a comma after the last item", Some("remove the comma"));
    }
    let help = rest.starts_with(['/', '#']).then_some("JSON knows no comments; YAML does");
    messages::json_syntax(Span { file, start, end: start }, &reason, help)
}

/// A shape is what turns a stream of values into a [`Node`]: it knows each value's place.
impl<'de> DeserializeSeed<'de> for Shape {
    type Value = Node;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        let Self { span, kind, size: _, meant } = self;
        let value = deserializer.deserialize_any(kind)?;
        Ok(Node { span, value: meant.map_or(value, Value::String) })
    }
}

impl<'de> Visitor<'de> for Kind {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(Number::Integer(value.into())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(Number::Integer(value.into())))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Number(Number::Integer(value)))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        Ok(Value::Number(i128::try_from(value).map_or(Number::Float(value as f64), Number::Integer)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(Number::Float(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let Kind::Sequence(shapes) = self else { return Err(A::Error::custom("unexpected list")) };
        let mut items = Vec::with_capacity(shapes.len());
        for shape in shapes {
            let are_several = matches!(shape.kind, Kind::Items(_));
            let Some(item) = access.next_element_seed(shape)? else { continue };
            match item.value {
                Value::Array(several) if are_several => items.extend(several),
                value => items.push(Node { value, ..item }),
            }
        }
        while access.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let (shapes, are_items) = match self {
            Kind::Mapping(shapes) => (shapes, false),
            Kind::Items(shapes) => (shapes, true),
            Kind::Scalar | Kind::Sequence(_) => return Err(A::Error::custom("unexpected map")),
        };
        let mut members = Vec::with_capacity(shapes.len());
        for (key, shape) in shapes {
            if access.next_key::<IgnoredAny>()?.is_none() {
                break;
            }
            members.push(Member { key, value: access.next_value_seed(shape)? });
        }
        Ok(if are_items { Value::Array(items(members)) } else { Value::Object(Object::new(members)) })
    }
}

/// The items of which all but the first lack their dash: each begins with the same name.
fn items(members: Vec<Member>) -> Vec<Node> {
    let begins = members.first().map(|member| member.key.value.clone());
    let mut items: Vec<(Span, Vec<Member>)> = Vec::new();
    for member in members {
        match items.last_mut() {
            Some((_, item)) if Some(&member.key.value) != begins.as_ref() => item.push(member),
            Some(_) | None => items.push((member.key.span, vec![member])),
        }
    }
    items.into_iter().map(|(span, item)| Node { span, value: Value::Object(Object::new(item)) }).collect()
}
