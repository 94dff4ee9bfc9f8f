//! Holds what the generated code of a service says about it, and makes its clients.

use crate::account::{Account, TokenHeader};
use crate::dialect::OfCloud;
use crate::regions::{self, Regions};
use crate::{Authenticate, Client, ClientParts, Config, PathParameter, Scheme, Security, Violation};
use std::sync::Arc;

/// Declares a service, as generated code does: its short name, and what else there is to say of it, each by a function of
/// [`Service`]. The crate that it stands in is the user agent.
///
/// ```
/// apig_runtime::service!(SERVICE: "lamps" {
///     token("Authorization", "Bearer "),
/// });
///
/// let config = apig_runtime::Config::builder().endpoint("https://lamps.example.com").build()?;
/// let client = SERVICE.client(config);
/// # let _ = client;
/// # Ok::<(), apig_runtime::Error>(())
/// ```
#[macro_export]
macro_rules! service {
    ($ident:ident: $name:literal { $($fact:ident($($value:expr),* $(,)?)),* $(,)? }) => {
        static $ident: $crate::Service = $crate::Service::new(
            $name,
            ::core::concat!(::core::env!("CARGO_PKG_NAME"), "/", ::core::env!("CARGO_PKG_VERSION")),
        )$(.$fact($($value),*))*;
    };
}

/// What generated code says about its service.
#[derive(Debug)]
pub struct Service {
    http: oaswright_runtime::Service,
    token: Option<TokenHeader>,
    signature: bool,
    regions: Option<&'static Regions>,
    identity: Option<&'static Regions>,
}

impl Service {
    /// A service by its short name, such as `apig`, with the SDK's own part of the user agent, such as `apig-sdk/0.1.0`.
    pub const fn new(name: &'static str, user_agent: &'static str) -> Self {
        let http = oaswright_runtime::Service::new(name, user_agent).dialect(&OfCloud);
        Self { http, token: None, signature: false, regions: None, identity: None }
    }

    /// The security schemes that its calls take.
    pub const fn schemes(self, schemes: &'static [Scheme]) -> Self {
        Self { http: self.http.schemes(schemes), ..self }
    }

    /// What calls need unless they say otherwise.
    pub const fn security(self, security: Security) -> Self {
        Self { http: self.http.security(security), ..self }
    }

    /// The header that carries a token, and what stands before the token in it.
    pub const fn token(self, name: &'static str, prefix: &'static str) -> Self {
        Self { http: self.http.authenticated(), token: Some(TokenHeader { name, prefix }), ..self }
    }

    /// Says that a request that is signed with an access key is accepted, too.
    pub const fn signature(self) -> Self {
        Self { http: self.http.authenticated(), signature: true, ..self }
    }

    /// Where it answers, as its document says: nothing to go by, because a region or an endpoint is set in any case.
    pub const fn servers(self, servers: &'static [oaswright_runtime::Server]) -> Self {
        Self { http: self.http.servers(servers), ..self }
    }

    /// Where it answers in each region.
    pub const fn regions(mut self, regions: &'static Regions) -> Self {
        self.regions = Some(regions);
        self
    }

    /// Where its identity service (IAM) answers, which issues tokens.
    pub const fn identity(mut self, identity: &'static Regions) -> Self {
        self.identity = Some(identity);
        self
    }

    /// A client of it.
    pub fn client(&'static self, config: Config) -> Client {
        let endpoint = regions::choose(&config, self.http.name(), self.regions, self.identity);
        let http = config.http().clone();
        let authenticates = config.credentials().is_some();
        let (token, takes_signatures) = (self.token, self.signature);
        let account = Arc::new(Account { config, token, takes_signatures, identity: self.identity });
        ClientParts {
            config: http,
            service: &self.http,
            endpoint: endpoint.map_err(|message| Violation::new("region", message)),
            authenticate: authenticates.then(|| Arc::clone(&account) as Arc<dyn Authenticate>),
            parameter: Some(account as Arc<dyn PathParameter>),
        }
        .assemble()
    }
}
