//! Logs a program in by OAuth 2.0's client credentials (RFC 6749, section 4.4), and again before its token expires. Knows the token
//! endpoint. Must not know which calls are made with the token.

use super::written::Written;
use super::{AuthenticatedCall, Authenticating, Errand, Judgement, Readying, SendErrand};
use crate::endpoint::Endpoint;
use crate::outcome::error::Error;
use crate::outcome::response::Response;
use crate::secret::Secret;
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use http::{Method, StatusCode, Uri};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;

/// A token is renewed so long before it expires, so that no call is made with one that ends on the way.
const MARGIN: Duration = Duration::from_secs(60);

/// How long a token is kept of which the server does not say when it expires.
const UNSAID: Duration = Duration::from_secs(300);

/// What a program proves by that it is itself, to be given tokens.
///
/// One task fetches a token while the others wait; it is kept for all clones of a configuration, and fetched again a minute before it
/// expires, or once when the service refuses it.
///
/// ```
/// use oaswright_runtime::{ClientCredentials, Credentials};
///
/// let login = ClientCredentials::new("a client", "its secret").scope("read").scope("write");
/// let credentials = Credentials::client_credentials(login);
/// # let _ = credentials;
/// ```
pub struct ClientCredentials {
    id: String,
    secret: Secret,
    token_url: Option<String>,
    scopes: Vec<String>,
    issued: Mutex<Option<Arc<Issued>>>,
}

/// A token, and when to fetch the next one.
struct Issued {
    /// Who issued it. Of one login there may be several, for services with token URLs of their own.
    by: Uri,
    token: Secret,
    renewed_at: Instant,
}

/// What the token endpoint answers.
#[derive(Deserialize)]
struct Answer {
    access_token: Secret,
    expires_in: Option<f64>,
}

impl ClientCredentials {
    /// The id and the secret of a client.
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        let (id, secret) = (id.into(), secret.into());
        Self { id, secret, token_url: None, scopes: Vec::new(), issued: Mutex::new(None) }
    }

    /// Where tokens are issued, unless it is where the document says. It must be reached over HTTPS, except on this machine.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// A scope to ask for; more may follow.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scopes.push(scope.into());
        self
    }

    pub(super) fn mistake(&self) -> Option<&'static str> {
        if self.id.is_empty() || self.secret.expose().is_empty() {
            return Some("must not have an empty client id or secret");
        }
        let url = self.token_url.as_deref()?;
        Endpoint::parse(url, false).err().map(|_| "have a token URL that is none, or not reached over HTTPS")
    }

    pub(super) fn begin<'a>(
        &'a self,
        documented: Option<&'static str>,
        call: AuthenticatedCall<'a>,
    ) -> Result<Box<dyn Authenticating + 'a>, Error> {
        let url = self.token_url.as_deref().or(documented);
        let url = url.ok_or_else(|| Error::credentials("it is not known where tokens are issued: set `token_url`"))?;
        // Relative ones are of the host that the call goes to.
        let origin = || Some(format!("{}://{}", call.uri.scheme_str()?, call.uri.authority()?));
        let url = if url.starts_with('/') { origin().unwrap_or_default() + url } else { url.to_owned() };
        Endpoint::parse(&url, false).map_err(|message| Error::credentials(format!("the token URL {message}")))?;
        let url = url.parse().map_err(|_| Error::credentials("the token URL is none"))?;
        Ok(Box::new(Fetching { login: self, url, sender: call.sender, issued: None, is_new: false }))
    }

    async fn fetch(&self, url: &Uri, sender: &dyn SendErrand) -> Result<Issued, Error> {
        let escape = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        let mut body = "grant_type=client_credentials".to_owned();
        if !self.scopes.is_empty() {
            body.push_str("&scope=");
            body.push_str(&escape(&self.scopes.join(" ")));
        }
        let mut request = http::Request::new(Bytes::from(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = url.clone();
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        Written::Basic(&escape(&self.id), &escape(self.secret.expose()).into()).apply(&mut request)?;
        let began = Instant::now();
        let sent = sender.send(Errand::new("client credentials", request).secret()).await;
        let response = sent.map_err(|error| Error::credentials_because("no token was issued", error))?;
        // The error of the reader may show a part of what it read.
        let answer: Answer = serde_json::from_slice(response.body())
            .map_err(|_| Error::credentials("the answer of the token URL has no `access_token`"))?;
        let lifetime = answer.expires_in.filter(|seconds| *seconds > 0.0);
        let lifetime = lifetime.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).unwrap_or(UNSAID);
        let kept = lifetime.saturating_sub(MARGIN).max(lifetime / 2);
        let renewed_at = began.checked_add(kept).unwrap_or(began);
        Ok(Issued { by: url.clone(), token: answer.access_token, renewed_at })
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials").field("id", &self.id).field("scopes", &self.scopes).finish_non_exhaustive()
    }
}

/// A call that is made with such a token.
struct Fetching<'a> {
    login: &'a ClientCredentials,
    url: Uri,
    sender: &'a dyn SendErrand,
    issued: Option<Arc<Issued>>,
    /// Whether the token was fetched for this call.
    is_new: bool,
}

impl Authenticating for Fetching<'_> {
    fn ready(&mut self) -> Readying<'_> {
        Box::pin(async {
            let mut issued = self.login.issued.lock().await;
            let is_good = |kept: &&Arc<Issued>| kept.by == self.url && kept.renewed_at > Instant::now();
            // What this call was refused with must not be used again.
            let is_other = |kept: &&Arc<Issued>| self.issued.as_ref().is_none_or(|used| !Arc::ptr_eq(used, kept));
            let kept = issued.as_ref().filter(is_good).filter(is_other).map(Arc::clone);
            (self.issued, self.is_new) = match kept {
                Some(kept) => (Some(kept), false),
                None => {
                    let fresh = Arc::new(self.login.fetch(&self.url, self.sender).await?);
                    *issued = Some(Arc::clone(&fresh));
                    (Some(fresh), true)
                }
            };
            Ok(())
        })
    }

    fn apply(&mut self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        self.issued.as_ref().map_or(Ok(()), |issued| Written::Bearer(&issued.token).apply(request))
    }

    fn secrets(&self) -> Vec<Cow<'_, str>> {
        self.issued.iter().map(|issued| Cow::Borrowed(issued.token.expose())).collect()
    }

    fn judge(&mut self, outcome: Result<Response, Error>) -> Judgement {
        match outcome {
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) && !self.is_new => Judgement::Again(error),
            outcome => {
                // Another attempt of this call may use the same one.
                self.issued = None;
                Judgement::Stands(outcome)
            }
        }
    }
}
