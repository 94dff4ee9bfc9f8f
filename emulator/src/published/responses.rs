//! Words refusals as the group of an API has them worded. Knows which type of error each refusal is. Must not know why something is
//! refused.

use super::{Refusal, text};
use crate::answer::{Answer, Content};
use crate::operations::resources::{Scope, response_of};
use crate::outcome::Change;
use apig_codegen::api::Json;
use http::StatusCode;

/// The types of errors, by their codes.
const TYPES: [(&str, &str); 12] = [
    ("APIG.0101", "NOT_FOUND"),
    ("APIG.0201", "BACKEND_UNAVAILABLE"),
    ("APIG.0202", "BACKEND_UNAVAILABLE"),
    ("APIG.0301", "AUTH_FAILURE"),
    ("APIG.0303", "AUTH_FAILURE"),
    ("APIG.0304", "UNAUTHORIZED"),
    ("APIG.0306", "ACCESS_DENIED"),
    ("APIG.0308", "THROTTLED"),
    ("APIG.0402", "ACCESS_DENIED"),
    ("APIG.0405", "ACCESS_DENIED"),
    ("APIG.0501", "THROTTLED"),
    ("APIG.0610", "BACKEND_UNAVAILABLE"),
];

/// What callers get if the group has something of its own for this error.
pub(super) fn of(
    scope: &Scope<'_>,
    (group, response): (&str, &str),
    (status, code, message): Refusal,
    request_id: &str,
) -> Option<Answer> {
    let other = if status.is_server_error() { "DEFAULT_5XX" } else { "DEFAULT_4XX" };
    let error = TYPES.iter().find(|(known, _)| *known == code).map_or(other, |(_, error)| error);
    let rule = Json::Object(response_of(scope, group, response, error));
    if rule.get("default").and_then(Json::as_bool) != Some(false) {
        return None;
    }
    let filled = |template: &str| {
        let with_error = template.replace("$context.error.code", code).replace("$context.error.message", message);
        with_error.replace("$context.requestId", request_id)
    };
    let own = rule.get("status").and_then(Json::as_u64).and_then(|own| u16::try_from(own).ok());
    let status = own.and_then(|own| StatusCode::from_u16(own).ok()).unwrap_or(status);
    let body = Some(Content::Bytes("application/json".into(), filled(text(&rule, "body")).into()));
    let mut answer = Answer { status, headers: Vec::new(), body };
    for header in rule.get("headers").and_then(Json::as_array).into_iter().flatten() {
        if let Some(change) = Change::of(text(header, "key"), &filled(text(header, "value")), true) {
            change.apply(&mut answer);
        }
    }
    Some(answer)
}
