//! What an editor shows beside a keyword. Knows words; must not know JSON Schema.

/// Of what is allowed and not used.
pub const HARMLESS: &str = "Allowed; nothing is generated from it.";

/// Of a reference.
pub const REF: &str = "Where the thing itself stands: `#/components/schemas/Name`, or `file.yaml#/components/schemas/Name`, relative to this file.";

/// Of the text beside a reference.
pub const REF_DESCRIPTION: &str = "Goes before the description of what is referred to.";

/// What is explained: of which thing (of any, if it is empty), keyword, text.
type Entry = (&'static str, &'static str, &'static str);

/// The text of a keyword of a thing.
pub fn of(thing: &str, key: &str) -> Option<&'static str> {
    entry(thing, key).map(|(_, _, text)| text)
}

/// Where the text stands.
pub fn entry(thing: &str, key: &str) -> Option<Entry> {
    let find = |of: &str| all().find(|(thing, known, _)| *thing == of && *known == key);
    find(thing).or_else(|| find(""))
}

/// All texts.
pub fn all() -> impl Iterator<Item = Entry> {
    TEXTS.iter().copied()
}

const TEXTS: &[Entry] = &[
    // Of more than one thing.
    ("", "description", "What it is, in the words of the document."),
    ("", "deprecated", "Whether it should no longer be used."),
    ("", "example", "A value as the document shows it. It must match the schema; the tests of the SDK use it."),
    ("", "schema", "What the value may be."),
    ("", "style", "How a list is written; only the usual style is supported."),
    ("", "content", "The body, by media type: `application/json`."),
    ("", "parameters", "Parameters of the path, the query and the header; path parameters in the order of the path."),
    ("", "security", "Ways to prove who calls: alternatives, each a map of scheme names. `[]` means none."),
    ("", "components", "What has a name and is referred to."),
    ("", "paths", "What stands at each path; in a file that a document refers to, under a name of ours."),
    ("", "x-rust-name", "The Rust name instead of the derived one, for when two names clash."),
    ("", "name", "The name as it is sent."),
    ("", "responses", "Answers that several operations share, by name."),
    // A document.
    ("an OpenAPI document", "openapi", "The version of OpenAPI: 3.0.x or 3.1.x."),
    ("an OpenAPI document", "info", "Title, version and description of the service."),
    (
        "an OpenAPI document",
        "servers",
        "Where the service answers, one for each cloud; `region` in the URL makes a table of regions.",
    ),
    ("an OpenAPI document", "tags", "Groups that operations are sorted under, in the order in which readers see them."),
    ("an OpenAPI document", "externalDocs", "The page that this transcribes."),
    ("a tag", "name", "The name by which operations are sorted under it."),
    ("a tag", "externalDocs", "The page that this transcribes."),
    ("`info`", "title", "The name of the service."),
    ("`info`", "version", "The version of its API."),
    ("a server", "url", "The address, with variables in braces: `https://apig.{region}.example.com`."),
    ("a server", "variables", "The variables in the URL."),
    ("a server variable", "default", "The value if none is chosen. OpenAPI demands one."),
    ("a server variable", "enum", "The values to choose from: the names of the regions."),
    ("`components`", "schemas", "Types, by name."),
    ("`components`", "parameters", "Parameters that several operations share, by name."),
    ("`components`", "requestBodies", "Request bodies that several operations share, by name."),
    ("`components`", "headers", "Headers of answers that several operations share, by name."),
    ("`components`", "pathItems", "Path items that several paths share, by name."),
    ("`components`", "securitySchemes", "Ways to prove who calls, by name."),
    ("a security scheme", "type", "`apiKey` for a token or a signature in a header, `http` for a bearer token."),
    ("a security scheme", "in", "Where the key travels: `header`."),
    ("a security scheme", "name", "The header that takes it."),
    ("a security scheme", "scheme", "Of `http`: `bearer`."),
    (
        "a security scheme",
        "x-signature",
        "The header holds a signature of the request, made by this algorithm: `SDK-HMAC-SHA256`.",
    ),
    (
        "a security scheme",
        "x-issued-by",
        "The service of this spec that issues the tokens, so that the SDK knows where.",
    ),
    // Operations.
    ("a path item", "get", "The operation of GET."),
    ("a path item", "put", "The operation of PUT."),
    ("a path item", "post", "The operation of POST."),
    ("a path item", "delete", "The operation of DELETE."),
    ("a path item", "options", "The operation of OPTIONS."),
    ("a path item", "head", "The operation of HEAD."),
    ("a path item", "patch", "The operation of PATCH."),
    ("a path item", "trace", "The operation of TRACE."),
    (
        "an operation",
        "operationId",
        "The vendor's name of the operation; it becomes the name of the type and the method.",
    ),
    ("an operation", "summary", "The title of the page."),
    ("an operation", "description", "The text under \"Function\"."),
    ("an operation", "externalDocs", "The page that this transcribes."),
    ("an operation", "tags", "Groups of operations that readers see together; the root declares them."),
    ("an operation", "requestBody", "What is sent besides the parameters."),
    ("an operation", "responses", "Answers by status, in quotes: `'200'`, `'4XX'` or `default`."),
    ("an operation", "x-pagination", "The list can be read to its end; names what pages through it."),
    ("an operation", "x-waiters", "What one can wait for in the list; needs `x-pagination`."),
    ("`externalDocs`", "description", "The title of the page, and its date if it states one."),
    ("`externalDocs`", "url", "Where the page can be read."),
    ("`x-pagination`", "offset", "The query parameter that says where to start."),
    ("`x-pagination`", "limit", "The query parameter that says how many."),
    ("`x-pagination`", "total", "The field of the answer that counts all items."),
    ("`x-pagination`", "items", "The field of the answer that holds a page of items."),
    ("`x-pagination`", "key", "The field of an item, a string, that tells it from all others."),
    ("a waiter", "name", "A thing and how it is, `AppUnbound`: makes `wait_until_app_unbound`."),
    ("a waiter", "item", "The field of an item, a string, that is compared with the last argument."),
    ("a waiter", "until", "Whether to wait until the item is in the list, or until it is not."),
    (
        "a waiter",
        "not_found_is_absent",
        "With `until: absent`: a list that is gone (status 404) holds nothing any more.",
    ),
    ("a parameter", "in", "Where it travels."),
    ("a parameter", "required", "Mandatory: Yes. A path parameter always is."),
    (
        "a parameter",
        "explode",
        "How a list is written: the parameter again for each item (`true`), or one with commas.",
    ),
    ("a parameter", "x-client-parameter", "The client's configuration supplies the value, the caller does not."),
    ("a request body", "required", "Whether it must be sent."),
    ("a header", "required", "Whether every success has it: then it becomes a field of the answer."),
    ("a response", "headers", "Headers of the answer, by name."),
    ("a media type", "examples", "Several examples, by a name of ours."),
    ("an example", "value", "The example."),
    // Schemas.
    ("a schema", "type", "What the value is. String: `string`; Integer and Long: `integer`; Array: `array`."),
    (
        "a schema",
        "format",
        "`int32` for Integer, `int64` for Long, `date-time` for RFC 3339, `password` for a secret, `byte` for Base64.",
    ),
    ("a schema", "title", "A short name; the description says more."),
    ("a schema", "enum", "The values, if no others are sent. Servers may add some."),
    ("a schema", "const", "The one value."),
    ("a schema", "default", "What the server assumes if nothing is sent."),
    ("a schema", "examples", "Several examples."),
    ("a schema", "nullable", "Whether `null` is a value."),
    (
        "a schema",
        "required",
        "The names of the mandatory properties: `[name, size]`. Fields of an answer are never required.",
    ),
    ("a schema", "properties", "The fields, by name."),
    ("a schema", "additionalProperties", "What all names may hold that are not listed: a schema makes a map."),
    ("a schema", "items", "What a list holds."),
    ("a schema", "allOf", "Objects whose properties it has together."),
    ("a schema", "minimum", "The smallest number."),
    ("a schema", "maximum", "The greatest number."),
    ("a schema", "exclusiveMinimum", "Whether `minimum` itself is too small; in 3.1, the bound."),
    ("a schema", "exclusiveMaximum", "Whether `maximum` itself is too great; in 3.1, the bound."),
    ("a schema", "multipleOf", "What the number must be a multiple of."),
    ("a schema", "minLength", "Fewest characters."),
    ("a schema", "maxLength", "Most characters."),
    ("a schema", "pattern", "What must be found in the text; only if the server surely refuses what breaks it."),
    ("a schema", "minItems", "Fewest items."),
    ("a schema", "maxItems", "Most items."),
    ("a schema", "uniqueItems", "Whether no item may occur twice."),
    ("a schema", "minProperties", "Fewest entries of a map."),
    ("a schema", "maxProperties", "Most entries of a map."),
    ("a schema", "readOnly", "Sent by the server only."),
    ("a schema", "writeOnly", "Sent by the caller only."),
    ("a schema", "x-server-clamps", "The server corrects a value out of bounds, so the SDK must not refuse it."),
    ("a schema", "x-enum-varnames", "Names of the values, in their order."),
    ("a schema", "x-enum-descriptions", "Texts of the values, in their order."),
];
