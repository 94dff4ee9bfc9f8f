//! What one call, or the calls of one clone of a client, may do differently.

use crate::Retry;
use std::time::Duration;

/// Limits that a client's clone has instead of its configuration's; see `Client::with_options` of each service.
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
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
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
}
