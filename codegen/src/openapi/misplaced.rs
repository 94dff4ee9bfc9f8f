//! Tells where keywords belong that are written at the wrong place. Knows the usual mistakes. Must not know how
//! keywords are read.

use crate::diagnostics::nearest;
use crate::grammar::{Holds, Object};
use crate::yaml::Node;

/// Where a keyword belongs that is unknown in such an object.
pub fn belongs(object: Object, key: &str, value: &Node) -> Option<&'static str> {
    let is_schema = |value: &Node| {
        value.as_object().is_some_and(|object| ["type", "$ref", "allOf"].iter().any(|key| object.has(key)))
    };
    // What describes a parameter itself may be misplaced, too; all else describes a value.
    let is_of_value = |key| Object::Schema.knows(key) && !Object::Parameter.knows(key);
    match (object, key) {
        (Object::Parameter | Object::Header | Object::MediaType, key) if is_of_value(key) => {
            Some("it belongs into `schema`, one level deeper")
        }
        (Object::Response | Object::RequestBody, "schema" | "application/json") => {
            Some("bodies stand below `content`, by media type: `content: {application/json: {schema: …}}`")
        }
        (Object::Operation, "consumes" | "produces") => {
            Some("this is OpenAPI 2: now each body names its media types, below `content`")
        }
        (Object::Operation | Object::PathItem, "schema" | "content") => {
            Some("it belongs into `requestBody` or `responses`")
        }
        (Object::PathItem, key) if Object::Operation.knows(key) => {
            Some("it belongs into an operation: below `get`, `put`, `post`, `delete` or another method")
        }
        (Object::Document | Object::Fragment, "definitions" | "schemas") => {
            Some("schemas stand below `components`, `schemas`")
        }
        (Object::Document | Object::Fragment, key) if key == "securityDefinitions" || Object::Components.knows(key) => {
            Some("what several operations share stands below `components`")
        }
        (Object::Document, "host" | "basePath" | "schemes") => Some("this is OpenAPI 2: write `servers` with a `url`"),
        (Object::Schema, key) if is_schema(value) && !key.starts_with('$') && nearest(key, subschemas()).is_none() => {
            Some("a property stands below `properties`: is it indented too little, or `properties:` missing above it?")
        }
        _ => None,
    }
}

/// Whether something is lost if a keyword at the wrong place has no effect: a body, an operation or a property.
pub fn loses_something(object: Object, key: &str) -> bool {
    let of_operation = matches!(object, Object::Operation | Object::PathItem);
    let of_path = object == Object::PathItem && matches!(key, "responses" | "requestBody");
    let is_whole = matches!(object, Object::MediaType | Object::Response | Object::RequestBody | Object::Schema);
    is_whole || of_path || of_operation && matches!(key, "schema" | "content")
}

/// Keywords of a schema whose value is one, or a map of them.
fn subschemas() -> impl Iterator<Item = &'static str> {
    let holds_one = |holds| {
        matches!(holds, Holds::One(Object::Schema) | Holds::FlagOr(Object::Schema) | Holds::Map(Object::Schema))
    };
    Object::Schema.keywords().iter().filter(move |row| row.is_read() && holds_one(row.holds)).map(|row| row.name)
}
