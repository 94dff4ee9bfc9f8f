//! Turns what was set into a configuration. Knows defaults, and reports all mistakes together.

use super::builder::ConfigBuilder;
use super::{Config, Inner};
use crate::credentials::Hints;
use crate::environment::Environment;
use crate::found_project::FoundProject;
use crate::{Credentials, Error, ErrorKind, Violation};
use oaswright_runtime::support::{Endpoint, is_header_text, segment};
use std::sync::Arc;

impl ConfigBuilder {
    /// Checks everything and makes the configuration.
    ///
    /// # Errors
    ///
    /// All mistakes together ([`ErrorKind::Config`](crate::ErrorKind::Config)); each says what to do. Before those,
    /// credentials that are half set up ([`ErrorKind::Credentials`](crate::ErrorKind::Credentials)), since the rest may
    /// follow from them.
    pub fn build(mut self) -> Result<Config, Error> {
        self.take_hints()?;
        let mut mistakes = Vec::new();
        let mut mistake = |setting: &str, message: &str| mistakes.push(Violation::new(setting, message));
        // Elsewhere the identity service's address is written with its version.
        let iam_endpoint = self.iam_endpoint.as_deref().map(|url| url.trim_end_matches('/').trim_end_matches("/v3"));
        let iam_endpoint = match iam_endpoint.map(|url| Endpoint::parse(url, self.allow_http)) {
            Some(Ok(endpoint)) => Some(endpoint),
            Some(Err(message)) => {
                mistake("iam_endpoint", message);
                None
            }
            None => None,
        };
        if !self.has_endpoint && self.region.is_none() {
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
        if self.domain_id.as_deref().is_some_and(|id| !is_header_text(id)) {
            mistake("domain_id", "must be visible ASCII");
        }
        if let Some(message) = self.credentials.as_ref().and_then(Credentials::mistake) {
            mistake("credentials", message);
        }
        for name in &self.taken {
            mistake(&format!("header `{}`", name.escape_debug()), "is set by the SDK itself");
        }
        // What regions and logins lead to is all https.
        let fetches = self.credentials.as_ref().is_some_and(|credentials| credentials.fixed_identity().is_none());
        let reaches_tls = self.region.is_some() || fetches || iam_endpoint.as_ref().is_some_and(Endpoint::is_https);
        let http = if reaches_tls { self.http.reaches_tls() } else { self.http };
        let http = match http.build() {
            Ok(http) if mistakes.is_empty() => http,
            Ok(_) => return Err(Error::config(mistakes)),
            Err(error) if error.kind() == ErrorKind::Config => {
                return Err(Error::config([error.violations(), &mistakes].concat()));
            }
            Err(error) => return Err(error),
        };
        Ok(Config {
            http,
            inner: Arc::new(Inner {
                region: self.region,
                iam_endpoint,
                project_id: self.project_id,
                project_name: self.project_name,
                domain_id: self.domain_id,
                credentials: self.credentials,
                allow_http: self.allow_http,
                environment: self.environment.unwrap_or_else(Environment::of_process),
                found_project: FoundProject::default(),
                clock: self.clock,
            }),
        })
    }

    /// What stands beside the credentials, where nothing else was set.
    fn take_hints(&mut self) -> Result<(), Error> {
        let Some(credentials) = &self.credentials else { return Ok(()) };
        let hints = credentials.hints()?;
        self.region = self.region.take().or(hints.region);
        self.project_id = self.project_id.take().or(hints.project_id);
        self.domain_id = self.domain_id.take().or(hints.domain_id);
        self.iam_endpoint = self.iam_endpoint.take().or(hints.identity_endpoint);
        // One of another region than the one that was set is not meant.
        let is_here = |name: &String| Hints::region_of_project(name).is_none_or(|region| Some(region) == self.region);
        self.project_name = hints.project_name.filter(is_here);
        Ok(())
    }
}
