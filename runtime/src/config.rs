//! A finished configuration.
//!
//! Knows what calls need; what may be set, and what is wrong with it, is in `config/builder`.

mod builder;

pub use builder::ConfigBuilder;

use crate::Credentials;
use crate::endpoint::Endpoint;
use crate::transport::Transport;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// How to reach the service, and as whom. Cheap to clone; clones share their connections.
///
/// The default HTTP client needs a Tokio runtime with I/O and time enabled, and takes proxies from the
/// environment (`HTTPS_PROXY`, `NO_PROXY`), except to this machine.
///
/// ```no_run
/// use apig_runtime::{Config, Credentials};
///
/// let config = Config::builder()
///     .endpoint("https://apig.example.com")
///     .project_id("0605767b5b80d5762fb7c0186d9bede6")
///     .credentials(Credentials::token("MIIFdgYJKoZIhvc"))
///     .build()?;
/// # Ok::<(), apig_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Config {
    inner: Arc<Inner>,
}

struct Inner {
    endpoint: Endpoint,
    project_id: Option<String>,
    credentials: Option<Credentials>,
    timeout: Duration,
    user_agent: Option<String>,
    max_body_size: usize,
    transport: Arc<dyn Transport>,
}

impl Config {
    /// Starts a configuration.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// The base URL of the service, without a slash at its end.
    pub fn endpoint(&self) -> &str {
        self.inner.endpoint.as_str()
    }

    /// The project that calls are made in.
    pub fn project_id(&self) -> Option<&str> {
        self.inner.project_id.as_deref()
    }

    /// Who calls.
    pub fn credentials(&self) -> Option<&Credentials> {
        self.inner.credentials.as_ref()
    }

    /// How long a whole call may take.
    pub fn timeout(&self) -> Duration {
        self.inner.timeout
    }

    /// What is appended to the SDK's own user agent.
    pub fn user_agent(&self) -> Option<&str> {
        self.inner.user_agent.as_deref()
    }

    /// How many bytes the body of an answer may have.
    pub fn max_body_size(&self) -> usize {
        self.inner.max_body_size
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.inner.transport
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("endpoint", &self.endpoint())
            .field("project_id", &self.project_id())
            .field("credentials", &self.credentials())
            .field("timeout", &self.timeout())
            .field("user_agent", &self.user_agent())
            .field("max_body_size", &self.max_body_size())
            .finish_non_exhaustive()
    }
}
