//! Turns what was set into a configuration. Knows defaults, and reports all mistakes together.

use super::builder::ConfigBuilder;
use super::extra_header::extra_header;
use super::{Config, Inner, Shared};
use crate::authentication::Authenticate;
use crate::endpoint::Endpoint;
use crate::outcome::error::Error;
#[cfg(feature = "reqwest")]
use crate::transport::HttpClient;
use crate::transport::Transport;
use crate::validate::{Violation, is_header_text};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;

const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const TIMEOUT: Duration = Duration::from_secs(120);
const RETRY_BUDGET: u32 = 500;
const MAX_BODY_SIZE: usize = 64 * 1024 * 1024;
const MAX_ERROR_BODY_SIZE: usize = 1024 * 1024;
const MAX_BODY_VALUES: usize = 500_000;
/// Each is a connection, and processes that may have 1,024 open files have others, too.
const MAX_CONCURRENT_CALLS: usize = 256;

static NEXT_ID: AtomicUsize = AtomicUsize::new(0);

impl ConfigBuilder {
    /// Checks everything and makes the configuration.
    ///
    /// # Errors
    ///
    /// All mistakes together ([`ErrorKind::Config`](crate::ErrorKind::Config)); each says what to do.
    pub fn build(self) -> Result<Config, Error> {
        let mut mistakes = Vec::new();
        let mut mistake = |setting: &str, message: &str| mistakes.push(Violation::new(setting, message));
        let endpoint = match self.endpoint.as_deref().map(|url| Endpoint::parse(url, self.allow_http)) {
            Some(Ok(endpoint)) => Some(endpoint),
            Some(Err(message)) => {
                mistake("endpoint", message);
                None
            }
            None => None,
        };
        let way = self.credentials.as_ref();
        if let Some(message) = way.and_then(|way| way.mistake()) {
            mistake("credentials", message);
        }
        for (setting, timeout) in [
            ("connect_timeout", self.connect_timeout),
            ("attempt_timeout", self.attempt_timeout),
            ("timeout", self.timeout),
        ] {
            if timeout == Some(Duration::ZERO) {
                mistake(setting, "must be longer than nothing");
            }
        }
        if self.user_agent.as_deref().is_some_and(|text| !is_header_text(text)) {
            mistake("user_agent", "must be visible ASCII, such as `app/1.0`");
        }
        for (setting, limit) in [
            ("max_body_size", self.max_body_size),
            ("max_error_body_size", self.max_error_body_size),
            ("max_body_values", self.max_body_values),
            ("max_concurrent_calls", self.max_concurrent_calls),
        ] {
            if limit == Some(0) {
                mistake(setting, "must be at least 1, is 0");
            }
        }
        if self.max_concurrent_calls.is_some_and(|limit| limit > Semaphore::MAX_PERMITS) {
            mistake("max_concurrent_calls", "is larger than can be counted");
        }
        for (name, value) in &self.headers {
            if let Err(message) = extra_header(name, value, way.map(|way| way as &dyn Authenticate)) {
                mistake(&format!("header `{}`", name.escape_debug()), message);
            }
        }
        #[cfg(feature = "reqwest")]
        if self.http_client.is_some() && self.transport.is_some() {
            mistake("http_client", "cannot be combined with `transport`: set one of them");
        }
        if self.connect_timeout.is_some() && self.shared.as_ref().is_some_and(|shared| shared.is_own) {
            mistake("connect_timeout", "cannot be changed for an HTTP client or transport of one's own");
        }
        #[cfg(not(feature = "reqwest"))]
        if self.transport.is_none() && self.shared.is_none() {
            mistake("transport", "is required, because the feature `reqwest` is off");
        }
        if mistakes.is_empty() { self.finish(endpoint) } else { Err(Error::config(mistakes)) }
    }

    fn finish(mut self, endpoint: Option<Endpoint>) -> Result<Config, Error> {
        let shared = self.shared(endpoint.as_ref())?;
        Ok(Config {
            inner: Arc::new(Inner {
                endpoint,
                servers: self.servers,
                credentials: self.credentials,
                timeout: self.timeout.unwrap_or(TIMEOUT),
                attempt_timeout: self.attempt_timeout.unwrap_or(ATTEMPT_TIMEOUT),
                retry: self.retry,
                retry_budget: self.retry_budget.unwrap_or(RETRY_BUDGET),
                user_agent: self.user_agent,
                max_body_size: self.max_body_size.unwrap_or(MAX_BODY_SIZE),
                max_error_body_size: self.max_error_body_size.unwrap_or(MAX_ERROR_BODY_SIZE),
                max_body_values: self.max_body_values.unwrap_or(MAX_BODY_VALUES),
                allow_http: self.allow_http,
                headers: self.headers,
                hooks: self.hooks,
                shared,
            }),
        })
    }

    /// That of the configuration that this one is made from, unless something was set that is about it.
    fn shared(&mut self, endpoint: Option<&Endpoint>) -> Result<Arc<Shared>, Error> {
        let needs_tls = self.reaches_tls || endpoint.is_none_or(Endpoint::is_https);
        let shared = self.shared.take();
        let shared_limit = shared.as_ref().map(|shared| shared.max_concurrent_calls);
        let (transport, is_own, has_tls) = match (self.transport.take(), shared) {
            (Some(transport), _) => (transport, true, true),
            (None, Some(shared)) if !self.changes_client() && (shared.has_tls || !needs_tls) => {
                if self.max_concurrent_calls.is_none_or(|limit| limit == shared.max_concurrent_calls) {
                    return Ok(shared);
                }
                (Arc::clone(&shared.transport), shared.is_own, shared.has_tls)
            }
            (None, _) => {
                let (is_own, is_local) = (self.has_own_client(), endpoint.is_some_and(Endpoint::is_loopback));
                (self.default_transport(is_local, needs_tls)?, is_own, is_own || needs_tls)
            }
        };
        let max_concurrent_calls = self.max_concurrent_calls.or(shared_limit).unwrap_or(MAX_CONCURRENT_CALLS);
        let slots = Semaphore::new(max_concurrent_calls);
        let id = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        Ok(Arc::new(Shared { id, transport, is_own, has_tls, slots, max_concurrent_calls }))
    }

    /// Whether an HTTP client is asked for that is not the one that is shared.
    fn changes_client(&self) -> bool {
        self.connect_timeout.is_some() || self.has_own_client()
    }

    #[cfg(feature = "reqwest")]
    fn has_own_client(&self) -> bool {
        self.http_client.is_some()
    }

    #[cfg(not(feature = "reqwest"))]
    fn has_own_client(&self) -> bool {
        false
    }

    #[cfg(feature = "reqwest")]
    fn default_transport(&mut self, is_local: bool, needs_tls: bool) -> Result<Arc<dyn Transport>, Error> {
        let own = self.http_client.take();
        let connect_timeout = match own {
            Some(_) => self.connect_timeout,
            None => Some(self.connect_timeout.unwrap_or(HttpClient::CONNECT_TIMEOUT)),
        };
        let client = HttpClient::make(own, connect_timeout, is_local, needs_tls)?;
        Ok(Arc::new(client))
    }

    #[cfg(not(feature = "reqwest"))]
    fn default_transport(&mut self, _: bool, _: bool) -> Result<Arc<dyn Transport>, Error> {
        Err(Error::config(vec![Violation::new("transport", "is required")]))
    }
}
