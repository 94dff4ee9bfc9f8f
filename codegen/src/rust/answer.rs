//! Holds what an operation answers as it will be emitted, and how that is decoded. Plain data. Must not know what is asked.

use super::{Docs, Ident, Type};

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
