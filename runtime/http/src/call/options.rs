//! Holds what one call, or the calls of one clone of a client, may do differently. Must not know what comes of it.

use crate::{Retry, Secret};
use std::fmt;
use std::time::Duration;

/// What a client's clone does otherwise than its configuration says; see `Client::with_options` of each service.
///
/// ```
/// use oaswright_runtime::{CallOptions, Retry};
/// use std::time::Duration;
///
/// let options = CallOptions::new().timeout(Duration::from_secs(5)).retry(Retry::none());
/// # let _ = options;
/// ```
#[derive(Clone, Default)]
#[must_use = "it changes nothing until it is given to a client"]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    pub(crate) path_parameter: Option<String>,
    pub(crate) headers: Vec<(String, Secret)>,
}

impl CallOptions {
    /// Nothing different yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long a whole call may take: see [`ConfigBuilder::timeout`](crate::ConfigBuilder::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take: see [`ConfigBuilder::attempt_timeout`](crate::ConfigBuilder::attempt_timeout).
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How failed attempts are repeated.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// The value of the parameter of URLs that is the client's own, if it has one: see
    /// [`PathParameter`](crate::PathParameter).
    pub fn path_parameter(mut self, value: impl Into<String>) -> Self {
        self.path_parameter = Some(value.into());
        self
    }

    /// Sends this header too: see [`ConfigBuilder::header`](crate::ConfigBuilder::header), which it takes precedence over.
    /// One that cannot be sent is a violation of each call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { timeout, attempt_timeout, retry, path_parameter, headers } = self;
        let headers: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("CallOptions")
            .field("timeout", timeout)
            .field("attempt_timeout", attempt_timeout)
            .field("retry", retry)
            .field("path_parameter", path_parameter)
            .field("headers", &headers)
            .finish()
    }
}
