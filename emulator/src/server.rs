//! Serves connections: how many, how large, how long. The only module that knows hyper's server and tokio's sockets.
//! Must not know what is requested and answered.

mod forward;
mod idle;
mod payload;

use crate::answer::{Answer, Content};
use crate::dispatch;
use crate::log::{LogLine, Sinks, record};
use crate::outcome::Outcome;
use crate::published::{self, Peer};
use crate::state::State;
use crate::state::faults::Ending;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use idle::{Connection, IdleConnections};
use payload::{Cut, Payload};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

const MAX_BODY: usize = 1024 * 1024;
/// Tokens have up to 10 KiB.
const MAX_HEAD: usize = 64 * 1024;
const MAX_HEADERS: usize = 100;
/// From one request of a connection to the next, too.
const HEAD_TIME: Duration = Duration::from_secs(60);
const BODY_TIME: Duration = Duration::from_secs(30);
/// How long a connection waits until others make room for it.
const ROOM_TIME: Duration = Duration::from_millis(1);
/// How long a stop waits for answers that are under way.
const GRACE: Duration = Duration::from_secs(3);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Listens, and says at which address: a port that is 0 is any that is free.
pub(crate) async fn bind(address: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// Serves until told to stop, or until whoever could tell is gone; so many connections at once.
pub(crate) async fn serve(
    listener: TcpListener,
    most: usize,
    state: Arc<State>,
    sinks: Sinks,
    mut stop: watch::Receiver<bool>,
) {
    let (slots, idle) = (Arc::new(Semaphore::new(most)), Arc::new(IdleConnections::default()));
    let mut connections = JoinSet::new();
    loop {
        let (stream, slot) = tokio::select! {
            accepted = accept(&listener, &slots, &idle) => accepted,
            _ = stop.changed() => break,
        };
        while connections.try_join_next().is_some() {}
        let (state, sinks, stop) = (Arc::clone(&state), sinks.clone(), stop.clone());
        let connection = Connection::new(Arc::clone(&idle));
        connections.spawn(async move {
            tokio::select! {
                () = serve_one(stream, &connection, state, sinks, stop) => {}
                () = connection.closed() => {}
            }
            drop(slot);
        });
    }
    drop(listener);
    // What is not done by then ends with the set.
    timeout(GRACE, async { while connections.join_next().await.is_some() {} }).await.ok();
}

/// The next connection, and a slot for it. Where there is none, or no file, whoever keeps silent makes room.
async fn accept(
    listener: &TcpListener,
    slots: &Arc<Semaphore>,
    idle: &IdleConnections,
) -> (TcpStream, OwnedSemaphorePermit) {
    let stream = loop {
        match listener.accept().await {
            Ok((stream, _)) => break stream,
            Err(_) => {
                idle.close_longest();
                sleep(ROOM_TIME).await;
            }
        }
    };
    stream.set_nodelay(true).ok();
    loop {
        if slots.available_permits() == 0 {
            idle.close_longest();
        }
        // Nobody takes a slot meanwhile; but all that there are may be answered just now.
        if let Ok(Ok(slot)) = timeout(ROOM_TIME, Arc::clone(slots).acquire_owned()).await {
            return (stream, slot);
        }
    }
}

async fn serve_one(
    stream: TcpStream,
    connection: &Connection,
    state: Arc<State>,
    sinks: Sinks,
    mut stop: watch::Receiver<bool>,
) {
    let peer = stream.peer_addr().map(|address| Peer(address.ip())).ok();
    let service = service_fn(|mut request| {
        peer.map(|peer| request.extensions_mut().insert(peer));
        exchange(&state, &sinks, connection, request)
    });
    let mut served = std::pin::pin!(
        http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .max_headers(MAX_HEADERS)
            .max_buf_size(MAX_HEAD)
            .serve_connection(TokioIo::new(stream), service)
    );
    // Its errors are those of a client that went away, or the ones that were asked for.
    tokio::select! {
        _ = served.as_mut() => return,
        _ = stop.changed() => served.as_mut().graceful_shutdown(),
    }
    served.await.ok();
}

async fn exchange(
    state: &State,
    sinks: &Sinks,
    connection: &Connection,
    request: Request<Incoming>,
) -> Result<Response<Payload>, Cut> {
    let start = Instant::now();
    let (head, body) = request.into_parts();
    // As much as hyper reads at once may be above its own limit.
    if size(&head) > MAX_HEAD {
        let text = format!("The request head is larger than {MAX_HEAD} bytes");
        return response(refused(state, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, &text));
    }
    let body = timeout(BODY_TIME, Limited::new(body, MAX_BODY).collect()).await;
    let _busy = connection.busy();
    let (request, mut outcome) = match body {
        Ok(Ok(body)) => {
            let request = Request::from_parts(head, body.to_bytes());
            let outcome = dispatch::answer(state, &request);
            (request, outcome)
        }
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            let text = format!("The request body is larger than {MAX_BODY} bytes");
            (Request::from_parts(head, Bytes::new()), refused(state, StatusCode::PAYLOAD_TOO_LARGE, &text))
        }
        // The client is gone.
        Ok(Err(_)) => return Err(Cut),
        Err(_) => {
            let text = "The request body did not come in time";
            (Request::from_parts(head, Bytes::new()), refused(state, StatusCode::REQUEST_TIMEOUT, text))
        }
    };
    if let Some(forward) = outcome.forward.take() {
        outcome.answer = forward::ask(forward, &outcome.request_id).await;
    }
    published::count(state, &outcome, request.body().len(), start.elapsed());
    if !outcome.latency.is_zero() {
        sleep(outcome.latency).await;
    }
    if let Some(log) = &sinks.log {
        log.write(&LogLine { request: &request, outcome: &outcome, duration: start.elapsed() }.to_string());
    }
    if let Some(record) = &sinks.record {
        record::line(state, &request, &outcome).iter().for_each(|line| record.write(line));
    }
    response(outcome)
}

/// How many bytes a head has, as its client would write it.
fn size(head: &Parts) -> usize {
    let target = [head.uri.authority().map(|part| part.as_str()), head.uri.path_and_query().map(|part| part.as_str())];
    let line = head.method.as_str().len() + target.into_iter().flatten().map(str::len).sum::<usize>();
    line + head.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len()).sum::<usize>()
}

fn refused(state: &State, status: StatusCode, text: &str) -> Outcome {
    let request_id = state.ids.hex();
    let answer = Answer::front(status, "APIG.0201", text, &request_id);
    Outcome::of(answer, request_id)
}

fn response(outcome: Outcome) -> Result<Response<Payload>, Cut> {
    let (media_type, body) = match outcome.answer.body {
        Some(Content::Json(body)) => (Some("application/json".into()), Bytes::from(body.to_string())),
        Some(Content::Bytes(media_type, bytes)) => (Some(media_type), bytes),
        None => (None, Bytes::new()),
    };
    let payload = match outcome.ending {
        Some(Ending::Dropped | Ending::DroppedAfter) => return Err(Cut),
        Some(Ending::Truncated) => Payload::cut(body),
        None => Payload::whole(body),
    };
    let mut response = Response::new(payload);
    *response.status_mut() = outcome.answer.status;
    response.headers_mut().extend(outcome.answer.headers);
    // What is no header is of a document that nobody can call.
    if let Some(media_type) = media_type.and_then(|media_type| HeaderValue::from_str(&media_type).ok()) {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    if let Ok(id) = HeaderValue::from_str(&outcome.request_id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    Ok(response)
}
