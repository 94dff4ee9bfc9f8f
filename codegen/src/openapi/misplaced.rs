//! Keywords that stand at the wrong place, and where they belong. Knows the slips; must not know how keywords are read.

use crate::yaml::Node;

/// What describes a value, and stands in a schema only.
const OF_SCHEMAS: &[&str] = &[
    "type",
    "format",
    "enum",
    "default",
    "items",
    "properties",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "allOf",
    "nullable",
];

/// Where a keyword belongs that is unknown in `what`.
pub fn belongs(what: &str, key: &str, value: &Node) -> Option<&'static str> {
    let is_schema = |value: &Node| {
        value.as_object().is_some_and(|object| ["type", "$ref", "allOf"].iter().any(|key| object.has(key)))
    };
    match (what, key) {
        ("a parameter" | "a header" | "a media type", key) if OF_SCHEMAS.contains(&key) => {
            Some("it belongs into `schema`, one level deeper")
        }
        ("a media type", "$ref") => Some("it belongs into `schema`: add `schema:` above it, and indent it deeper"),
        ("a response" | "a request body", "schema" | "application/json") => {
            Some("bodies stand below `content`, by media type: `content: {application/json: {schema: …}}`")
        }
        ("an operation", "consumes" | "produces") => {
            Some("this is OpenAPI 2: now each body names its media types, below `content`")
        }
        ("an operation" | "a path item", "schema" | "content") => Some("it belongs into `requestBody` or `responses`"),
        ("a path item", "operationId" | "responses" | "requestBody" | "tags" | "security") => {
            Some("it belongs into an operation: below `get`, `put`, `post`, `delete` or another method")
        }
        ("an OpenAPI document" | "a file of paths and components", "definitions" | "schemas") => {
            Some("schemas stand below `components`, `schemas`")
        }
        (
            "an OpenAPI document" | "a file of paths and components",
            "parameters" | "responses" | "securityDefinitions",
        ) => Some("what several operations share stands below `components`"),
        ("an OpenAPI document", "host" | "basePath" | "schemes") => {
            Some("this is OpenAPI 2: write `servers` with a `url`")
        }
        ("a schema", key)
            if is_schema(value)
                && !key.starts_with('$')
                && crate::diagnostics::nearest(key, SUBSCHEMAS.iter().copied()).is_none() =>
        {
            Some("a property stands below `properties`: is it indented too little, or `properties:` missing above it?")
        }
        _ => None,
    }
}

/// Keywords of a schema whose value is one.
const SUBSCHEMAS: &[&str] = &["items", "properties", "additionalProperties", "not"];
