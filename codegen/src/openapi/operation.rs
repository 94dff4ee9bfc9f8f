//! Path items and operations as written.

use super::{ExternalDocs, Fields, Header, Pagination, Read, RefOr, Schema, Takes, Waiter};
use crate::diagnostics::{Diagnostics, messages};
use crate::source::{Places, Span, Spanned};
use crate::yaml::{Node, Value};

/// An HTTP method that OpenAPI knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

/// All of them, and how they are written.
pub const METHODS: [(&str, Method); 8] = [
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
];

/// What stands at a path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    /// Parameters of all its operations.
    pub parameters: Vec<RefOr<Parameter>>,
    /// Whether some of them cannot be read, which has been reported.
    pub parameters_are_incomplete: bool,
    /// Its operations, in the order in which they were written.
    pub operations: Vec<(Spanned<Method>, Operation)>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Where it starts.
    pub span: Span,
    /// `operationId`.
    pub id: Option<Spanned<String>>,
    /// `summary`.
    pub summary: Option<Spanned<String>>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `externalDocs`: the document that it transcribes.
    pub external_docs: Option<ExternalDocs>,
    /// `parameters`.
    pub parameters: Vec<RefOr<Parameter>>,
    /// Whether some of them cannot be read, which has been reported.
    pub parameters_are_incomplete: bool,
    /// `requestBody`.
    pub body: Option<RefOr<RequestBody>>,
    /// `responses`, by status; `None` if there are none to be read, which has been reported.
    pub responses: Option<Vec<(Spanned<String>, RefOr<Response>)>>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `security`: alternatives, each a list of scheme names.
    pub security: Option<Vec<Vec<Spanned<String>>>>,
    /// `x-rust-name`.
    pub rust_name: Option<Spanned<String>>,
    /// `x-pagination`.
    pub pagination: Option<Pagination>,
    /// `x-waiters`.
    pub waiters: Vec<Waiter>,
    /// Where its keywords are written.
    pub places: Places,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Where it starts.
    pub span: Span,
    /// `name`.
    pub name: Spanned<String>,
    /// `in`.
    pub location: Spanned<Location>,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `required`.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `schema`.
    pub schema: Option<RefOr<Schema>>,
    /// `style`.
    pub style: Option<Spanned<String>>,
    /// `explode`.
    pub explode: Option<Spanned<bool>>,
    /// `example`.
    pub example: Option<Node>,
    /// `x-rust-name`.
    pub rust_name: Option<Spanned<String>>,
    /// `x-client-parameter`.
    pub of_client: Option<Spanned<bool>>,
    /// Where its keywords are written.
    pub places: Places,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Where it starts.
    pub span: Span,
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `required`.
    pub required: bool,
    /// `content`, by media type.
    pub content: Vec<(Spanned<String>, MediaType)>,
    /// Where its keywords are written.
    pub places: Places,
}

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// `description`.
    pub description: Option<Spanned<String>>,
    /// `headers`, by name.
    pub headers: Vec<(Spanned<String>, RefOr<Header>)>,
    /// `content`, by media type.
    pub content: Vec<(Spanned<String>, MediaType)>,
    /// Where its keywords are written.
    pub places: Places,
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaType {
    /// `schema`.
    pub schema: Option<RefOr<Schema>>,
    /// Whether it has a schema that cannot be read, which has been reported.
    pub schema_is_unread: bool,
    /// `example`, and the values of `examples`.
    pub examples: Vec<Node>,
    /// Where the first of these keywords is written.
    pub example_at: Option<Span>,
}

impl Read for PathItem {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, "a path item", diagnostics)?;
        let (parameters, parameters_are_incomplete) = parameters(&mut fields);
        let mut operations = Vec::new();
        for (name, method) in METHODS {
            if let Some((span, operation)) = fields.named(name) {
                operations.push((Spanned::new(method, span), operation));
            }
        }
        operations.sort_by_key(|(method, _)| method.span);
        fields.finish(
            &["summary", "description"],
            &[("servers", "an SDK has one endpoint for each service: declare it at the root of the document")],
        );
        Some(Self { parameters, parameters_are_incomplete, operations })
    }
}

impl Read for Operation {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, "an operation", diagnostics)?;
        let (parameters, parameters_are_incomplete) = parameters(&mut fields);
        let operation = Self {
            span: node.span,
            id: fields.string("operationId"),
            summary: fields.string("summary"),
            description: fields.string("description"),
            external_docs: fields.one("externalDocs"),
            parameters,
            parameters_are_incomplete,
            body: fields.one("requestBody"),
            responses: responses(&mut fields),
            deprecated: fields.flag("deprecated"),
            security: super::document::security(&mut fields),
            rust_name: fields.string("x-rust-name"),
            pagination: fields.one("x-pagination"),
            waiters: fields.all("x-waiters"),
            tags: tags(&mut fields),
            places: fields.places(),
        };
        if fields.node("responses").is_none() {
            fields.missing("responses", node.span);
        }
        fields.finish(
            &["callbacks"],
            &[("servers", "an SDK has one endpoint for each service: declare it at the root of the document")],
        );
        Some(operation)
    }
}

