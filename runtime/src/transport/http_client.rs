//! The default transport, on reqwest.
//!
//! The only module that knows reqwest. Follows no redirects, stops reading at the body limit, and reports every
//! failure in this crate's words, without the URL.

use super::{Exchange, Limits, Transport, TransportError, TransportErrorKind, tls};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::validate::Violation;
use bytes::{Bytes, BytesMut};
use std::time::Duration;

pub(crate) struct HttpClient {
    client: reqwest::Client,
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
        Ok(Self { client })
    }

    async fn exchange(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
        // Outside of a Tokio runtime reqwest panics.
        if let Err(error) = tokio::runtime::Handle::try_current() {
            return Err(TransportError::new(TransportErrorKind::Connect, error));
        }
        let limits = request.extensions().get::<Limits>().copied();
        let mut request = reqwest::Request::try_from(request).map_err(failed)?;
        *request.timeout_mut() = limits.map(|limits| limits.timeout);
        let mut response = self.client.execute(request).await.map_err(failed)?;

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
