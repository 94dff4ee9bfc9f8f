//! Collects what a caller sets. Knows names and words. Must not know defaults or mistakes (`build`).

use super::{Config, Shared};
use crate::server::Wish;
use crate::transport::Transport;
use crate::{Credentials, Hook, Retry, Secret};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Builds a [`Config`](crate::Config).
#[derive(Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ConfigBuilder {
    pub(super) endpoint: Option<String>,
    pub(super) servers: Wish,
    pub(super) credentials: Option<Credentials>,
    pub(super) connect_timeout: Option<Duration>,
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) retry: Retry,
    pub(super) retry_budget: Option<u32>,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    pub(super) headers: Vec<(String, Secret)>,
    pub(super) user_agent: Option<String>,
    pub(super) max_body_size: Option<usize>,
    pub(super) max_error_body_size: Option<usize>,
    pub(super) max_body_values: Option<usize>,
    pub(super) max_concurrent_calls: Option<usize>,
    pub(super) allow_http: bool,
    #[cfg(feature = "reqwest")]
    pub(super) http_client: Option<reqwest::ClientBuilder>,
    pub(super) transport: Option<Arc<dyn Transport>>,
    /// Whether hosts are reached over TLS, whatever the endpoint is.
    pub(super) reaches_tls: bool,
    /// What is shared with the configuration that this one is made from.
    pub(super) shared: Option<Arc<Shared>>,
}

impl fmt::Debug for ConfigBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The endpoint is not checked yet and may hold a password.
        f.debug_struct("ConfigBuilder").field("credentials", &self.credentials).finish_non_exhaustive()
    }
}

impl ConfigBuilder {
    pub(super) fn of(config: &Config) -> Self {
        let text = |text: Option<&str>| text.map(str::to_owned);
        let inner = &*config.inner;
        Self {
            endpoint: text(config.endpoint()),
            servers: inner.servers.clone(),
            credentials: config.credentials().cloned(),
            connect_timeout: None,
            timeout: Some(config.timeout()),
            attempt_timeout: Some(config.attempt_timeout()),
            retry: config.retry().clone(),
            retry_budget: Some(config.retry_budget()),
            hooks: inner.hooks.clone(),
            headers: inner.headers.clone(),
            user_agent: text(config.user_agent()),
            max_body_size: Some(config.max_body_size()),
            max_error_body_size: Some(config.max_error_body_size()),
            max_body_values: Some(config.max_body_values()),
            max_concurrent_calls: None,
            allow_http: inner.allow_http,
            #[cfg(feature = "reqwest")]
            http_client: None,
            transport: None,
            reaches_tls: false,
            shared: Some(Arc::clone(&inner.shared)),
        }
    }

    /// The base URL of the service, such as `https://lamps.example.com`; a path prefix is kept. It is where all calls go,
    /// also those for which the API has a server of their own; unless set, it is the first server of the API.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// The server of the API to call in place of its first: by its name, its description or its URL, as the documentation of
    /// the client lists them. One that there is not is reported by [`Client::endpoint`](crate::Client::endpoint) and by every
    /// call.
    pub fn server(mut self, name: impl Into<String>) -> Self {
        self.servers.server = Some(name.into());
        self
    }

    /// A value for a variable in the URL of the server, in place of its default.
    pub fn server_variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.servers.variables.push((name.into(), value.into()));
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
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Sends this header with every call, beside those that the operation sets by itself, which win. The value is shown
    /// nowhere if its name says that it is secret, such as `x-api-key`.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.headers.push((name.into(), value.into()));
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

    /// How many bytes of the body of an error are read; 1 MiB unless set. What is behind them is lost.
    pub fn max_error_body_size(mut self, bytes: usize) -> Self {
        self.max_error_body_size = Some(bytes);
        self
    }

    /// How many values the JSON body of an answer may have; 500,000 unless set. Two bytes can be a value that takes a
    /// hundred times as much memory, so a limit of bytes alone would bound little. They may be nested 127 deep.
    pub fn max_body_values(mut self, count: usize) -> Self {
        self.max_body_values = Some(count);
        self
    }

    /// How many calls may be on their way at once, those for credentials included; 256 unless set. Further ones wait for
    /// their turn, within their own time. It bounds connections, too, each of which is an open file.
    pub fn max_concurrent_calls(mut self, count: usize) -> Self {
        self.max_concurrent_calls = Some(count);
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

    /// Says that other hosts than the endpoint are reached, over TLS.
    #[doc(hidden)]
    pub fn reaches_tls(mut self) -> Self {
        self.reaches_tls = true;
        self
    }

    /// A transport of one's own in place of the HTTP client, such as a recorder in a test.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}
