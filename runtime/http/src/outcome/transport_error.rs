//! Says why an exchange failed. Knows what a transport can say of it. Must not know an HTTP client.

use crate::Response;
use bytes::Bytes;
use std::error::Error;
use std::fmt;

/// Why a [`Transport`](crate::transport::Transport) has no answer.
///
/// `Display` says all of it, causes included.
pub struct TransportError {
    parts: Box<Parts>,
}

struct Parts {
    kind: TransportErrorKind,
    is_connect: bool,
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
    response: Option<Response>,
}

/// The kinds of [`TransportError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection, so the server has not seen the request.
    Connect,

    /// It took too long.
    Timeout,

    /// The answer's body is too large.
    TooLarge,

    /// Anything else, such as a connection that broke.
    Other,
}

/// What a message about a timeout begins with.
const LATE: &str = "no answer in time";

impl TransportError {
    /// An error of any kind, from its cause.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let source = source.into();
        let what = match kind {
            TransportErrorKind::Connect => "no connection",
            TransportErrorKind::Timeout => LATE,
            TransportErrorKind::TooLarge => "the answer is too large",
            TransportErrorKind::Other => "the exchange failed",
        };
        let message = format!("{what}: {}", to_the_point(&*source));
        Self {
            parts: Box::new(Parts {
                kind,
                is_connect: kind == TransportErrorKind::Connect,
                message,
                source: Some(source),
                response: None,
            }),
        }
    }

    /// The answer's body has more bytes than the limit.
    pub fn too_large(limit: usize) -> Self {
        let message = format!("the body has more than {limit} bytes (see `Config::builder().max_body_size(..)`)");
        Self {
            parts: Box::new(Parts {
                kind: TransportErrorKind::TooLarge,
                is_connect: false,
                message,
                source: None,
                response: None,
            }),
        }
    }

    /// The answer's body has more values than the limit.
    pub(crate) fn too_many_values(limit: usize) -> Self {
        let message =
            format!("the body has more than {limit} JSON values (see `Config::builder().max_body_values(..)`)");
        Self { parts: Box::new(Parts { message, ..*Self::too_large(limit).parts }) }
    }

    /// Says that no connection was made, whatever the kind.
    pub fn while_connecting(mut self) -> Self {
        self.parts.is_connect = true;
        // Who reads "no answer" takes it that something was sent.
        if let Some(cause) = self.parts.message.strip_prefix(LATE) {
            self.parts.message = format!("no connection in time{cause}");
        }
        self
    }

    /// Says what it means in other words.
    #[cfg(feature = "reqwest")]
    pub(crate) fn in_other_words(mut self, words: &str) -> Self {
        self.parts.message = format!("{}: {words}", self.parts.message);
        self
    }

    /// Keeps an answer that did not come whole, with as much of its body as came.
    pub fn answered(mut self, answer: http::Response<Bytes>) -> Self {
        self.parts.response = Some(answer.into());
        self
    }

    /// Keeps the head of an answer whose body did not come whole.
    pub(crate) fn after(mut self, head: Response) -> Self {
        self.parts.response = Some(head);
        self
    }

    /// What kind of error it is.
    pub fn kind(&self) -> TransportErrorKind {
        self.parts.kind
    }

    /// Whether no connection was made, so that the server has not seen the request.
    pub fn is_connect(&self) -> bool {
        self.parts.is_connect
    }

    pub(crate) fn response(&self) -> Option<&Response> {
        self.parts.response.as_ref()
    }

    pub(crate) fn response_mut(&mut self) -> Option<&mut Response> {
        self.parts.response.as_mut()
    }
}

/// An error with its causes, without what HTTP stacks say before they come to the point, or say twice.
fn to_the_point(error: &(dyn Error + 'static)) -> String {
    let mut texts = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        texts.push(error.to_string());
        next = error.source();
    }
    while texts.len() > 1 && texts.first().is_some_and(|text| is_preamble(text)) {
        texts.remove(0);
    }
    let mut line = String::new();
    for text in texts.iter().filter(|text| !text.is_empty()) {
        if !line.contains(text) {
            let separator = if line.is_empty() { "" } else { ": " };
            line.push_str(separator);
            line.push_str(text);
        }
    }
    line
}

fn is_preamble(text: &str) -> bool {
    text.starts_with("error sending request") || text.starts_with("client error (")
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts.message)
    }
}

impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.parts.kind)
            .field("is_connect", &self.parts.is_connect)
            .field("message", &self.parts.message)
            .field("response", &self.parts.response)
            .finish_non_exhaustive()
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&**self.parts.source.as_ref()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Link(&'static str, Option<Box<Link>>);

    impl fmt::Display for Link {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Link {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&**self.1.as_ref()?)
        }
    }

    #[test]
    fn messages_come_to_the_point() {
        for (chain, message) in [
            (&["broken"][..], "no connection: broken"),
            (&["a", "b: c", "c"], "no connection: a: b: c"),
            (
                &["error sending request", "client error (Connect)", "dns error", "unknown"],
                "no connection: dns error: unknown",
            ),
            (&["client error (Connect)"], "no connection: client error (Connect)"),
        ] {
            let link = chain.iter().rev().fold(None, |cause, text| Some(Box::new(Link(text, cause))));
            let error = TransportError::new(TransportErrorKind::Connect, *link.unwrap());
            assert_eq!(error.to_string(), message);
            assert!(error.is_connect());
        }
        let late = TransportError::new(TransportErrorKind::Timeout, "deadline");
        assert_eq!(late.to_string(), "no answer in time: deadline");
        assert_eq!(late.while_connecting().to_string(), "no connection in time: deadline");
    }
}
