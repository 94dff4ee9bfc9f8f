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

/// How long a failure is told to everybody before a token is asked for again: failed logins lock accounts.
const PAUSE: Duration = Duration::from_secs(5);

/// What a program proves by that it is itself, to be given tokens.
///
/// One task fetches a token while the others wait; it is kept for all clones of a configuration, and fetched again a minute before it
/// expires, or once when the service refuses it. Where none was issued, all calls of the next five seconds are told so.
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
    kept: Mutex<Option<Kept>>,
}

/// What a token URL answered last.
struct Kept {
    /// Of one login there may be several, for services with token URLs of their own.
    by: Uri,
    /// A token, or why there is none.
    token: Result<Arc<Secret>, Arc<Error>>,
    /// When to ask again.
    until: Instant,
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
        Self { id, secret, token_url: None, scopes: Vec::new(), kept: Mutex::new(None) }
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
        Ok(Box::new(Fetching { login: self, url, sender: call.sender, token: None, is_new: false }))
    }

    /// A token, and for how long to keep it.
    async fn fetch(&self, url: &Uri, sender: &dyn SendErrand) -> Result<(Secret, Duration), Error> {
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
        let sent = sender.send(Errand::new("client credentials", request).secret()).await;
        let response = sent.map_err(|error| Error::credentials_because("no token was issued", error))?;
        // The error of the reader may show a part of what it read.
        let answer: Answer = serde_json::from_slice(response.body())
            .map_err(|_| Error::credentials("the answer of the token URL has no `access_token`"))?;
        let lifetime = answer.expires_in.filter(|seconds| *seconds > 0.0);
        let lifetime = lifetime.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).unwrap_or(UNSAID);
        Ok((answer.access_token, lifetime.saturating_sub(MARGIN).max(lifetime / 2)))
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
    token: Option<Arc<Secret>>,
    /// Whether the token was fetched for this call.
    is_new: bool,
}

impl Authenticating for Fetching<'_> {
    fn ready(&mut self) -> Readying<'_> {
        Box::pin(async {
            let mut kept = self.login.kept.lock().await;
            let known = kept.as_ref().filter(|kept| kept.by == self.url && kept.until > Instant::now());
            match known.map(|kept| &kept.token) {
                // What this call was refused with must not be used again.
                Some(Ok(token)) if self.token.as_ref().is_none_or(|used| !Arc::ptr_eq(used, token)) => {
                    (self.token, self.is_new) = (Some(Arc::clone(token)), false);
                    return Ok(());
                }
                Some(Err(error)) => return Err(Error::shared(error)),
                Some(Ok(_)) | None => {}
            }
            let began = Instant::now();
            let (token, since, time) = match self.login.fetch(&self.url, self.sender).await {
                Ok((token, time)) => (Ok(Arc::new(token)), began, time),
                Err(error) => (Err(Arc::new(error)), Instant::now(), PAUSE),
            };
            (self.token, self.is_new) = (token.as_ref().ok().cloned(), true);
            let result = token.as_ref().map(drop).map_err(Error::shared);
            *kept = Some(Kept { by: self.url.clone(), token, until: since.checked_add(time).unwrap_or(since) });
            result
        })
    }

    fn apply(&mut self, request: &mut http::Request<Bytes>) -> Result<(), Error> {
        self.token.as_ref().map_or(Ok(()), |token| Written::Bearer(token).apply(request))
    }

    fn secrets(&self) -> Vec<Cow<'_, str>> {
        self.token.iter().map(|token| Cow::Borrowed(token.expose())).collect()
    }

    fn judge(&mut self, outcome: Result<Response, Error>) -> Judgement {
        match outcome {
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) && !self.is_new => Judgement::Again(error),
            outcome => {
                // Another attempt of this call may use the same one.
                self.token = None;
                Judgement::Stands(outcome)
            }
        }
    }
}
