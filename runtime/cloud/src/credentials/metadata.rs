//! Gets the temporary access key of the machine that the program runs on. Knows the metadata service of an instance
//! (ECS), in its two versions.

use super::{IdentityContext, ProvideCredentials, Providing, iam};
use crate::Error;
use crate::{Identity, Response, Secret};
use bytes::Bytes;
use http::header::HeaderValue;
use http::{Method, StatusCode};
use oaswright_runtime::support::Endpoint;
use std::time::Duration;

const ENDPOINT: &str = "http://169.254.169.254";
const TOKEN: &str = "/meta-data/latest/api/token";
const KEY: &str = "/openstack/latest/securitykey";

/// It is next door, or it is not there.
const TIME: Duration = Duration::from_secs(3);

const TOKEN_SECONDS: HeaderValue = HeaderValue::from_static("21600");
const NO_AGENCY: &str = "Please configure Cloud Service Agency first";

/// Signs with the temporary access key of the cloud server that the program runs on: the server needs an agency, which
/// says what programs on it may do, and the program no secret. The key is renewed before it expires.
///
/// The metadata service is asked with a session token (version 2), and without where it knows none (version 1).
#[derive(Debug)]
pub struct InstanceMetadata {
    endpoint: String,
}

impl InstanceMetadata {
    /// The metadata service at `http://169.254.169.254`, as every cloud server has it.
    pub fn new() -> Self {
        Self { endpoint: ENDPOINT.to_owned() }
    }

    /// Another base URL, for a test: `https`, or on this machine.
    #[must_use]
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = url.into();
        self
    }

    /// Where it is, for errors.
    pub(super) fn url(&self) -> &str {
        &self.endpoint
    }

    async fn fetch(&self, context: &IdentityContext<'_>) -> Result<Identity, Error> {
        if self.endpoint != ENDPOINT
            && let Err(message) = Endpoint::parse(&self.endpoint, false)
        {
            return Err(Error::credentials(format!("the endpoint of the instance metadata {message}")));
        }
        let key = self.key(context).await.and_then(|response| iam::access_key(&response));
        match key {
            Ok(key) => Ok(Identity::AccessKey(key)),
            Err(error) if has_no_agency(&error) => Err(iam::failed(
                "asking for the key of this server, which has no agency (an administrator gives it one),",
                &self.endpoint,
                error,
            )),
            Err(error) => Err(iam::failed("asking for the key of this server", &self.endpoint, error)),
        }
    }

    async fn key(&self, context: &IdentityContext<'_>) -> Result<Response, Error> {
        let token = self.token(context).await?;
        match self.key_with(context, token.as_ref()).await {
            // The session may have ended meanwhile, as when the server was moved.
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) && !has_no_agency(&error) => {
                let token = self.token(context).await?;
                self.key_with(context, token.as_ref()).await
            }
            other => other,
        }
    }

    async fn key_with(&self, context: &IdentityContext<'_>, token: Option<&Secret>) -> Result<Response, Error> {
        let mut request = self.request(Method::GET, KEY)?;
        if let Some(token) = token {
            let mut value = HeaderValue::from_str(token.expose())
                .map_err(|_| Error::credentials("the session token of the instance metadata cannot be sent"))?;
            value.set_sensitive(true);
            request.headers_mut().insert("x-metadata-token", value);
        }
        context.send_once("ShowSecurityKey", TIME, request).await
    }

    /// A session token; `None` where the service knows none.
    async fn token(&self, context: &IdentityContext<'_>) -> Result<Option<Secret>, Error> {
        let mut request = self.request(Method::PUT, TOKEN)?;
        request.headers_mut().insert("x-metadata-token-ttl-seconds", TOKEN_SECONDS);
        match context.send_once("CreateMetadataToken", TIME, request).await {
            Ok(response) => Ok(Some(String::from_utf8_lossy(response.body()).trim().into())),
            Err(error) if error.status().is_some_and(|status| matches!(status.as_u16(), 404 | 405 | 503)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn request(&self, method: Method, path: &str) -> Result<http::Request<Bytes>, Error> {
        http::Request::builder()
            .method(method)
            .uri([self.endpoint.trim_end_matches('/'), path].concat())
            .body(Bytes::new())
            .map_err(|error| Error::credentials(format!("the instance metadata cannot be asked: {error}")))
    }
}

fn has_no_agency(error: &Error) -> bool {
    let body = error.body().map(String::from_utf8_lossy);
    body.is_some_and(|body| body.contains(NO_AGENCY))
}

impl Default for InstanceMetadata {
    fn default() -> Self {
        Self::new()
    }
}

impl ProvideCredentials for InstanceMetadata {
    fn provide<'a>(&'a self, context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(self.fetch(context))
    }
}
