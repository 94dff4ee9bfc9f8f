//! Asks a backend on this machine. Knows sockets and HTTP. Must not know why it is asked.

use crate::answer::{Answer, Content};
use crate::outcome::Forward;
use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// More than anybody's test needs of a backend.
const MAX_ANSWER: usize = 16 * 1024 * 1024;

/// What the backend answers, or why there is no answer.
pub(super) async fn ask(forward: Box<Forward>, request_id: &str) -> Answer {
    let Forward { to, request, timeout: time, codes, changes } = *forward;
    let refused = |status, number, text| Answer::front(status, &format!("{codes}.{number}"), text, request_id);
    let mut answer = match timeout(time, exchange(to, request)).await {
        Ok(answer) => answer.unwrap_or_else(|_| refused(StatusCode::BAD_GATEWAY, "0202", "Backend unavailable")),
        Err(_) => refused(StatusCode::GATEWAY_TIMEOUT, "0203", "Backend timeout"),
    };
    changes.into_iter().for_each(|change| change.apply(&mut answer));
    answer
}

async fn exchange(to: SocketAddr, request: Request<Bytes>) -> Result<Answer, Box<dyn std::error::Error + Send + Sync>> {
    let stream = TcpStream::connect(to).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let answered = async {
        let answer = sender.send_request(request.map(Full::new)).await?;
        let (mut head, body) = answer.into_parts();
        let body = Limited::new(body, MAX_ANSWER).collect().await?.to_bytes();
        let media_type = head.headers.remove(CONTENT_TYPE);
        let media_type =
            media_type.as_ref().and_then(|value| value.to_str().ok()).unwrap_or("application/octet-stream");
        for own in [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
            head.headers.remove(own);
        }
        let headers = head.headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
        let body = Some(Content::Bytes(media_type.to_owned().into(), body));
        Ok(Answer { status: head.status, headers, body })
    };
    // The connection moves bytes for as long as the answer is awaited.
    tokio::select! {
        answer = answered => answer,
        Err(error) = connection => Err(error.into()),
    }
}
