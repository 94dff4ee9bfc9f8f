//! Gets what proves who calls, and keeps it. Knows which kinds of credentials there are; each source is a file below
//! `credentials/`, keeping and renewing is `credentials/cache`. Nothing here prints a secret, not even in part, and
//! memory is wiped when the last copy goes. (The copy in a request's header is the HTTP stack's and cannot be wiped.)

mod agency;
mod cache;
mod chain;
#[cfg(feature = "profiles")]
mod clouds;
mod discovery;
mod federation;
#[cfg(feature = "profiles")]
mod hcloud;
mod iam;
mod id_token;
mod metadata;
mod oidc_agency;
mod password;
mod pod_identity;
#[cfg(feature = "profiles")]
mod profile;
mod provider;
mod scope;
mod temporary;
#[cfg(test)]
mod tests;
mod variables;

pub use agency::Agency;
pub use federation::FederatedLogin;
pub use id_token::IdToken;
pub use metadata::InstanceMetadata;
pub use oidc_agency::OidcAgency;
pub use password::PasswordLogin;
pub use pod_identity::PodIdentity;
pub(crate) use provider::{CredentialClient, ResponseFuture};
pub use provider::{IdentityContext, ProvideCredentials, Providing};
pub use temporary::TemporaryKey;

pub(crate) use discovery::Hints;

use crate::Error;
use crate::{AccessKey, Identity, Secret, Token};
use cache::Cache;
use chain::Chain;
use oaswright_runtime::support::is_header_text;
use std::fmt;
use std::sync::Arc;

/// Who calls. Cheap to clone; shows no secret in `Debug`.
///
/// What is fetched is fetched by one task while the others wait, kept for all clones, and renewed before it expires.
#[derive(Clone)]
pub struct Credentials {
    kind: Origin,
    hints: Option<Arc<Hints>>,
}

#[derive(Clone)]
enum Origin {
    Fixed(Arc<Identity>),
    Provided(Arc<Cache>),
    Chain(Arc<Chain>),
}

impl Credentials {
    /// A token of the identity service (IAM), as it stands in the `X-Subject-Token` header of its answer.
    ///
    /// It is sent as it is and never renewed. A text that no header can carry, such as one with the line break
    /// of the file it was read from, is reported by [`ConfigBuilder::build`](crate::ConfigBuilder::build).
    pub fn token(token: impl Into<Secret>) -> Self {
        Self::fixed(Identity::Token(Token::new(token)))
    }

    /// An access key ID (AK) with its secret access key (SK), which signs every request.
    ///
    /// Five refused signatures lock a key. So until one was accepted, the calls of a process that use it go one at a time
    /// (none is held back for more than 5 seconds). One that is refused fails all that waited, and all within 30 seconds;
    /// after each further refusal this doubles, up to 15 minutes.
    ///
    /// Ones that cannot be right, such as empty ones, are reported by
    /// [`ConfigBuilder::build`](crate::ConfigBuilder::build).
    pub fn access_key(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self::fixed(Identity::AccessKey(AccessKey::new(id, secret)))
    }

    /// A temporary access key with the security token that came with it. It is never renewed; see
    /// [`TemporaryKey`] for keys that are.
    pub fn temporary_access_key(
        id: impl Into<String>,
        secret: impl Into<Secret>,
        security_token: impl Into<Secret>,
    ) -> Self {
        Self::fixed(Identity::AccessKey(AccessKey::new(id, secret).security_token(security_token)))
    }

    /// Credentials that are fetched when they are needed: from a [`PasswordLogin`], a [`FederatedLogin`], an [`Agency`], an
    /// [`OidcAgency`], a [`TemporaryKey`], the [`PodIdentity`], the [`InstanceMetadata`], or a source of one's own.
    pub fn provider(provider: impl ProvideCredentials) -> Self {
        Self { kind: Origin::Provided(Arc::new(Cache::new(provider))), hints: None }
    }

    /// Logs in with a user's name and password, and again before the token expires: [`PasswordLogin`] without options.
    pub fn password(user: impl Into<String>, domain: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self::provider(PasswordLogin::new(user, domain, password))
    }

    /// Acts for another account, which delegated an agency to the one that `base` belongs to: [`Agency`] without options.
    pub fn agency(agency: impl Into<String>, domain: impl Into<String>, base: Credentials) -> Self {
        Self::provider(Agency::new(agency, domain, base))
    }

