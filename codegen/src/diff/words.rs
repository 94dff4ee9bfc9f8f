//! Words what became of names and values, for messages. Must not know what is compared.

use super::quote::side_by_side;
use super::{Announced, Subject};
use crate::api::{Deprecation, Format, Kind, Precision, Scalar, Service, Status, Text, Type};
use crate::text::on_one_line;
use std::fmt::Display;

pub use super::quote::quoted;

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
        Subject::Alternative { ty, name } => format!("the variant {} of {}", quoted(name), quoted(ty)),
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

/// What a body is.
pub fn format(format: Format) -> &'static str {
    match format {
        Format::Json => "JSON",
        Format::Form => "a form",
        Format::Multipart => "a multipart form",
        Format::Text => "text",
        Format::Events => "events",
        Format::Lines => "lines of JSON",
        Format::Bytes => "bytes",
    }
}

/// What a type is and was.
pub fn types((before, old): (&Type, &Service), (after, new): (&Type, &Service)) -> String {
    let ((was, old), (is, new)) = (ty(before, old), ty(after, new));
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => {
            let (old, new) = side_by_side(old, new);
            (Some(old), Some(new))
        }
        (old, new) => (old.map(quoted), new.map(quoted)),
    };
    let with_name = |what: &str, name: Option<String>| name.map_or(what.to_owned(), |name| format!("{what} {name}"));
    format!("is {} instead of {}", with_name(is, new), with_name(was, old))
}

/// A type, with its article, and its name if it has one.
fn ty<'s>(ty: &Type, service: &'s Service) -> (&'static str, Option<&'s str>) {
    let text = match ty {
        Type::Scalar(Scalar::Boolean) => "a boolean",
        Type::Scalar(Scalar::Integer(width)) => width.words(),
        Type::Scalar(Scalar::Number(Precision::Float)) => "a number of 32 bits",
        Type::Scalar(Scalar::Number(Precision::Double)) => "a number of 64 bits",
        Type::Scalar(Scalar::Number(Precision::Decimal)) => "a number with all its digits",
        Type::Scalar(Scalar::Text(Text::Plain)) => "text",
        Type::Scalar(Scalar::Text(Text::DateTime)) => "a time",
        Type::Scalar(Scalar::Text(Text::Date)) => "a date",
        Type::Scalar(Scalar::Text(Text::Base64)) => "Base64 text",
        Type::Scalar(Scalar::Text(Text::Binary)) => "bytes",
        Type::Scalar(Scalar::Text(Text::Secret)) => "secret text",
        Type::Any => "anything",
        Type::FreeForm => "a map of anything",
        Type::Array(_) => "a list",
        Type::Map(_) => "a map of one type",
        Type::Named(id) => {
            let Some(definition) = service.types.get(id.0) else { return ("unknown", None) };
            let what = match definition.kind {
                Kind::Object(_) => "the object",
                Kind::StringEnum(_) => "text of the list",
                Kind::IntegerEnum(..) => "an integer of the list",
                Kind::Union(_) => "one of the types",
            };
            return (what, Some(&definition.name));
        }
    };
    (text, None)
}

/// What replaces something else.
pub fn instead(before: impl Display, after: impl Display) -> String {
    let (before, after) = side_by_side(before, after);
    format!("{after} instead of {before}")
}

/// The name that something had, whose new name the sentence begins with.
pub fn former(before: &str, after: &str) -> String {
    side_by_side(before, after).0
}

/// What became of a name or a value that may not be there, with the word for it.
pub fn value<T: Display + ?Sized>(what: &str, before: Option<&T>, after: Option<&T>) -> String {
    match (before, after) {
        (Some(before), Some(after)) => {
            let (before, after) = side_by_side(before, after);
            change(what, Some(before), Some(after))
        }
        (before, after) => change(what, before.map(quoted), after.map(quoted)),
    }
}

/// The same of what needs no quotes, such as a number.
pub fn change(what: &str, before: Option<String>, after: Option<String>) -> String {
    match (before, after) {
        (None, Some(after)) => format!("has a {what} now: {after}"),
        (Some(before), None) => format!("has no {what} any more: it was {before}"),
        (Some(before), Some(after)) => format!("has another {what}: {after} instead of {before}"),
        (None, None) => format!("has no {what}, as before"),
    }
}

/// That something should no longer be used, with all that is said of it.
pub fn deprecated(deprecation: &Deprecation) -> String {
    let since = deprecation.since.as_ref().map_or_else(String::new, |since| format!(" since {}", quoted(&since.value)));
    let advice = deprecation.advice(deprecation.replaced_by.as_ref().map(|name| quoted(&name.value)));
    let colon = if advice.is_empty() { "" } else { ": " };
    format!("should no longer be used{since}{colon}{advice}")
}

/// What was announced of something; goes on with a sentence that it vanished.
pub fn announced(Announced { since, sunset }: &Announced) -> String {
    let since = since.as_ref().map(|since| format!(", deprecated since {}", quoted(since)));
    let sunset = sunset.as_ref().map(|day| format!(", announced for {day}"));
    match since.into_iter().chain(sunset).collect::<String>() {
        nothing if nothing.is_empty() => "; it was deprecated".to_owned(),
        said => said,
    }
}

/// That a text was written, reworded or taken away; the new words are shown from where they first differ.
pub fn text(what: &str, before: &Option<String>, after: &Option<String>) -> String {
    match (before.as_deref().map(on_one_line), after.as_deref().map(on_one_line)) {
        (None, Some(_)) => format!("has a {what} now"),
        (Some(_), None) => format!("has no {what} any more"),
        (before, after) if before == after => format!("has the same {what}, with other white space"),
        (before, after) => value(what, before.as_ref(), after.as_ref()),
    }
}
