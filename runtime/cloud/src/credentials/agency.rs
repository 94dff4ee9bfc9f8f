//! Acts for another account, which delegated an agency. Knows whose token is requested with whose. Must not know the
//! wire format (`iam`).

use super::iam::{self, AssumeRole, Auth, Body, Proof};
use super::provider::{CredentialClient, ResponseFuture};
use super::scope::{Name, Scope, Target};
use super::{Credentials, IdentityContext, ProvideCredentials, Providing};
use crate::Error;
use crate::Identity;
use bytes::Bytes;
use http::StatusCode;
use std::time::{Duration, SystemTime};

/// Acts for another account (domain) that has delegated an agency, with a token that is renewed before it expires.
///
/// The base must be a user or key with the right "Agent Operator". It logs in for a project of its own: the one that
/// its login names, else the one that is named like the region. The project of the configuration is the other
/// account's. [`Credentials::agency`] is the short form without options.
#[derive(Debug)]
pub struct Agency {
    name: String,
    domain: Name,
    base: Credentials,
    scope: Scope,
    endpoint: Option<String>,
}

impl Agency {
    /// The agency of this name in the account (domain) of this name, used by `base`.
    pub fn new(name: impl Into<String>, domain: impl Into<String>, base: Credentials) -> Self {
        Self::in_domain(name.into(), Name::Name(domain.into()), base)
    }

    pub(super) fn in_domain(name: String, domain: Name, base: Credentials) -> Self {
        Self { name, domain, base, scope: Scope::default(), endpoint: None }
    }

    /// Asks for a token for this project of the other account.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.scope.chosen = Some(Target::Project(Name::Id(id.into())));
        self
    }

    /// Asks for a token for the other account's project of this name, such as `eu-de`.
    #[must_use]
    pub fn project_name(mut self, name: impl Into<String>) -> Self {
        self.scope.chosen = Some(Target::Project(Name::Name(name.into())));
        self
    }

    /// Asks for a token for the whole other account, which services without projects take.
    #[must_use]
    pub fn domain_scope(mut self) -> Self {
        self.scope.chosen = Some(Target::Domain(self.domain.clone()));
        self
    }

    /// The base URL of the identity service in place of the region's; a `/v3` at its end is taken off. It must begin
    /// with `https://`, except on this machine.
    #[must_use]
    pub fn identity_endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    async fn assume(&self, context: &IdentityContext<'_>) -> Result<Identity, Error> {
        let endpoint = iam::endpoint(self.endpoint.as_deref(), context)?;
        let (domain_name, domain_id) = match &self.domain {
            Name::Name(name) => (Some(name.as_str()), None),
            Name::Id(id) => (None, Some(id.as_str())),
        };
        let body = Body {
            auth: Auth {
                identity: Proof {
                    methods: &["assume_role"],
                    assume_role: Some(AssumeRole { domain_name, domain_id, agency_name: &self.name }),
                    ..Proof::default()
                },
                scope: Some(self.scope.target(context)?),
            },
        };
        let request = iam::request(&endpoint, iam::TOKENS, &body)?;
        let domain = domain_name.or(domain_id).unwrap_or_default();
        let what = format!("using agency `{}` of domain `{domain}`", self.name);
        let own = WithoutProject(context.host);
        let own = IdentityContext { host: &own };
        let base = self.base.identity(&own).await?;
        let response = match context.send_as(iam::CREATE_TOKEN, &base, request.clone()).await {
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) && self.base.renew(&base, true) => {
                let base = self.base.identity(&own).await?;
                context.send_as(iam::CREATE_TOKEN, &base, request).await
            }
            other => other,
        };
        let token = response.and_then(|response| iam::token(&response));
        Ok(Identity::Token(token.map_err(|error| iam::failed(&what, &endpoint, error))?))
    }
}

impl ProvideCredentials for Agency {
    fn provide<'a>(&'a self, context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(self.assume(context))
    }
}

/// The client without its project, which is not the base's.
struct WithoutProject<'a>(&'a dyn CredentialClient);

impl CredentialClient for WithoutProject<'_> {
    fn region(&self) -> Option<&str> {
        self.0.region()
    }

    fn project_id(&self) -> Option<&str> {
        None
    }

    fn identity_endpoint(&self) -> Result<String, Error> {
        self.0.identity_endpoint()
    }

    fn now(&self) -> SystemTime {
        self.0.now()
    }

    fn simulated(&self) -> Option<usize> {
        self.0.simulated()
    }

    fn send<'a>(&'a self, name: &'static str, request: http::Request<Bytes>) -> ResponseFuture<'a> {
        self.0.send(name, request)
    }

    fn send_once<'a>(
        &'a self,
        name: &'static str,
        time: Duration,
        request: http::Request<Bytes>,
    ) -> ResponseFuture<'a> {
        self.0.send_once(name, time, request)
    }

    fn send_as<'a>(
        &'a self,
        name: &'static str,
        identity: &'a Identity,
        request: http::Request<Bytes>,
    ) -> ResponseFuture<'a> {
        self.0.send_as(name, identity, request)
    }
}
