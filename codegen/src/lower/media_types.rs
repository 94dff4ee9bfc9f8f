//! Chooses the media types of a request that differ from the runtime's. Must not know how they are written.

use crate::api::{Answer, Operation};
use crate::rust::{BodyFormat, Write};

/// The runtime's default.
const JSON: &str = "application/json";

/// The media type of a body, if it is not what the runtime sends for that format. Of a range, only the caller knows which it is.
pub fn of_body(media_type: &str, format: &BodyFormat) -> Option<String> {
    (!media_type.contains('*') && !media_type.eq_ignore_ascii_case(usual(format))).then(|| media_type.to_owned())
}

/// What the runtime sends for a format.
pub fn usual(format: &BodyFormat) -> &'static str {
    match format {
        BodyFormat::Json => JSON,
        BodyFormat::Form(_) => "application/x-www-form-urlencoded",
        BodyFormat::Text => "text/plain",
        BodyFormat::Lines => "application/x-ndjson",
        BodyFormat::Sequence => "application/json-seq",
        BodyFormat::Bytes => "application/octet-stream",
        BodyFormat::Multipart => "multipart/form-data",
    }
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
        // Whatever comes is the output; or nothing is known to come.
        _ if operation.successes.is_empty() || accepted.is_empty() => Some(Write::Accept("*/*".to_owned())),
        [only] if only.eq_ignore_ascii_case(JSON) => None,
        [..] => Some(Write::Accept(accepted.join(", "))),
    }
}
