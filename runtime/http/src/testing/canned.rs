//! Holds a response or a failure that a test has written beforehand. Must not know what it answers.

use crate::transport::{TransportError, TransportErrorKind};
use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};
use std::fmt;

/// An answer that a test has written beforehand, or a failure to answer.
#[derive(Clone)]
pub struct Canned {
    outcome: Result<u16, TransportErrorKind>,
    headers: Vec<(String, String)>,
    body: Bytes,
}

impl Canned {
    /// An answer without headers and body.
    pub fn new(status: u16) -> Self {
        Self { outcome: Ok(status), headers: Vec::new(), body: Bytes::new() }
    }

    /// An answer in JSON: a text, which is given as it is, or a [`Value`](crate::Value).
    pub fn json(status: u16, body: impl fmt::Display) -> Self {
        Self::new(status).header("content-type", "application/json").body(body.to_string())
    }

    /// No answer: the transport fails.
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self { outcome: Err(kind), headers: Vec::new(), body: Bytes::new() }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }

    /// The answer, unless it is one that no server can give.
    pub(super) fn give(self) -> Result<http::Response<Bytes>, TransportError> {
        let status = match self.outcome {
            Ok(status) => status,
            Err(kind) => return Err(TransportError::new(kind, "as the test's script says")),
        };
        let mistake = |what: String| {
            TransportError::new(TransportErrorKind::Other, format!("the script has an answer that cannot be: {what}"))
        };
        let mut response = http::Response::new(self.body);
        *response.status_mut() =
            StatusCode::from_u16(status).map_err(|_| mistake(format!("its status is {status}")))?;
        for (name, value) in self.headers {
            let header = HeaderName::try_from(&name).ok().zip(HeaderValue::try_from(value).ok());
            let Some((name, value)) = header else {
                return Err(mistake(format!("its header {name:?} has characters that a header cannot carry")));
            };
            response.headers_mut().append(name, value);
        }
        Ok(response)
    }
}

/// In a few words.
impl fmt::Display for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.outcome {
            Ok(status) => write!(f, "{status}"),
            Err(kind) => write!(f, "{kind:?}"),
        }
    }
}

impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither headers nor body: an identity service answers with secrets.
        write!(f, "Canned({self}, {} bytes)", self.body.len())
    }
}
