//! Rows of path items, operations, parameters, bodies and answers.

use super::Holds::{All, Data, Extensible, Flag, Map, One, Text, Texts, Word};
use super::document::SECURITY;
use super::keyword::{
    DEPRECATED, DEPRECATED_SINCE, DESCRIPTION, REPLACED_BY, RUST_NAME, SUNSET, WAS, harmless, ignored, read, refused,
};
use super::{Keyword, Object, Shape, keyword};

const SERVERS: Keyword = read("servers", All(Object::Server), "Where these calls go, in place of the document's servers; the first is taken.");
const PARAMETERS: Keyword = read("parameters", All(Object::Parameter), "Parameters of the path, the query and the header; path parameters in the order of the path.");
const SCHEMA: Keyword = read("schema", One(Object::Schema), "What the value may be.");
const STYLE: Keyword = read("style", Text, "How lists and objects are written; for each place there is a usual style.");
const CONTENT: Keyword = read("content", Map(Object::MediaType), "The body, by media type: `application/json`.");

/// Where the value of a parameter comes from, and what describes it.
const OF_A_PARAMETER: &[(&str, &str)] = &[
    ("example", "examples"),
    ("schema", "content"),
    ("content", "style"),
    ("content", "explode"),
    ("x-client-parameter", "x-rust-client"),
];

/// What describes one value has a schema, with a style, or a media type.
const OF_A_VALUE: &[(&str, &str)] = &[("example", "examples"), ("schema", "content"), ("content", "style"), ("content", "explode")];

pub static PATH_ITEM: Shape = Shape::new("a path item", "the path `{}`", &[
    harmless("summary", Text),
    harmless("description", Text),
    SERVERS,
    PARAMETERS,
    read("get", One(Object::Operation), "The operation of GET."),
    read("post", One(Object::Operation), "The operation of POST."),
    read("put", One(Object::Operation), "The operation of PUT."),
    read("delete", One(Object::Operation), "The operation of DELETE."),
    read("options", One(Object::Operation), "The operation of OPTIONS."),
    read("head", One(Object::Operation), "The operation of HEAD."),
    read("patch", One(Object::Operation), "The operation of PATCH."),
    read("trace", One(Object::Operation), "The operation of TRACE."),
    read("query", One(Object::Operation), "The operation of QUERY, which is a GET with a body."),
    refused("additionalOperations", Map(Object::Operation), "an SDK calls by the methods that HTTP has names for"),
]).component("pathItems");

pub static OPERATION: Shape = Shape::new("an operation", "the operation `{}`", &[
    read("summary", Text, "The title of the page."),
    read("description", Text, "The text under \"Function\"."),
    keyword::EXTERNAL_DOCS,
    read("operationId", Text, "The vendor's name of the operation; it becomes the name of the type and the method."),
    read("tags", Texts, "Groups of operations that readers see together; the root declares them."),
    DEPRECATED,
    DEPRECATED_SINCE,
    SUNSET,
    REPLACED_BY,
    read("x-pagination", One(Object::Pagination), "The list can be read to its end; names what pages through it."),
    read("x-waiters", All(Object::Waiter), "What one can wait for: an item of the list, or a state of what is shown."),
    RUST_NAME,
    WAS,
    SERVERS,
    SECURITY,
    PARAMETERS,
    read("requestBody", One(Object::RequestBody), "What is sent besides the parameters."),
    read("responses", Extensible(Object::Response), "Answers by status, in quotes: `'200'`, `'4XX'` or `default`.").missed_by_version(),
    ignored("callbacks", Map(Object::Callback), "they are calls that the service makes, and this is a crate of its callers"),
]);

pub static PARAMETER: Shape = Shape::new("a parameter", "the parameter `{}`", &[
    read("name", Text, "The name as it is sent.").required(),
    read("in", Word(&["path", "query", "header", "cookie", "querystring"]), "Where it travels; `querystring` is the whole query.").required(),
    DESCRIPTION,
    read("required", Flag, "Mandatory: Yes. A path parameter always is."),
    DEPRECATED,
    DEPRECATED_SINCE,
    SUNSET,
    REPLACED_BY,
    read("allowEmptyValue", Flag, "Whether it may be sent without a value, which is a text that is empty."),
    RUST_NAME,
    WAS,
    read("x-client-parameter", Flag, "The client's configuration supplies the value, the caller does not."),
    read("x-rust-client", Text, "The name of a client that holds the value: its methods are the operations below it in their paths."),
    STYLE,
    read("explode", Flag, "How a list is written: the parameter again for each item (`true`), or one with commas."),
    read("allowReserved", Flag, "Whether reserved characters are not percent-encoded, as far as a URL can have them."),
    SCHEMA,
    read("content", Map(Object::MediaType), "In place of `schema`: the value is written in this media type, such as `application/json`."),
    keyword::EXAMPLE,
    read("examples", Map(Object::Example), "Several examples, by a name of ours; the first is shown."),
]).exclusive(OF_A_PARAMETER).component("parameters");

