//! Sends requests by reqwest: the default transport. The only module that knows reqwest. Follows no redirects, stops
//! reading at the body limit, and reports every failure in this crate's words, without the URL.

mod bodies;

use super::{Chunks, Direct, Exchange, Limits, Opening, Transport, TransportError, TransportErrorKind, Upload, tls};
use crate::endpoint::{is_link_local, is_loopback};
use crate::outcome::chunks::Gathered;
use crate::outcome::error::Error;
use crate::timer;
use crate::validate::Violation;
use bodies::{Pieces, Sending};
use bytes::Bytes;
use rustls::ClientConfig;
use std::fmt;
use std::mem;
use std::sync::OnceLock;
use std::time::Duration;

/// The transport that a configuration has unless it is given another one: for a transport of one's own around it.
///
/// ```
/// use oaswright_runtime::{Config, http, transport::{Bytes, Exchange, HttpClient, Transport}};
///
/// /// Sends, and says what.
/// struct Loud(HttpClient);
///
/// impl Transport for Loud {
///     fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
///         println!("{} {}", request.method(), request.uri());
///         self.0.send(request)
///     }
///
///     fn keeps_limits(&self) -> bool {
///         self.0.keeps_limits()
///     }
/// }
///
/// let config = Config::builder().endpoint("https://api.example.com").transport(Loud(HttpClient::new()?)).build()?;
/// # let _ = config;
/// # Ok::<(), oaswright_runtime::Error>(())
/// ```
pub struct HttpClient {
    client: reqwest::Client,
    /// Without proxies, for this machine and for the metadata of the instance that it is. Made when it is needed.
    direct: OnceLock<reqwest::Client>,
    /// How to make it; `None` for a client of the caller's own, who answers for its proxies.
    tls: Option<ClientConfig>,
    connect_timeout: Option<Duration>,
}

impl HttpClient {
    /// Connecting takes no longer, unless it is said otherwise.
    pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

    /// As a configuration makes it, with 10 seconds for connecting.
    ///
    /// # Errors
    ///
    /// The certificates that the operating system trusts cannot be read.
    pub fn new() -> Result<Self, Error> {
        Self::make(None, Some(Self::CONNECT_TIMEOUT), false, true)
    }

    /// On an HTTP client of one's own: see [`ConfigBuilder::http_client`](crate::ConfigBuilder::http_client).
    ///
    /// # Errors
    ///
    /// It cannot be built.
    pub fn from_builder(builder: reqwest::ClientBuilder) -> Result<Self, Error> {
        Self::make(Some(builder), None, false, true)
    }

    /// Makes a client, from the caller's own builder if there is one, for an endpoint on this machine or elsewhere.
    pub(crate) fn make(
        own: Option<reqwest::ClientBuilder>,
        connect_timeout: Option<Duration>,
        is_local: bool,
        needs_tls: bool,
    ) -> Result<Self, Error> {
        let (builder, tls) = match own {
            Some(builder) => {
                tls::ensure_provider();
                (if is_local { builder.no_proxy() } else { builder }, None)
            }
            None => {
                let tls = tls::config(needs_tls)?;
                (reqwest::Client::builder().tls_backend_preconfigured(tls.clone()), Some(tls))
            }
        };
        let client = finish(builder, connect_timeout).map_err(|error| {
            let error = TransportError::new(TransportErrorKind::Other, error);
            Error::config(vec![Violation::new("http_client", format!("cannot be built: {error}"))])
        })?;
        Ok(Self { client, direct: OnceLock::new(), tls, connect_timeout })
    }

    /// The client for a request. One to this machine carries its secrets no further, whatever `HTTP_PROXY` says,
    /// and through a proxy the metadata of this instance (169.254.169.254) would be those of the proxy's.
    fn client(&self, request: &http::Request<Bytes>) -> Result<&reqwest::Client, TransportError> {
        let host = request.uri().host().unwrap_or_default();
        let is_meant = request.extensions().get::<Direct>().is_some();
        let is_direct = is_meant || is_link_local(host) || (self.tls.is_some() && is_loopback(host));
        if !is_direct {
            return Ok(&self.client);
        }
        if let Some(direct) = self.direct.get() {
            return Ok(direct);
        }
        let builder = match &self.tls {
            Some(tls) => reqwest::Client::builder().tls_backend_preconfigured(tls.clone()),
            None => reqwest::Client::builder(),
        };
        let client = finish(builder.no_proxy(), self.connect_timeout).map_err(failed)?;
        Ok(self.direct.get_or_init(|| client))
    }

