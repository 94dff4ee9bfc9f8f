//! Defines what a row of the table holds, and the rows that several objects share. Must not know which object has
//! which.

use super::Object;
use Status::{Harmless, Ignored, Read, Refused};

/// What a keyword holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holds {
    /// Nothing in it is a keyword, and a `$ref` is no reference.
    Data,
    /// A list of data.
    List,
    Flag,
    Number,
    FlagOrNumber,
    /// A whole number that is not negative.
    Count,
    Text,
    Texts,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or a list of them.
    Words(&'static [&'static str]),
    One(Object),
    FlagOr(Object),
    /// A list of objects.
    All(Object),
    /// A map from names to objects.
    Map(Object),
    /// The same; a name that starts with `x-` is somebody's extension.
    Extensible(Object),
    /// A map from names to strings, each a reference to such an object, or its name.
    References(Object),
}

/// How many objects stand below a keyword, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    One,
    List,
    Map,
    Extensible,
}

impl Holds {
    /// The objects that it holds; a reference to one is none.
    pub fn objects(self) -> Option<(Many, Object)> {
        match self {
            Self::One(object) | Self::FlagOr(object) => Some((Many::One, object)),
            Self::All(object) => Some((Many::List, object)),
            Self::Map(object) => Some((Many::Map, object)),
            Self::Extensible(object) => Some((Many::Extensible, object)),
            Self::Data
            | Self::List
            | Self::Flag
            | Self::Number
            | Self::FlagOrNumber
            | Self::Count
            | Self::Text
            | Self::Texts
            | Self::Word(_)
            | Self::Words(_)
            | Self::References(_) => None,
        }
    }
}

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Status {
    /// It is read; editors show this text.
    Read(&'static str),
    /// It is allowed and has no effect.
    Harmless,
    /// The same, but one might expect something of it: a note says, for this reason, that there is nothing.
    Ignored(&'static str),
    /// It is refused by name, with what to do instead.
    Refused(&'static str),
}

/// Whether a keyword may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Optional,
    /// It is missed in some versions of OpenAPI, by who knows the version.
    ByVersion,
    /// It is missed, and nothing is lost without it.
    Missed,
    /// Without it, the object means nothing.
    Required,
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Keyword {
    pub name: &'static str,
    pub holds: Holds,
    pub status: Status,
    pub need: Need,
}

pub const fn read(name: &'static str, holds: Holds, text: &'static str) -> Keyword {
    Keyword { name, holds, status: Read(text), need: Need::Optional }
}

pub const fn harmless(name: &'static str, holds: Holds) -> Keyword {
    Keyword { name, holds, status: Harmless, need: Need::Optional }
}

pub const fn ignored(name: &'static str, holds: Holds, reason: &'static str) -> Keyword {
    Keyword { name, holds, status: Ignored(reason), need: Need::Optional }
}

pub const fn refused(name: &'static str, holds: Holds, instead: &'static str) -> Keyword {
    Keyword { name, holds, status: Refused(instead), need: Need::Optional }
}

impl Keyword {
    pub const fn required(self) -> Self {
        Self { need: Need::Required, ..self }
    }

    pub const fn missed(self) -> Self {
        Self { need: Need::Missed, ..self }
    }

    pub const fn missed_by_version(self) -> Self {
        Self { need: Need::ByVersion, ..self }
    }

    pub fn is_read(&self) -> bool {
        matches!(self.status, Read(_))
    }
}

pub const DESCRIPTION: Keyword = read("description", Holds::Text, "What it is, in the words of the document.");
pub const DEPRECATED: Keyword = read("deprecated", Holds::Flag, "Whether it should no longer be used.");
pub const DEPRECATED_SINCE: Keyword = read(
    "x-deprecated-since",
    Holds::Text,
    "With `deprecated`: the version of the crate in which it became so, `0.2.0`.",
);
pub const SUNSET: Keyword =
    read("x-sunset", Holds::Text, "With `deprecated`: the last day on which it is surely there, `2027-06-30`.");
pub const REPLACED_BY: Keyword = read(
    "x-replaced-by",
    Holds::Text,
    "With `deprecated`: the name of what to use instead: an `operationId`, a parameter, property or header beside it, or a schema.",
);
pub const EXTERNAL_DOCS: Keyword =
    read("externalDocs", Holds::One(Object::ExternalDocs), "The page that this transcribes.");
pub const EXAMPLE: Keyword = read(
    "example",
    Holds::Data,
    "A value as the document shows it. It must match the schema; the tests of the SDK use it.",
);
pub const WAS: Keyword = read(
    "x-was",
    Holds::Text,
    "The name that it had, which Rust callers may still use: the `operationId`, the name of the schema, or `x-rust-name`.",
);
pub const RUST_NAME: Keyword =
    read("x-rust-name", Holds::Text, "The Rust name instead of the derived one, for when two names clash.");
