//! Chooses the media types of a request that differ from the runtime's. Must not know how they are written.

use crate::api::{Answer, Body, Operation};
use crate::rust::Write;

/// The runtime's default.
const JSON: &str = "application/json";

/// The media type of a body.
pub fn of_body(body: &Body) -> Option<String> {
    (!body.media_type.eq_ignore_ascii_case(JSON)).then(|| body.media_type.clone())
}

/// The media types of the answers: those of successes first, then those of failures, which are welcome too.
pub fn accept(operation: &Operation) -> Option<Write> {
    let answers = operation.successes.iter().chain(&operation.failures);
    let mut accepted: Vec<&str> = Vec::new();
    for media_type in answers.filter_map(|answer: &Answer| answer.media_type.as_deref()) {
        if !accepted.iter().any(|seen| seen.eq_ignore_ascii_case(media_type)) {
            accepted.push(media_type);
        }
    }
    match accepted.as_slice() {
        [] => None,
        [only] if only.eq_ignore_ascii_case(JSON) => None,
        [..] => Some(Write::Accept(accepted.join(", "))),
    }
}
