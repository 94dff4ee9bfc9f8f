//! The default transport, on reqwest.
//!
//! The only module that knows reqwest. Follows no redirects, stops reading at the body limit, and reports every
//! failure in this crate's words, without the URL.

use super::{Exchange, Limits, Transport, TransportError, TransportErrorKind, tls};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::validate::Violation;
use bytes::{Bytes, BytesMut};
use std::net::Ipv4Addr;
use std::sync::OnceLock;
use std::time::Duration;

pub(crate) struct HttpClient {
    client: reqwest::Client,
    /// For the link that the machine is on, made when it is needed.
    link: OnceLock<reqwest::Client>,
}

impl HttpClient {
    /// Makes a client, from the caller's own builder if there is one.
    pub(crate) fn new(
        own: Option<reqwest::ClientBuilder>,
        connect_timeout: Option<Duration>,
        endpoint: &Endpoint,
    ) -> Result<Self, Error> {
        let mut builder = match own {
            Some(builder) => {
                tls::ensure_provider();
                builder
            }
            None => reqwest::Client::builder().tls_backend_preconfigured(tls::config(endpoint.is_https())?),
        };
        if endpoint.is_loopback() {
            // A request to this machine carries its token no further, whatever HTTP_PROXY says.
            builder = builder.no_proxy();
        }
        if let Some(timeout) = connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        let client = builder.redirect(reqwest::redirect::Policy::none()).build().map_err(|error| {
            let error = TransportError::new(TransportErrorKind::Other, error);
            Error::config(vec![Violation::new("http_client", format!("cannot be built: {error}"))])
        })?;
        Ok(Self { client, link: OnceLock::new() })
    }

    /// The client for a request: one without proxies for addresses of the link that the machine is on (169.254.0.0/16).
    /// Behind a proxy the metadata service there would be that of the proxy's machine, with that machine's key.
    fn client_for(&self, request: &http::Request<Bytes>) -> Result<&reqwest::Client, TransportError> {
        let address = request.uri().host().and_then(|host| host.parse::<Ipv4Addr>().ok());
        if !address.is_some_and(|address| address.is_link_local()) {
            return Ok(&self.client);
        }
        if let Some(client) = self.link.get() {
            return Ok(client);
        }
        let other = |error: Error| TransportError::new(TransportErrorKind::Other, error);
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls::config(false).map_err(other)?)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(failed)?;
        Ok(self.link.get_or_init(|| client))
    }

    async fn exchange(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
        // Outside of a Tokio runtime reqwest panics.
        if let Err(error) = tokio::runtime::Handle::try_current() {
            return Err(TransportError::new(TransportErrorKind::Connect, error));
        }
        let limits = request.extensions().get::<Limits>().copied();
        let client = self.client_for(&request)?;
        let mut request = reqwest::Request::try_from(request).map_err(failed)?;
        *request.timeout_mut() = limits.map(|limits| limits.timeout);
        let mut response = client.execute(request).await.map_err(failed)?;

        let mut answer = http::Response::new(BytesMut::new());
        *answer.status_mut() = response.status();
        *answer.headers_mut() = response.headers().clone();
        let limit = limits.map_or(usize::MAX, |limits| limits.max_body_size);
        let outcome = read(&mut response, answer.body_mut(), limit).await;
        let answer = answer.map(BytesMut::freeze);
        match outcome {
            Ok(()) => Ok(answer),
            Err(error) => Err(error.answered(answer)),
        }
    }
}

impl Transport for HttpClient {
    fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
        Box::pin(self.exchange(request))
    }
}

/// Reads the body up to the limit; refuses one that declares itself too large before reading any of it.
async fn read(response: &mut reqwest::Response, body: &mut BytesMut, limit: usize) -> Result<(), TransportError> {
    if response.content_length().is_some_and(|length| length > limit as u64) {
        return Err(TransportError::too_large(limit));
    }
    while let Some(chunk) = response.chunk().await.map_err(failed)? {
        let room = limit - body.len();
        body.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        if chunk.len() > room {
            return Err(TransportError::too_large(limit));
        }
    }
    Ok(())
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
    let error = TransportError::new(kind, error);
    if is_connect { error.while_connecting() } else { error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_link_goes_around_proxies() {
        let endpoint = Endpoint::parse("http://127.0.0.1:1", false).unwrap();
        let client = HttpClient::new(None, None, &endpoint).unwrap();
        for (url, is_direct) in [
            ("https://apig.example.com/", false),
            ("http://169.253.1.1/", false),
            ("http://169.254.example.com/", false),
            ("http://169.254.169.254/openstack", true),
        ] {
            let request = http::Request::get(url).body(Bytes::new()).unwrap();
            assert_eq!(!std::ptr::eq(client.client_for(&request).unwrap(), &client.client), is_direct, "{url}");
        }
    }
}
