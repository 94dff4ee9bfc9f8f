//! Holds what the generated code of a service says about it. Plain data.

pub(crate) mod regions;

use regions::Regions;

/// What generated code says about its service.
#[derive(Debug)]
pub struct Service {
    /// The service's short name, such as `apig`.
    pub name: &'static str,

    /// The SDK's own part of the user agent, such as `apig-sdk/0.1.0`.
    pub user_agent: &'static str,

    /// Where a token goes; `None` when the service takes none.
    pub token: Option<TokenHeader>,

    /// Whether a request that is signed with an access key is accepted too.
    pub signature: bool,

    /// Where it answers; `None` when no regions are known.
    pub regions: Option<&'static Regions>,

    /// Where its identity service (IAM) answers, which issues tokens; `None` when none is known.
    pub identity: Option<&'static Regions>,
}

/// The header that carries a token.
#[derive(Debug)]
pub struct TokenHeader {
    /// The header's name, such as `X-Auth-Token`.
    pub name: &'static str,

    /// What stands before the token, such as `Bearer ` with its space.
    pub prefix: &'static str,
}
