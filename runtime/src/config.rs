//! A finished configuration.
//!
//! Knows what calls need; what may be set is in `config/builder`, what is wrong with it in `config/build`.

mod build;
mod builder;

pub use builder::ConfigBuilder;

use crate::endpoint::Endpoint;
use crate::environment::Environment;
use crate::error::Error;
use crate::probation::Probation;
use crate::project::FoundProject;
use crate::transport::Transport;
use crate::{Credentials, Hook, Retry};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

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
    allow_http: bool,
    hooks: Vec<Box<dyn Hook>>,
    transport: Arc<dyn Transport>,
    environment: Environment,
    /// The project of the region, once it was found.
    found_project: FoundProject,
    /// Whether a signature was accepted yet.
    probation: Probation,
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

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.inner.transport
    }

    pub(crate) fn hooks(&self) -> &[Box<dyn Hook>] {
        &self.inner.hooks
    }

    pub(crate) fn allows_http(&self) -> bool {
        self.inner.allow_http
    }

    pub(crate) fn found_project(&self) -> &FoundProject {
        &self.inner.found_project
    }

    pub(crate) fn probation(&self) -> &Probation {
        &self.inner.probation
    }

    pub(crate) fn environment(&self) -> &Environment {
        &self.inner.environment
    }

    /// The time by the server's clock, as far as it is known.
    pub(crate) fn now(&self) -> SystemTime {
        let offset = self.inner.clock_offset.load(Ordering::Relaxed);
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
        self.inner.clock_offset.store(offset, Ordering::Relaxed);
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
