//! Gets the temporary access key of the pod that the program runs in. Knows the agent on the node that gives it out,
//! and which addresses such an agent may have.

use super::discovery::{Discovery, half_set};
use super::id_token::IdToken;
use super::{Credentials, IdentityContext, ProvideCredentials, Providing, iam, variables};
use crate::Error;
use crate::Identity;
use crate::environment::Environment;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{Method, Uri};
use oaswright_runtime::support::Direct;
use oaswright_runtime::support::{Endpoint, is_link_local, is_loopback};

const URI: &str = "HC_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN_FILE: &str = "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE";

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Signs with the temporary access key of the pod that the program runs in: an agent on the node exchanges the token of
/// the pod's service account for it, so that programs on one node have different rights. The key is renewed before it
/// expires. Clusters tell where the agent is by `HC_CONTAINER_CREDENTIALS_FULL_URI` and the token by
/// `HC_CONTAINER_AUTHORIZATION_TOKEN_FILE`; [`Credentials::default_chain`] reads both.
///
/// The default HTTP client asks the agent through no proxy.
#[derive(Debug)]
pub struct PodIdentity {
    url: String,
    token: IdToken,
}

impl PodIdentity {
    /// The agent at this URL, without user, query or fragment. It must begin with `https://`, except on this machine
    /// and its own link (`169.254.0.0/16`, `fe80::/10`).
    pub fn new(url: impl Into<String>, token: IdToken) -> Self {
        Self { url: url.into(), token }
    }

    async fn fetch(&self, context: &IdentityContext<'_>) -> Result<Identity, Error> {
        let uri = self.uri().map_err(|what| Error::credentials(format!("the URL of the pod's agent {what}")))?;
        let host = uri.authority().map(ToString::to_string).unwrap_or_default();
        let mut token = HeaderValue::from_str(self.token.read()?.expose())
            .map_err(|_| Error::credentials("the pod's token has characters that a header cannot carry"))?;
        token.set_sensitive(true);
        let mut request = http::Request::new(Bytes::from_static(b"{}"));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = uri;
        request.headers_mut().insert(ACCEPT, JSON);
        request.headers_mut().insert(AUTHORIZATION, token);
        request.headers_mut().insert(CONTENT_TYPE, JSON);
        request.extensions_mut().insert(Direct);
        let response = context.send("GetPodCredentials", request).await;
        let key = response.and_then(|response| iam::access_key(&response));
        Ok(Identity::AccessKey(key.map_err(|error| iam::failed("asking for the key of this pod", &host, error))?))
    }

    fn uri(&self) -> Result<Uri, &'static str> {
        Endpoint::parse(&self.url, true)?;
        let uri: Uri = self.url.parse().map_err(|_| "must be a URL")?;
        let host = uri.host().unwrap_or_default();
        if uri.scheme_str() == Some("https") || is_loopback(host) || is_link_local(host) {
            return Ok(uri);
        }
        Err("must begin with `https://`, except on this machine and its own link: over plain HTTP anyone on the way \
             reads the key")
    }
}

impl ProvideCredentials for PodIdentity {
    fn provide<'a>(&'a self, context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(self.fetch(context))
    }
}

/// Looks for what clusters tell their pods.
pub(super) fn find(environment: &Environment) -> Result<Discovery, Error> {
    const SOURCE: &str = "pod identity";
    match (environment.var(URI), environment.var(TOKEN_FILE)) {
        (Some(url), Some(file)) => {
            let credentials = Credentials::provider(PodIdentity::new(url, IdToken::file(file)));
            Ok(Discovery::Credentials(credentials.with_hints(variables::hints(environment))))
        }
        (Some(_), None) => Err(half_set(SOURCE, URI, TOKEN_FILE)),
        (None, Some(_)) => Err(half_set(SOURCE, TOKEN_FILE, URI)),
        (None, None) => Ok(Discovery::Nothing(format!("{URI} is not set"))),
    }
}