const NAMED: &str = "a header is named by the key that it stands under";

pub static HEADER: Shape = Shape::new("a header", "the header `{}`", &[
    refused("name", Text, NAMED),
    refused("in", Text, NAMED),
    DESCRIPTION,
    read("required", Flag, "Whether every success has it: then it becomes a field of the answer."),
    DEPRECATED,
    DEPRECATED_SINCE,
    SUNSET,
    REPLACED_BY,
    RUST_NAME,
    STYLE,
    // How a list is written does not matter: no header of the answer is one.
    harmless("explode", Flag),
    SCHEMA.missed(),
    ignored("content", Map(Object::MediaType), "the value of a header is text as it comes"),
    keyword::EXAMPLE,
    harmless("examples", Map(Object::Example)),
]).exclusive(OF_A_VALUE).component("headers");

pub static REQUEST_BODY: Shape = Shape::new("a request body", "the request body", &[
    DESCRIPTION,
    read("required", Flag, "Whether it must be sent."),
    CONTENT.required(),
]).component("requestBodies");

pub static RESPONSE: Shape = Shape::new("a response", "the response `{}`", &[
    read("summary", Text, "What it is, in short."),
    DESCRIPTION,
    read("headers", Map(Object::Header), "Headers of the answer, by name."),
    CONTENT,
    ignored("links", Map(Object::Link), "they are hints for the next call, which the caller makes"),
]).component("responses");

pub static MEDIA_TYPE: Shape = Shape::new("a media type", "the body in `{}`", &[
    harmless("description", Text),
    SCHEMA,
    keyword::EXAMPLE,
    read("examples", Map(Object::Example), "Several examples, by a name of ours."),
    read("itemSchema", One(Object::Schema), "What each part of a sequence may be: an event, or a line."),
    read("encoding", Map(Object::Encoding), "How properties of a form or of a multipart body are written."),
    harmless("prefixEncoding", All(Object::Encoding)),
    harmless("itemEncoding", One(Object::Encoding)),
]).exclusive(&[("example", "examples"), ("encoding", "prefixEncoding"), ("encoding", "itemEncoding")]).inlined("mediaTypes");

pub static ENCODING: Shape = Shape::new("an encoding", "the encoding of `{}`", &[
    read("contentType", Text, "The media type of the part."),
    read("headers", Map(Object::Header), "The headers of the part, beside its media type."),
    read("style", Text, "How a list or an object is written in a form."),
    read("explode", Flag, "Whether each item is written as a pair of its own."),
    read("allowReserved", Flag, "Whether reserved characters stay as they are in a form."),
    harmless("encoding", Map(Object::Encoding)),
    harmless("prefixEncoding", All(Object::Encoding)),
    harmless("itemEncoding", One(Object::Encoding)),
]).exclusive(&[("encoding", "prefixEncoding"), ("encoding", "itemEncoding")]);

pub static EXAMPLE: Shape = Shape::new("an example", "the example `{}`", &[
    harmless("summary", Text),
    harmless("description", Text),
    read("value", Data, "The example."),
    read("dataValue", Data, "The example, before it is written in the media type."),
    harmless("serializedValue", Text),
    harmless("externalValue", Text),
]).exclusive(&[("value", "externalValue"), ("value", "dataValue"), ("value", "serializedValue"), ("serializedValue", "externalValue")]).inlined("examples");

pub static LINK: Shape = Shape::new("a link", "the link `{}`", &[
    harmless("operationRef", Text),
    harmless("operationId", Text),
    harmless("parameters", Data),
    harmless("requestBody", Data),
    harmless("description", Text),
    harmless("server", One(Object::Server)),
]).exclusive(&[("operationRef", "operationId")]).component("links");

pub static CALLBACK: Shape = Shape::new("a callback", "the callback `{}`", &[]).component("callbacks");
