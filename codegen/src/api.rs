//! Holds what the documents mean: services, operations, parameters, types, constraints, examples. Plain data, resolved,
//! language-neutral. Must not know YAML, `$ref` or Rust.

mod constraints;
mod encoding;
mod format;
mod operation;
mod paging;
mod release;
mod scalar;
mod schema;
mod subject;
mod template;
mod text_form;
mod union;
mod waiter;

pub use crate::openapi::{Deprecation, Method};
use crate::source::{FileId, Places, Span};
pub use crate::yaml::Number;
pub use constraints::{Bound, Constraints, Pattern};
pub use encoding::{Encoding, part_format};
pub use format::{Format, essence, is_any, short_name};
pub use operation::{
    Answer, Authentication, Body, Header, Location, MediaType, Operation, OtherBody, Parameter, Status, Style,
};
pub use paging::{Pagination, Place};
pub use release::release;
pub use scalar::{Precision, Scalar, Text, Width};
pub use schema::{Definition, Kind, Object, Property, Rule, Schema, Type, TypeId, Variant};
pub use subject::Subject;
pub use template::{PathPart, path_names, path_parts, path_shape};
pub use text_form::TextForm;
pub use union::{Alternative, JsonType, JsonTypes, Name, Shape, Union};
pub use waiter::{Goal, Until, Waiter};

use std::collections::BTreeSet;

/// A value of an example or a default.
pub type Json = serde_json::Value;

/// A whole number of 64 bits as JSON, with a sign or without one.
pub fn whole(number: i128) -> Json {
    serde_json::Number::from_i128(number).map_or(Json::Null, Json::Number)
}

/// A service: one root document.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name, from the document's folder or file.
    pub name: String,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// What `info.license` calls the licence.
    pub license: Option<String>,
    /// The root document, relative to the spec root.
    pub path: String,
    /// The document that it transcribes: title and date.
    pub source: Option<String>,
    /// Where that document can be read.
    pub source_url: Option<String>,
    /// What operations are sorted under, in the order in which readers see it.
    pub tags: Vec<Tag>,
    /// Where it answers.
    pub servers: Vec<Server>,
    /// Where it answers in each region, as far as the servers list regions.
    pub regions: Vec<Region>,
    /// The header that takes a token, if tokens are among the ways to prove who calls.
    pub token: Option<TokenHeader>,
    /// Whether a signature of the request is among the ways to prove who calls.
    pub signature: bool,
    /// The algorithm of that signature, as the document names it.
    pub algorithm: Option<String>,
    /// What operations need that do not say it themselves: alternatives.
    pub security: Vec<Vec<Need>>,
    /// The ways to prove who calls that are in use, as the document names and describes them.
    pub schemes: Vec<Scheme>,
    /// The service that issues the tokens, if the document names one.
    pub issued_by: Option<Issuer>,
    /// Types that operations use, in the order in which they are met.
    pub types: Vec<Definition>,
    /// Operations in the order of the document.
    pub operations: Vec<Operation>,
    /// Where it is written.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
    /// The files that say all this.
    pub files: BTreeSet<FileId>,
}

/// What operations are sorted under, for readers.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its name, by which operations refer to it.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// The document that it transcribes: title and date.
    pub source: Option<String>,
    /// Where that document can be read.
    pub source_url: Option<String>,
    /// Where it is written.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// Where a service answers.
#[derive(Clone, Debug)]
pub struct Server {
    /// URL, with variables in braces.
    pub url: String,
    /// What callers choose it by.
    pub name: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Variables of the URL.
    pub variables: Vec<ServerVariable>,
    /// Where its keywords are written.
    pub places: Places,
    /// Where it is written.
    pub span: Span,
}

/// A variable of a server's URL.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Name.
    pub name: String,
    /// Value if none is chosen.
    pub default: Option<String>,
    /// Values to choose from; anything if empty.
    pub values: Vec<String>,
    /// Description.
    pub description: Option<String>,
    /// Where its keywords are written.
    pub places: Places,
}

/// A region of a cloud, and where a service answers there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Name.
    pub name: String,
    /// URL, without a slash at its end.
    pub endpoint: String,
    /// The cloud: the server's description.
    pub cloud: String,
    /// Where it is written.
    pub span: Span,
}

/// The service that issues the tokens of another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// Its name, which need not be one of a service that was read.
    pub service: String,
    /// Where it is written.
    pub span: Span,
}

/// A scheme that is needed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Its name in the document.
    pub scheme: String,
    /// What the caller must have been granted, in the words of whoever grants it.
    pub scopes: Vec<String>,
}

/// A way to prove who calls, for readers.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// How it works.
    pub kind: SchemeKind,
    /// Where it is written.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// How a way to prove who calls works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A token in the header `Authorization`.
    Bearer,
    /// Name and password in the header `Authorization`.
    Basic,
    /// A secret under a name of its own.
    Key(KeyPlace, String),
    /// A bearer token.
    OAuth2 {
        /// Where a program gets one for itself, if the document says it.
        token_url: Option<String>,
    },
    /// A signature of the request, by that algorithm.
    Signature(String),
    /// Something else; the text says what.
    Other(String),
}

impl SchemeKind {
    /// The header that it is written into.
    pub fn header(&self) -> Option<&str> {
        match self {
            Self::Bearer | Self::Basic | Self::OAuth2 { .. } | Self::Signature(_) => Some("Authorization"),
            Self::Key(KeyPlace::Header, name) => Some(name),
            Self::Key(KeyPlace::Query | KeyPlace::Cookie, _) | Self::Other(_) => None,
        }
    }
}

/// Where a secret travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum KeyPlace {
    Header,
    Query,
    Cookie,
}

/// A header that takes a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHeader {
    /// Name of the header.
    pub name: String,
    /// The prefix of the token, such as `Bearer `.
    pub prefix: &'static str,
}

impl TokenHeader {
    /// That of HTTP's scheme `Bearer`.
    pub fn bearer() -> Self {
        Self { name: "Authorization".to_owned(), prefix: "Bearer " }
    }
}
