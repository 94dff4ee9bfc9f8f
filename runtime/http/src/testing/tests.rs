//! Tests the script's order, its checks, and the messages when a test has it wrong.

use super::*;
use crate::ErrorKind;
use http::Method;
use serde_json::{Value, json};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// An exchange with a replay never waits.
fn send(replay: &Replay, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, TransportError> {
    match pin!(replay.send(request)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => panic!("the exchange waits"),
    }
}

fn get(target: &str) -> http::Request<Bytes> {
    http::Request::get(format!("https://a.example.com{target}")).body(Bytes::new()).unwrap()
}

fn post(body: impl Into<Bytes>) -> http::Request<Bytes> {
    let request = http::Request::post("https://a.example.com/v2/quotas").header("X-Auth-Token", "s3cret");
    request.header("X-Trace", "1").body(body.into()).unwrap()
}

fn panics(replay: &Replay, assertion: fn(&Replay)) -> String {
    let panic = std::thread::scope(|scope| scope.spawn(|| assertion(replay)).join()).unwrap_err();
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn answers_come_in_order() {
    let replay = Replay::new()
        .answer(Canned::new(204))
        .answer(Canned::json(200, r#"{ "a": 1 }"#).header("x-request-id", "r1"))
        .answer(Canned::json(200, json!({ "a": 2 })))
        .fail(TransportErrorKind::Timeout)
        .expect(Expected::new(Method::GET, "/e"), Canned::failure(TransportErrorKind::Connect));
    let answer = send(&replay, get("/a")).unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers().len(), answer.body().len()), (204, 0, 0));
    let answer = send(&replay, get("/b")).unwrap();
    assert_eq!((&answer.headers()["x-request-id"], &answer.body()[..]), (&"r1".parse().unwrap(), &b"{ \"a\": 1 }"[..]));
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(send(&replay, get("/c")).unwrap().body(), r#"{"a":2}"#);
    assert_eq!(send(&replay.clone(), get("/d")).unwrap_err().kind(), TransportErrorKind::Timeout);
    assert!(send(&replay, get("/e")).unwrap_err().is_connect());
    replay.assert_done();
    replay.assert_requests(&["GET /a", "GET /b", "GET /c", "GET /d", "GET /e"]);
}

#[test]
fn expectations() {
    let body = r#"{"name":"demo","n":1,"tags":["a"],"inner":{"x":null}}"#;
    let value: Value = serde_json::from_str(body).unwrap();
    let target = |method, target: &str| Expected::new(method, target);
    let quotas = || target(Method::POST, "/v2/quotas");
    for (expected, words) in [
        (quotas(), ""),
        (target(Method::POST, "https://a.example.com/v2/quotas"), ""),
        (quotas().json(&value).header("x-trace", "1").header("X-AUTH-TOKEN", "s3cret").no_header("x-other"), ""),
        (quotas().body(body), ""),
        (target(Method::PUT, "/v2/quotas"), "the method is POST, expected PUT"),
        (target(Method::POST, "/v2/quota"), "the path is `/v2/quotas`, expected `/v2/quota`"),
        (
            target(Method::POST, "https://b.example.com/v2/quotas"),
            "the path is `https://a.example.com/v2/quotas`, expected `https://b.example.com/v2/quotas`",
        ),
        (target(Method::POST, "/v2/quotas?a=1"), "the query is empty, expected `a=1`"),
        (quotas().header("X-Trace", "2"), "the header `X-Trace` is `1`, expected `2`"),
        (quotas().header("x-other", "2"), "the header `x-other` is not there, expected `2`"),
        (quotas().header("no name", "2"), "the header `no name` is not there, expected `2`"),
        (quotas().no_header("x-trace"), "the header `x-trace` is `1`, expected not there"),
        (quotas().header("x-auth-token", "other"), "the header `x-auth-token` is <redacted>, expected <redacted>"),
        (quotas().no_body(), "the body has other bytes than expected (53 came, 0 were expected)"),
        (quotas().json(json!([])), "the body is an object, expected a list"),
        (
            quotas().json(json!({ "name": "demo", "n": 2, "tags": ["b", "c"], "inner": {}, "more": true })),
            "`inner.x` in the body is `null`, expected not there; `n` in the body is `1`, expected `2`; `tags[0]` in the \
             body is `\"a\"`, expected `\"b\"`; `tags[1]` in the body is not there, expected `\"c\"`; `more` in the body \
             is not there, expected `true`",
        ),
        (
            target(Method::GET, "/x").no_header("x-trace"),
            "the method is POST, expected GET; the path is `/v2/quotas`, \
             expected `/x`; the header `x-trace` is `1`, expected not there",
        ),
    ] {
        let replay = Replay::new().expect(expected, Canned::new(200));
        match send(&replay, post(body)) {
            Ok(_) => {
                assert_eq!(words, "");
                replay.assert_done();
            }
            Err(error) => {
                let reason = format!("request 1, `POST /v2/quotas`, is not the expected one: {words}");
                assert_eq!(error.to_string(), format!("the exchange failed: {reason}"));
                assert_eq!(error.kind(), TransportErrorKind::Other);
                assert_eq!(replay.finish().unwrap_err().mistakes(), [reason]);
            }
        }
    }
}

#[test]
fn queries_have_no_order() {
    for (target, is_same) in [
        ("/q?b=2&a=1&a=0", true),
        ("/q?a=0&a=1&b=2", true),
        ("/q?a=1&b=2", false),
        ("/q?a=1&a=1&b=2", false),
        ("/q", false),
    ] {
        let replay = Replay::new().expect(Expected::new(Method::GET, target), Canned::new(200));
        assert_eq!(send(&replay, get("/q?b=2&a=1&a=0")).is_ok(), is_same, "{target}");
    }
}

#[test]
fn bodies_that_are_not_json() {
    for (body, words) in [("", "there is no body"), ("{", "the body is not JSON"), (&"[".repeat(9999), "is not JSON")] {
        let replay = Replay::new().expect(Expected::new(Method::POST, "/v2/quotas").json(json!({})), Canned::new(200));
        let error = send(&replay, post(body.to_owned())).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn many_differences_are_cut_short_and_secrets_left_out() {
    let many: Value = (0..100).map(|n| (n.to_string(), Value::from(n))).collect::<serde_json::Map<_, _>>().into();
    assert_eq!(json::differences(&many, &json!({})).last().unwrap(), "92 more in the body");
    let [came, expected] = ["s3cret", "other"].map(|password| json!({ "user": { "password": password } }));
    assert_eq!(json::differences(&came, &expected), ["`user.password` in the body is <redacted>, expected <redacted>"]);
}

#[test]
fn another_attempt_of_a_refused_request_takes_no_answer() {
    let replay = Replay::new()
        .expect(Expected::new(Method::GET, "/a"), Canned::new(200))
        .expect(Expected::new(Method::GET, "/b"), Canned::new(200));
    let errors = [(); 3].map(|()| send(&replay, get("/x")).unwrap_err().to_string());
    assert!(errors.iter().all(|error| error == &errors[0]));
    send(&replay, get("/b")).unwrap();
    assert_eq!(replay.finish().unwrap_err().mistakes().len(), 1);
    replay.assert_requests(&["GET /x", "GET /x", "GET /x", "GET /b"]);
}

#[test]
fn what_is_left_and_what_is_too_much() {
    let replay = Replay::new()
        .answer(Canned::new(200))
        .answer(Canned::new(404))
        .expect(Expected::new(Method::GET, "/c"), Canned::failure(TransportErrorKind::Timeout));
    send(&replay, get("/a")).unwrap();
    let left = ["answer 2 was not asked for: 404", "answer 3 was not asked for: Timeout to `GET /c`"];
    assert_eq!(replay.finish().unwrap_err().mistakes(), left);
    let said = panics(&replay, Replay::assert_done);
    assert!(left.iter().all(|line| said.contains(line)), "{said}");
    let said = panics(&replay, |replay| replay.assert_requests(&["GET /b"]));
    assert!(said.contains("GET /a") && said.contains("GET /b"), "{said}");

    let empty = Replay::new();
    let error = send(&empty, get("/a")).unwrap_err().to_string();
    assert!(error.contains("request 1, `GET /a`, came after the last answer"), "{error}");
    assert_eq!(empty.finish().unwrap_err().to_string().lines().count(), 2);
}

#[test]
fn answers_that_cannot_be() {
    for (answer, words) in [
        (Canned::new(99), "its status is 99"),
        (Canned::new(200).header("a b", "c"), "its header \"a b\""),
        (Canned::new(200).header("a", "b\n"), "its header \"a\""),
    ] {
        let error = send(&Replay::new().answer(answer), get("/")).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn requests_are_kept_and_shown_without_secrets() {
    let replay =
        Replay::new().answer(Canned::json(200, r#"{"token":"s3cret"}"#)).answer(Canned::new(200).body("s3cret"));
    assert!(!format!("{:?}", replay.state().script).contains("s3cret"));
    send(&replay, post(r#"{"password":"s3cret"}"#)).unwrap();
    let [request] = replay.requests().try_into().unwrap();
    assert_eq!((request.method(), request.uri().host()), (&Method::POST, Some("a.example.com")));
    assert_eq!((request.header("x-auth-token"), request.header("x-none")), (Some("s3cret"), None));
    assert_eq!((request.headers().len(), request.body().len()), (2, 21));
    assert_eq!(request.json::<Value>().unwrap()["password"], "s3cret");
    assert_eq!(request.json::<Vec<u8>>().unwrap_err().kind(), ErrorKind::Decode);
    let shown = format!("{request:?} {replay:?} {replay:#?}");
    assert!(shown.contains("x-trace") && !shown.contains("s3cret"), "{shown}");
}

#[test]
fn threads_share_the_script() {
    let replay = (0..100).fold(Replay::new(), |replay, _| replay.answer(Canned::new(200)));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..25).for_each(|n| drop(send(&replay, get(&format!("/{n}"))).unwrap())));
        }
    });
    replay.assert_done();
    assert_eq!(replay.requests().len(), 100);
}
