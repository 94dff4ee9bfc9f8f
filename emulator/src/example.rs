//! What an operation answers that has no behaviour of its own: its documented example. Knows the model of the spec.

use crate::answer::{Answer, Body};
use apig_codegen::api::{Operation, Schema, Status, Type};
use http::StatusCode;
use http::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};

/// The first documented success, with its first example.
pub(crate) fn of(operation: &Operation) -> Answer {
    let Some(documented) = operation.successes.first() else { return Answer::no_content() };
    let status = match documented.status {
        Status::Code(code) => code,
        Status::Range(hundreds) => hundreds * 100,
        Status::Default => 200,
    };
    let headers = documented.headers.iter().filter(|header| header.schema.is_some());
    let header =
        |name: &String| Some((HeaderName::from_bytes(name.as_bytes()).ok()?, HeaderValue::from_static("example")));
    Answer {
        status: StatusCode::from_u16(status).unwrap_or_default(),
        headers: headers.filter_map(|documented| header(&documented.name)).collect(),
        body: documented
            .schema
            .as_ref()
            .map(|schema| Body::Json(documented.examples.first().cloned().unwrap_or_else(|| empty(schema)))),
    }
}

/// The least that fits where nothing is shown: no field of an answer is mandatory.
fn empty(schema: &Schema) -> Value {
    match schema.ty {
        Type::Array(_) => json!([]),
        Type::Boolean => json!(false),
        Type::Integer(_) | Type::Number(_) => json!(0),
        Type::String | Type::DateTime | Type::Base64 | Type::Secret => json!(""),
        Type::Any | Type::FreeForm | Type::Map(_) | Type::Named(_) => json!({}),
    }
}
