//! Is the interface of credentials that must be fetched. Knows what a provider is asked for and what it may use. Must
//! not know caching and renewal (`cache`), so a provider is asked only when there is nothing valid left.

use crate::Error;
use crate::{Identity, Response};
use bytes::Bytes;
use http::header::HeaderValue;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, SystemTime};

/// The future of a provider's answer.
pub type Providing<'a> = Pin<Box<dyn Future<Output = Result<Identity, Error>> + Send + 'a>>;

/// Where credentials come from, such as a vault.
///
/// It is asked when there are none yet, when they are about to expire, and when the server says that a token must
/// be updated. What it answers is kept until then, for each region and project that it is asked for; for the same ones
/// it is never asked by two tasks at once. When it fails, it is not asked again for 5 seconds, or for 5 minutes when the
/// identity service refused, because failed logins lock an account. [`Error::no_credentials`] says why it has none.
///
/// ```
/// use apig_runtime::{AccessKey, Identity, IdentityContext, ProvideCredentials, Providing};
///
/// struct Vault;
///
/// impl ProvideCredentials for Vault {
///     fn provide<'a>(&'a self, _context: &'a IdentityContext<'a>) -> Providing<'a> {
///         Box::pin(async { Ok(Identity::AccessKey(AccessKey::new("an access key", "its secret"))) })
///     }
/// }
/// ```
pub trait ProvideCredentials: Send + Sync + 'static {
    /// Fetches credentials.
    fn provide<'a>(&'a self, context: &'a IdentityContext<'a>) -> Providing<'a>;
}

/// What a [`ProvideCredentials`] may know of the client it works for, and its way to the network.
pub struct IdentityContext<'a> {
    pub(crate) host: &'a dyn CredentialClient,
}

/// The client, as a provider's context needs it.
pub(crate) trait CredentialClient: Send + Sync {
    fn region(&self) -> Option<&str>;
    fn project_id(&self) -> Option<&str>;
    fn identity_endpoint(&self) -> Result<String, Error>;
    fn now(&self) -> SystemTime;
    fn send<'a>(&'a self, name: &'static str, request: http::Request<Bytes>) -> ResponseFuture<'a>;

    /// The id of a transport that only makes believe.
    fn simulated(&self) -> Option<usize> {
        None
    }

    /// As `send`, but tries once only and waits no longer than `time`: for the metadata service, which is either
    /// there at once or not at all.
    fn send_once<'a>(
        &'a self,
        name: &'static str,
        time: Duration,
        request: http::Request<Bytes>,
    ) -> ResponseFuture<'a> {
        let _ = time;
        self.send(name, request)
    }

    /// As `send`, with an identity of the provider's own: a token goes into `X-Auth-Token`, a key signs each attempt.
    fn send_as<'a>(
        &'a self,
        name: &'static str,
        identity: &'a Identity,
        mut request: http::Request<Bytes>,
    ) -> ResponseFuture<'a> {
        let value = match identity {
            Identity::Token(token) => HeaderValue::from_str(token.value.expose()).ok(),
            Identity::AccessKey(_) => None,
        };
        let Some(mut value) = value else {
            return Box::pin(async { Err(Error::credentials("these credentials cannot be used for logging in")) });
        };
        value.set_sensitive(true);
        request.headers_mut().insert("x-auth-token", value);
        self.send(name, request)
    }
}

pub(crate) type ResponseFuture<'a> = Pin<Box<dyn Future<Output = Result<Response, Error>> + Send + 'a>>;

impl IdentityContext<'_> {
    /// The region of the configuration.
    pub fn region(&self) -> Option<&str> {
        self.host.region()
    }

    /// The project of the configuration.
    pub fn project_id(&self) -> Option<&str> {
        self.host.project_id()
    }

    /// The base URL of the identity service (IAM), without a slash at its end.
    ///
    /// # Errors
    ///
    /// There is neither a region whose endpoint is known nor an endpoint.
    pub fn identity_endpoint(&self) -> Result<String, Error> {
        self.host.identity_endpoint()
    }

    /// The time by the server's clock, as far as it is known.
    pub fn now(&self) -> SystemTime {
        self.host.now()
    }

    /// Sends a request as it is through the client's transport, within the client's limits. What fails for a
    /// moment only is tried again, so the request must be safe to repeat. `name` stands in errors and logs.
    ///
    /// # Errors
    ///
    /// There was no answer, or one with a status other than success.
    pub async fn send(&self, name: &'static str, request: http::Request<Bytes>) -> Result<Response, Error> {
        self.host.send(name, request).await
    }

    pub(crate) async fn send_once(
        &self,
        name: &'static str,
        time: Duration,
        request: http::Request<Bytes>,
    ) -> Result<Response, Error> {
        self.host.send_once(name, time, request).await
    }

    pub(crate) async fn send_as(
        &self,
        name: &'static str,
        identity: &Identity,
        request: http::Request<Bytes>,
    ) -> Result<Response, Error> {
        self.host.send_as(name, identity, request).await
    }
}