    fn fixed(identity: Identity) -> Self {
        Self { kind: Origin::Fixed(Arc::new(identity)), hints: None }
    }

    fn with_hints(mut self, hints: Hints) -> Self {
        self.hints = Some(Arc::new(hints));
        self
    }

    /// What proves who calls, fetched if need be. Once it has failed there is no use in trying again at once: what
    /// fails for a moment was tried again already, and a failure is remembered.
    pub(crate) async fn identity(&self, context: &IdentityContext<'_>) -> Result<Arc<Identity>, Error> {
        match &self.kind {
            Origin::Fixed(identity) => Ok(Arc::clone(identity)),
            Origin::Provided(cache) => cache.identity(context).await,
            // Boxed, since a chain leads to credentials again.
            Origin::Chain(chain) => Box::pin(chain.identity(context)).await,
        }
    }

    /// Learns that a call has succeeded with what was renewed for it, so that to renew will help once more.
    pub(crate) fn helped(&self, used: &Arc<Identity>) {
        match &self.kind {
            Origin::Fixed(_) => {}
            Origin::Provided(cache) => cache.helped(used),
            Origin::Chain(chain) => chain.helped(used),
        }
    }

    /// Forgets an identity that the server refused, unless it was replaced already. Says whether another one may help: not
    /// if it is new, unless the server called it expired, nor again and again.
    pub(crate) fn renew(&self, used: &Arc<Identity>, is_expired: bool) -> bool {
        match &self.kind {
            Origin::Fixed(_) => false,
            Origin::Provided(cache) => cache.renew(used, is_expired),
            Origin::Chain(chain) => chain.renew(used, is_expired),
        }
    }

    /// Project, region and identity service, where they stood beside the credentials.
    ///
    /// # Errors
    ///
    /// What there is, is half set up.
    pub(crate) fn hints(&self) -> Result<Hints, Error> {
        match &self.kind {
            Origin::Fixed(_) | Origin::Provided(_) => Ok(self.hints.as_deref().cloned().unwrap_or_default()),
            Origin::Chain(chain) => chain.hints(),
        }
    }

    /// What is wrong with the secret, in words that do not show it.
    pub(crate) fn mistake(&self) -> Option<&'static str> {
        let Origin::Fixed(identity) = &self.kind else { return None };
        match &**identity {
            Identity::Token(token) => match token.value.expose() {
                "" => Some("must not have an empty token"),
                token if !is_header_text(token) => {
                    Some("have a token with characters that a header cannot carry (is there a line break at its end?)")
                }
                _ => None,
            },
            Identity::AccessKey(key) => mistake_of_key(key),
        }
    }

    /// What needs no fetching.
    pub(crate) fn fixed_identity(&self) -> Option<Arc<Identity>> {
        match &self.kind {
            Origin::Fixed(identity) => Some(Arc::clone(identity)),
            _ => None,
        }
    }
}

/// What is wrong with an access key. The secret itself is never sent, but one with a line break was not meant.
fn mistake_of_key(key: &AccessKey) -> Option<&'static str> {
    if key.id.is_empty() {
        return Some("must not have an empty access key ID (AK)");
    }
    if key.secret.expose().is_empty() {
        return Some("must not have an empty secret access key (SK)");
    }
    // The signature's header separates its parts by commas and spaces.
    if !is_header_text(&key.id) || key.id.contains([',', ' ']) {
        return Some("have an access key ID (AK) with characters that a header cannot carry (is there a line break?)");
    }
    if !is_header_text(key.secret.expose()) {
        return Some("have a secret access key (SK) with characters that none has (is there a line break at its end?)");
    }
    match &key.security_token {
        Some(token) if !is_header_text(token.expose()) => {
            Some("have a security token that is empty or has characters that a header cannot carry")
        }
        Some(_) | None => None,
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Origin::Fixed(identity) => match &**identity {
                Identity::Token(_) => f.write_str("Credentials::token(<redacted>)"),
                Identity::AccessKey(key) => write!(f, "Credentials::access_key({:?}, <redacted>)", key.id),
            },
            Origin::Provided(_) => f.write_str("Credentials::provider(..)"),
            Origin::Chain(_) => f.write_str("Credentials::default_chain()"),
        }
    }
}
