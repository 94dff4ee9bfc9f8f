//! Holds what the generated code of a service says about it. Plain data.

pub(crate) mod scheme;

pub use scheme::{Scheme, Security};

use crate::outcome::dialect::{Dialect, Plain};
use crate::server::Server;
use scheme::{Kind, Place};

/// Declares a service, as generated code does: its short name, and what else there is to say of it, each by a function of
/// [`Service`]. The crate that it stands in is the user agent.
///
/// ```
/// oaswright_runtime::service!(SERVICE: "lamps" {
///     schemes(&[oaswright_runtime::Scheme::bearer("login")]),
///     security(&[&["login"]]),
/// });
///
/// let config = oaswright_runtime::Config::builder().endpoint("https://lamps.example.com").build()?;
/// let client = SERVICE.client(config);
/// # let _ = client;
/// # Ok::<(), oaswright_runtime::Error>(())
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
    pub(crate) name: &'static str,
    pub(crate) user_agent: &'static str,
    pub(crate) takes_credentials: bool,
    pub(crate) servers: &'static [Server],
    pub(crate) schemes: &'static [Scheme],
    pub(crate) security: Security,
    pub(crate) dialect: &'static dyn Dialect,
}

impl Service {
    /// A service by its short name, such as `lamps`, with the generated crate's own part of the user agent, such as
    /// `lamps-sdk/0.1.0`.
    pub const fn new(name: &'static str, user_agent: &'static str) -> Self {
        let (servers, schemes, security): (&[_], &[_], Security) = (&[], &[], &[]);
        Self { name, user_agent, takes_credentials: false, servers, schemes, security, dialect: &Plain }
    }

    /// Says that calls carry credentials unless they say otherwise, of whatever kind.
    pub const fn authenticated(mut self) -> Self {
        self.takes_credentials = true;
        self
    }

    /// Where it answers: the first unless the caller wants another.
    pub const fn servers(mut self, servers: &'static [Server]) -> Self {
        self.servers = servers;
        self
    }

    /// The security schemes that its calls take.
    pub const fn schemes(mut self, schemes: &'static [Scheme]) -> Self {
        self.schemes = schemes;
        self
    }

    /// What calls need unless they say otherwise.
    pub const fn security(mut self, security: Security) -> Self {
        self.security = security;
        self.takes_credentials = !security.is_empty();
        self
    }

    /// Whether credentials have a header for themselves.
    pub(crate) fn takes_header(&self, name: &str) -> bool {
        self.schemes.iter().any(|scheme| match scheme.kind {
            Kind::Bearer | Kind::Basic | Kind::OAuth2(_) => name.eq_ignore_ascii_case("authorization"),
            Kind::Key(Place::Header, taken) => name.eq_ignore_ascii_case(taken),
            Kind::Key(Place::Query | Place::Cookie, _) | Kind::Other => false,
        })
    }

    /// How its errors are told apart, where statuses do not say it.
    pub const fn dialect(mut self, dialect: &'static dyn Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Its short name.
    pub fn name(&self) -> &'static str {
        self.name
    }
}
