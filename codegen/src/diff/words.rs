//! How messages name things and values, and what became of them. Must not know what is compared.

use super::Subject;
use crate::api::{Json, Kind, Precision, Service, Status, Type, Width};
use crate::text::is_bidi;
use std::fmt::Display;

/// Longer values are cut.
const LONGEST: usize = 60;

/// A name or a value, in back quotes and not endless. What a terminal or Markdown would act upon is replaced.
pub fn quoted(text: impl Display) -> String {
    let acts = |c: char| c == '`' || c.is_control() || is_bidi(c);
    let text = text.to_string().replace(acts, "\u{fffd}");
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("`{}…`", text.get(..at).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// A value as JSON writes it.
pub fn json(value: &Json) -> String {
    quoted(value)
}

/// What a change is about, to begin a sentence with.
pub fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Service => "the service".to_owned(),
        Subject::Server { url } => format!("the server {}", quoted(url)),
        Subject::Region { name } => format!("the region {}", quoted(name)),
        Subject::Tag { name } => format!("the tag {}", quoted(name)),
        Subject::Operation { id } => format!("the operation {}", quoted(id)),
        Subject::Parameter { operation, location, name } => {
            format!("the {location} parameter {} of {}", quoted(name), quoted(operation))
        }
        Subject::Body { operation } => format!("the request body of {}", quoted(operation)),
        Subject::Answer { operation, status } => format!("the answer {status} of {}", quoted(operation)),
        Subject::Header { operation, status, name } => {
            format!("the header {} of the answer {status} of {}", quoted(name), quoted(operation))
        }
        Subject::Waiter { operation, name } => format!("the waiter {} of {}", quoted(name), quoted(operation)),
        Subject::Type { name } => format!("the type {}", quoted(name)),
        Subject::Property { ty, name } => format!("the property {} of {}", quoted(name), quoted(ty)),
        Subject::Value { ty, value } => format!("the value {} of {}", quoted(value), quoted(ty)),
    }
}

/// A status as a document writes it.
pub fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => format!("{first}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// A type, with its article.
pub fn ty(ty: &Type, service: &Service) -> String {
    let text = match ty {
        Type::Boolean => "a boolean",
        Type::Integer(Width::Int32) => "an integer of 32 bits",
        Type::Integer(Width::Int64) => "an integer of 64 bits",
        Type::Number(Precision::Float) => "a number of 32 bits",
        Type::Number(Precision::Double) => "a number of 64 bits",
        Type::String => "text",
        Type::DateTime => "a time",
        Type::Base64 => "Base64 text",
        Type::Secret => "secret text",
        Type::Any => "anything",
        Type::FreeForm => "a map of anything",
        Type::Array(_) => "a list",
        Type::Map(_) => "a map of one type",
        Type::Named(id) => {
            let Some(definition) = service.types.get(id.0) else { return "unknown".to_owned() };
            let what = match definition.kind {
                Kind::Object(_) => "the object",
                Kind::StringEnum(_) => "text of the list",
                Kind::IntegerEnum(..) => "an integer of the list",
            };
            return format!("{what} {}", quoted(&definition.name));
        }
    };
    text.to_owned()
}

/// What became of something that may not be there, with the word for it.
pub fn change(what: &str, before: Option<String>, after: Option<String>) -> String {
    match (before, after) {
        (None, Some(after)) => format!("has a {what} now: {after}"),
        (Some(before), None) => format!("has no {what} any more: it was {before}"),
        (Some(before), Some(after)) => format!("has another {what}: {after} instead of {before}"),
        (None, None) => format!("has no {what}, as before"),
    }
}

/// That a text was written, reworded or taken away.
pub fn text(what: &str, before: &Option<String>, after: &Option<String>) -> String {
    match (before, after) {
        (None, Some(_)) => format!("has a {what} now"),
        (Some(_), None) => format!("has no {what} any more"),
        (Some(_), Some(_)) | (None, None) => format!("has another {what}"),
    }
}
