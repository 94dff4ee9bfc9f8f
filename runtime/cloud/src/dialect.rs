//! Says what errors of this cloud mean where their status misleads. The only module that knows codes of the services. Must
//! not know calls.

use crate::signing;
use crate::{Dialect, Error, ErrorKind};
use http::StatusCode;
use std::borrow::Cow;

/// What answers of this cloud mean.
#[derive(Debug)]
pub(crate) struct OfCloud;

impl Dialect for OfCloud {
    fn request_id_headers(&self) -> &'static [&'static str] {
        &["x-request-id", "x-iam-trace-id"]
    }

    /// The gateway's services say so with 400 and use 409 for other conflicts, such as an instance that is being upgraded;
    /// elsewhere it is status 409.
    fn is_already_exists(&self, error: &Error) -> bool {
        let says_so = |message: &str| message.contains("already exist");
        let is_theirs = |code: &str| code.starts_with("APIG.") || code.starts_with("APIC.");
        has_code(error, &["APIG.3325"])
            || error.message().is_some_and(says_so)
            || error.status() == Some(StatusCode::CONFLICT) && !error.code().is_some_and(is_theirs)
    }

    /// One of the codes for it comes with 500.
    fn is_throttled(&self, error: &Error) -> bool {
        error.status() == Some(StatusCode::TOO_MANY_REQUESTS) || has_code(error, &["APIG.0308", "APIG.9008"])
    }

    /// A server that rejects a signature repeats what was signed, and a security token may be among it.
    fn redacted<'m>(&self, message: &'m str) -> Cow<'m, str> {
        signing::redacted(message)
    }
}

fn has_code(error: &Error, codes: &[&str]) -> bool {
    error.code().is_some_and(|code| codes.contains(&code))
}

/// Whether a signature was refused, as it is for a wrong key or clock. The control plane's own codes with 401 come from
/// behind the gate that checks signatures.
pub(crate) fn is_refused_signature(error: &Error) -> bool {
    let is_later = |code: &str| code.starts_with("APIG.1") || code.starts_with("APIC.");
    error.status() == Some(StatusCode::UNAUTHORIZED) && !error.code().is_some_and(is_later)
}

/// The token has expired, and a new one will do. Other rejections of a token are final.
pub(crate) fn wants_new_token(error: &Error) -> bool {
    let says_so = |message: &str| message.contains("token must be updated");
    error.status() == Some(StatusCode::UNAUTHORIZED)
        && (has_code(error, &["APIG.0307", "APIG.1001", "APIC.7101"]) || error.message().is_some_and(says_so))
}

/// Whether the identity service looked at the credentials and refused them, so that asking again at once would only count
/// as one more failed login.
pub(crate) fn is_refused_login(error: &Error) -> bool {
    match error.kind() {
        ErrorKind::Api => {
            let is_refusal = |status: StatusCode| status.is_client_error() && !matches!(status.as_u16(), 408 | 429);
            error.status().is_some_and(is_refusal)
        }
        _ => failed_login(error).is_some_and(is_refused_login),
    }
}

/// Why credentials could not be fetched, if it was an exchange that failed.
fn failed_login(error: &Error) -> Option<&Error> {
    std::error::Error::source(error)?.downcast_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Response;
    use bytes::Bytes;

    fn api(status: u16, headers: &[(&'static str, &'static str)], body: &str) -> Error {
        let mut response = http::Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let response = response.body(Bytes::from(body.to_owned())).unwrap();
        Error::api(Response::from(response).in_dialect(&OfCloud))
    }

    #[test]
    fn codes_whose_status_misleads() {
        let code = |code: &str| format!(r#"{{"error_code":"{code}"}}"#);
        for (status, body, found) in [
            (409, String::new(), "already_exists"),
            (409, r#"{"error":{"code":409,"message":"Conflict occurred."}}"#.to_owned(), "already_exists"),
            (409, code("APIC.7701"), ""),
            (400, code("APIG.3325"), "already_exists"),
            (
                400,
                r#"{"error_code":"APIG.3203","error_msg":"The app name already exists"}"#.to_owned(),
                "already_exists",
            ),
            (429, String::new(), "throttled"),
            (500, code("APIG.9008"), "throttled"),
            (400, code("APIG.0308"), "throttled"),
            (500, code("APIG.9999"), ""),
            (400, code("APIG.2012"), ""),
        ] {
            let error = api(status, &[], &body);
            let now = [(error.is_already_exists(), "already_exists"), (error.is_throttled(), "throttled")];
            let now: Vec<&str> = now.into_iter().filter_map(|(is, name)| is.then_some(name)).collect();
            assert_eq!(now.join(" "), found, "{status} {body}");
            assert_eq!(error.is_retryable(), found == "throttled", "{status} {body}");
        }
    }

    #[test]
    fn request_ids_in_their_order() {
        let body = r#"{"request_id":"body"}"#;
        for (headers, id) in [
            (&[("x-iam-trace-id", "iam"), ("x-request-id", "gateway")][..], "gateway"),
            (&[("x-iam-trace-id", "iam")], "iam"),
            (&[("x-request-id", "")], "body"),
            (&[], "body"),
        ] {
            assert_eq!(api(500, headers, body).request_id(), Some(id));
        }
    }
}
