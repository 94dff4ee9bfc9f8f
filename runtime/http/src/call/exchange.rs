//! Makes one exchange with a transport, held to its limits whatever the transport does: time, bytes, values. Knows
//! bodies as bytes. Must not know what a response means.

use crate::authentication::written::SecretQuery;
use crate::outcome::chunks::{Chunks, Gathered};
use crate::timer::{self, Deadline};
use crate::transport::{Limits, TransportError, TransportErrorKind, Upload};
use crate::{Config, Response};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::{Method, StatusCode};
use std::time::Duration;

/// What a transport that keeps its limits may be late by, before it is cut off.
const GRACE: Duration = Duration::from_millis(250);

/// Sends a request and waits for the whole answer.
pub(crate) async fn exchange(
    config: &Config,
    mut request: http::Request<Bytes>,
    limits: Limits,
) -> Result<Response, TransportError> {
    let transport = config.transport();
    make_ready(config, &mut request).await?;
    let exchange = transport.send(request);
    let cut = if transport.keeps_limits() { None } else { limits.timeout.checked_add(GRACE) };
    let response = match timer::within(cut, exchange).await {
        Some(outcome) => outcome?,
        None => {
            let text = format!("the transport took longer than {:?}", limits.timeout);
            return Err(TransportError::new(TransportErrorKind::Timeout, text));
        }
    };
    bounded(response, limits, config.max_body_values())
}

/// Puts into a request what waits among its extensions: secrets, and the body where the transport takes no streams.
async fn make_ready(config: &Config, request: &mut http::Request<Bytes>) -> Result<(), TransportError> {
    SecretQuery::send_in(request);
    if !config.transport().takes_uploads()
        && let Some(upload) = request.extensions_mut().remove::<Upload>()
    {
        let read = Box::pin(upload.collect()).await;
        *request.body_mut() = read.map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
    }
    Ok(())
}

/// How an answer is received that may be too large to be held, or never end.
pub(crate) struct Streaming {
    /// The statuses, first and last, whose bodies are left to be read; all others are read as [`exchange`] does.
    pub statuses: &'static [(u16, u16)],
    /// How long the next piece of a body may take.
    pub idle: Duration,
}

impl Streaming {
    fn is_of(&self, status: StatusCode) -> bool {
        self.statuses.iter().any(|(first, last)| (*first..=*last).contains(&status.as_u16()))
    }
}

/// Sends a request and waits for the head of the answer. What is not to be streamed is read as a whole.
pub(crate) async fn open(
    config: &Config,
    mut request: http::Request<Bytes>,
    limits: Limits,
    streaming: &Streaming,
) -> Result<(Response, Option<Chunks>), TransportError> {
    let deadline = Deadline::after(limits.timeout);
    let transport = config.transport();
    let late = || {
        let text = format!("the transport took longer than {:?}", limits.timeout);
        TransportError::new(TransportErrorKind::Timeout, text)
    };
    make_ready(config, &mut request).await?;
    let cut = if transport.keeps_limits() { None } else { limits.timeout.checked_add(GRACE) };
    let opened = timer::within(cut, transport.open(request)).await.ok_or_else(late)??;
    let (head, mut chunks) = opened.into_parts();
    if streaming.is_of(head.status) {
        chunks.set_idle_timeout(streaming.idle);
        return Ok((http::Response::from_parts(head, Bytes::new()).into(), Some(chunks)));
    }
    let mut body = Gathered::default();
    let limit = limits.of_body(head.status);
    let outcome = timer::within(deadline.left(), gather(&mut chunks, &mut body, limit)).await;
    let whole = http::Response::from_parts(head, body.into_bytes());
    match outcome.unwrap_or_else(|| Err(late())) {
        Ok(()) => Ok((bounded(whole, limits, config.max_body_values())?, None)),
        // As much of an error as says what is wrong.
        Err(error) if error.kind() == TransportErrorKind::TooLarge && !whole.status().is_success() => {
            Ok((whole.into(), None))
        }
        Err(error) => Err(error.answered(whole)),
    }
}

async fn gather(chunks: &mut Chunks, body: &mut Gathered, limit: usize) -> Result<(), TransportError> {
    while let Some(chunk) = chunks.next().await {
        body.push(chunk?, limit)?;
    }
    Ok(())
}

/// Says that there is no body where the method means one, which HTTP clients leave out (RFC 9110, section 8.6).
pub(crate) fn declare_empty_body(request: &mut http::Request<Bytes>) {
    let means_body = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if means_body && request.body().is_empty() && request.extensions().get::<Upload>().is_none() {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
}

/// The default transport stops reading at the limits; another one may not know of them.
fn bounded(mut response: http::Response<Bytes>, limits: Limits, values: usize) -> Result<Response, TransportError> {
    let limit = limits.of_body(response.status());
    if response.body().len() > limit {
        response.body_mut().truncate(limit);
        if response.status().is_success() {
            return Err(TransportError::too_large(limit).answered(response));
        }
    }
    if has_more_values(response.body(), values) {
        return Err(TransportError::too_many_values(values).answered(response));
    }
    Ok(response.into())
}

/// Whether a JSON body has more values than this. Each takes up to some hundred times its bytes in memory, and nearly each
/// begins with a bracket or follows a comma, which is near enough.
fn has_more_values(body: &[u8], limit: usize) -> bool {
    // What has less bytes cannot have more values, so nearly no body is looked at.
    if body.len() <= limit {
        return false;
    }
    let (mut values, mut in_text, mut is_escaped, mut is_counted) = (0_usize, false, false, false);
    for byte in body {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b',' => (values, is_counted) = (values + 1, true),
            b'{' | b'[' if !is_counted => values += 1,
            b' ' | b'\t' | b'\n' | b'\r' => {}
            _ => is_counted = false,
        }
    }
    values > limit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_outside_of_text() {
        for (body, values) in [
            ("{\"quotas\":[{},{}, {}]}", 5),
            ("[1,2,3,4,5,6,7]", 7),
            ("[{\"a\":[]},[]]", 4),
            (r#"{"a":"[[[[{{{{,,,,","b":"\"[[[[\\"}"#, 2),
            (r#"["\\","[,,,,"]"#, 2),
            ("<html>,,,", 3),
        ] {
            assert!(!has_more_values(body.as_bytes(), values), "{body}");
            assert!(has_more_values(body.as_bytes(), values - 1), "{body}");
        }
    }
}