/// Tags sort operations for readers; what is none is not worth a message.
fn tags(fields: &mut Fields<'_, '_>) -> Vec<String> {
    fields.takes("tags", Takes::Texts);
    let items =
        fields.node("tags").and_then(|node| if let Value::Array(items) = &node.value { Some(items) } else { None });
    let text = |node: &Node| if let Value::String(text) = &node.value { Some(text.clone()) } else { None };
    items.into_iter().flatten().filter_map(text).collect()
}

/// The parameters that can be read, and whether there are others.
fn parameters(fields: &mut Fields<'_, '_>) -> (Vec<RefOr<Parameter>>, bool) {
    fields.takes_thing::<RefOr<Parameter>>("parameters", Takes::All);
    let written = fields.list("parameters");
    let read: Vec<_> = written.iter().filter_map(|node| RefOr::read(node, fields.diagnostics)).collect();
    let is_incomplete = read.len() < written.len() || written.is_empty() && fields.has("parameters");
    (read, is_incomplete)
}

fn responses(fields: &mut Fields<'_, '_>) -> Option<Vec<(Spanned<String>, RefOr<Response>)>> {
    let responses = fields.extensible_map("responses");
    fields.node("responses")?.as_object()?;
    Some(responses)
}

impl Read for Parameter {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, "a parameter", diagnostics)?;
        let name = fields.string("name");
        let location = location(&mut fields);
        let schema = fields.one("schema");
        let description = fields.string("description");
        let (required, deprecated) = (fields.flag("required"), fields.flag("deprecated"));
        let (style, explode) = (fields.string("style"), fields.boolean("explode"));
        let example = fields.node("example").cloned();
        let (rust_name, of_client) = (fields.string("x-rust-name"), fields.boolean("x-client-parameter"));
        let places = fields.places();
        fields.takes("content", Takes::Nothing);
        for key in ["name", "in", "schema"] {
            // A schema without its name is reported as such.
            let is_told = key == "schema" && ["type", "$ref", "enum"].iter().any(|key| fields.has(key));
            if fields.node(key).is_none() && fields.node("content").is_none() && !is_told {
                fields.missing(key, node.span);
            }
        }
        if let Some(content) = fields.member("content") {
            let instead = "describe the parameter with `schema`";
            fields.diagnostics.push(messages::unsupported(content.key.span, "`content` of a parameter", instead));
        }
        fields.finish(&["examples", "allowEmptyValue"], &[("allowReserved", "values are always percent-encoded")]);
        Some(Self {
            span: node.span,
            name: name?,
            location: location?,
            description,
            required,
            deprecated,
            schema,
            style,
            explode,
            example,
            rust_name,
            of_client,
            places,
        })
    }
}

fn location(fields: &mut Fields<'_, '_>) -> Option<Spanned<Location>> {
    fields.takes("in", Takes::Word(&["path", "query", "header"]));
    let written = fields.string("in")?;
    let location = match written.value.as_str() {
        "path" => Location::Path,
        "query" => Location::Query,
        "header" => Location::Header,
        "cookie" => Location::Cookie,
        other => {
            fields.diagnostics.push(messages::unknown_location(written.span, other));
            return None;
        }
    };
    Some(Spanned::new(location, written.span))
}

impl Read for RequestBody {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, "a request body", diagnostics)?;
        let body = Self {
            span: node.span,
            description: fields.string("description"),
            required: fields.flag("required"),
            content: fields.map("content"),
            places: fields.places(),
        };
        if fields.node("content").is_none() {
            fields.missing("content", node.span);
        }
        fields.finish(&[], &[]);
        Some(body)
    }
}

impl Read for Response {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, "a response", diagnostics)?;
        let response = Self {
            description: fields.string("description"),
            headers: fields.map("headers"),
            content: fields.map("content"),
            places: fields.places(),
        };
        fields.finish(&["links"], &[]);
        Some(response)
    }
}

impl Read for MediaType {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, "a media type", diagnostics)?;
        let schema: Option<RefOr<Schema>> = fields.one("schema");
        let schema_is_unread = schema.is_none() && fields.has("schema");
        let mut examples: Vec<Node> = fields.node("example").cloned().into_iter().collect();
        let named: Vec<(_, Example)> = fields.map("examples");
        examples.extend(named.into_iter().filter_map(|(_, example)| example.value));
        let places = fields.places();
        let example_at = places.of("example").or(places.of("examples"));
        fields.finish(&["encoding"], &[]);
        Some(Self { schema_is_unread, schema, examples, example_at })
    }
}

/// One of several named examples; one that stands elsewhere is not looked at.
struct Example {
    value: Option<Node>,
}

impl Read for Example {
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, "an example", diagnostics)?;
        let example = Self { value: fields.node("value").cloned() };
        fields.finish(&["summary", "description", "externalValue", "$ref"], &[]);
        Some(example)
    }
}
