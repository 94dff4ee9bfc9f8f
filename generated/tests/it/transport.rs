//! Answers that do not come, or not whole.

use crate::server::{Answer, Server};
use crate::support::{APP, INSTANCE, QUOTA, builder, run};
use apig_sdk::{ConfigBuilder, Error, ErrorKind, apig};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

fn show(builder: ConfigBuilder) -> Result<(), Error> {
    let client = apig::Client::new(builder.build().unwrap());
    run(client.gateway(INSTANCE).show_app_quota(QUOTA).send()).map(drop)
}

#[test]
fn silence_is_a_timeout_and_the_timeout_is_the_callers() {
    let server = Server::start(vec![Answer::Silence]);
    let start = Instant::now();
    let error = show(builder(server.url()).timeout(Duration::from_millis(50))).unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(5), "the server would be silent for 10");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!((error.status(), error.body()), (None, None));
    assert!(error.to_string().starts_with("ShowAppQuota: no answer in time: "), "{error}");
}

#[test]
fn half_an_answer_in_time_is_a_timeout_that_keeps_what_came() {
    let half = "HTTP/1.1 200 OK\r\nx-request-id: f7b5\r\ncontent-length: 99\r\n\r\n{\"name\"";
    let server = Server::start(vec![Answer::raw(half)]);
    let error = show(builder(server.url()).timeout(Duration::from_millis(500))).unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id(), Some("f7b5"));
    assert_eq!(error.body(), Some(&b"{\"name\""[..]));
}

#[test]
fn a_timeout_beyond_all_bounds_is_fine() {
    let server = Server::start(vec![Answer::json(200, "{}")]);
    show(builder(server.url()).timeout(Duration::MAX).connect_timeout(Duration::MAX)).unwrap();
}

#[test]
fn a_refused_connection_is_a_connect_error() {
    // A port that is taken, so that nobody else gets it, and that nobody listens on.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let error = show(builder(format!("http://{}", taken.local_addr().unwrap()))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_connect() && !error.is_timeout());
    assert!(error.to_string().starts_with("ShowAppQuota: no connection: "), "{error}");
    assert!(!error.to_string().contains(QUOTA), "the URL stays private: {error}");
    assert!(std::error::Error::source(error.transport_error().unwrap()).is_some());
}

#[test]
fn a_body_that_breaks_off_keeps_what_came() {
    let bytes = "HTTP/1.1 500 X\r\nx-request-id: f7b5\r\ncontent-length: 99\r\n\r\n{\"error_code\"";
    let server = Server::start(vec![Answer::Close(bytes.into())]);
    let error = show(builder(server.url())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(!error.is_connect(), "the server has seen the request");
    assert!(error.is_server_error());
    assert_eq!(error.request_id(), Some("f7b5"));
    assert_eq!(error.body(), Some(&b"{\"error_code\""[..]));
}

#[test]
fn a_body_over_the_limit_is_an_error() {
    let body = format!(r#"{{"name":"{}"}}"#, "x".repeat(100));
    let answer = |status| Answer::new(status, &[("X-Request-Id", "f7b5")], &body);
    let server = Server::start(vec![answer(200)]);
    let error = show(builder(server.url()).max_body_size(100)).unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::BodyTooLarge, 200));
    assert_eq!(error.request_id(), Some("f7b5"));
    assert!(error.to_string().contains("the body has more than 100 bytes"), "{error}");
    // Of an error as much is kept as says what is wrong.
    let server = Server::start(vec![answer(500)]);
    let error = show(builder(server.url()).max_error_body_size(20)).unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 500));
    assert_eq!((error.request_id(), error.body().unwrap().len()), (Some("f7b5"), 20));
    let server = Server::start(vec![Answer::json(200, "{}")]);
    show(builder(server.url()).max_body_size(2)).unwrap();
}

#[test]
fn an_endless_body_is_left_at_the_limit() {
    let chunk = format!("32\r\n{}\r\n", " ".repeat(50));
    let server = Server::start(vec![Answer::raw(format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunk}{chunk}{chunk}"
    ))]);
    let error = show(builder(server.url()).max_body_size(100)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert_eq!(error.body().unwrap().len(), 100);
}

#[test]
fn what_is_not_http_is_a_transport_error() {
    for bytes in ["", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 abc\r\n\r\n"] {
        let server = Server::start(vec![Answer::Close(bytes.into())]);
        let error = show(builder(server.url())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{bytes:?}");
        assert_eq!(error.status(), None);
    }
}

#[test]
fn what_the_server_has_seen_is_not_sent_again() {
    // The second request goes over the kept connection, which breaks: the quota may have been made.
    let server = Server::start(vec![Answer::json(200, "{}"), Answer::Close(Vec::new()), Answer::json(201, "{}")]);
    let client = apig::Client::new(builder(server.url()).build().unwrap());
    let gateway = client.gateway(INSTANCE);
    let error = run(async {
        gateway.show_app_quota(QUOTA).await.unwrap();
        gateway.associate_apps_for_app_quota(QUOTA).app_ids([APP]).await.unwrap_err()
    });
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(!error.is_connect());
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_client_outlives_the_runtime_that_it_was_used_in() {
    let server = Server::start((0..3).map(|_| Answer::json(200, "{}")).collect());
    let client = apig::Client::new(builder(server.url()).build().unwrap());
    for _ in 0..3 {
        run(client.gateway(INSTANCE).show_app_quota(QUOTA).send()).unwrap();
    }
}

#[test]
fn a_call_that_is_given_up_does_not_spoil_the_client() {
    let server = Server::start(vec![Answer::Silence, Answer::json(200, "{}")]);
    let client = apig::Client::new(builder(server.url()).build().unwrap());
    let gateway = client.gateway(INSTANCE);
    run(async {
        let call = tokio::spawn(gateway.show_app_quota(QUOTA).send());
        let start = Instant::now();
        while server.requests().is_empty() && start.elapsed() < Duration::from_secs(5) {
            tokio::task::yield_now().await;
        }
        call.abort();
        assert!(call.await.unwrap_err().is_cancelled());
        gateway.show_app_quota(QUOTA).await.unwrap();
    });
}

#[test]
fn a_failed_call_does_not_spoil_the_client() {
    let server = Server::start(vec![
        Answer::Close(Vec::new()),
        Answer::new(503, &[], ""),
        Answer::json(200, "["),
        Answer::json(200, "{}"),
    ]);
    let client = apig::Client::new(builder(server.url()).build().unwrap());
    let gateway = client.gateway(INSTANCE);
    run(async {
        for kind in [ErrorKind::Transport, ErrorKind::Api, ErrorKind::Decode] {
            assert_eq!(gateway.show_app_quota(QUOTA).await.unwrap_err().kind(), kind);
        }
        gateway.show_app_quota(QUOTA).await.unwrap();
    });
    assert_eq!(server.requests().len(), 4, "each call was sent once");
}
