//! Tests what is tried again, and what must not be.

use crate::run;
use crate::sdk::{Client, builder};
use crate::server::{Answer, Server};
use oaswright_runtime::{CallOptions, ConfigBuilder, Error, ErrorKind, Retry, Verdict};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

const THROTTLED: &str = r#"{"error_code":"APIG.0308","error_msg":"too many"}"#;
const THROTTLED_AS_500: &str = r#"{"error_code":"APIG.9008","error_msg":"Too many requests"}"#;

/// Gives these answers to one call; how it ended, and how many requests came.
fn get(answers: Vec<Answer>) -> (Result<(), Error>, usize) {
    let server = Server::start(answers);
    let client = Client::new(builder(server.url()).build().unwrap());
    let result = run(client.list_quotas().send()).map(drop);
    (result, server.requests().len())
}

fn post(answers: Vec<Answer>) -> (Result<(), Error>, usize) {
    let server = Server::start(answers);
    let client = Client::new(builder(server.url()).build().unwrap());
    let result = run(client.create_quota("i1").name("demo").send()).map(drop);
    (result, server.requests().len())
}

fn ok() -> Answer {
    Answer::json(200, "[]")
}

#[test]
fn a_get_survives_what_passes() {
    let reset = || Answer::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[".to_vec());
    for failures in [
        vec![Answer::new(503, &[], "")],
        vec![Answer::new(502, &[], "<html>"), Answer::new(504, &[], "")],
        vec![Answer::json(429, THROTTLED), Answer::json(500, THROTTLED_AS_500)],
        vec![Answer::new(429, &[("retry-after", "0")], "")],
        vec![reset(), Answer::Close(Vec::new())],
        vec![Answer::raw("no HTTP\r\n\r\n")],
    ] {
        let count = failures.len() + 1;
        let (result, requests) = get(failures.into_iter().chain([ok()]).collect());
        result.unwrap();
        assert_eq!(requests, count);
    }
}

#[test]
fn a_post_is_sent_twice_only_if_it_was_not_carried_out() {
    let created = || Answer::json(201, "{}");
    for throttled in [Answer::json(429, THROTTLED), Answer::json(500, THROTTLED_AS_500), Answer::new(429, &[], "")] {
        let (result, requests) = post(vec![throttled, created()]);
        result.unwrap();
        assert_eq!(requests, 2);
    }
    for unclear in [
        Answer::new(503, &[("retry-after", "0")], ""),
        Answer::new(502, &[], ""),
        Answer::new(504, &[], ""),
        Answer::Close(Vec::new()),
        Answer::Close(b"HTTP/1.1 201 Created\r\ncontent-length: 9\r\n\r\n{".to_vec()),
    ] {
        let (result, requests) = post(vec![unclear, created()]);
        assert_eq!((result.unwrap_err().attempts(), requests), (1, 1));
    }
}

#[test]
fn three_attempts_and_the_error_says_so() {
    let (result, requests) = get((0..9).map(|_| Answer::json(429, THROTTLED)).collect());
    let error = result.unwrap_err();
    assert_eq!((error.attempts(), requests), (3, 3));
    assert!(error.is_throttled() && error.is_retryable());
    assert_eq!(error.to_string(), "ListQuotas: 429 Too Many Requests: APIG.0308: too many (after 3 attempts)");
}

#[test]
fn what_does_not_pass_is_not_tried_again() {
    for answer in [
        Answer::json(400, r#"{"error_code":"APIG.2012"}"#),
        Answer::json(401, r#"{"error_code":"APIG.1002"}"#),
        Answer::new(302, &[("location", "https://evil.example.com/")], ""),
        Answer::json(404, ""),
        Answer::json(500, r#"{"error_code":"APIG.9999"}"#),
        Answer::json(200, "{"),
        Answer::json(201, "[]"),
    ] {
        let (result, requests) = get(vec![answer, ok()]);
        let error = result.unwrap_err();
        assert_eq!((error.attempts().max(1), requests), (1, 1), "{error}");
    }
}

#[test]
fn nobody_there_is_tried_again_even_for_a_post() {
    // A port that is taken, so that nobody else gets it, and that nobody listens on.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let url = format!("http://{}", taken.local_addr().unwrap());
    let client = Client::new(builder(url).build().unwrap());
    let error = run(client.create_quota("i1").name("demo").send()).unwrap_err();
    assert!(error.is_connect());
    assert_eq!(error.attempts(), 3);
}

fn timed(builder: ConfigBuilder) -> (Error, Duration) {
    let start = Instant::now();
    let error = run(Client::new(builder.build().unwrap()).list_quotas().send()).unwrap_err();
    (error, start.elapsed())
}

#[test]
fn retry_after_is_waited_for() {
    let server = Server::start(vec![Answer::new(503, &[("retry-after", "1")], ""), ok()]);
    let start = Instant::now();
    run(Client::new(builder(server.url()).build().unwrap()).list_quotas().send()).unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[test]
fn waiting_longer_than_the_call_may_take_is_not_begun() {
    for value in ["3600", "18446744073709551615", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let server = Server::start(vec![Answer::new(429, &[("retry-after", value)], ""), ok()]);
        let (error, took) = timed(builder(server.url()).timeout(Duration::from_secs(60)));
        assert!(error.is_throttled());
        assert!(took < Duration::from_secs(10));
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn an_attempt_that_hangs_is_given_up_and_made_again() {
    let server = Server::start(vec![Answer::Silence, ok()]);
    let config = builder(server.url()).attempt_timeout(Duration::from_millis(200)).build().unwrap();
    run(Client::new(config).list_quotas().send()).unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn the_whole_call_has_an_end() {
    let server = Server::start((0..9).map(|_| Answer::Silence).collect());
    let config = builder(server.url()).attempt_timeout(Duration::from_millis(400)).timeout(Duration::from_millis(600));
    let (error, took) = timed(config.retry(Retry::standard().max_attempts(99).base_delay(Duration::ZERO)));
    assert!(error.is_timeout(), "{error}");
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_call_can_have_limits_of_its_own() {
    let server = Server::start(vec![Answer::new(503, &[], ""), Answer::new(503, &[], ""), ok()]);
    let client = Client::new(builder(server.url()).build().unwrap());
    let once = client.with_options(CallOptions::new().retry(Retry::none()));
    assert_ne!(client, once);
    assert_eq!(once, once.clone());
    assert_eq!(run(once.list_quotas().send()).unwrap_err().attempts(), 1);
    run(client.list_quotas().send()).unwrap();

    let server = Server::start(vec![Answer::Silence]);
    let client = Client::new(builder(server.url()).build().unwrap());
    let quick = client.with_options(CallOptions::new().timeout(Duration::from_millis(100)));
    assert!(run(quick.list_quotas().send()).unwrap_err().is_timeout());
}

#[test]
fn a_call_may_have_no_time_or_all_of_it() {
    let server = Server::with(|_| ok());
    let client = Client::new(builder(server.url()).build().unwrap());
    for options in [CallOptions::new().timeout(Duration::ZERO), CallOptions::new().attempt_timeout(Duration::ZERO)] {
        let error = run(client.with_options(options).list_quotas().send()).unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!((error.attempts(), server.requests().len()), (0, 0), "nothing was sent");
    }
    let ever = CallOptions::new().timeout(Duration::MAX).attempt_timeout(Duration::MAX);
    run(client.with_options(ever).list_quotas().send()).unwrap();
    let retry = Retry::standard().base_delay(Duration::MAX).max_delay(Duration::MAX);
    let server = Server::start(vec![Answer::new(503, &[("retry-after", "18446744073709551615")], "")]);
    let client = Client::new(builder(server.url()).retry(retry).build().unwrap());
    assert_eq!(run(client.list_quotas().send()).unwrap_err().attempts(), 1, "there is no time for that");
}

#[test]
fn the_classification_can_be_ones_own() {
    let server = Server::start(vec![Answer::json(409, r#"{"error_code":"APIC.7701"}"#), ok()]);
    let retry = Retry::standard().base_delay(Duration::ZERO).classifier(|attempt| match attempt.error.code() {
        Some("APIC.7701") => Verdict::Retry,
        _ => Retry::classify(attempt),
    });
    let client = Client::new(builder(server.url()).retry(retry).build().unwrap());
    run(client.list_quotas().send()).unwrap();
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_client_has_a_budget() {
    let server = Server::start((0..99).map(|_| Answer::new(503, &[], "")).collect());
    let client = Client::new(builder(server.url()).retry_budget(20).build().unwrap());
    let attempts: Vec<u32> = (0..4).map(|_| run(client.clone().list_quotas().send()).unwrap_err().attempts()).collect();
    assert_eq!(attempts, [3, 3, 1, 1], "two calls have spent it");
}

#[test]
fn dropping_a_call_closes_its_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = Client::new(builder(format!("http://{}", listener.local_addr().unwrap())).build().unwrap());
    run(async {
        let call = tokio::time::timeout(Duration::from_millis(300), client.list_quotas().send());
        assert!(call.await.is_err());
        // The connection's task sees it on its next turn.
        tokio::time::sleep(Duration::from_millis(50)).await;
    });
    let (mut stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut all = Vec::new();
    std::io::Read::read_to_end(&mut stream, &mut all).unwrap();
    assert!(all.starts_with(b"GET "), "one request, then the end of the stream");
}

#[test]
fn a_transport_that_ignores_its_limits_is_cut_off() {
    struct Deaf;
    impl oaswright_runtime::transport::Transport for Deaf {
        fn send(&self, _: http::Request<bytes::Bytes>) -> oaswright_runtime::transport::Exchange<'_> {
            Box::pin(std::future::pending())
        }
    }
    let config = builder("https://a.example.com").transport(Deaf).attempt_timeout(Duration::from_millis(20));
    let (error, took) = timed(config.retry(Retry::none()));
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(took < Duration::from_secs(5));
}

#[test]
fn an_answer_to_a_repetition_is_told_as_such() {
    let delete = |answers| {
        let server = Server::start(answers);
        run(Client::new(builder(server.url()).build().unwrap()).delete_quota("q1").send()).unwrap_err()
    };
    let gone = || Answer::json(404, r#"{"error_code":"APIG.3093","error_msg":"The quota does not exist"}"#);
    for lost in [Answer::Close(Vec::new()), Answer::new(502, &[], ""), Answer::new(504, &[], "")] {
        let error = delete(vec![lost, gone()]);
        assert!(error.is_not_found() && error.may_have_been_carried_out());
        assert_eq!(
            error.to_string(),
            "DeleteQuota: 404 Not Found: APIG.3093: The quota does not exist; an attempt before, whose answer was lost, may \
             have carried the call out (after 2 attempts)"
        );
    }
    // What the server has refused before was not carried out.
    for answers in [vec![gone()], vec![Answer::json(429, THROTTLED), gone()]] {
        let error = delete(answers);
        assert!(error.is_not_found() && !error.may_have_been_carried_out(), "{error}");
        assert!(!error.to_string().contains("may have"), "{error}");
    }
    assert!(delete(vec![Answer::new(500, &[], "")]).may_have_been_carried_out());
    let (result, _) = post(vec![Answer::Close(Vec::new())]);
    assert!(result.unwrap_err().may_have_been_carried_out());
    let (result, _) = get(vec![Answer::Close(Vec::new()), Answer::new(404, &[], "")]);
    assert!(!result.unwrap_err().may_have_been_carried_out(), "a GET carries nothing out");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = Client::new(builder(format!("http://{closed}")).build().unwrap());
    assert!(!run(client.delete_quota("q1").send()).unwrap_err().may_have_been_carried_out());
}
