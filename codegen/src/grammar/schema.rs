//! Rows of schemas: the keywords of JSON Schema as OpenAPI 3.0 and 3.1 use them.

use super::Holds::{
    All, Count, Data, Flag, FlagOr, FlagOrNumber, List, Map, Number, One, References, Text, Texts, Words,
};
use super::keyword::{
    DEPRECATED, DEPRECATED_SINCE, DESCRIPTION, EXAMPLE, REPLACED_BY, RUST_NAME, SUNSET, WAS, harmless, ignored, read,
};
use super::{Object, Shape};

const UNCHECKED: &str = "what it demands is left to the service";

pub static SCHEMA: Shape = Shape::new("a schema", "the schema `{}`", &[
    harmless("$schema", Text),
    harmless("$vocabulary", Data),
    // References find what has such a name.
    harmless("$id", Text),
    harmless("$anchor", Text),
    harmless("$dynamicAnchor", Text),
    harmless("$recursiveAnchor", Flag),
    // Read as `$ref`.
    harmless("$dynamicRef", Text),
    harmless("$comment", Text),
    read("type", Words(&["array", "boolean", "integer", "null", "number", "object", "string"]), "What the value is. String: `string`; Integer and Long: `integer`; Array: `array`."),
    read("format", Text, "`int32` for Integer, `int64` for Long, `date-time` for RFC 3339, `password` for a secret, `byte` for Base64."),
    read("nullable", Flag, "Whether `null` is a value."),
    read("title", Text, "A short name; the description says more."),
    DESCRIPTION,
    harmless("externalDocs", One(Object::ExternalDocs)),
    DEPRECATED,
    DEPRECATED_SINCE,
    SUNSET,
    REPLACED_BY,
    read("readOnly", Flag, "Sent by the server only."),
    read("writeOnly", Flag, "Sent by the caller only."),
    read("required", Texts, "The names of the mandatory properties: `[name, size]`. Fields of an answer are never required."),
    read("minimum", Number, "The smallest number."),
    read("exclusiveMinimum", FlagOrNumber, "Whether `minimum` itself is too small; in 3.1, the bound."),
    read("maximum", Number, "The greatest number."),
    read("exclusiveMaximum", FlagOrNumber, "Whether `maximum` itself is too great; in 3.1, the bound."),
    read("multipleOf", Number, "What the number must be a multiple of."),
    read("minLength", Count, "Fewest characters."),
    read("maxLength", Count, "Most characters."),
    read("minItems", Count, "Fewest items."),
    read("maxItems", Count, "Most items."),
    read("uniqueItems", Flag, "Whether no item may occur twice."),
    read("minProperties", Count, "Fewest entries of a map."),
    read("maxProperties", Count, "Most entries of a map."),
    read("pattern", Text, "What must be found in the text; only if the server surely refuses what breaks it."),
    read("contentEncoding", Text, "How bytes are written as text: `base64`."),
    read("contentMediaType", Text, "What the text or the bytes hold: `image/png`."),
    harmless("contentSchema", One(Object::Schema)),
    read("enum", List, "The values, if no others are sent. Servers may add some."),
    read("const", Data, "The one value."),
    read("default", Data, "What the server assumes if nothing is sent."),
    RUST_NAME,
    WAS,
    read("x-enum-varnames", Texts, "Names of the values, in their order."),
    read("x-enum-was", Texts, "Names that the values had, in their order, which Rust callers may still use; `''` where there is none."),
    read("x-enum-descriptions", Texts, "Texts of the values, in their order."),
    read("x-server-clamps", Flag, "The server corrects a value out of bounds, so the SDK must not refuse it."),
    read("x-separator", Text, "What separates the values, where the text of a property is a list of them: `|`. Brackets around all of them are left out."),
    harmless("xml", One(Object::Xml)),
    read("items", One(Object::Schema), "What a list holds."),
    read("prefixItems", All(Object::Schema), "What the first items are, one by one."),
    ignored("additionalItems", FlagOr(Object::Schema), UNCHECKED),
    ignored("unevaluatedItems", FlagOr(Object::Schema), UNCHECKED),
    ignored("contains", One(Object::Schema), UNCHECKED),
    ignored("minContains", Count, UNCHECKED),
    ignored("maxContains", Count, UNCHECKED),
    read("properties", Map(Object::Schema), "The fields, by name."),
    read("patternProperties", Map(Object::Schema), "What names may hold that match an expression: a map, whose names are not checked."),
    ignored("propertyNames", One(Object::Schema), UNCHECKED),
    read("additionalProperties", FlagOr(Object::Schema), "What all names may hold that are not listed: a schema makes a map."),
    ignored("unevaluatedProperties", FlagOr(Object::Schema), UNCHECKED),
    ignored("dependentRequired", Data, UNCHECKED),
    ignored("dependentSchemas", Map(Object::Schema), UNCHECKED),
    ignored("dependencies", Map(Object::Schema), UNCHECKED),
    read("allOf", All(Object::Schema), "Objects whose properties it has together."),
    read("oneOf", All(Object::Schema), "The types of which it is one."),
    read("anyOf", All(Object::Schema), "The types of which it is at least one."),
    read("not", One(Object::Schema), "What it is not: no type says so, which is reported."),
    read("discriminator", One(Object::Discriminator), "The property that says which of the types it is."),
    read("if", One(Object::Schema), "A condition: no type says so, which is reported."),
    read("then", One(Object::Schema), "What holds under the condition; no type says so."),
    read("else", One(Object::Schema), "What holds otherwise; no type says so."),
    EXAMPLE,
    read("examples", List, "Several examples."),
    // Read where a reference leads there.
    harmless("$defs", Map(Object::Schema)),
    harmless("definitions", Map(Object::Schema)),
]).component("schemas");

pub static DISCRIMINATOR: Shape = Shape::new("a discriminator", "the discriminator", &[
    read("propertyName", Text, "The property whose value says it.").required(),
    read("mapping", References(Object::Schema), "The values, each with the schema it stands for; else, the names of the schemas."),
    read("defaultMapping", Text, "The schema of what has another value, or none."),
]);

pub static XML: Shape = Shape::new("`xml`", "`xml`", &[
    harmless("name", Text),
    harmless("namespace", Text),
    harmless("prefix", Text),
    harmless("attribute", Flag),
    harmless("wrapped", Flag),
    harmless("nodeType", Text),
]).exclusive(&[("attribute", "nodeType"), ("wrapped", "nodeType")]);
