//! Tests limits of time and size, and what the configuration refuses.

use crate::run;
use crate::sdk::{Client, TOKEN, builder, client};
use crate::server::{Answer, Server};
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, Credentials, Error, ErrorKind, reqwest};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(7);

fn list(server: &Server, limit: usize) -> Error {
    let config = builder(server.url()).max_body_size(limit).build().unwrap();
    run(Client::new(config).list_quotas().send()).unwrap_err()
}

#[test]
fn a_declared_body_over_the_limit_is_not_read() {
    let head = "HTTP/1.1 200 OK\r\nx-request-id: r1\r\ncontent-length: 1000000000\r\n\r\n";
    // The server sends no body: reading one would end in another error.
    let server = Server::start(vec![Answer::raw(head)]);
    let error = list(&server, 100);
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(
        error.to_string(),
        "ListQuotas: 200 OK: the body has more than 100 bytes (see `Config::builder().max_body_size(..)`) \
         (request id r1)"
    );
}

#[test]
fn a_chunked_body_over_the_limit_is_left() {
    let head = "HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunk = format!("32\r\n{}\r\n", " ".repeat(50));
    // No last chunk: the body never ends.
    let server = Server::start(vec![Answer::raw(format!("{head}{chunk}{chunk}{chunk}"))]);
    let error = list(&server, 100);
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.body().unwrap().len(), 100);
}

#[test]
fn a_body_at_the_limit_is_fine() {
    let server = Server::start(vec![Answer::json(200, "[{}]")]);
    let config = builder(server.url()).max_body_size(4).build().unwrap();
    assert_eq!(run(Client::new(config).list_quotas().send()).unwrap().len(), 1);
}

#[test]
fn silence_is_a_timeout() {
    let half = "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[";
    for (answer, status) in [(Answer::Silence, None), (Answer::raw(half), Some(200))] {
        let server = Server::start(vec![answer]);
        let config = builder(server.url()).timeout(Duration::from_millis(500)).build().unwrap();
        let start = Instant::now();
        let error = run(Client::new(config).list_quotas().send()).unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert!(!error.is_connect());
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn a_closed_port_is_a_connect_error() {
    // A port that is taken, so that nobody else gets it, and that nobody listens on.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let address = taken.local_addr().unwrap();
    let error = run(client(format!("http://{address}")).list_quotas().send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_connect());
    let shown = error.to_string();
    assert!(shown.starts_with("ListQuotas: no connection: tcp connect error: "), "{shown}");
    assert!(shown.contains("refused"), "{shown}");
    assert!(!shown.contains("quotas?") && !shown.contains("p1"), "{shown}");
}

#[test]
fn a_server_that_speaks_no_tls_is_a_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 X\r\ncontent-length: 0\r\n\r\n").unwrap();
    });
    let error = run(client(url).list_quotas().send()).unwrap_err();
    server.join().unwrap();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.is_connect());
    assert_eq!(error.status(), None);
}

#[test]
fn connections_are_kept() {
    let server = Server::start(vec![Answer::json(200, "[]"), Answer::json(200, "[]")]);
    let client = client(server.url());
    run(async {
        client.list_quotas().send().await.unwrap();
        client.list_quotas().send().await.unwrap();
    });
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn without_a_tokio_runtime_there_is_an_error_and_no_panic() {
    let client = client("http://127.0.0.1:1");
    let mut future = Box::pin(client.list_quotas().send());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(result) = future.as_mut().poll(&mut context) else {
        panic!("fails at once");
    };
    let shown = result.unwrap_err().to_string();
    assert!(shown.contains("Tokio"), "{shown}");
}

#[test]
fn plain_http_is_for_this_machine_only() {
    let error = builder("http://apig.example.com").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("allow_http(true)"));
    assert!(builder("http://apig.example.com").allow_http(true).build().is_ok());
}

#[test]
fn configuration_mistakes_come_together() {
    let error = Config::builder()
        .endpoint("a.example.com")
        .credentials(Credentials::api_key("s3cret\n"))
        .timeout(Duration::ZERO)
        .user_agent("é")
        .max_body_size(0)
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let places: Vec<&str> = error.violations().iter().map(|mistake| mistake.place.as_str()).collect();
    assert_eq!(places, ["endpoint", "credentials", "timeout", "user_agent", "max_body_size"]);
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}

#[test]
fn a_client_for_tls_can_be_built() {
    assert!(builder("https://apig.example.com").build().is_ok());
}

#[test]
fn an_own_http_client_gets_no_redirects_either() {
    let other = Server::start(vec![]);
    let server = Server::start(vec![Answer::new(302, &[("Location", &other.url())], "")]);
    let own = reqwest::Client::builder().redirect(reqwest::redirect::Policy::limited(5));
    let config = builder(server.url()).http_client(own).build().unwrap();
    let error = run(Client::new(config).list_quotas().send()).unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert!(other.requests().is_empty());
}

#[test]
fn a_configuration_is_made_from_another_one() {
    let replay = Replay::new().answer(Canned::json(200, "[]")).answer(Canned::json(200, "[]"));
    let first = builder("https://a.example.com").transport(replay.clone()).header("x-a", "1").timeout(PATIENCE);
    let first = first.build().unwrap();
    let second = first.to_builder().endpoint("https://b.example.com").header("x-b", "2").build().unwrap();
    run(Client::new(first.clone()).list_quotas().send()).unwrap();
    run(Client::new(second.clone()).list_quotas().send()).unwrap();
    let requests = replay.requests();
    let seen = |index: usize| {
        let request = &requests[index];
        let header = |name: &str| request.header(name).map(str::to_owned);
        (request.uri().to_string(), header("x-a"), header("x-b"), header("x-auth-token"))
    };
    let (one, two, token) = (Some("1".to_owned()), Some("2".to_owned()), Some(TOKEN.to_owned()));
    assert_eq!(seen(0), ("https://a.example.com/v2/p1/quotas".to_owned(), one.clone(), None, token.clone()));
    assert_eq!(seen(1), ("https://b.example.com/v2/p1/quotas".to_owned(), one, two, token));
    assert_eq!((second.timeout(), second.max_concurrent_calls()), (PATIENCE, 256));
    replay.assert_done();

    // A client of one's own has its own time to connect.
    let error = first.to_builder().connect_timeout(PATIENCE).build().unwrap_err();
    assert_eq!(error.violations()[0].place, "connect_timeout");
    // A pool that was made without TLS is not taken where TLS is needed.
    let plain = builder("http://127.0.0.1:1").build().unwrap();
    assert!(plain.to_builder().endpoint("https://apig.example.com").build().is_ok());
}

#[test]
fn limits_are_at_least_one() {
    let builder = builder("https://a.example.com").max_error_body_size(0).max_body_values(0).max_concurrent_calls(0);
    let error = builder.build().unwrap_err();
    let places: Vec<&str> = error.violations().iter().map(|mistake| mistake.place.as_str()).collect();
    assert_eq!(places, ["max_error_body_size", "max_body_values", "max_concurrent_calls"]);
}
