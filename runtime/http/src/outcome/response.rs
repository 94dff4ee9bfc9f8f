//! Holds an HTTP response, as an operation reads it. Knows statuses, headers and JSON. Must not know which statuses an
//! operation documents.

mod json;

use crate::http_date;
use crate::outcome::chunks::{Asked, Chunks, Unread};
use crate::outcome::dialect::{Dialect, Plain};
use crate::outcome::error::Error;
use crate::secret::is_secret_name;
use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, DATE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde_json::Value;
use std::fmt;
use std::time::SystemTime;

/// An HTTP answer with its whole body.
///
/// Make one from an `http::Response` to try an operation's `decode` in a test. `Debug` shows the body's size
/// only: bodies hold secrets of applications.
#[derive(Clone)]
pub struct Response {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// How many attempts it took; 0 outside of a call.
    attempts: u32,
    dialect: &'static dyn Dialect,
    /// The body, where it is read as it comes.
    unread: Option<Unread>,
}

impl Response {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came; empty when there was none, and where it is read as it comes.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The id by which the provider's support finds the call: `X-Request-Id`, unless the provider has other headers for it.
    pub fn request_id(&self) -> Option<&str> {
        // One that repeats a secret which was sent is marked, and no id.
        let header = |name: &&str| self.headers.get(*name).filter(|value| !value.is_sensitive()).and(self.header(name));
        self.dialect.request_id_headers().iter().find_map(header)
    }

    pub(crate) fn dialect(&self) -> &'static dyn Dialect {
        self.dialect
    }

    pub(crate) fn speak(&mut self, dialect: &'static dyn Dialect) {
        self.dialect = dialect;
    }

    /// The same, with what it means where HTTP does not say it. For tests: clients do so by themselves.
    #[must_use]
    pub fn in_dialect(mut self, dialect: &'static dyn Dialect) -> Self {
        self.speak(dialect);
        self
    }

    pub(crate) fn header_values_mut(&mut self) -> impl Iterator<Item = &mut HeaderValue> {
        self.headers.values_mut()
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Leaves the body to be read, where it is not here yet.
    pub(crate) fn leaving(mut self, chunks: Option<Chunks>, asked: impl FnOnce() -> Asked) -> Self {
        self.unread = chunks.map(|chunks| Unread::new(chunks, asked()));
        self
    }

    pub(crate) fn set_body(&mut self, body: Bytes) {
        self.body = body;
    }

    /// Whether the body is read as it comes, by somebody else.
    pub(crate) fn is_unread(&self) -> bool {
        self.unread.is_some()
    }

    /// Says how many attempts it took.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// A header that is text and not empty.
    pub fn header(&self, name: &str) -> Option<&str> {
        let value = self.headers.get(name)?.to_str().ok()?;
        (!value.is_empty()).then_some(value)
    }

    /// Reads a header that the operation documents as always there: its text, or what the text says as JSON.
    ///
    /// # Errors
    ///
    /// The header is missing, empty, or not of this type; the error names it.
    pub fn required_header<T: DeserializeOwned>(&self, name: &str) -> Result<T, Error> {
        let problem = match self.headers.get(name).map(|value| value.to_str()) {
            None | Some(Ok("")) => "is missing",
            Some(Ok(text)) => match from_text(text) {
                Some(value) => return Ok(value),
                None => "is not of the documented type",
            },
            Some(Err(_)) => "is not text",
        };
        Err(Error::header(self.clone(), name, problem))
    }

    /// When the server sent it, by its own clock.
    pub fn date(&self) -> Option<SystemTime> {
        http_date::read(self.header(DATE.as_str())?)
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// The body is not JSON of this type; the error keeps status, request id and body, and names the JSON path.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        json::decode(&self.body).map_err(|(path, words)| match self.header(CONTENT_ENCODING.as_str()) {
            Some(encoding) if !encoding.eq_ignore_ascii_case("identity") => {
                let words = format!("it is encoded as `{encoding}`, which was not asked for: {words}");
                Error::decode(self.clone(), path, words)
            }
            _ => Error::decode(self.clone(), path, words),
        })
    }

    /// Decodes the body as JSON of any type; without a body it is `null`.
    ///
    /// # Errors
    ///
    /// The body is not JSON.
    pub fn value(&self) -> Result<Value, Error> {
        if self.body.is_empty() { Ok(Value::Null) } else { self.json() }
    }

    /// The body as text, in the charset that the server names: UTF-8, ASCII or ISO 8859-1. Without a name it is UTF-8.
    ///
    /// # Errors
    ///
    /// It is not such text.
    pub fn text(&self) -> Result<String, Error> {
        let failed = |message: String| Error::decode(self.clone(), None, message);
        let charset = self.header(CONTENT_TYPE.as_str()).and_then(charset).unwrap_or("utf-8").to_ascii_lowercase();
        match charset.as_str() {
            "utf-8" | "utf8" | "us-ascii" | "ascii" => {
                let text = self.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.body);
                std::str::from_utf8(text).map(str::to_owned).map_err(|error| failed(format!("it is no text: {error}")))
            }
            "iso-8859-1" | "latin1" => Ok(self.body.iter().copied().map(char::from).collect()),
            _ => Err(failed(format!("the charset `{charset}` is not known"))),
        }
    }

    /// The body that is still to come, without it, and what it answers; one that came whole is one piece.
    pub(crate) fn unread(&self) -> Result<(Self, Chunks, Option<Asked>), Error> {
        let mut head = self.clone();
        let body = std::mem::take(&mut head.body);
        let Some(unread) = head.unread.take() else { return Ok((head, body.into(), None)) };
        match unread.take() {
            Some(chunks) => Ok((head, chunks, Some(unread.asked()))),
            None => {
                let error = Error::value("the body was taken before", "it is read once, as it comes");
                Err(error.during(unread.asked().call))
            }
        }
    }

    /// The answer of an operation that documents no body; whatever came is ignored.
    ///
    /// # Errors
    ///
    /// None today.
    pub fn empty(&self) -> Result<(), Error> {
        Ok(())
    }

    /// The error for a success status that the operation does not document.
    pub fn unexpected_status(&self) -> Error {
        Error::unexpected(self.clone())
    }
}

