//! What a caller may set, and what is wrong with it.
//!
//! Knows defaults and bounds. Reads no environment variable and no file.

use super::{Config, Inner};
use crate::endpoint::Endpoint;
use crate::environment::Environment;
use crate::error::Error;
use crate::probation::Probation;
use crate::project::FoundProject;
use crate::transport::Transport;
use crate::validate::{Violation, is_header_text, segment};
use crate::{Credentials, Hook, Retry};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

#[cfg(feature = "reqwest")]
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(120);
const RETRY_BUDGET: u32 = 500;
const MAX_BODY_SIZE: usize = 64 * 1024 * 1024;

/// Builds a [`Config`].
#[derive(Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ConfigBuilder {
    endpoint: Option<String>,
    region: Option<String>,
    iam_endpoint: Option<String>,
    project_id: Option<String>,
    credentials: Option<Credentials>,
    connect_timeout: Option<Duration>,
    timeout: Option<Duration>,
    attempt_timeout: Option<Duration>,
    retry: Retry,
    retry_budget: Option<u32>,
    hooks: Vec<Box<dyn Hook>>,
    user_agent: Option<String>,
    max_body_size: Option<usize>,
    allow_http: bool,
    #[cfg(feature = "reqwest")]
    http_client: Option<reqwest::ClientBuilder>,
    transport: Option<Arc<dyn Transport>>,
    environment: Option<Environment>,
}

impl fmt::Debug for ConfigBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The endpoint is not checked yet and may hold a password.
        f.debug_struct("ConfigBuilder")
            .field("project_id", &self.project_id)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

impl ConfigBuilder {
    /// The region, such as `eu-de`: its endpoints are in each service's table. Required, or an
    /// [`endpoint`](Self::endpoint).
    ///
    /// A name that a service does not know is reported by [`Client::endpoint`](crate::Client::endpoint) and by every
    /// call. The environment can name another endpoint, as for the vendor's SDKs:
    /// `HUAWEICLOUD_SDK_REGION_APIG_EU_DE=https://…`.
    pub fn region(mut self, name: impl Into<String>) -> Self {
        self.region = Some(name.into());
        self
    }

    /// The base URL of the service, such as `https://apig.example.com`; a path prefix is kept. It takes precedence
    /// over that of the region.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// The base URL of the identity service (IAM), for credentials that it issues, for finding the project, and for clients
    /// of that service itself unless there is an [`endpoint`](Self::endpoint). Unless set, it is `HUAWEICLOUD_SDK_IAM_ENDPOINT` of the environment, else that of the region.
    pub fn iam_endpoint(mut self, url: impl Into<String>) -> Self {
        self.iam_endpoint = Some(url.into());
        self
    }

