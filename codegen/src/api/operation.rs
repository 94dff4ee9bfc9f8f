//! Holds operations: what is sent, what is answered, and who may call. Plain data. Must not know what bodies are made
//! of.

use super::{Deprecation, Encoding, Format, Json, Method, Need, Pagination, Schema, Waiter};
use crate::source::{Places, Span, Spanned};

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`, or method and path if the document gives none.
    pub id: String,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// The name that it had, which callers may still use.
    pub was: Option<Spanned<String>>,
    /// HTTP method.
    pub method: Method,
    /// URL template, with parameters in braces.
    pub path: String,
    /// Title.
    pub summary: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The document that it transcribes: title and date.
    pub source: Option<String>,
    /// Where that document can be read.
    pub source_url: Option<String>,
    /// What the document sorts it under.
    pub tags: Vec<String>,
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
    /// Whether it carries credentials.
    pub authentication: Authentication,
    /// Where it is sent, if not where the others are: a URL, or a path on the same host.
    pub server: Option<String>,
    /// What proves who calls: alternatives, each the schemes that are needed together.
    pub security: Vec<Vec<Need>>,
    /// Parameters, in the order of the document; path parameters in the order of the path.
    pub parameters: Vec<Parameter>,
    /// Request body.
    pub body: Option<Body>,
    /// Answers that mean success; where none is documented but redirects are, those.
    pub successes: Vec<Answer>,
    /// Answers that mean failure.
    pub failures: Vec<Answer>,
    /// How to page through a list.
    pub pagination: Option<Pagination>,
    /// What one can wait for in it.
    pub waiters: Vec<Waiter>,
    /// Where it is written.
    pub span: Span,
    /// The file that defines it, relative to the spec root.
    pub defined_in: String,
    /// Where its keywords are written.
    pub places: Places,
}

/// Whether an operation carries credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// It needs some.
    Required,
    /// It works with and without.
    Optional,
    /// It takes none.
    None,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Location {
    Path,
    Query,
    /// It is the whole query.
    QueryString,
    Header,
    Cookie,
}

/// How the value of a parameter is written, in OpenAPI's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// In a cookie, as it is.
    Cookie,
    /// No style: `content` says JSON.
    Json,
}

impl Style {
    /// As a document writes it.
    pub fn written(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Label => "label",
            Self::Matrix => "matrix",
            Self::Form => "form",
            Self::SpaceDelimited => "spaceDelimited",
            Self::PipeDelimited => "pipeDelimited",
            Self::DeepObject => "deepObject",
            Self::Cookie => "cookie",
            Self::Json => "application/json",
        }
    }
}

impl Location {
    /// What OpenAPI calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name on the wire.
    pub name: String,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// The name that it had, which callers may still use.
    pub was: Option<Spanned<String>>,
    /// Where it travels.
    pub location: Location,
    /// Description.
    pub description: Option<String>,
    /// Whether it must be given.
    pub required: bool,
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
    /// Whether the client knows it, so that no call has to say it.
    pub of_client: bool,
    /// The name of a client that holds it, and whose methods are the operations below it in their paths.
    pub client: Option<String>,
    /// What it holds.
    pub schema: Schema,
    /// How it is written.
    pub style: Style,
    /// Whether each item of a list, and each property of an object, is written like a parameter of its own.
    pub explode: bool,
    /// Whether reserved characters are not escaped, as far as they can stand where they are.
    pub allow_reserved: bool,
    /// An example.
    pub example: Option<Json>,
    /// Where it is written.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    /// Description.
    pub description: Option<String>,
    /// Whether it must be sent.
    pub required: bool,
    /// How it is written.
    pub format: Format,
    /// What it holds.
    pub schema: Schema,
    /// How the properties of a form or of a multipart body are written, where the document says so.
    pub encodings: Vec<Encoding>,
    /// Media types that the document lists.
    pub media_types: Vec<MediaType>,
    /// The one of them that is sent; it may be a range, such as `image/*`.
    pub media_type: String,
    /// What is sent instead, if the caller chooses it.
    pub others: Vec<OtherBody>,
    /// Examples.
    pub examples: Vec<Json>,
    /// Where it is written.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// A request body in another of its media types.
#[derive(Clone, Debug)]
pub struct OtherBody {
    /// What people call the media type: `form`, `png`.
    pub name: String,
    /// How it is written.
    pub format: Format,
    /// What it holds.
    pub schema: Schema,
    /// How the properties of a form are written, where the document says so.
    pub encodings: Vec<Encoding>,
    /// The media type; it may be a range, such as `image/*`.
    pub media_type: String,
    /// Where it is written.
    pub span: Span,
}

/// A media type of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    /// As the document writes it.
    pub name: String,
    /// Where it is written.
    pub span: Span,
}

/// The status of an answer as a document writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status, such as `404`.
    Code(u16),
    /// A hundred of them, such as `4XX`, by the first digit.
    Range(u16),
    /// All that are not listed.
    Default,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: Status,
    /// Description.
    pub description: Option<String>,
    /// How its body is read, if it has one.
    pub format: Option<Format>,
    /// What its body holds, or each part of a sequence: of JSON, lines and events.
    pub schema: Option<Schema>,
    /// Media types that the document lists.
    pub media_types: Vec<MediaType>,
    /// The one of them that requests accept, if any can be read.
    pub media_type: Option<String>,
    /// Its headers.
    pub headers: Vec<Header>,
    /// Examples of the body.
    pub examples: Vec<Json>,
    /// Where it is written.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// A header of an answer.
#[derive(Clone, Debug)]
pub struct Header {
    /// Name on the wire.
    pub name: String,
    /// A Rust name that the document asks for.
    pub rust_name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
    /// Whether it is always there.
    pub required: bool,
    /// What it holds, if it is always there and a part of what the operation returns.
    pub schema: Option<Schema>,
    /// Its type and format as they are written.
    pub written: String,
    /// Whether it holds a secret, returned or not.
    pub secret: bool,
    /// Where it is written.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}
