//! Makes temporary access keys with a token, and renews them before they expire. Knows their bounds. Must not know the
//! wire format (`iam`).

use super::iam::{self, Auth, Body, Proof, TokenProof};
use super::{Credentials, IdentityContext, ProvideCredentials, Providing};
use crate::Error;
use crate::{AccessKey, Identity, Secret};
use http::StatusCode;
use std::time::Duration;

/// What the identity service takes.
const SHORTEST: Duration = Duration::from_secs(15 * 60);
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Signs with a temporary access key that the identity service (IAM) makes for a token. The key is renewed before it
/// expires; so is the token, if `base` can be.
///
/// ```
/// use apig_runtime::{Credentials, TemporaryKey};
///
/// let base = Credentials::password("user A", "domain A", "its password");
/// let credentials = Credentials::provider(TemporaryKey::new(base));
/// ```
#[derive(Debug)]
pub struct TemporaryKey {
    base: Credentials,
    duration: Duration,
    endpoint: Option<String>,
}

impl TemporaryKey {
    /// A key with the rights of `base`, which must come to a token: from a user's password or an agency, say.
    pub fn new(base: Credentials) -> Self {
        Self { base, duration: SHORTEST, endpoint: None }
    }

    /// How long each key is to be good: 15 minutes unless set, at most 24 hours.
    #[must_use]
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = duration;
        self
    }

    /// The base URL of the identity service in place of the region's; a `/v3` at its end is taken off. It must begin
    /// with `https://`, except on this machine.
    #[must_use]
    pub fn identity_endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    async fn make(&self, context: &IdentityContext<'_>) -> Result<Identity, Error> {
        checked(self.duration)?;
        let endpoint = iam::endpoint(self.endpoint.as_deref(), context)?;
        let base = self.base.identity(context).await?;
        let key = match self.ask(context, &endpoint, &base).await {
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) && self.base.renew(&base, true) => {
                let base = self.base.identity(context).await?;
                self.ask(context, &endpoint, &base).await
            }
            other => other,
        };
        Ok(Identity::AccessKey(key.map_err(|error| iam::failed("making a temporary access key", &endpoint, error))?))
    }

    async fn ask(&self, context: &IdentityContext<'_>, endpoint: &str, base: &Identity) -> Result<AccessKey, Error> {
        match base {
            Identity::Token(token) => make(context, endpoint, &token.value, self.duration).await,
            Identity::AccessKey(_) => {
                Err(Error::credentials("a temporary access key is made with a token, not with another access key"))
            }
        }
    }
}

/// The duration, if the identity service takes it.
pub(super) fn checked(duration: Duration) -> Result<Duration, Error> {
    if (SHORTEST..=LONGEST).contains(&duration) {
        return Ok(duration);
    }
    let seconds = duration.as_secs();
    Err(Error::credentials(format!("a temporary access key is good for 900 to 86400 seconds, not for {seconds}")))
}

/// Makes a key with a token.
pub(super) async fn make(
    context: &IdentityContext<'_>,
    endpoint: &str,
    token: &Secret,
    duration: Duration,
) -> Result<AccessKey, Error> {
    let token = TokenProof { id: token, duration_seconds: duration.as_secs() };
    let identity = Proof { methods: &["token"], token: Some(token), ..Proof::default() };
    let request = iam::request(endpoint, iam::SECURITY_TOKENS, &Body { auth: Auth { identity, scope: None } })?;
    iam::access_key(&context.send(iam::CREATE_KEY, request).await?)
}

impl ProvideCredentials for TemporaryKey {
    fn provide<'a>(&'a self, context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(self.make(context))
    }
}
