//! Shows hooks what came of attempts and calls. Must not know what hooks do.

use super::redacted;
use crate::transport::TransportError;
use crate::{Call, Error, Response};
use http::{HeaderMap, StatusCode};
use std::fmt;
use std::time::Duration;

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
