//! Logs in with the token of another identity provider. Knows the two steps of it. Must not know the wire format
//! (`iam`).

use super::iam::{self, IdTokenAuth, IdTokenBody, IdTokenProof};
use super::id_token::IdToken;
use super::scope::{Name, Target};
use super::temporary::{self, checked};
use super::{IdentityContext, ProvideCredentials, Providing};
use crate::Error;
use crate::Identity;
use http::header::HeaderValue;
use std::time::Duration;

/// What the vendor's SDKs ask for.
const DURATION: Duration = Duration::from_secs(6 * 60 * 60);

/// Signs with a temporary access key of a federated user: the identity service (IAM) makes a token for the token of an
/// OpenID Connect provider that an administrator has registered with it, and the key for that. Both steps are made for
/// each renewal, with the provider's token of then.
///
/// ```
/// use apig_runtime::{Credentials, FederatedLogin, IdToken};
///
/// let login = FederatedLogin::new("my-provider", IdToken::file("/var/run/secrets/tokens/id-token"));
/// let credentials = Credentials::provider(login);
/// ```
#[derive(Debug)]
pub struct FederatedLogin {
    provider: String,
    token: IdToken,
    scope: Option<Target>,
    duration: Duration,
    endpoint: Option<String>,
}

impl FederatedLogin {
    /// A user whom the identity provider with this ID vouches for.
    pub fn new(provider_id: impl Into<String>, token: IdToken) -> Self {
        Self { provider: provider_id.into(), token, scope: None, duration: DURATION, endpoint: None }
    }

    /// Asks for rights in this project only. Unless asked for, they are in all that the user has any in.
    #[must_use]
    pub fn project_id(mut self, id: impl Into<String>) -> Self {
        self.scope = Some(Target::Project(Name::Id(id.into())));
        self
    }

    /// Asks for rights in the project of this name only, such as `eu-de`.
    #[must_use]
    pub fn project_name(mut self, name: impl Into<String>) -> Self {
        self.scope = Some(Target::Project(Name::Name(name.into())));
        self
    }

    /// Asks for rights in the account (domain) of this ID only.
    #[must_use]
    pub fn domain_id(mut self, id: impl Into<String>) -> Self {
        self.scope = Some(Target::Domain(Name::Id(id.into())));
        self
    }

    /// How long each key is to be good: 6 hours unless set, 15 minutes to 24 hours.
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

    async fn log_in(&self, context: &IdentityContext<'_>) -> Result<Identity, Error> {
        let duration = checked(self.duration)?;
        let endpoint = iam::endpoint(self.endpoint.as_deref(), context)?;
        let token = self.token.read()?;
        let provider = HeaderValue::from_str(&self.provider)
            .map_err(|_| Error::credentials("the ID of the identity provider cannot be sent in a header"))?;
        let auth = IdTokenAuth { id_token: IdTokenProof { id: &token }, scope: self.scope.as_ref() };
        let mut request = iam::request(&endpoint, iam::ID_TOKENS, &IdTokenBody { auth })?;
        request.headers_mut().insert("x-idp-id", provider);
        let key = match context.send(iam::CREATE_TOKEN, request).await.and_then(|response| iam::token(&response)) {
            Ok(token) => temporary::make(context, &endpoint, &token.value, duration).await,
            Err(error) => Err(error),
        };
        let what = || format!("logging in with a token of the identity provider `{}`", self.provider);
        Ok(Identity::AccessKey(key.map_err(|error| iam::failed(&what(), &endpoint, error))?))
    }
}

impl ProvideCredentials for FederatedLogin {
    fn provide<'a>(&'a self, context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(self.log_in(context))
    }
}
