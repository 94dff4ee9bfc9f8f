//! Shows requests to hooks: before they are authenticated, and as they are sent. Must not know what hooks do.

use super::redacted;
use crate::Call;
use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use std::fmt;

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
