//! Turns schemas of Swagger 2.0 into those of OpenAPI 3.0. Must not know where they stand.

use super::{each, map, members, named, string, text};
use crate::yaml::{Member, Node, Value};

/// A schema, with all in it.
pub fn schema(node: Node) -> Node {
    if node.as_object().is_none() {
        return node;
    }
    let span = node.span;
    let mut out = Vec::new();
    for Member { key, value } in members(node) {
        match key.value.as_str() {
            "type" if string(&value) == Some("file") => {
                out.push(named(key.span, "format", text(value.span, "binary")));
                out.push(Member { key, value: text(value.span, "string") });
            }
            "discriminator" if string(&value).is_some() => {
                let span = value.span;
                out.push(Member { key, value: map(span, vec![named(span, "propertyName", value)]) });
            }
            "x-nullable" => out.push(named(key.span, "nullable", value)),
            "properties" | "definitions" => out.push(Member { key, value: each(value, schema) }),
            "items" | "additionalProperties" | "not" => out.push(Member { key, value: schema(value) }),
            "allOf" => out.push(Member { key, value: list(value) }),
            _ => out.push(Member { key, value }),
        }
    }
    map(span, out)
}

fn list(node: Node) -> Node {
    match node.value {
        Value::Array(items) => Node { span: node.span, value: Value::Array(items.into_iter().map(schema).collect()) },
        _ => node,
    }
}
