//! Holds what the generated code of a service says about it. Plain data.

use crate::dialect::{Dialect, Plain};
use crate::server::Server;

/// Declares a service, as generated code does: its short name, and what else there is to say of it, each by a function of
/// [`Service`]. The crate that it stands in is the user agent.
///
/// ```
/// oaswright_runtime::service!(SERVICE: "lamps" {
///     token("Authorization", "Bearer "),
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
    pub(crate) token: Option<TokenHeader>,
    pub(crate) takes_credentials: bool,
    pub(crate) servers: &'static [Server],
    pub(crate) dialect: &'static dyn Dialect,
}

impl Service {
    /// A service by its short name, such as `lamps`, with the generated crate's own part of the user agent, such as
    /// `lamps-sdk/0.1.0`.
    pub const fn new(name: &'static str, user_agent: &'static str) -> Self {
        Self { name, user_agent, token: None, takes_credentials: false, servers: &[], dialect: &Plain }
    }

    /// The header that carries a token, and what stands before the token in it, such as `Bearer ` with its space.
    pub const fn token(mut self, name: &'static str, prefix: &'static str) -> Self {
        self.token = Some(TokenHeader::new(name, prefix));
        self.takes_credentials = true;
        self
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

    /// How its errors are told apart, where statuses do not say it.
    pub const fn dialect(mut self, dialect: &'static dyn Dialect) -> Self {
        self.dialect = dialect;
        self
    }

    /// Its short name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The header that carries a token; `None` when the service takes none.
    pub fn token_header(&self) -> Option<&TokenHeader> {
        self.token.as_ref()
    }
}

/// The header that carries a token.
#[derive(Debug)]
#[non_exhaustive]
pub struct TokenHeader {
    /// The header's name, such as `Authorization`.
    pub name: &'static str,

    /// What stands before the token, such as `Bearer ` with its space.
    pub prefix: &'static str,
}

impl TokenHeader {
    /// A header by its name, and what stands before the token in it.
    pub const fn new(name: &'static str, prefix: &'static str) -> Self {
        Self { name, prefix }
    }
}
