//! Holds a request that came, for a test to look at.

use crate::outcome::error::Error;
use crate::secret::is_secret_name;
use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use serde::de::DeserializeOwned;
use std::fmt;

/// A request that came to a [`Replay`](super::Replay).
///
/// `Debug` shows neither the values of headers that are secret by their names or by declaration, nor the body.
#[derive(Clone)]
pub struct Recorded {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    pub(super) fn new(request: http::Request<Bytes>) -> Self {
        let (parts, body) = request.into_parts();
        Self { method: parts.method, uri: parts.uri, headers: parts.headers, body }
    }

    /// Whether both are attempts of one call: only headers, such as a date, may differ.
    pub(super) fn is_attempt_of(&self, other: &Self) -> bool {
        (&self.method, &self.uri, &self.body) == (&other.method, &other.uri, &other.body)
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The URL.
    pub fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The URL's path and query: `/v2/quotas?limit=1`.
    pub fn target(&self) -> &str {
        self.uri.path_and_query().map_or("/", |target| target.as_str())
    }

    /// Method, path and query: `GET /v2/quotas?limit=1`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.target())
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header's value, by name in any case; the first one if there are several.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| str::from_utf8(value.as_bytes()).ok())
    }

    /// The body, empty if there was none.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    ///
    /// It is not JSON of this type ([`ErrorKind::Decode`](crate::ErrorKind::Decode)).
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_slice(&self.body).map_err(|error| Error::value("the request's body cannot be decoded", error))
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut headers = self.headers.clone();
        for (name, value) in &mut headers {
            value.set_sensitive(value.is_sensitive() || is_secret_name(name.as_str()));
        }
        f.debug_struct("Recorded")
            .field("method", &self.method)
            .field("uri", &self.uri)
            .field("headers", &headers)
            .field("body_size", &self.body.len())
            .finish()
    }
}
