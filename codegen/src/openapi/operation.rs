//! Reads path items and operations as written.

use super::{
    Deprecation, ExternalDocs, Fields, FromNode, Location, Needed, Pagination, Parameter, Readable, RefOr, Reference,
    RequestBody, Response, Server, Waiter, security,
};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
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
    Query,
}

impl Method {
    /// As it is written in a request.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
        }
    }
}

/// All of them, and how they are written.
pub const METHODS: [(&str, Method); 9] = [
    ("get", Method::Get),
    ("put", Method::Put),
    ("post", Method::Post),
    ("delete", Method::Delete),
    ("options", Method::Options),
    ("head", Method::Head),
    ("patch", Method::Patch),
    ("trace", Method::Trace),
    ("query", Method::Query),
];

/// The operations of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathItem {
    pub servers: Vec<Server>,
    /// Another one, whose parameters and operations it has, too.
    pub reference: Option<Reference>,
    /// Parameters of all its operations.
    pub parameters: Vec<RefOr<Parameter>>,
    /// Whether some of them cannot be read, which has been reported.
    pub parameters_are_incomplete: bool,
    /// Its operations, in the order in which they were written.
    pub operations: Vec<(Spanned<Method>, Operation)>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Where it starts.
    pub span: Span,
    /// `operationId`.
    pub id: Option<Spanned<String>>,
    pub summary: Option<Spanned<String>>,
    pub description: Option<Spanned<String>>,
    /// `externalDocs`: the document that it transcribes.
    pub external_docs: Option<ExternalDocs>,
    pub servers: Vec<Server>,
    pub parameters: Vec<RefOr<Parameter>>,
    /// Whether some of them cannot be read, which has been reported.
    pub parameters_are_incomplete: bool,
    /// `requestBody`.
    pub body: Option<RefOr<RequestBody>>,
    /// `responses`, by status.
    pub responses: Vec<(Spanned<String>, RefOr<Response>)>,
    /// Whether some of them cannot be read, which has been reported.
    pub responses_are_incomplete: bool,
    pub tags: Vec<String>,
    pub deprecated: Option<Deprecation>,
    /// `security`: alternatives.
    pub security: Option<Vec<Vec<Needed>>>,
    /// `x-rust-name`.
    pub rust_name: Option<Spanned<String>>,
    /// `x-was`.
    pub was: Option<Spanned<String>>,
    /// `x-pagination`.
    pub pagination: Option<Pagination>,
    /// Whether it is there and cannot be read, which has been reported.
    pub pagination_is_unread: bool,
    /// `x-waiters`.
    pub waiters: Vec<Waiter>,
    /// Where its keywords are written.
    pub places: Places,
}

impl FromNode for PathItem {
    const OBJECT: Object = Object::PathItem;

    fn beside(self, reference: Reference) -> Option<Self> {
        Some(Self { reference: Some(reference), ..self })
    }

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let (parameters, parameters_are_incomplete) = parameters(&mut fields);
        let servers = fields.all("servers");
        let mut operations = Vec::new();
        for (name, method) in METHODS {
            if let Some((span, operation)) = fields.named(name) {
                operations.push((Spanned::new(method, span), operation));
            }
        }
        operations.sort_by_key(|(method, _)| method.span);
        fields.finish();
        Some(Self { reference: None, servers, parameters, parameters_are_incomplete, operations })
    }
}

impl FromNode for Operation {
    const OBJECT: Object = Object::Operation;

    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::new(node, Self::OBJECT, diagnostics)?;
        let (parameters, parameters_are_incomplete) = parameters(&mut fields);
        let (responses, responses_are_incomplete) = responses(&mut fields);
        let pagination: Option<Pagination> = fields.one("x-pagination");
        let operation = Self {
            span: node.span,
            id: fields.string("operationId"),
            summary: fields.string("summary"),
            description: fields.string("description"),
            external_docs: fields.one("externalDocs"),
            servers: fields.all("servers"),
            parameters,
            parameters_are_incomplete,
            body: fields.one("requestBody"),
            responses,
            responses_are_incomplete,
            deprecated: Deprecation::read(&mut fields),
            security: security(&mut fields),
            rust_name: fields.string("x-rust-name"),
            was: fields.string("x-was"),
            pagination_is_unread: pagination.is_none() && fields.has("x-pagination"),
            pagination,
            waiters: fields.all("x-waiters"),
            tags: tags(&mut fields),
            places: fields.places(),
        };
        fields.finish();
        Some(operation)
    }
}

/// Tags group operations for readers; a wrong one is not worth a message.
fn tags(fields: &mut Fields<'_, '_>) -> Vec<String> {
    let items =
        fields.node("tags").and_then(|node| if let Value::Array(items) = &node.value { Some(items) } else { None });
    let text = |node: &Node| if let Value::String(text) = &node.value { Some(text.clone()) } else { None };
    items.into_iter().flatten().filter_map(text).collect()
}

/// The parameters that can be read, and whether there are others.
fn parameters(fields: &mut Fields<'_, '_>) -> (Vec<RefOr<Parameter>>, bool) {
    let written = fields.list("parameters");
    let read: Vec<_> = written.iter().filter_map(|node| RefOr::read(node, fields.diagnostics)).collect();
    check_query(&read, fields.diagnostics);
    let is_incomplete = read.len() < written.len() || written.is_empty() && fields.has("parameters");
    (read, is_incomplete)
}

/// The responses that can be read, and whether there are others.
fn responses(fields: &mut Fields<'_, '_>) -> Readable<RefOr<Response>> {
    let written: Vec<(Spanned<String>, Option<RefOr<Response>>)> = fields.extensible_map("responses");
    fields.readable("responses", written)
}

/// Reports parameters beside one that is the whole query.
fn check_query(parameters: &[RefOr<Parameter>], diagnostics: &mut Diagnostics) {
    let written = parameters.iter().filter_map(|parameter| match parameter {
        RefOr::Value(parameter) => Some(&parameter.location),
        RefOr::Ref(_) => None,
    });
    let of_query: Vec<_> =
        written.filter(|location| matches!(location.value, Location::Query | Location::QueryString)).collect();
    let whole = of_query.iter().position(|location| location.value == Location::QueryString);
    if let (Some(whole), true) = (whole, of_query.len() > 1)
        && let Some(other) = of_query.get(usize::from(whole == 0))
        && let Some(whole) = of_query.get(whole)
    {
        diagnostics.push(messages::not_the_whole_query(other.span, whole.span));
    }
}
