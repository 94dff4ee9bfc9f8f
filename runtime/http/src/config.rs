//! Holds a finished configuration. Knows what calls need. Must not know what may be set (`builder`) or what is wrong
//! with it (`build`).

mod build;
mod builder;
pub(crate) mod extra_header;
mod found_project;

pub use builder::ConfigBuilder;

use crate::endpoint::Endpoint;
use crate::environment::Environment;
use crate::gate::Realm;
use crate::outcome::error::Error;
use crate::transport::{Limits, Transport};
use crate::{Credentials, Hook, Retry, Secret};
use found_project::FoundProject;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};
use tokio::sync::Semaphore;

/// How to reach the service, and as whom. Cheap to clone; clones share their connections.
///
/// The default HTTP client needs a Tokio runtime with I/O and time enabled, and takes proxies from the
/// environment (`HTTPS_PROXY`, `NO_PROXY`), except to this machine.
///
/// ```no_run
/// use apig_runtime::{Config, Credentials};
///
/// let config = Config::builder()
///     .region("eu-de")
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
    endpoint: Option<Endpoint>,
    region: Option<String>,
    iam_endpoint: Option<Endpoint>,
    project_id: Option<String>,
    project_name: Option<String>,
    domain_id: Option<String>,
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
    environment: Environment,
    /// The project of the region, once it was found.
    found_project: FoundProject,
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
    /// How many seconds the server's clock is ahead of ours.
    clock_offset: AtomicI64,
}

impl Config {
    /// Starts a configuration.
    pub fn builder() -> ConfigBuilder {
        ConfigBuilder::default()
    }

    /// The configuration of the environment: credentials of [`Credentials::default_chain`], with the region and the
    /// project that stand beside them, such as in `OS_REGION_NAME` and `HUAWEICLOUD_SDK_PROJECT_ID`.
    ///
    /// # Errors
    ///
    /// No region stands beside the credentials (then use [`Config::builder`]), or something there is broken.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().credentials(Credentials::default_chain()).build()
    }

    /// A region, with the credentials of [`Credentials::default_chain`]: all that a call on a machine that is set up needs.
    ///
    /// # Errors
    ///
    /// The credentials are half set up, or what stands beside them, such as a project, is broken. That there are none is
    /// told by the first call.
    pub fn in_region(name: impl Into<String>) -> Result<Self, Error> {
        Self::builder().region(name).credentials(Credentials::default_chain()).build()
    }

    /// A configuration like this one, to be changed: for another region, project or caller, say. Both have one pool of
    /// connections, one limit of calls at once and, unless other ones are set, the same credentials and hooks. What
    /// changes the pool itself ([`transport`](ConfigBuilder::transport), [`http_client`](ConfigBuilder::http_client),
    /// [`connect_timeout`](ConfigBuilder::connect_timeout),
    /// [`max_concurrent_calls`](ConfigBuilder::max_concurrent_calls)) makes a new one.
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder::of(self)
    }

    /// The base URL that was set, without a slash at its end. A client's own
    /// [`endpoint`](crate::Client::endpoint) also knows those of regions.
    pub fn endpoint(&self) -> Option<&str> {
        self.inner.endpoint.as_ref().map(Endpoint::as_str)
    }

    /// The region whose endpoints are used.
    pub fn region(&self) -> Option<&str> {
        self.inner.region.as_deref()
    }

    /// The base URL of the identity service that was set.
    pub fn iam_endpoint(&self) -> Option<&str> {
        self.inner.iam_endpoint.as_ref().map(Endpoint::as_str)
    }

    /// The project that calls are made in.
    pub fn project_id(&self) -> Option<&str> {
        self.inner.project_id.as_deref()
    }

    /// The account that calls outside of projects are made in.
    pub fn domain_id(&self) -> Option<&str> {
        self.inner.domain_id.as_deref()
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

    /// The project to look up in place of the region's own.
    pub(crate) fn project_name(&self) -> Option<&str> {
        self.inner.project_name.as_deref()
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
    pub(crate) fn simulated(&self) -> Option<usize> {
        let shared = &self.inner.shared;
        shared.transport.is_simulated().then_some(shared.id)
    }

    /// Where what is sent to this URL is refused or accepted.
    pub(crate) fn realm<'a>(&self, uri: &'a http::Uri) -> Realm<'a> {
        Realm::of(uri.authority().map_or("", |authority| authority.as_str()), self.simulated())
    }

    pub(crate) fn allows_http(&self) -> bool {
        self.inner.allow_http
    }

    pub(crate) fn found_project(&self) -> &FoundProject {
        &self.inner.found_project
    }

    pub(crate) fn environment(&self) -> &Environment {
        &self.inner.environment
    }

    /// The time by the server's clock, as far as it is known.
    pub(crate) fn now(&self) -> SystemTime {
        let offset = self.inner.shared.clock_offset.load(Ordering::Relaxed);
        let distance = Duration::from_secs(offset.unsigned_abs());
        let (now, none) = (SystemTime::now(), SystemTime::UNIX_EPOCH);
        if offset < 0 { now.checked_sub(distance) } else { now.checked_add(distance) }.unwrap_or(none)
    }

    /// Remembers what the server's clock says.
    pub(crate) fn set_clock(&self, server: SystemTime) {
        let seconds = |distance: Duration| i64::try_from(distance.as_secs()).unwrap_or(0);
        let offset = match server.duration_since(SystemTime::now()) {
            Ok(ahead) => seconds(ahead),
            Err(behind) => -seconds(behind.duration()),
        };
        self.inner.shared.clock_offset.store(offset, Ordering::Relaxed);
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("endpoint", &self.endpoint())
            .field("region", &self.region())
            .field("iam_endpoint", &self.iam_endpoint())
            .field("project_id", &self.project_id())
            .field("domain_id", &self.domain_id())
            .field("credentials", &self.credentials())
            .field("timeout", &self.timeout())
            .field("attempt_timeout", &self.attempt_timeout())
            .field("retry", &self.retry())
            .field("user_agent", &self.user_agent())
            .field("max_body_size", &self.max_body_size())
            .finish_non_exhaustive()
    }
}
