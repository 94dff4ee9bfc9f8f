//! Shows a caller every call and attempt, and lets it add headers. Redacted by construction: headers that carry secrets
//! show none, and bodies of operations that hold secrets are not shown at all, so a hook can log whatever it gets. Must
//! not know how a call is carried out.

use crate::secret::is_secret_name;
use crate::transport::TransportError;
use crate::{Call, Error, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use std::fmt;
use std::time::Duration;

/// Looks on at every call and its attempts, the calls for credentials included, and may add headers.
///
/// It is called on the task that makes the call, so it should be quick.
///
/// ```
/// use oaswright_runtime::{Hook, ReceivedAnswer, SentRequest};
///
/// struct Log;
///
/// impl Hook for Log {
///     fn sent(&self, request: &SentRequest<'_>) {
///         println!("{} #{}: {} {}", request.call().name, request.attempt(), request.method(), request.uri());
///     }
///
///     fn received(&self, answer: &ReceivedAnswer<'_>) {
///         println!("{:?} after {:?}", answer.status(), answer.duration());
///     }
/// }
/// ```
pub trait Hook: Send + Sync + 'static {
    /// An attempt is about to be signed: headers may be added or changed, such as `traceparent`.
    fn prepare(&self, request: &mut PreparedRequest<'_>) {
        let _ = request;
    }

    /// A request is about to be sent.
    fn sent(&self, request: &SentRequest<'_>) {
        let _ = request;
    }

    /// An answer has come, or will not come.
    fn received(&self, answer: &ReceivedAnswer<'_>) {
        let _ = answer;
    }

    /// A call is over, with all its attempts: what one counts and measures.
    fn finished(&self, call: &FinishedCall<'_>) {
        let _ = call;
    }
}

/// A request that is complete but for its credentials.
pub struct PreparedRequest<'a> {
    pub(crate) call: &'a Call,
    pub(crate) attempt: u32,
    pub(crate) request: &'a mut http::Request<Bytes>,
    pub(crate) shown: &'a Uri,
}

impl PreparedRequest<'_> {
    /// The operation.
    pub fn call(&self) -> &Call {
        self.call
    }

    /// Which attempt of the call it is; the first is 1.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The URL, with `redacted` in place of what may be a secret.
    pub fn uri(&self) -> &Uri {
        self.shown
    }

    /// The headers, to be read and changed. Those that begin with `x-` are signed; a value that is marked as sensitive is
    /// shown nowhere.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        self.request.headers_mut()
    }
}

impl fmt::Debug for PreparedRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PreparedRequest")
            .field("call", &self.call.title())
            .field("attempt", &self.attempt)
            .field("uri", self.shown)
            .field("headers", &redacted(self.request.headers()))
            .finish_non_exhaustive()
    }
}

/// A call that is over.
#[derive(Debug)]
pub struct FinishedCall<'a> {
    pub(crate) call: &'a Call,
    pub(crate) attempts: u32,
    pub(crate) duration: Duration,
    pub(crate) queued: Duration,
    pub(crate) outcome: Result<&'a Response, &'a Error>,
}

impl FinishedCall<'_> {
    /// The operation.
    pub fn call(&self) -> &Call {
        self.call
    }

    /// How many attempts were made; 0 when nothing was sent. All but the first are repetitions.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long it took, with credentials, all attempts and the waiting between them.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// How long of that it waited because too many calls were on their way: see
    /// [`ConfigBuilder::max_concurrent_calls`](crate::ConfigBuilder::max_concurrent_calls).
    pub fn queued(&self) -> Duration {
        self.queued
    }

    /// The HTTP status of the last answer, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self.outcome {
            Ok(response) => Some(response.status()),
            Err(error) => error.status(),
        }
    }

    /// Why it failed; `None` when it succeeded.
    pub fn error(&self) -> Option<&Error> {
        self.outcome.err()
    }
}

