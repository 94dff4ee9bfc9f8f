//! Tests answers that are read as they come: downloads, events and records.

use super::eventually;
use super::wire::{Faulty, Step, send};
use crate::run;
use crate::sdk::{Client, builder};
use oaswright_runtime::{
    Download, Error, ErrorKind, Event, Events, Method, Records, Response, Value, bytes::Bytes, http,
};
use std::time::{Duration, Instant};

pub const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

/// The answer of a server that does this, as soon as its head has come.
async fn open(server: &Faulty) -> Result<Response, Error> {
    let config = builder(server.url()).attempt_timeout(Duration::from_millis(300)).build().unwrap();
    Client::new(config).runtime().request(Method::GET, "/file").open().await
}

pub fn chunk(text: &str) -> Step {
    send(format!("{:x}\r\n{text}\r\n", text.len()))
}

fn serve(steps: Vec<Step>) -> Faulty {
    Faulty::start(move |_, _| steps.clone())
}

fn download(body: &'static str) -> Download {
    Response::from(answer(200, "text/plain", body)).download().unwrap()
}

fn answer(status: u16, media_type: &str, body: &'static str) -> http::Response<Bytes> {
    let response = http::Response::builder().status(status).header("content-type", media_type);
    response.body(Bytes::from(body)).unwrap()
}

#[test]
fn pieces_come_before_the_end_and_whoever_leaves_closes_the_connection() {
    let server = serve(vec![send(CHUNKED), chunk("first"), Step::Silence]);
    run(async {
        let mut file = open(&server).await.unwrap().download().unwrap();
        assert_eq!(file.chunk().await.unwrap().unwrap(), "first");
        assert_eq!(server.open(), 1);
        drop(file);
        eventually("the connection is closed", || server.open() == 0).await;
    });
}

#[test]
fn a_body_without_an_end_is_not_held() {
    let forever = Step::Forever([b"10000\r\n", &vec![b' '; 1 << 16][..], b"\r\n"].concat());
    let server = serve(vec![send(CHUNKED), forever]);
    run(async {
        let mut file = open(&server).await.unwrap().download().unwrap();
        for _ in 0..10 {
            assert!(file.chunk().await.unwrap().is_some());
        }
        let error = file.bytes(1 << 20).await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::BodyTooLarge, 200));
        eventually("the connection is closed", || server.open() == 0).await;
    });
}

#[test]
fn the_time_of_an_attempt_is_that_between_two_pieces() {
    let pause = Step::Wait(Duration::from_millis(200));
    let mut steps = vec![send(CHUNKED)];
    steps.extend((0..4).flat_map(|_| [chunk("a"), pause.clone()]));
    steps.push(send("0\r\n\r\n"));
    let server = serve(steps);
    run(async {
        let file = open(&server).await.unwrap().download().unwrap();
        assert_eq!(file.bytes(10).await.unwrap(), "aaaa", "longer than an attempt may take");
    });
    let server = serve(vec![send(CHUNKED), chunk("a"), Step::Silence]);
    run(async {
        let mut file = open(&server).await.unwrap().download().unwrap();
        file.chunk().await.unwrap();
        let start = Instant::now();
        let error = file.chunk().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(error.to_string(), "GET /file: 200 OK: no answer in time: nothing came for 300ms");
        assert!(start.elapsed() < Duration::from_secs(5));
        assert_eq!(file.chunk().await.unwrap(), None);
        let mut patient = open(&server).await.unwrap().download().unwrap().idle_timeout(Duration::from_millis(20));
        patient.chunk().await.unwrap();
        assert!(patient.chunk().await.unwrap_err().to_string().ends_with("20ms"));
    });
}

#[test]
fn what_fails_is_read_as_a_whole_and_tried_again() {
    let server = Faulty::start(|number, _| match number {
        0 => vec![send("HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n")],
        1 => vec![send("HTTP/1.1 404 X\r\ncontent-length: 15\r\n\r\n{\"message\":\"m\"}")],
        _ => vec![send("HTTP/1.1 200 X\r\ncontent-length: 10\r\n\r\nhalf"), Step::Close],
    });
    run(async {
        let error = open(&server).await.unwrap_err();
        assert_eq!((error.attempts(), error.message()), (2, Some("m")));
        let file = open(&server).await.unwrap().download().unwrap();
        assert_eq!(file.content_length(), Some(10));
        assert_eq!(file.bytes(100).await.unwrap_err().kind(), ErrorKind::Transport);
        let response = open(&server).await.unwrap();
        assert_eq!(format!("{response:?}"), "Response { status: 200, request_id: None, body: to be read, .. }");
        drop(response.download().unwrap());
        assert!(response.download().unwrap_err().to_string().contains("the body was taken before"));
    });
}

