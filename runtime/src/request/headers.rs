//! Headers that are no parameters of an operation: those of the caller, and those that HTTP asks for.

use crate::Secret;
use crate::secret::is_secret_name;
use bytes::Bytes;
use http::Method;
use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue};

/// A header of the caller's own, unless it is one that has its own way into a request.
pub(crate) fn extra_header(name: &str, value: &Secret) -> Result<(HeaderName, HeaderValue), &'static str> {
    const OWN: [&str; 8] = [
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "x-auth-token",
        "x-sdk-date",
    ];
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| "is not a name that a header can have")?;
    if OWN.contains(&name.as_str()) {
        return Err("is set by the SDK itself");
    }
    let mut value = HeaderValue::from_str(value.expose()).map_err(|_| "has characters that a header cannot carry")?;
    value.set_sensitive(is_secret_name(name.as_str()));
    Ok((name, value))
}

/// Says that there is no body where the method means one, which HTTP clients leave out (RFC 9110, section 8.6).
pub(crate) fn declare_empty_body(request: &mut http::Request<Bytes>) {
    let means_body = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if means_body && request.body().is_empty() {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}
