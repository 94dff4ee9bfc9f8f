//! What a caller may set, and what is wrong with it.
//!
//! Knows defaults and bounds. Reads no environment variable and no file.

use super::{Config, Inner};
use crate::Credentials;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::transport::Transport;
use crate::validate::{Violation, is_header_text, segment};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "reqwest")]
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const TIMEOUT: Duration = Duration::from_secs(60);
const MAX_BODY_SIZE: usize = 64 * 1024 * 1024;

/// Builds a [`Config`].
#[derive(Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ConfigBuilder {
    endpoint: Option<String>,
    project_id: Option<String>,
    credentials: Option<Credentials>,
    connect_timeout: Option<Duration>,
    timeout: Option<Duration>,
    user_agent: Option<String>,
    max_body_size: Option<usize>,
    allow_http: bool,
    #[cfg(feature = "reqwest")]
    http_client: Option<reqwest::ClientBuilder>,
    transport: Option<Arc<dyn Transport>>,
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
    /// The base URL of the service, such as `https://apig.example.com`; a path prefix is kept. Required.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// The project that calls are made in; needed by every operation with `{project_id}` in its URL.
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

    /// How long a whole call may take, from connecting to the last byte of the answer; 60 s unless set.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
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

    /// Checks everything and makes the configuration.
    ///
    /// # Errors
    ///
    /// All mistakes together ([`ErrorKind::Config`](crate::ErrorKind::Config)); each says what to do.
    pub fn build(self) -> Result<Config, Error> {
        let mut mistakes = Vec::new();
        let mut mistake = |place: &str, message: &str| mistakes.push(Violation::new(place, message));
        let endpoint = match self.endpoint.as_deref() {
            Some(url) => Endpoint::parse(url, self.allow_http),
            None => Err("is required: set it with `Config::builder().endpoint(\"https://…\")`"),
        };
        if let Err(message) = endpoint {
            mistake("endpoint", message);
        }
        if let Some(message) = self.project_id.as_deref().and_then(segment) {
            mistake("project_id", message);
        }
        if let Some(message) = self.credentials.as_ref().and_then(Credentials::mistake) {
            mistake("credentials", message);
        }
        for (place, timeout) in [("connect_timeout", self.connect_timeout), ("timeout", self.timeout)] {
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
        match endpoint {
            Ok(endpoint) if mistakes.is_empty() => self.finish(endpoint),
            _ => Err(Error::config(mistakes)),
        }
    }

    fn finish(mut self, endpoint: Endpoint) -> Result<Config, Error> {
        let transport = match self.transport.take() {
            Some(transport) => transport,
            None => self.default_transport(&endpoint)?,
        };
        Ok(Config {
            inner: Arc::new(Inner {
                endpoint,
                project_id: self.project_id,
                credentials: self.credentials,
                timeout: self.timeout.unwrap_or(TIMEOUT),
                user_agent: self.user_agent,
                max_body_size: self.max_body_size.unwrap_or(MAX_BODY_SIZE),
                transport,
            }),
        })
    }

    #[cfg(feature = "reqwest")]
    fn default_transport(&mut self, endpoint: &Endpoint) -> Result<Arc<dyn Transport>, Error> {
        let own = self.http_client.take();
        let connect_timeout = match own {
            Some(_) => self.connect_timeout,
            None => Some(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT)),
        };
        let client = crate::transport::HttpClient::new(own, connect_timeout, endpoint)?;
        Ok(Arc::new(client))
    }

    #[cfg(not(feature = "reqwest"))]
    fn default_transport(&mut self, _: &Endpoint) -> Result<Arc<dyn Transport>, Error> {
        Err(Error::config(vec![Violation::new("transport", "is required")]))
    }
}