#[test]
fn a_file_appears_when_it_is_complete() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    let names = || -> Vec<_> { std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect() };
    run(async {
        assert_eq!(download("%PDF").save_to(&path).await.unwrap(), 4);
        assert_eq!(std::fs::read(&path).unwrap(), b"%PDF");
        let server = serve(vec![send("HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\nhalf"), Step::Close]);
        let file = open(&server).await.unwrap().download().unwrap();
        assert_eq!(file.save_to(&path).await.unwrap_err().kind(), ErrorKind::Transport);
        assert_eq!(std::fs::read(&path).unwrap(), b"%PDF");
        let error = download("x").save_to(folder.path().join("none/a")).await.unwrap_err();
        assert!(error.to_string().starts_with("the file cannot be written: "), "{error}");
    });
    assert_eq!(names(), ["a.pdf"]);
}

#[test]
fn events_come_one_by_one_and_a_bad_one_is_not_the_end() {
    let server = serve(vec![
        send(CHUNKED),
        chunk(": hello\n\nid: 7\nretry: 10\ndata: {\"a\""),
        chunk(":1}\n\nevent: log\nda"),
        chunk("ta: no JSON\n\ndata: 2\n\ndata: [DONE]\n\n"),
        Step::Silence,
    ]);
    run(async {
        let mut events: Events<Value> = open(&server).await.unwrap().events().unwrap().ends_with("[DONE]");
        let first = events.try_next().await.unwrap().unwrap();
        assert_eq!((first.data["a"].as_i64(), first.event.as_deref(), first.id.as_deref()), (Some(1), None, Some("7")));
        assert_eq!((events.last_id(), events.retry()), (Some("7"), Some(Duration::from_millis(10))));
        let error = events.try_next().await.unwrap_err();
        assert_eq!((error.kind(), error.body()), (ErrorKind::Decode, Some(&b"no JSON"[..])));
        assert_eq!(events.try_next().await.unwrap().unwrap().data, 2);
        assert_eq!(events.try_next().await.unwrap(), None);
        drop(events);
        eventually("the connection is closed", || server.open() == 0).await;
    });
}

#[test]
fn events_may_hold_text_and_be_of_a_size() {
    let body = "event: a\ndata: x\ndata: y\n\ndata: 0123456789\n\ndata: z\n\ndata: cut";
    let mut events = Response::from(answer(200, "text/event-stream", body)).text_events().unwrap().max_event_size(12);
    run(async {
        let Event { data, event, .. } = events.try_next().await.unwrap().unwrap();
        assert_eq!((data.as_str(), event.as_deref()), ("x\ny", Some("a")));
        assert_eq!(events.try_next().await.unwrap_err().kind(), ErrorKind::BodyTooLarge);
        assert_eq!(events.try_next().await.unwrap().unwrap().data, "z");
        assert_eq!(events.try_next().await.unwrap(), None);
    });
}

#[test]
fn records_come_one_by_one_and_a_bad_one_is_not_the_end() {
    let mut records: Records<i64> =
        Response::from(answer(200, "application/x-ndjson", "1\n\n\"x\"\n3")).records().unwrap();
    run(async {
        assert_eq!(records.try_next().await.unwrap(), Some(1));
        assert_eq!(records.try_next().await.unwrap_err().body(), Some(&b"\"x\""[..]));
        assert_eq!(records.try_next().await.unwrap(), Some(3));
        assert_eq!(records.try_next().await.unwrap(), None);
    });
    let body = "\u{1e}[\n1]\n\u{1e}[2]\n";
    let mut marked: Records<Value> = Response::from(answer(200, "application/json-seq", body)).records().unwrap();
    run(async {
        assert_eq!(marked.try_next().await.unwrap().unwrap()[0], 1);
        assert_eq!(marked.try_next().await.unwrap().unwrap()[0], 2);
        assert_eq!(marked.try_next().await.unwrap(), None);
    });
}

#[cfg(feature = "blocking")]
#[test]
fn they_can_be_waited_for_on_a_thread() {
    let chunks: Vec<Bytes> = download("abc").into_blocking().collect::<Result<_, _>>().unwrap();
    assert_eq!(chunks, ["abc"]);
    let records: Records<i64> = Response::from(answer(200, "application/jsonl", "1\n2\n")).records().unwrap();
    assert_eq!(records.into_blocking().collect::<Result<Vec<_>, _>>().unwrap(), [1, 2]);
}
