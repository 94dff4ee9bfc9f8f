//! Holds how a request will be written, part by part. Plain data. Must not know which operation writes it.

use super::Ident;

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
