//! Writes the JSON Schema by which editors check and complete a document, from the table that the reader uses, so that
//! both know the same keywords. Knows JSON Schema.
//!
//! Draft 7, because the YAML language server knows that best. A whole document and a file that one refers to have one
//! schema between them: `openapi` tells them apart.

use crate::grammar::{HARMLESS, Holds, Need, Object, REF, REF_DESCRIPTION, Status, extensions};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema, as the text of a file.
pub fn editor_schema() -> String {
    let mut definitions = Map::new();
    definitions.insert("$ref".to_owned(), reference());
    let mut queue = vec![Object::Document, Object::Fragment];
    while let Some(object) = queue.pop() {
        if definitions.insert(short(object), definition(object)).is_none() {
            let read = object.keywords().iter().filter(|keyword| keyword.is_read());
            queue.extend(read.filter_map(|keyword| keyword.holds.objects()).map(|(_, held)| held));
        }
    }
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Made from codegen/src/grammar. Do not edit: BLESS=1 cargo test -p apig-codegen --test it editor",
        "if": { "required": ["openapi"] },
        "then": to(Object::Document),
        "else": to(Object::Fragment),
        "definitions": definitions,
    });
    format!("{:#}\n", sorted(schema))
}

/// `a request body` is `request-body`, `` `info` `` is `info`.
fn short(object: Object) -> String {
    let name = object.what().trim_matches('`');
    let name = name.strip_prefix("a ").or_else(|| name.strip_prefix("an ")).unwrap_or(name);
    name.to_lowercase().replace(' ', "-")
}

fn to(object: Object) -> Value {
    json!({ "$ref": format!("#/definitions/{}", short(object)) })
}

fn definition(object: Object) -> Value {
    let mut properties = Map::new();
    for keyword in object.keywords() {
        let mut schema = Map::new();
        let text = match keyword.status {
            Status::Read(text) => {
                schema.extend(of(keyword.holds));
                text
            }
            Status::Harmless | Status::Ignored(_) => HARMLESS,
            Status::Refused(_) => continue,
        };
        schema.insert("description".to_owned(), json!(text));
        properties.insert(keyword.name.to_owned(), Value::Object(schema));
    }
    // Where a `$ref` is written, another definition applies; here it is offered.
    properties.entry("$ref").or_insert_with(|| json!({ "type": "string", "description": REF }));
    for extension in extensions() {
        properties.entry(extension).or_insert(Value::Bool(false));
    }
    let required = object.keywords().iter().filter(|keyword| keyword.need != Need::Optional);
    let mut required: Vec<&str> = required.map(|keyword| keyword.name).collect();
    required.sort_unstable();
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": { "^x-": {} },
        "additionalProperties": false,
        "required": required,
    })
}

fn reference() -> Value {
    json!({
        "type": "object",
        "properties": {
            "$ref": { "type": "string", "minLength": 1, "description": REF },
            "description": { "type": "string", "description": REF_DESCRIPTION },
            "summary": { "type": "string", "description": HARMLESS },
        },
        "patternProperties": { "^x-": {} },
        "additionalProperties": false,
        "required": ["$ref"],
    })
}

/// The schema of what a keyword holds.
fn of(holds: Holds) -> Map<String, Value> {
    let schema = match holds {
        Holds::Data => json!({}),
        Holds::List => json!({ "type": "array" }),
        Holds::Flag => json!({ "type": "boolean" }),
        Holds::Number => json!({ "type": "number" }),
        Holds::FlagOrNumber => json!({ "type": ["boolean", "number"] }),
        Holds::Count => json!({ "type": "integer", "minimum": 0 }),
        Holds::Text => json!({ "type": "string" }),
        Holds::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Holds::Word(words) => json!({ "type": "string", "enum": words }),
        Holds::Words(words) => json!({
            "if": { "type": "array" },
            "then": { "items": { "type": "string", "enum": words } },
            "else": { "type": "string", "enum": words },
        }),
        Holds::One(object) => json!({ "allOf": [target(object)] }),
        Holds::FlagOr(object) => json!({ "if": { "type": "boolean" }, "else": target(object) }),
        Holds::All(object) => json!({ "type": "array", "items": target(object) }),
        Holds::Map(object) => json!({ "type": "object", "additionalProperties": target(object) }),
        Holds::Extensible(object) => json!({
            "type": "object",
            "patternProperties": { "^x-": {} },
            "additionalProperties": target(object),
        }),
        Holds::References(_) => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
    };
    if let Value::Object(schema) = schema { schema } else { Map::new() }
}

fn target(object: Object) -> Value {
    if object.may_be_ref() {
        json!({
            "if": { "type": "object", "required": ["$ref"] },
            "then": { "$ref": "#/definitions/$ref" },
            "else": to(object),
        })
    } else {
        to(object)
    }
}

/// With names in their order, whatever order the library keeps.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members: BTreeMap<String, Value> =
                members.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            Value::Object(members.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}
