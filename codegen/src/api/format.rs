//! Classifies media types by how a body of them is read and written. Knows the names of media types. Must not know
//! bodies, or who reads them.

use super::{Scalar, Text, Type};

/// How a body is written, as its media type says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// One JSON value: `application/json`, `…+json`.
    Json,
    /// Pairs of names and values: `application/x-www-form-urlencoded`.
    Form,
    /// Parts with headers of their own: `multipart/…`.
    Multipart,
    /// Characters: `text/…`.
    Text,
    /// Server-sent events: `text/event-stream`.
    Events,
    /// JSON values, one after the other: `application/x-ndjson`, `application/jsonl`, `application/json-seq`.
    Lines,
    /// Anything else, of which nothing is known.
    Bytes,
}

impl Format {
    /// The format of a media type, whatever its parameters and case. A range such as `*/*` is [`Format::Bytes`], since it
    /// does not say more; `text/*` is text.
    pub fn of(media_type: &str) -> Self {
        let essence = essence(media_type);
        let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
        match (kind, subtype) {
            ("application", "x-www-form-urlencoded") => Format::Form,
            ("multipart", _) => Format::Multipart,
            ("text", "event-stream") => Format::Events,
            ("application" | "text", "json" | "x-json") => Format::Json,
            (_, subtype) if subtype.ends_with("+json") => Format::Json,
            (_, "x-ndjson" | "ndjson" | "jsonl" | "x-jsonl" | "jsonlines" | "x-jsonlines" | "json-lines") => {
                Format::Lines
            }
            (_, "json-seq" | "stream-json" | "x-json-stream" | "stream+json") => Format::Lines,
            (_, subtype) if subtype.ends_with("+json-seq") || subtype.ends_with("+jsonl") => Format::Lines,
            // They are text, but in an encoding that the document itself declares.
            ("text", "xml") => Format::Bytes,
            ("text", _) => Format::Text,
            _ => Format::Bytes,
        }
    }

    /// As [`of`](Self::of), and a range that says nothing (`*/*`, `application/*`) is what suits the type: JSON for what has a
    /// structure, text for text.
    pub fn of_body(media_type: &str, ty: &Type) -> Self {
        match Self::of(media_type) {
            Format::Bytes if is_any(media_type) => Self::suiting(ty),
            format => format,
        }
    }

    fn suiting(ty: &Type) -> Self {
        match ty {
            Type::Scalar(Scalar::Text(Text::Plain | Text::DateTime | Text::Date | Text::Secret)) => Format::Text,
            Type::Scalar(Scalar::Text(Text::Base64 | Text::Binary)) | Type::Any => Format::Bytes,
            Type::Scalar(Scalar::Boolean | Scalar::Integer(_) | Scalar::Number(_))
            | Type::FreeForm
            | Type::Array(_)
            | Type::Map(_)
            | Type::Named(_) => Format::Json,
        }
    }
}

/// A media type without its parameters, in lower case.
pub fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What people call a media type: `form`, `png`, and `image` for any of them.
pub fn short_name(media_type: &str) -> String {
    let essence = essence(media_type);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, "*"));
    let name = match (kind, subtype) {
        (_, "x-www-form-urlencoded") => "form",
        ("multipart", _) => "multipart",
        ("text", "plain" | "*") => "text",
        ("application", "octet-stream") => "bytes",
        ("*" | "application", "*") => "any",
        (kind, "*") => kind,
        (_, subtype) => subtype.strip_prefix("x-").unwrap_or(subtype),
    };
    name.replace('*', "any")
}

/// Whether it is a range that says nothing of the format.
pub fn is_any(media_type: &str) -> bool {
    matches!(essence(media_type).as_str(), "*/*" | "*" | "application/*")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Width;

    #[test]
    fn the_format_goes_by_type_subtype_and_suffix() {
        for (media_type, format) in [
            ("application/json", Format::Json),
            (" Application/JSON; charset=utf-8", Format::Json),
            ("application/merge-patch+json", Format::Json),
            ("application/vnd.lamp.v2+json;q=1", Format::Json),
            ("text/json", Format::Json),
            ("application/x-www-form-urlencoded; charset=utf-8", Format::Form),
            ("multipart/form-data; boundary=x", Format::Multipart),
            ("multipart/mixed", Format::Multipart),
            ("text/plain;charset=UTF-8", Format::Text),
            ("text/csv", Format::Text),
            ("text/*", Format::Text),
            ("text/event-stream", Format::Events),
            ("application/x-ndjson", Format::Lines),
            ("application/jsonl", Format::Lines),
            ("application/json-seq", Format::Lines),
            ("application/geo+json-seq", Format::Lines),
            ("*/*", Format::Bytes),
            ("application/*", Format::Bytes),
            ("application/octet-stream", Format::Bytes),
            ("image/*", Format::Bytes),
            ("application/xml", Format::Bytes),
            ("text/xml", Format::Bytes),
            ("image/svg+xml", Format::Bytes),
            ("application/yaml", Format::Bytes),
            ("aplication/json", Format::Bytes),
            ("json", Format::Bytes),
            ("", Format::Bytes),
        ] {
            assert_eq!(Format::of(media_type), format, "{media_type}");
        }
    }

    #[test]
    fn a_media_type_has_a_name() {
        for (media_type, name) in [
            ("application/x-www-form-urlencoded; charset=utf-8", "form"),
            ("multipart/form-data", "multipart"),
            ("text/plain", "text"),
            ("text/*", "text"),
            ("text/csv", "csv"),
            ("Application/XML", "xml"),
            ("application/x-ndjson", "ndjson"),
            ("application/merge-patch+json", "merge-patch+json"),
            ("application/octet-stream", "bytes"),
            ("image/png", "png"),
            ("image/*", "image"),
            ("*/*", "any"),
            ("application/*", "any"),
            ("application/*+json", "any+json"),
            ("json", "json"),
        ] {
            assert_eq!(short_name(media_type), name, "{media_type}");
        }
    }

    #[test]
    fn a_range_is_what_suits_the_type() {
        let text = |text| Type::Scalar(Scalar::Text(text));
        for (media_type, ty, format) in [
            ("*/*", Type::FreeForm, Format::Json),
            ("application/*", Type::Scalar(Scalar::Integer(Width::Int32)), Format::Json),
            ("*/*", text(Text::Plain), Format::Text),
            ("*/*", text(Text::Base64), Format::Bytes),
            ("*/*", text(Text::Binary), Format::Bytes),
            ("*/*", Type::Any, Format::Bytes),
            ("image/*", Type::FreeForm, Format::Bytes),
            ("application/xml", Type::FreeForm, Format::Bytes),
            ("text/plain", Type::FreeForm, Format::Text),
        ] {
            assert_eq!(Format::of_body(media_type, &ty), format, "{media_type} of {ty:?}");
        }
    }
}
