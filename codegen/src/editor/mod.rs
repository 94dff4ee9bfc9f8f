//! The JSON Schema by which editors check and complete a document. It is made of what the reader asks for, so that an editor
//! and the generator know the same keywords; this file knows how JSON Schema says so, `texts` what is shown beside it.
//!
//! Draft 7, because the YAML language server knows that best. A whole document and a file that one refers to have one
//! schema between them: `openapi` tells them apart.

mod texts;

use crate::openapi::{EXTENSIONS, Takes, Target, Thing, things};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The schema, as the text of a file.
pub fn editor_schema() -> String {
    let things = things();
    let definitions = things.iter().map(|(name, thing)| (short(name), definition(name, thing)));
    let mut definitions: Map<String, Value> = definitions.collect();
    definitions.insert("$ref".to_owned(), reference());
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "Made from the reader. Do not edit: BLESS=1 cargo test -p apig-codegen --test it editor",
        "if": { "required": ["openapi"] },
        "then": to("an OpenAPI document"),
        "else": to("a file of paths and components"),
        "definitions": definitions,
    });
    format!("{:#}\n", sorted(schema))
}

/// `a request body` is `request-body`, `` `info` `` is `info`.
fn short(thing: &str) -> String {
    let name = thing.trim_matches('`');
    let name = name.strip_prefix("a ").or_else(|| name.strip_prefix("an ")).unwrap_or(name);
    name.to_lowercase().replace(' ', "-")
}

fn to(thing: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{}", short(thing)) })
}

fn definition(name: &str, thing: &Thing) -> Value {
    let mut properties = Map::new();
    for (key, takes) in &thing.keywords {
        if let Some(mut schema) = of(takes) {
            schema.insert("description".to_owned(), json!(texts::of(name, key).unwrap_or_default()));
            properties.insert((*key).to_owned(), Value::Object(schema));
        }
    }
    for key in &thing.harmless {
        properties.insert((*key).to_owned(), json!({ "description": texts::HARMLESS }));
    }
    // Where a `$ref` is written, another definition applies; here it is offered.
    properties.entry("$ref").or_insert_with(|| json!({ "type": "string", "description": texts::REF }));
    for extension in EXTENSIONS {
        properties.entry(*extension).or_insert(Value::Bool(false));
    }
    let mut required: Vec<&str> = thing.required.iter().copied().collect();
    if thing.keywords.contains_key("openapi") {
        required.push("openapi");
    }
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
            "$ref": { "type": "string", "minLength": 1, "description": texts::REF },
            "description": { "type": "string", "description": texts::REF_DESCRIPTION },
            "summary": { "type": "string", "description": texts::HARMLESS },
        },
        "patternProperties": { "^x-": {} },
        "additionalProperties": false,
        "required": ["$ref"],
    })
}

/// The schema of what a keyword takes.
fn of(takes: &Takes) -> Option<Map<String, Value>> {
    let schema = match takes {
        Takes::Nothing => return None,
        Takes::Anything => json!({}),
        Takes::Flag => json!({ "type": "boolean" }),
        Takes::FlagOr(thing) => json!({ "if": { "type": "boolean" }, "else": target(*thing) }),
        Takes::FlagOrNumber => json!({ "type": ["boolean", "number"] }),
        Takes::Number => json!({ "type": "number" }),
        Takes::Count => json!({ "type": "integer", "minimum": 0 }),
        Takes::Text => json!({ "type": "string" }),
        Takes::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Takes::Word(words) => json!({ "type": "string", "enum": words }),
        Takes::Words(words) => json!({
            "if": { "type": "array" },
            "then": { "items": { "type": "string", "enum": words } },
            "else": { "type": "string", "enum": words },
        }),
        Takes::List => json!({ "type": "array" }),
        Takes::One(thing) => json!({ "allOf": [target(*thing)] }),
        Takes::All(thing) => json!({ "type": "array", "items": target(*thing) }),
        Takes::Map(thing, false) => json!({ "type": "object", "additionalProperties": target(*thing) }),
        Takes::Map(thing, true) => json!({
            "type": "object",
            "patternProperties": { "^x-": {} },
            "additionalProperties": target(*thing),
        }),
    };
    schema.as_object().cloned()
}

fn target(target: Target) -> Value {
    if target.may_be_ref {
        json!({
            "if": { "type": "object", "required": ["$ref"] },
            "then": { "$ref": "#/definitions/$ref" },
            "else": to(target.thing),
        })
    } else {
        to(target.thing)
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Keywords whose values are data, or are not looked at.
    const DATA: &[&str] = &["const", "default", "enum", "example", "examples", "security", "value"];

    #[test]
    fn every_keyword_is_explained_and_says_what_it_takes() {
        let mut used = BTreeSet::new();
        for (name, thing) in things() {
            for (key, takes) in &thing.keywords {
                let is_data = matches!(takes, Takes::Anything | Takes::List);
                assert!(!is_data || DATA.contains(key), "say what `{key}` of {name} takes: `fields.takes…`");
                let text = texts::entry(name, key);
                assert!(
                    *takes == Takes::Nothing || text.is_some(),
                    "`editor/texts.rs` does not explain `{key}` of {name}"
                );
                used.extend(text.map(|(of, key, _)| (of, key)));
            }
        }
        let unused: Vec<_> = texts::all().filter(|(of, key, _)| !used.contains(&(*of, *key))).collect();
        assert!(unused.is_empty(), "nobody reads {unused:?}");
    }
}
