//! Holds a finished configuration. Knows what calls need. Must not know what may be set (`builder`) or what is wrong
//! with it (`build`).

mod build;
mod builder;

pub use builder::ConfigBuilder;

use crate::clock::Clock;
use crate::environment::Environment;
use crate::found_project::FoundProject;
use crate::gate::Realm;
use crate::{Credentials, Error};
use oaswright_runtime::support::Endpoint;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

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
    http: oaswright_runtime::Config,
    inner: Arc<Inner>,
}

struct Inner {
    region: Option<String>,
    iam_endpoint: Option<Endpoint>,
    project_id: Option<String>,
    project_name: Option<String>,
    domain_id: Option<String>,
    credentials: Option<Credentials>,
    allow_http: bool,
    environment: Environment,
    /// The project of the region, once it was found.
    found_project: FoundProject,
    /// Shared by configurations that are made from one another.
    clock: Arc<Clock>,
}

/// What is set of it that is not the cloud's: timeouts, retries, limits.
impl Deref for Config {
    type Target = oaswright_runtime::Config;

    fn deref(&self) -> &Self::Target {
        &self.http
    }
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

    /// The project to look up in place of the region's own.
    pub(crate) fn project_name(&self) -> Option<&str> {
        self.inner.project_name.as_deref()
    }

    /// What is set of it that is not the cloud's.
    pub(crate) fn http(&self) -> &oaswright_runtime::Config {
        &self.http
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

    /// The server's clock, as far as it is known.
    pub(crate) fn clock(&self) -> &Clock {
        &self.inner.clock
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.region())
            .field("iam_endpoint", &self.iam_endpoint())
            .field("project_id", &self.project_id())
            .field("domain_id", &self.domain_id())
            .field("credentials", &self.credentials())
            .field("http", &self.http)
            .finish_non_exhaustive()
    }
}
