//! Answers an operation that has no behaviour of its own: by its documented example, or a value of its schema. Knows
//! the model of the spec. Must not know how values are made.

use crate::answer::{Answer, Content};
use crate::spec::sample;
use apig_codegen::api::{Definition, Header, Json, Operation, Status};
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};

/// The first documented success, with its first example.
pub(crate) fn of(operation: &Operation, types: &[Definition]) -> Answer {
    let Some(documented) = operation.successes.first() else { return Answer::no_content() };
    let status = match documented.status {
        Status::Code(code) => code,
        Status::Range(hundreds) => hundreds * 100,
        Status::Default => 200,
    };
    let headers = documented.headers.iter().filter_map(|documented| header(documented, types));
    let body = documented.schema.as_ref().map(|schema| {
        let shown = documented.examples.first().cloned();
        Content::Json(shown.unwrap_or_else(|| sample::of(schema, types)))
    });
    Answer { status: StatusCode::from_u16(status).unwrap_or_default(), headers: headers.collect(), body }
}

/// A header that the document says is always there.
fn header(documented: &Header, types: &[Definition]) -> Option<(HeaderName, HeaderValue)> {
    let value = match sample::of(documented.schema.as_ref()?, types) {
        Json::String(text) => text,
        value => value.to_string(),
    };
    Some((HeaderName::from_bytes(documented.name.as_bytes()).ok()?, HeaderValue::from_bytes(value.as_bytes()).ok()?))
}