    /// The client for a request, the request as it takes it, and what that may cost.
    fn prepared(&self, request: http::Request<Bytes>) -> Result<Prepared<'_>, TransportError> {
        // Outside of a Tokio runtime reqwest panics.
        if let Err(error) = tokio::runtime::Handle::try_current() {
            return Err(TransportError::new(TransportErrorKind::Connect, error));
        }
        let limits = request.extensions().get::<Limits>().copied();
        let client = self.client(&request)?;
        let upload = request.extensions().get::<Upload>().map(Sending::of);
        let mut request = reqwest::Request::try_from(request).map_err(failed)?;
        if let Some(upload) = upload {
            *request.body_mut() = Some(reqwest::Body::wrap(upload));
        }
        Ok((client, request, limits))
    }

    async fn opening(&self, request: http::Request<Bytes>) -> Result<http::Response<Chunks>, TransportError> {
        let (client, request, limits) = self.prepared(request)?;
        let time = limits.map(|limits| limits.timeout);
        match timer::within(time, client.execute(request)).await {
            Some(response) => {
                let mut response = response.map_err(failed)?;
                Ok(head(&mut response, ()).map(|()| Chunks::new(Pieces::of(response))))
            }
            None => Err(TransportError::new(TransportErrorKind::Timeout, "the head of the answer did not come")),
        }
    }

    async fn exchange(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
        let (client, mut request, limits) = self.prepared(request)?;
        *request.timeout_mut() = limits.map(|limits| limits.timeout);
        let mut response = client.execute(request).await.map_err(failed)?;

        let mut answer = head(&mut response, Gathered::default());
        let limit = limits.map_or(usize::MAX, |limits| limits.of_body(response.status()));
        let outcome = read(&mut response, answer.body_mut(), limit).await;
        let answer = answer.map(Gathered::into_bytes);
        match outcome {
            Ok(()) => Ok(answer),
            // As much of an error as says what is wrong.
            Err(error) if error.kind() == TransportErrorKind::TooLarge && !answer.status().is_success() => Ok(answer),
            Err(error) => Err(error.answered(answer)),
        }
    }
}

/// A client, a request for it, and what that may cost.
type Prepared<'a> = (&'a reqwest::Client, reqwest::Request, Option<Limits>);

/// What all clients here have in common.
fn finish(
    mut builder: reqwest::ClientBuilder,
    connect_timeout: Option<Duration>,
) -> Result<reqwest::Client, reqwest::Error> {
    if let Some(timeout) = connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    builder.redirect(reqwest::redirect::Policy::none()).build()
}

impl fmt::Debug for HttpClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A client may hold certificates with their keys.
        f.debug_struct("HttpClient").finish_non_exhaustive()
    }
}

impl Transport for HttpClient {
    fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
        Box::pin(self.exchange(request))
    }

    fn open(&self, request: http::Request<Bytes>) -> Opening<'_> {
        Box::pin(self.opening(request))
    }

    fn keeps_limits(&self) -> bool {
        true
    }

    fn takes_uploads(&self) -> bool {
        true
    }
}

/// Reads the body up to the limit; refuses one that declares itself too large before reading any of it.
async fn read(response: &mut reqwest::Response, body: &mut Gathered, limit: usize) -> Result<(), TransportError> {
    let is_too_large = response.content_length().is_some_and(|length| length > limit as u64);
    if is_too_large && response.status().is_success() {
        return Err(TransportError::too_large(limit));
    }
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        body.push(chunk, limit)?;
    }
    Ok(())
}

/// Status and headers of an answer.
fn head<T>(response: &mut reqwest::Response, body: T) -> http::Response<T> {
    let mut answer = http::Response::new(body);
    *answer.status_mut() = response.status();
    *answer.headers_mut() = mem::take(response.headers_mut());
    answer
}

fn failed(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let is_connect = error.is_connect();
    let kind = if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if is_connect {
        TransportErrorKind::Connect
    } else {
        TransportErrorKind::Other
    };
    let is_other_protocol = is_connect && tls::is_other_protocol(&error);
    let error = TransportError::new(kind, error);
    let error = if is_connect { error.while_connecting() } else { error };
    if is_other_protocol { error.in_other_words("the server does not seem to speak TLS") } else { error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_and_its_link_go_around_proxies() {
        let client = HttpClient::make(None, None, false, false).unwrap();
        for (url, is_direct) in [
            ("https://api.example.com/", false),
            ("http://169.253.1.1/", false),
            ("http://169.254.example.com/", false),
            ("http://169.254.169.254/openstack", true),
            ("http://localhost:8080/", true),
            ("http://[::1]/", true),
            ("http://[fe80::1]/", true),
            ("http://[2001:db8::1]/", false),
        ] {
            let is = |request: &_| !std::ptr::eq(client.client(request).unwrap(), &raw const client.client);
            let mut request = http::Request::new(Bytes::new());
            *request.uri_mut() = url.parse().unwrap();
            assert_eq!(is(&request), is_direct, "{url}");
            request.extensions_mut().insert(Direct);
            assert!(is(&request), "{url}");
        }
    }
}
