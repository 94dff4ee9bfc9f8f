//! Tests answers that take their time.
//!
//! The calls of a table are made at once, so that a test takes as long as the slowest of them.

use super::wire::{Faulty, Step, answer, send};
use super::{METHODS, Method, client};
use crate::run;
use crate::sdk::builder;
use oaswright_runtime::{Error, ErrorKind, Retry};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Enough for what comes at once to be read, even by a machine that is busy with other things.
const ATTEMPT: Duration = Duration::from_millis(700);

/// A call that must not wait longer than the time of an attempt, and be made as often as it may.
async fn times_out(steps: Vec<Step>, method: Method) -> Error {
    let server = Faulty::start(move |_, _| steps.clone());
    let client = client(builder(server.url()).attempt_timeout(ATTEMPT));
    let start = Instant::now();
    let error = method.call(&client).await.unwrap_err();
    let attempts = method.attempts(ErrorKind::Timeout);
    assert!(start.elapsed() >= ATTEMPT * attempts);
    assert!(error.is_timeout() && !error.is_connect(), "{error}");
    assert_eq!((error.attempts(), server.requests().len()), (attempts, attempts as usize), "{method:?}");
    error
}

#[test]
fn what_does_not_end_in_time_is_given_up_and_what_came_is_kept() {
    let head = "HTTP/1.1 200 OK\r\nx-request-id: r1\r\n";
    let chunk = format!("{head}transfer-encoding: chunked\r\n\r\n2\r\n[]\r\n");
    for (error, kept) in run(async {
        let mut calls = JoinSet::new();
        for (steps, kept) in [
            (vec![Step::Silence], None),
            (vec![send(head), Step::Silence], None),
            (vec![Step::Drip(format!("{head}x: {}", "y".repeat(10_000)).into())], None),
            (vec![send(format!("{head}content-length: 9\r\n\r\n")), Step::Silence], Some("")),
            (vec![send(format!("{head}content-length: 9\r\n\r\n[ ")), Step::Silence], Some("[ ")),
            (vec![send(format!("{head}content-length: 10000\r\n\r\n[")), Step::Drip(vec![b' '; 9999])], Some("[ ")),
            (vec![send(&*chunk), Step::Silence], Some("[]")),
            (vec![send(&*chunk), Step::Drip(b"1\r\n \r\n".repeat(1000))], Some("[]")),
            (vec![send(format!("{head}connection: close\r\n\r\n[ ")), Step::Silence], Some("[ ")),
        ] {
            for method in METHODS {
                let steps = steps.clone();
                calls.spawn(async move { (times_out(steps, method).await, kept) });
            }
        }
        calls.join_all().await
    }) {
        assert_eq!(error.request_id(), kept.map(|_| "r1"), "{error}");
        assert_eq!(error.status().map(|status| status.as_u16()), kept.map(|_| 200));
        let body = error.body().map(|body| str::from_utf8(body).unwrap());
        assert!(
            match (body, kept) {
                (Some(body), Some(kept)) => body.starts_with(kept) && body.len() < 1000,
                (body, kept) => body == kept,
            },
            "{body:?}, not {kept:?}"
        );
    }
}

#[test]
fn interim_answers_without_end() {
    let server = Faulty::start(|_, _| vec![Step::Forever(b"HTTP/1.1 100 Continue\r\n\r\n".repeat(100))]);
    let client = client(builder(server.url()).attempt_timeout(Duration::from_millis(300)).retry(Retry::none()));
    let error = run(Method::Post.call(&client)).unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn what_is_slow_but_in_time_is_waited_for() {
    let call = async |method: Method| {
        let server = Faulty::start(move |_, _| match answer(200, "", method.body()) {
            Step::Send(bytes) => vec![Step::Drip(bytes)],
            other => vec![other],
        });
        (method.call(&client(builder(server.url()))).await, server.requests().len())
    };
    let (get, post) = run(async { tokio::join!(call(Method::Get), call(Method::Post)) });
    for (result, requests) in [get, post] {
        assert!(result.is_ok(), "{result:?}");
        assert_eq!(requests, 1);
    }
}
