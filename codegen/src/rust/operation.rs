//! Holds an operation as it will be emitted: what it takes, writes and answers.

use super::{Check, Docs, Example, Expr, Ident, Paging, Setter, Type};

/// An operation, in a file of its own.
#[derive(Debug, PartialEq)]
pub struct Operation {
    /// Module that holds it.
    pub module: Ident,
    /// Name of its struct.
    pub ident: Ident,
    /// The client's method.
    pub function: Ident,
    /// `operationId`, or method and path if the document gives none.
    pub id: String,
    /// Name in errors and logs.
    pub name: String,
    /// File of the spec that it comes from, for the header.
    pub source: String,
    /// Documentation of the client's method, up to the example.
    pub docs: Docs,
    /// The example: a call.
    pub example: Expr,
    /// Documentation after the example.
    pub more_docs: Docs,
    /// Its first line, for the module.
    pub title: String,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// HTTP method: `GET`.
    pub method: &'static str,
    /// URL template.
    pub path: String,
    /// Where it is sent, if not where others are.
    pub server: Option<String>,
    /// Whether it carries credentials.
    pub authentication: Authentication,
    /// What it needs, if the service does not say it.
    pub security: Option<Vec<Vec<String>>>,
    /// Whether what it sends or answers holds a secret.
    pub secret: bool,
    /// Whether to be led elsewhere is what it answers.
    pub redirects: bool,
    /// The statuses, first and last, of answers that are read as they come.
    pub streamed: Vec<(u16, u16)>,
    /// Fields: path parameters, others, body.
    pub fields: Vec<OperationField>,
    pub setters: Vec<Setter>,
    pub checks: Vec<Check>,
    /// Whether the body checks itself.
    pub body: Option<BodyCheck>,
    /// How the request is written, in the order of the fields.
    pub writes: Vec<Write>,
    /// The statuses that mean success, as the document writes them.
    pub successes: Vec<String>,
    /// What comes back.
    pub output: Output,
    /// A failure whose body has a type.
    pub failure: Option<Failure>,
    /// How it is read page by page, if it is a list.
    pub paging: Option<Paging>,
    /// Tests made from examples.
    pub examples: Vec<Example>,
}

/// A failure whose body has a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The first status that it answers to and the last, unless that is any.
    pub statuses: Option<(u16, u16)>,
    pub ty: Type,
}

/// Whether an operation carries credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Authentication {
    Required,
    Optional,
    None,
}

/// How a body checks itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyCheck {
    /// It is there.
    Plain,
    /// It may be absent.
    Optional,
}

/// A field of an operation.
#[derive(Debug, PartialEq)]
pub struct OperationField {
    pub ident: Ident,
    pub docs: Docs,
    pub ty: Type,
    /// Where its first value comes from.
    pub initial: Initial,
}

/// Where the first value of a field comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Initial {
    /// An argument of the client's method.
    Argument,
    /// The type's default.
    Default,
    None,
}

/// A part of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Write {
    ProjectId,
    Path {
        name: String,
        field: Ident,
        how: How,
    },
    Query {
        name: String,
        field: Ident,
        how: How,
    },
    SecretPath {
        name: String,
        field: Ident,
    },
    /// The whole query.
    QueryString {
        name: String,
        field: Ident,
        style: Style,
    },
    Header {
        name: String,
        field: Ident,
        how: How,
    },
    Cookie {
        name: String,
        field: Ident,
        style: Style,
    },
    SecretHeader {
        name: String,
        field: Ident,
    },
    /// A body that one field holds.
    Body {
        field: Ident,
        optional: bool,
        format: BodyFormat,
        /// If it is not what the format goes without.
        media_type: Option<String>,
    },
    /// A body that is sent instead of what was written, if it is there.
    OtherBody {
        field: Ident,
        format: BodyFormat,
        media_type: String,
    },
    /// A multipart body, whose parts follow.
    Multipart {
        media_type: String,
        optional: bool,
    },
    /// Parts that the document does not name.
    FurtherParts {
        field: Ident,
    },
    /// A part, or one for each item of a list.
    Part {
        /// The type that the document describes the part in.
        owner: String,
        name: String,
        field: Ident,
        format: PartFormat,
        list: bool,
        /// If it is not what the format goes without.
        media_type: Option<String>,
    },
    /// The media types to accept, if they are not `application/json` alone.
    Accept(String),
}