/// The charset of a media type.
fn charset(content_type: &str) -> Option<&str> {
    let parameters = content_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets.next().map(|(_, value)| value.trim().trim_matches('"'))
}

/// Text as what it is, or as the number or flag that it spells.
fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    let plain: StrDeserializer<'_, serde::de::value::Error> = text.into_deserializer();
    T::deserialize(plain).ok().or_else(|| json::decode(text.as_bytes()).ok())
}

impl From<http::Response<Bytes>> for Response {
    fn from(response: http::Response<Bytes>) -> Self {
        let (mut head, body) = response.into_parts();
        // So that `Debug` of the headers alone, such as that of an issued token, does not show them.
        for (name, value) in &mut head.headers {
            if is_secret_name(name.as_str()) {
                value.set_sensitive(true);
            }
        }
        Self { status: head.status, headers: head.headers, body, attempts: 0, dialect: &Plain, unread: None }
    }
}

impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = if self.unread.is_some() { "to be read".to_owned() } else { format!("{} bytes", self.body.len()) };
        let body = format_args!("{body}");
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("body", &body)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Secret;

    fn response(value: &'static [u8]) -> Response {
        let response = http::Response::builder().status(201).header("X-A", value);
        response.body(Bytes::from_static(b"{}")).unwrap().into()
    }

    #[test]
    fn a_header_is_text_or_what_the_text_spells() {
        assert_eq!(response(b"7").required_header::<String>("x-a").unwrap(), "7");
        assert_eq!(response(b"7").required_header::<i32>("X-A").unwrap(), 7);
        assert_eq!(response(b"7.0").required_header::<i32>("X-A").unwrap(), 7);
        assert!(response(b"true").required_header::<bool>("X-A").unwrap());
        assert_eq!(response(b"\"7\"").required_header::<Secret>("X-A").unwrap().expose(), "\"7\"");
    }

    #[test]
    fn what_is_wrong_with_a_header_is_said_by_name_and_without_its_value() {
        for (error, problem) in [
            (response(b"s3cret").required_header::<i64>("X-A").unwrap_err(), "`X-A` is not of the documented type"),
            (response(b"s3cr\xe9t").required_header::<String>("X-A").unwrap_err(), "`X-A` is not text"),
            (response(b"").required_header::<String>("X-A").unwrap_err(), "`X-A` is missing"),
            (response(b"7").required_header::<String>("X-B").unwrap_err(), "`X-B` is missing"),
        ] {
            assert_eq!(error.kind(), crate::ErrorKind::Decode);
            assert_eq!(error.to_string(), format!("201 Created: a header cannot be read: {problem}"));
            assert_eq!((error.status().unwrap().as_u16(), error.body()), (201, Some(&b"{}"[..])));
            assert!(!format!("{error:?}").contains("s3cr"));
        }
    }
}