    /// The project that calls are made in; needed by every operation with `{project_id}` in its URL. Unless set, the
    /// first such call asks the identity service for the project that is named like the region.
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.project_id = Some(id.into());
        self
    }

    /// Who calls; needed by every operation that is not public.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// How long connecting may take, 10 s unless set. Not for an own [`transport`](Self::transport).
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// How long a whole call may take: credentials, all attempts, and the waiting between them; 120 s unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take, from connecting to the last byte of the answer; 30 s unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How failed attempts are repeated; [`Retry::standard`] unless set.
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// What each client may spend on repetitions; 500 unless set. A repetition costs 5, after a timeout 10; a call
    /// that succeeds gives 1 back.
    pub fn retry_budget(mut self, tokens: u32) -> Self {
        self.retry_budget = Some(tokens);
        self
    }

    /// Adds somebody who looks on at every attempt.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Box::new(hook));
        self
    }

    /// The application's name and version, such as `app/1.0`, appended to the SDK's own user agent.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// How many bytes the body of an answer may have, decompressed; 64 MiB unless set.
    pub fn max_body_size(mut self, bytes: usize) -> Self {
        self.max_body_size = Some(bytes);
        self
    }

    /// Permits plain HTTP to any host. Otherwise only this machine (`localhost`, `127.0.0.0/8`, `::1`) may be
    /// reached without TLS, because the token would be readable on the way.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// An HTTP client of one's own, with proxies, certificates and the like. Its redirect policy and its timeout
    /// are replaced, its connect timeout only if one is set here.
    ///
    /// Where the process has no default provider of cryptography for rustls, ring becomes it.
    #[cfg(feature = "reqwest")]
    pub fn http_client(mut self, client: reqwest::ClientBuilder) -> Self {
        self.http_client = Some(client);
        self
    }

    /// A transport of one's own in place of the HTTP client, such as a recorder in a test.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Surroundings of a test's own.
    #[cfg(test)]
    pub(crate) fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Checks everything and makes the configuration.
    ///
    /// # Errors
    ///
    /// All mistakes together ([`ErrorKind::Config`](crate::ErrorKind::Config)); each says what to do.
    pub fn build(mut self) -> Result<Config, Error> {
        self.take_hints();
        let mut mistakes = Vec::new();
        let mut mistake = |place: &str, message: &str| mistakes.push(Violation::new(place, message));
        let mut parse = |place: &str, url: Option<&str>| match Endpoint::parse(url?, self.allow_http) {
            Ok(endpoint) => Some(endpoint),
            Err(message) => {
                mistake(place, message);
                None
            }
        };
        let endpoint = parse("endpoint", self.endpoint.as_deref());
        // Elsewhere the identity service's address is written with its version.
        let iam_endpoint = self.iam_endpoint.as_deref().map(|url| url.trim_end_matches('/').trim_end_matches("/v3"));
        let iam_endpoint = parse("iam_endpoint", iam_endpoint);
        if self.endpoint.is_none() && self.region.is_none() {
            mistake(
                "endpoint",
                "is required: set it with `Config::builder().endpoint(\"https://…\")`, or set a `region`",
            );
        }
        if let Some(message) = self.region.as_deref().and_then(segment) {
            mistake("region", message);
        }
        if let Some(message) = self.project_id.as_deref().and_then(segment) {
            mistake("project_id", message);
        }
        if let Some(message) = self.credentials.as_ref().and_then(Credentials::mistake) {
            mistake("credentials", message);
        }
        for (place, timeout) in [
            ("connect_timeout", self.connect_timeout),
            ("attempt_timeout", self.attempt_timeout),
            ("timeout", self.timeout),
        ] {
            if timeout == Some(Duration::ZERO) {
                mistake(place, "must be longer than nothing");
            }
        }
        if self.user_agent.as_deref().is_some_and(|text| !is_header_text(text)) {
            mistake("user_agent", "must be visible ASCII, such as `app/1.0`");
        }
        if self.max_body_size == Some(0) {
            mistake("max_body_size", "must be at least 1, is 0");
        }
        #[cfg(feature = "reqwest")]
        if self.http_client.is_some() && self.transport.is_some() {
            mistake("http_client", "cannot be combined with `transport`: set one of them");
        }
        #[cfg(not(feature = "reqwest"))]
        if self.transport.is_none() {
            mistake("transport", "is required, because the feature `reqwest` is off");
        }
        if mistakes.is_empty() { self.finish(endpoint, iam_endpoint) } else { Err(Error::config(mistakes)) }
    }

    /// What stands beside the credentials, where nothing else was set.
    fn take_hints(&mut self) {
        let Some(hints) = self.credentials.as_ref().and_then(Credentials::hints) else { return };
        let take = |own: &mut Option<String>, hint: &Option<String>| {
            if own.is_none() {
                own.clone_from(hint);
            }
        };
        take(&mut self.region, &hints.region);
        take(&mut self.project_id, &hints.project_id);
        take(&mut self.iam_endpoint, &hints.identity_endpoint);
    }

    fn finish(mut self, endpoint: Option<Endpoint>, iam_endpoint: Option<Endpoint>) -> Result<Config, Error> {
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => self.default_transport(endpoint.as_ref(), iam_endpoint.as_ref())?,
        };
        Ok(Config {
            inner: Arc::new(Inner {
                endpoint,
                region: self.region,
                iam_endpoint,
                project_id: self.project_id,
                credentials: self.credentials,
                timeout: self.timeout.unwrap_or(TIMEOUT),
                attempt_timeout: self.attempt_timeout.unwrap_or(ATTEMPT_TIMEOUT),
                retry: self.retry,
                retry_budget: self.retry_budget.unwrap_or(RETRY_BUDGET),
                user_agent: self.user_agent,
                max_body_size: self.max_body_size.unwrap_or(MAX_BODY_SIZE),
                allow_http: self.allow_http,
                hooks: self.hooks,
                transport,
                environment: self.environment.unwrap_or_else(Environment::of_process),
                found_project: FoundProject::default(),
                probation: Probation::default(),
                clock_offset: AtomicI64::new(0),
            }),
        })
    }

    #[cfg(feature = "reqwest")]
    fn default_transport(
        &mut self,
        endpoint: Option<&Endpoint>,
        iam_endpoint: Option<&Endpoint>,
    ) -> Result<Arc<dyn Transport>, Error> {
        let own = self.http_client.take();
        let connect_timeout = match own {
            Some(_) => self.connect_timeout,
            None => Some(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT)),
        };
        let mut known = [endpoint, iam_endpoint].into_iter().flatten();
        let fetches = self.credentials.as_ref().is_some_and(|credentials| credentials.known().is_none());
        // What regions and logins lead to is all https.
        let needs_tls = self.region.is_some() || fetches || known.any(Endpoint::is_https);
        let is_local = endpoint.is_some_and(Endpoint::is_loopback);
        let client = crate::transport::HttpClient::new(own, connect_timeout, is_local, needs_tls)?;
        Ok(Arc::new(client))
    }

    #[cfg(not(feature = "reqwest"))]
    fn default_transport(&mut self, _: Option<&Endpoint>, _: Option<&Endpoint>) -> Result<Arc<dyn Transport>, Error> {
        Err(Error::config(vec![Violation::new("transport", "is required")]))
    }
}