/// How a body is written that one field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyFormat {
    Json,
    /// With the properties that are not written as forms usually are.
    Form(Vec<(String, Style)>),
    Text,
    /// A list, whose items are lines of JSON.
    Lines,
    /// The same with marks.
    Sequence,
    /// As it is.
    Bytes,
    /// As it is, with boundaries.
    Multipart,
}

/// How a part is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartFormat {
    Json,
    Text,
    /// As it is.
    Bytes,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// As its text.
    Text,
    /// A list: `a=1&a=2`.
    Each,
    /// A list: `1,2`.
    Commas,
    /// Whatever it is.
    Styled(Style),
}

/// A style of the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// The constant that it begins with.
    pub name: &'static str,
    pub exploded: bool,
    pub reserved: bool,
}

/// What an operation answers.
#[derive(Debug, PartialEq)]
pub enum Output {
    /// One type, or nothing.
    One(Answered),
    /// One of several, by status.
    ByStatus { ident: Ident, variants: Vec<StatusVariant> },
    /// A struct of headers and body.
    WithHeaders { ident: Ident, fields: Vec<OutputField> },
}

/// What an answer, or the body of one, becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    pub ty: Type,
    pub decode: Decode,
}

/// How an answer becomes that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decode {
    /// Whatever came is ignored.
    Nothing,
    /// The body is JSON.
    Json,
    /// The body is any JSON, or is not there.
    Value,
    /// The body is text.
    Text,
    /// The body is bytes, of any number.
    Download,
    /// The body is events that hold JSON.
    Events,
    /// The body is events that hold text.
    TextEvents,
    /// The body is JSON values, one after the other.
    Records,
    /// The headers tell where the answer is.
    Redirect,
    /// It stays as it is.
    Response,
}

impl Decode {
    /// Whether what comes of it can be compared and copied.
    pub fn gives_data(self) -> bool {
        match self {
            Decode::Nothing | Decode::Json | Decode::Value | Decode::Text | Decode::Redirect => true,
            Decode::Download | Decode::Events | Decode::TextEvents | Decode::Records | Decode::Response => false,
        }
    }

    /// Whether the body is read as it comes.
    pub fn streams(self) -> bool {
        match self {
            Decode::Download | Decode::Events | Decode::TextEvents | Decode::Records => true,
            Decode::Nothing | Decode::Json | Decode::Value | Decode::Text | Decode::Redirect | Decode::Response => {
                false
            }
        }
    }
}

impl Output {
    /// All that an answer may become.
    pub fn decodes(&self) -> Vec<Decode> {
        match self {
            Output::One(answered) => vec![answered.decode],
            Output::ByStatus { variants, .. } => variants.iter().map(|variant| variant.answered.decode).collect(),
            Output::WithHeaders { fields, .. } => fields.iter().filter_map(OutputField::decode).collect(),
        }
    }

    /// The traits that the type has which only this operation has.
    pub fn derives(&self) -> &'static [&'static str] {
        match self.decodes().into_iter().all(Decode::gives_data) {
            true => &["Clone", "Debug", "PartialEq"],
            false => &["Debug"],
        }
    }

    /// The type that only this operation has, if there is one.
    pub fn own_type(&self) -> Option<&Ident> {
        match self {
            Output::One(_) => None,
            Output::ByStatus { ident, .. } | Output::WithHeaders { ident, .. } => Some(ident),
        }
    }
}

/// A field of an answer that is more than its body.
#[derive(Debug, PartialEq)]
pub struct OutputField {
    pub ident: Ident,
    pub docs: Docs,
    pub ty: Type,
    /// Where it comes from.
    pub source: Source,
}

impl OutputField {
    fn decode(&self) -> Option<Decode> {
        match self.source {
            Source::Header(_) => None,
            Source::Body(decode) => Some(decode),
        }
    }
}

/// Where a field of an answer comes from.
#[derive(Debug, PartialEq)]
pub enum Source {
    /// The header of that name.
    Header(String),
    Body(Decode),
}

/// What one status answers.
#[derive(Debug, PartialEq)]
pub struct StatusVariant {
    pub ident: Ident,
    pub docs: Docs,
    /// Its status, as the document writes it.
    pub status: String,
    /// First and last status.
    pub statuses: (u16, u16),
    /// What it holds.
    pub answered: Answered,
}
