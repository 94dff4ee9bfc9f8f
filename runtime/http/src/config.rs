//! Holds a finished configuration. Knows what calls need. Must not know what may be set (`builder`) or what is wrong
//! with it (`build`).

mod build;
mod builder;
pub(crate) mod extra_header;

pub use builder::ConfigBuilder;

use crate::endpoint::Endpoint;
use crate::server::Wish;
use crate::transport::{Limits, Transport};
use crate::{Credentials, Hook, Retry, Secret};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How to reach the service, and as whom. Cheap to clone; clones share their connections.
///
/// The default HTTP client needs a Tokio runtime with I/O and time enabled, and takes proxies from the
/// environment (`HTTPS_PROXY`, `NO_PROXY`), except to this machine.
///
/// ```no_run
/// use oaswright_runtime::{Config, Credentials};
///
/// let config = Config::builder().endpoint("https://lamps.example.com").credentials(Credentials::bearer("a token")).build()?;
/// # let _ = config;
/// # Ok::<(), oaswright_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Config {
    inner: Arc<Inner>,
}

struct Inner {
    endpoint: Option<Endpoint>,
    servers: Wish,
    credentials: Option<Credentials>,
    timeout: Duration,
    attempt_timeout: Duration,
    retry: Retry,
    retry_budget: u32,
    user_agent: Option<String>,
    max_body_size: usize,
    max_error_body_size: usize,
    max_body_values: usize,
    allow_http: bool,
    headers: Vec<(String, Secret)>,
    hooks: Vec<Arc<dyn Hook>>,
    shared: Arc<Shared>,
}

/// What configurations that are made from one another have together.
struct Shared {
    /// No other one of the process has it.
    id: usize,
    transport: Arc<dyn Transport>,
    /// Whether the transport, or the HTTP client in it, is the caller's own.
    is_own: bool,
    /// Whether the transport can reach hosts over TLS.
    has_tls: bool,
    /// One for each call that may be on its way.
    slots: Semaphore,
    max_concurrent_calls: usize,
}

impl Config {
    /// Starts a configuration.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// A configuration like this one, to be changed: for another caller, say. Both have one pool of
    /// connections, one limit of calls at once and, unless other ones are set, the same credentials and hooks. What
    /// changes the pool itself ([`transport`](ConfigBuilder::transport), [`http_client`](ConfigBuilder::http_client),
    /// [`connect_timeout`](ConfigBuilder::connect_timeout),
    /// [`max_concurrent_calls`](ConfigBuilder::max_concurrent_calls)) makes a new one.
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder::of(self)
    }

    /// The base URL that was set, without a slash at its end. A client's own
    /// [`endpoint`](crate::Client::endpoint) also knows the service's.
    pub fn endpoint(&self) -> Option<&str> {
        self.inner.endpoint.as_ref().map(Endpoint::as_str)
    }

    pub(crate) fn allows_http(&self) -> bool {
        self.inner.allow_http
    }

    pub(crate) fn servers(&self) -> &Wish {
        &self.inner.servers
    }

    /// Who calls.
    pub fn credentials(&self) -> Option<&Credentials> {
        self.inner.credentials.as_ref()
    }

    /// How long a whole call may take, all attempts included.
    pub fn timeout(&self) -> Duration {
        self.inner.timeout
    }

    /// How long one attempt may take.
    pub fn attempt_timeout(&self) -> Duration {
        self.inner.attempt_timeout
    }

    /// How failed attempts are repeated.
    pub fn retry(&self) -> &Retry {
        &self.inner.retry
    }

    /// What each client may spend on repetitions.
    pub fn retry_budget(&self) -> u32 {
        self.inner.retry_budget
    }

    /// What is appended to the SDK's own user agent.
    pub fn user_agent(&self) -> Option<&str> {
        self.inner.user_agent.as_deref()
    }

    /// How many bytes the body of an answer may have.
    pub fn max_body_size(&self) -> usize {
        self.inner.max_body_size
    }

    /// How many bytes of the body of an error are read.
    pub fn max_error_body_size(&self) -> usize {
        self.inner.max_error_body_size
    }

    /// How many JSON values the body of an answer may have.
    pub fn max_body_values(&self) -> usize {
        self.inner.max_body_values
    }

    /// How many calls may be on their way at once.
    pub fn max_concurrent_calls(&self) -> usize {
        self.inner.shared.max_concurrent_calls
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.inner.shared.transport
    }

    pub(crate) fn hooks(&self) -> &[Arc<dyn Hook>] {
        &self.inner.hooks
    }

    pub(crate) fn headers(&self) -> &[(String, Secret)] {
        &self.inner.headers
    }

    /// What one exchange may cost.
    pub(crate) fn limits(&self, timeout: Duration) -> Limits {
        let Inner { max_body_size, max_error_body_size, .. } = *self.inner;
        Limits { timeout, max_body_size, max_error_body_size }
    }

    /// What a call holds while it is on its way.
    pub(crate) fn slots(&self) -> &Semaphore {
        &self.inner.shared.slots
    }

    /// The id of a transport behind which there is no server.
    #[doc(hidden)]
    pub fn simulated(&self) -> Option<usize> {
        let shared = &self.inner.shared;
        shared.transport.is_simulated().then_some(shared.id)
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("endpoint", &self.endpoint())
            .field("credentials", &self.credentials())
            .field("timeout", &self.timeout())
            .field("attempt_timeout", &self.attempt_timeout())
            .field("retry", &self.retry())
            .field("user_agent", &self.user_agent())
            .field("max_body_size", &self.max_body_size())
            .finish_non_exhaustive()
    }
}
