//! Tests what goes over the wire, byte by byte, and what never does.

use crate::run;
use crate::sdk::{Client, TOKEN, builder, client};
use crate::server::{Answer, Server};
use oaswright_runtime::bytes::Bytes;
use oaswright_runtime::transport::{Exchange, Limits, Transport, TransportError, TransportErrorKind};
use oaswright_runtime::{Config, ErrorKind, Operation, http};
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[test]
fn a_request_with_a_body() {
    let server = Server::start(vec![Answer::json(201, r#"{"name":"demo"}"#)]);
    let quota = run(client(server.url()).create_quota("i1").name("demo").call_limits(1000).send()).unwrap();
    assert_eq!(quota.name.as_deref(), Some("demo"));

    let host = server.url().replace("http://", "");
    let [request] = &server.requests()[..] else { panic!("one request") };
    let head = format!(
        "POST /v2/p1/instances/i1/quotas HTTP/1.1\r\naccept: application/json\r\nuser-agent: apig-sdk/0.1.0\r\n\
         content-type: application/json\r\nx-auth-token: {TOKEN}\r\nhost: {host}\r\ncontent-length: 34\r\n"
    );
    assert_eq!(request.head, head);
    assert_eq!(request.body, br#"{"name":"demo","call_limits":1000}"#);
}

#[test]
fn a_request_without_a_body() {
    let server = Server::start(vec![Answer::json(200, "[]")]);
    let config = builder(format!("{}/gate/", server.url())).user_agent("app/1.0").build().unwrap();
    let mut list = Client::new(config).list_quotas();
    list.name = Some("a b+c".to_owned());
    list.tag = Some(vec!["x".to_owned(), "y&z".to_owned()]);
    list.ids = Some(vec!["1".to_owned(), "2".to_owned()]);
    list.limit = Some(20);
    list.trace = Some("t1".to_owned());
    run(list.send()).unwrap();

    let [request] = &server.requests()[..] else { panic!("one request") };
    assert_eq!(request.line(), "GET /gate/v2/p1/quotas?name=a%20b%2Bc&tag=x&tag=y%26z&ids=1,2&limit=20");
    assert_eq!(request.header("user-agent"), Some("apig-sdk/0.1.0 app/1.0"));
    assert_eq!(request.header("x-trace"), Some("t1"));
    assert_eq!(request.header("content-type"), None);
    assert!(request.body.is_empty());
}

#[test]
fn path_values_are_escaped() {
    let server = Server::start(vec![Answer::json(204, "")]);
    run(client(server.url()).delete_quota("a b?c#d%é/..").send()).unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.line(), "DELETE /v2/quotas/a%20b%3Fc%23d%25%C3%A9%2F..");
    // The operation needs no credentials, so it gets none.
    assert_eq!(request.header("x-auth-token"), None);
}

#[test]
fn all_violations_come_together_and_nothing_is_sent() {
    let server = Server::start(vec![]);
    let config = Config::builder().endpoint(server.url()).build().unwrap();
    let error = run(Client::new(config).create_quota("a\tb").call_limits(0).send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Violations);
    assert_eq!(
        error.to_string(),
        "CreateQuota: nothing was sent: instance_id must not contain control characters; \
         name is required; call_limits must be from 1 to 2147483647, is 0"
    );
    assert_eq!(error.violations().len(), 3);
    let call = error.call().unwrap();
    assert_eq!(call.to_string(), "CreateQuota (POST /v2/p1/instances/{instance_id}/quotas)");
    // Guarded in the request too, for operations that do not check.
    let error = run(client(server.url()).delete_quota("..").send()).unwrap_err();
    assert_eq!(error.to_string(), "DeleteQuota: nothing was sent: id must not be `.` or `..`");
    assert!(server.requests().is_empty());
}

#[test]
fn missing_credentials_are_an_error_before_anything_is_sent() {
    let server = Server::start(vec![]);
    let config = Config::builder().endpoint(server.url()).build().unwrap();
    let error = run(Client::new(config).list_quotas().send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.is_unauthorized());
    assert!(server.requests().is_empty());
}

#[test]
fn a_request_can_be_seen_without_sending_it() {
    let operation = client("https://apig.example.com").create_quota("i1").name("demo");
    let request = operation.to_request().unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://apig.example.com/v2/p1/instances/i1/quotas");
    assert_eq!(request.body(), &Bytes::from(r#"{"name":"demo"}"#));
    assert!(!request.headers().contains_key("x-auth-token"));
    assert_eq!(operation, operation.clone());
}

#[derive(Default)]
struct Recorder(Mutex<Vec<http::Request<Bytes>>>);

impl Transport for Recorder {
    fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
        self.0.lock().unwrap().push(request);
        Box::pin(async { Ok(http::Response::new(Bytes::from(r#"{"name":"demo"}"#))) })
    }
}

#[test]
fn an_own_transport() {
    let recorder = Arc::new(Recorder::default());
    let config = builder("https://apig.example.com")
        .attempt_timeout(Duration::from_secs(7))
        .transport(Arc::clone(&recorder))
        .build()
        .unwrap();
    let quota = run(async { Client::new(config).create_quota("i1").name("demo").await }).unwrap();
    assert_eq!(quota.name.as_deref(), Some("demo"));
    let requests = recorder.0.lock().unwrap();
    assert_eq!(requests[0].headers()["x-auth-token"], TOKEN);
    let limits = requests[0].extensions().get::<Limits>().unwrap();
    assert_eq!(limits.timeout, Duration::from_secs(7));
}

#[test]
fn an_own_transport_that_fails_or_ignores_the_limit() {
    struct Failing;
    impl Transport for Failing {
        fn send(&self, _: http::Request<Bytes>) -> Exchange<'_> {
            Box::pin(async { Err(TransportError::new(TransportErrorKind::Timeout, "asleep")) })
        }
    }
    let config = builder("https://a.example.com").transport(Failing).build().unwrap();
    let error = run(Client::new(config).list_quotas().send()).unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.to_string(), "ListQuotas: no answer in time: asleep (after 3 attempts)");

    let config = builder("https://a.example.com").transport(Recorder::default()).max_body_size(14).build().unwrap();
    let error = run(Client::new(config).list_quotas().send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge);
    assert_eq!(error.body(), Some(&br#"{"name":"demo""#[..]));
}
