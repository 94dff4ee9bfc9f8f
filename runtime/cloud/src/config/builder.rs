//! Collects what a caller sets. Knows names and words. Must not know defaults or mistakes (`build`).

use super::Config;
use crate::clock::Clock;
use crate::environment::Environment;
use crate::identity::HEADERS;
use crate::{Credentials, Hook, Retry, Secret};
use oaswright_runtime::transport::Transport;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Builds a [`Config`](crate::Config).
#[derive(Default)]
#[must_use = "a builder does nothing until it is built"]
pub struct ConfigBuilder {
    /// What is not the cloud's.
    pub(super) http: oaswright_runtime::ConfigBuilder,
    pub(super) has_endpoint: bool,
    pub(super) region: Option<String>,
    pub(super) iam_endpoint: Option<String>,
    pub(super) project_id: Option<String>,
    /// The project to look up in place of the region's own.
    pub(super) project_name: Option<String>,
    pub(super) domain_id: Option<String>,
    pub(super) credentials: Option<Credentials>,
    pub(super) allow_http: bool,
    /// Headers that nobody else may set, and that were set all the same.
    pub(super) taken: Vec<String>,
    pub(super) environment: Option<Environment>,
    pub(super) clock: Arc<Clock>,
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
    pub(super) fn of(config: &Config) -> Self {
        let text = |text: Option<&str>| text.map(str::to_owned);
        let inner = &*config.inner;
        Self {
            http: config.http.to_builder(),
            has_endpoint: config.endpoint().is_some(),
            region: text(config.region()),
            iam_endpoint: text(config.iam_endpoint()),
            project_id: text(config.project_id()),
            // That of the credentials, which may be others then.
            project_name: None,
            domain_id: text(config.domain_id()),
            credentials: config.credentials().cloned(),
            allow_http: inner.allow_http,
            taken: Vec::new(),
            environment: Some(inner.environment.clone()),
            clock: Arc::clone(&inner.clock),
        }
    }

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
        self.http = self.http.endpoint(url);
        self.has_endpoint = true;
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

    /// The account (domain) that calls outside of projects are made in. Where a key signs, such calls carry it as
    /// `X-Domain-Id`, which services of whole accounts, such as IAM, may ask for; without it, they carry the project.
    pub fn domain_id(mut self, id: impl Into<String>) -> Self {
        self.domain_id = Some(id.into());
        self
    }

    /// Who calls; needed by every operation that is not public.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sends this header with every call, beside those that the operation sets by itself, which win. The value is shown
    /// nowhere if its name says that it is secret, such as `x-api-key`.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        let name = name.into();
        match HEADERS.contains(&&*name.to_ascii_lowercase()) {
            true => self.taken.push(name),
            false => self.http = self.http.header(name, value),
        }
        self
    }

    /// Permits plain HTTP to any host. Otherwise only this machine (`localhost`, `127.0.0.0/8`, `::1`) may be
    /// reached without TLS, because the token would be readable on the way.
    pub fn allow_http(mut self, allow: bool) -> Self {
        self.http = self.http.allow_http(allow);
        self.allow_http = allow;
        self
    }

    /// Surroundings of a test's own.
    #[cfg(test)]
    pub(crate) fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }
}

/// Settings that are handed on as they are.
macro_rules! forward {
    ($($(#[$attribute:meta])* $name:ident($value:ident: $type:ty);)*) => {
        impl ConfigBuilder {
            $($(#[$attribute])*
            pub fn $name(mut self, $value: $type) -> Self {
                self.http = self.http.$name($value);
                self
            })*
        }
    };
}

forward! {
    /// How long connecting may take, 10 s unless set. Not for an own [`transport`](Self::transport).
    connect_timeout(timeout: Duration);

    /// How long a whole call may take: credentials, all attempts, and the waiting between them; 120 s unless set.
    timeout(timeout: Duration);

    /// How long one attempt may take, from connecting to the last byte of the answer; 30 s unless set.
    attempt_timeout(timeout: Duration);

    /// How failed attempts are repeated; [`Retry::standard`] unless set.
    retry(retry: Retry);

    /// What each client may spend on repetitions; 500 unless set. A repetition costs 5, after a timeout 10; a call
    /// that succeeds gives 1 back.
    retry_budget(tokens: u32);

    /// Adds somebody who looks on at every attempt.
    hook(hook: impl Hook);

    /// The application's name and version, such as `app/1.0`, appended to the SDK's own user agent.
    user_agent(user_agent: impl Into<String>);

    /// How many bytes the body of an answer may have, decompressed; 64 MiB unless set.
    max_body_size(bytes: usize);

    /// How many bytes of the body of an error are read; 1 MiB unless set. What is behind them is lost.
    max_error_body_size(bytes: usize);

    /// How many values the JSON body of an answer may have; 500,000 unless set. Two bytes can be a value that takes a
    /// hundred times as much memory, so a limit of bytes alone would bound little. They may be nested 127 deep.
    max_body_values(count: usize);

    /// How many calls may be on their way at once, those for credentials included; 256 unless set. Further ones wait for
    /// their turn, within their own time. It bounds connections, too, each of which is an open file.
    max_concurrent_calls(count: usize);

    /// An HTTP client of one's own, with proxies, certificates and the like. Its redirect policy and its timeout
    /// are replaced, its connect timeout only if one is set here.
    ///
    /// Where the process has no default provider of cryptography for rustls, ring becomes it.
    #[cfg(feature = "reqwest")]
    http_client(client: crate::reqwest::ClientBuilder);

    /// A transport of one's own in place of the HTTP client, such as a recorder in a test.
    transport(transport: impl Transport);
}