/// A request that is about to be sent.
pub struct SentRequest<'a> {
    pub(crate) call: &'a Call,
    pub(crate) attempt: u32,
    pub(crate) is_secret: bool,
    pub(crate) request: &'a http::Request<Bytes>,
    pub(crate) shown: &'a Uri,
}

impl SentRequest<'_> {
    /// The operation.
    pub fn call(&self) -> &Call {
        self.call
    }

    /// Which attempt of the call it is; the first is 1.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        self.request.method()
    }

    /// The URL, with `redacted` in place of what may be a secret.
    pub fn uri(&self) -> &Uri {
        self.shown
    }

    /// The headers, with `<redacted>` in place of secrets.
    pub fn headers(&self) -> HeaderMap {
        redacted(self.request.headers())
    }

    /// The body; `None` if the operation's bodies hold secrets.
    pub fn body(&self) -> Option<&[u8]> {
        (!self.is_secret).then_some(self.request.body())
    }
}

/// What came of an attempt.
pub struct ReceivedAnswer<'a> {
    pub(crate) call: &'a Call,
    pub(crate) attempt: u32,
    pub(crate) is_secret: bool,
    pub(crate) duration: Duration,
    pub(crate) outcome: Result<&'a Response, &'a TransportError>,
}

impl ReceivedAnswer<'_> {
    /// The operation.
    pub fn call(&self) -> &Call {
        self.call
    }

    /// Which attempt of the call it is; the first is 1.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How long it took, from sending to the last byte of the answer; of one that is read as it comes, to its head.
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// Why no whole answer came.
    pub fn error(&self) -> Option<&TransportError> {
        self.outcome.err()
    }

    pub(crate) fn response(&self) -> Option<&Response> {
        match self.outcome {
            Ok(response) => Some(response),
            Err(error) => error.response(),
        }
    }

    /// The HTTP status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(Response::status)
    }

    /// The id by which the provider's support finds the call.
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id()
    }

    /// The headers, with `<redacted>` in place of secrets.
    pub fn headers(&self) -> HeaderMap {
        self.response().map(|response| redacted(response.headers())).unwrap_or_default()
    }

    /// The body as far as it came; `None` if there is none, if it is read as it comes, if the operation's bodies hold secrets, or if it repeats one
    /// that was sent. That of a 401 may repeat what was signed, with the security token, so it is not shown either.
    pub fn body(&self) -> Option<&[u8]> {
        let is_secret = self.is_secret || self.status() == Some(StatusCode::UNAUTHORIZED);
        let response = self.response().filter(|response| !is_secret && !response.is_unread());
        response.map(Response::body)
    }
}

/// Says of a request that the path of its URL holds a secret.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SecretPath;

/// The URL of a request as it is shown: without the query of an operation that holds secrets, and without a path that does.
pub(crate) fn shown(request: &http::Request<Bytes>, is_secret: bool) -> Uri {
    let uri = request.uri();
    let path = match request.extensions().get::<SecretPath>() {
        Some(SecretPath) => "/redacted",
        None => uri.path(),
    };
    let query = uri.query().map(|query| if is_secret { "redacted" } else { query });
    let text = query.map_or_else(|| path.to_owned(), |query| format!("{path}?{query}"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = text.parse().ok();
    Uri::from_parts(parts).unwrap_or_default()
}

fn redacted(headers: &HeaderMap) -> HeaderMap {
    let mut copy = headers.clone();
    for (name, value) in &mut copy {
        if value.is_sensitive() || is_secret_name(name.as_str()) {
            *value = HeaderValue::from_static("<redacted>");
        }
    }
    copy
}

impl fmt::Debug for SentRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentRequest")
            .field("call", &self.call.title())
            .field("attempt", &self.attempt)
            .field("method", self.method())
            .field("uri", self.uri())
            .field("headers", &self.headers())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ReceivedAnswer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedAnswer")
            .field("call", &self.call.title())
            .field("attempt", &self.attempt)
            .field("duration", &self.duration)
            .field("status", &self.status())
            .field("headers", &self.headers())
            .field("error", &self.error())
            .finish_non_exhaustive()
    }
}
