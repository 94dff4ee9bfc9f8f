//! Tells whether a schema of the spec says what a table says, so that it can be referred to. What people decided beyond the table (a
//! pattern, a format, a field that only the SDKs know) is no difference. Must not know how a draft is made.

use super::fields;
use super::spec::Spec;
use super::words;
use crate::page::{Field, Object, Type};
use serde_yaml::Value;

/// How much has to agree.
#[derive(Clone, Copy, Default)]
pub struct Terms<'p> {
    /// Whether the schema must have no other fields.
    pub exactly: bool,
    /// Whether the words have to agree.
    pub words: bool,
    /// The tables of objects that rows may name: what the schema refers to has to suit them.
    pub objects: &'p [Object],
    /// How many tables this one is in.
    pub depth: usize,
}

/// Deeper in each other, objects are taken to suit: they may hold themselves.
const DEEPEST: usize = 6;

/// Whether an object has these fields.
pub fn object(spec: &Spec, file: &str, schema: &Value, rows: &[Field], terms: Terms<'_>) -> bool {
    let (file, schema) = spec.resolve(file, schema);
    let Some(properties) = schema.get("properties").and_then(Value::as_mapping) else { return false };
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_sequence).into_iter().flatten().filter_map(Value::as_str).collect();
    let suits = |row: &Field| {
        let name = row.name.text.as_str();
        let property = properties.get(name);
        let is_required = required.contains(&name) == (row.mandatory == Some(true));
        is_required && property.is_some_and(|property| field(spec, file, property, row, terms))
    };
    (!terms.exactly || properties.len() == rows.len()) && rows.iter().all(suits)
}

/// Whether a schema is that of this field.
pub fn field(spec: &Spec, file: &str, written: &Value, row: &Field, terms: Terms<'_>) -> bool {
    let is_reference = written.get("$ref").is_some();
    let (_, schema) = spec.resolve(file, written);
    let says = |key: &str| schema.get(key);
    let is_object = is_reference && matches!(row.ty, Type::Named(_));
    let same_words =
        says("description").and_then(Value::as_str).map(squeezed) == Some(squeezed(&words::text(&row.description)));
    let items = schema.get("items").map(|items| spec.resolve(file, items).1);
    let same_items =
        items.zip(fields::items_of(row)).is_none_or(|(items, row)| bounds(items, &row) && values(items, &row));
    let default = row.default.as_ref().and_then(|line| fields::typed(&line.text, &row.ty));
    has_type(spec, file, written, &row.ty, terms)
        && (!terms.words || is_object || same_words)
        && bounds(schema, row)
        && same_items
        && says("default") == default.as_ref()
        && (is_reference || (says("deprecated") == Some(&Value::Bool(true))) == row.is_deprecated)
        && (matches!(row.ty, Type::Array(_)) || values(schema, row))
}

fn bounds(schema: &Value, row: &Field) -> bool {
    let bounds = fields::bounds(row);
    let keys = ["minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"];
    let same = |key: &&str| schema.get(*key) == bounds.iter().find(|(name, _)| name == key).map(|(_, value)| value);
    keys.iter().all(same)
}

/// The values of an enum are those that the table lists, or those that its words name.
pub fn values(schema: &Value, row: &Field) -> bool {
    let written = schema.get("enum").and_then(Value::as_sequence);
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
    };
    match (written, &row.values) {
        (None, None) => true,
        (None, Some(_)) => false,
        (Some(written), Some(values)) => written.iter().map(text).eq(values.iter().map(|value| value.text.clone())),
        (Some(written), None) => {
            let words = words::text(&row.description);
            written.iter().all(|value| words.contains(&text(value)))
        }
    }
}

fn has_type(spec: &Spec, file: &str, written: &Value, ty: &Type, terms: Terms<'_>) -> bool {
    let (file, schema) = spec.resolve(file, written);
    let name = written.get("$ref").and_then(Value::as_str).and_then(|target| target.rsplit('/').next());
    let is = |key: &str, text: &str| schema.get(key).and_then(Value::as_str) == Some(text);
    let holds =
        |key: &str, inner: &Type| schema.get(key).is_some_and(|schema| has_type(spec, file, schema, inner, terms));
    match ty {
        Type::String | Type::Other(_) => is("type", "string") && !is("format", "binary"),
        Type::Integer => is("type", "integer") && is("format", "int32"),
        Type::Long => is("type", "integer") && is("format", "int64"),
        Type::Float => is("type", "number") && is("format", "float"),
        Type::Double => is("type", "number") && !is("format", "float"),
        Type::Boolean => is("type", "boolean"),
        Type::File => is("format", "binary"),
        Type::Object => is("type", "object"),
        // Under that name, or behind the operation's where the name was taken.
        Type::Named(object) => {
            let table = terms.objects.iter().find(|table| table.name.text == *object && terms.depth < DEEPEST);
            let inner = Terms { exactly: false, depth: terms.depth + 1, ..terms };
            name.is_some_and(|name| name.ends_with(&words::camel(object)))
                && is("type", "object")
                && table.is_none_or(|table| self::object(spec, file, schema, &table.fields, inner))
        }
        Type::Array(items) => is("type", "array") && holds("items", items),
        Type::Map(values) => is("type", "object") && holds("additionalProperties", values),
    }
}

/// White space is no difference.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
