//! Answers an operation that has no behaviour of its own: by its documented example, or a value of its schema. Knows
//! the model of the spec. Must not know how values are made.

use super::resources::shape::status;
use crate::answer::{Answer, Content};
use apig_codegen::api::{self, Definition, Format, Header, Json, Operation, Scalar, Text, Type};
use apig_codegen::sample::{self, Amount};
use apig_codegen::{Sender, api::Schema};
use http::StatusCode;
use http::header::{HeaderName, HeaderValue, LOCATION};

/// How many events or lines there are where there may be any number.
const SEVERAL: usize = 2;

/// The first documented success, with its first example.
pub(crate) fn of(operation: &Operation, types: &[Definition]) -> Answer {
    match operation.successes.first() {
        Some(documented) => documented_as(documented, status(documented.status), types),
        None => Answer::no_content(),
    }
}

/// An answer as it is documented, of this status.
pub(crate) fn documented_as(documented: &api::Answer, status: StatusCode, types: &[Definition]) -> Answer {
    let headers = documented.headers.iter().filter_map(|documented| header(documented, types));
    let mut headers: Vec<_> = headers.collect();
    if status.is_redirection()
        && status != StatusCode::NOT_MODIFIED
        && !headers.iter().any(|(name, _)| name == LOCATION)
    {
        headers.push((LOCATION, HeaderValue::from_static("/")));
    }
    let body = documented.format.map(|format| content(documented, format, types));
    Answer { status, headers, body }
}

/// A body in its format.
fn content(documented: &api::Answer, format: Format, types: &[Definition]) -> Content {
    let made = |schema: &Schema| sample::of(schema, types, Sender::Server, Amount::Most).unwrap_or_default();
    let shown = documented.examples.first().cloned();
    let value = || shown.clone().or_else(|| Some(made(documented.schema.as_ref()?))).unwrap_or_else(|| "string".into());
    let (usual, bytes) = match format {
        Format::Json => ("application/json", value().to_string()),
        Format::Text => ("text/plain", text(&value())),
        Format::Form => ("application/x-www-form-urlencoded", form(&value())),
        Format::Bytes => ("application/octet-stream", text(&value())),
        Format::Multipart => {
            // Whoever reads it knows no more of it than that it is one.
            let body = "--boundary\r\nContent-Disposition: form-data; name=\"part\"\r\n\r\nstring\r\n--boundary--\r\n";
            return Content::Bytes("multipart/form-data; boundary=boundary".into(), body.into());
        }
        Format::Events => match &shown {
            Some(Json::String(events)) if events.contains("data:") => {
                ("text/event-stream", format!("{}\n\n", events.trim_end()))
            }
            Some(_) | None => {
                ("text/event-stream", format!("data: {}\n\n", line(documented, &value())).repeat(SEVERAL))
            }
        },
        Format::Lines => match &shown {
            Some(Json::String(lines)) if documented.schema.as_ref().is_none_or(|schema| !is_text(schema)) => {
                ("application/x-ndjson", lines.clone())
            }
            Some(_) | None => ("application/x-ndjson", lines(documented, &value())),
        },
    };
    // A range is what one asks for, and not what one gets.
    let named = documented.media_type.iter().chain(documented.media_types.iter().map(|listed| &listed.name));
    let fits = |name: &&String| !name.contains('*') && Format::of(name) == format;
    let media_type = named.into_iter().find(fits).map_or(usual.to_owned(), |name| first(name).to_owned());
    match format {
        Format::Json if media_type == "application/json" => Content::Json(value()),
        Format::Json
        | Format::Text
        | Format::Form
        | Format::Bytes
        | Format::Multipart
        | Format::Events
        | Format::Lines => Content::Bytes(media_type.into(), bytes.into()),
    }
}

/// Of several media types with commas between them the first, without its weight.
fn first(accepted: &str) -> &str {
    let first = accepted.split(',').next().unwrap_or_default();
    first.split(";q=").next().unwrap_or_default().trim()
}

fn is_text(schema: &Schema) -> bool {
    matches!(schema.ty, Type::Scalar(Scalar::Text(Text::Plain | Text::Binary)))
}

/// A value on one line: text as it is where it is no JSON.
fn line(documented: &api::Answer, value: &Json) -> String {
    match documented.schema {
        Some(_) => value.to_string(),
        None => text(value).replace('\n', " "),
    }
}

/// Values one after the other, each behind a mark where the media type says so (RFC 7464).
fn lines(documented: &api::Answer, value: &Json) -> String {
    let is_marked = documented.media_type.as_ref().is_some_and(|name| name.contains("json-seq"));
    format!("{}{value}\n", if is_marked { "\u{1e}" } else { "" }).repeat(SEVERAL)
}

fn text(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn form(value: &Json) -> String {
    let Some(entries) = value.as_object() else { return text(value) };
    let pairs = entries.iter().map(|(name, value)| format!("{name}={}", crate::spec::escape::escaped(&text(value))));
    pairs.collect::<Vec<_>>().join("&")
}

/// A header that the document says is always there.
fn header(documented: &Header, types: &[Definition]) -> Option<(HeaderName, HeaderValue)> {
    let value = sample::of(documented.schema.as_ref()?, types, Sender::Server, Amount::Most)?;
    let value = match &value {
        Json::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        value => text(value),
    };
    Some((HeaderName::from_bytes(documented.name.as_bytes()).ok()?, HeaderValue::from_bytes(value.as_bytes()).ok()?))
}
