//! Holds what the calls of one clone of a client may do differently. Must not know what comes of it.

use crate::{Retry, Secret};
use std::time::Duration;

/// What a client's clone does otherwise than its configuration says; see `Client::with_options` of each service.
///
/// ```
/// use apig_runtime::{CallOptions, Retry};
/// use std::time::Duration;
///
/// let options = CallOptions::new().timeout(Duration::from_secs(5)).retry(Retry::none());
/// # let _ = options;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it changes nothing until it is given to a client"]
pub struct CallOptions {
    http: oaswright_runtime::CallOptions,
}

impl CallOptions {
    /// Nothing different yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long a whole call may take: see [`ConfigBuilder::timeout`](crate::ConfigBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.http = self.http.timeout(timeout);
        self
    }

    /// How long one attempt may take: see [`ConfigBuilder::attempt_timeout`](crate::ConfigBuilder::attempt_timeout).
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.http = self.http.attempt_timeout(timeout);
        self
    }

    /// How failed attempts are repeated.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.http = self.http.retry(retry);
        self
    }

    /// The project that calls are made in, with a token of its own where tokens are fetched.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.http = self.http.path_parameter(id);
        self
    }

    /// Sends this header too: see [`ConfigBuilder::header`](crate::ConfigBuilder::header), which it takes precedence over.
    /// One that cannot be sent is a violation of each call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.http = self.http.header(name, value);
        self
    }
}

impl From<CallOptions> for oaswright_runtime::CallOptions {
    fn from(options: CallOptions) -> Self {
        options.http
    }
}
