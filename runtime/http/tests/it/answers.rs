//! Tests what the server may answer, well or badly.

use crate::run;
use crate::sdk::{Client, Quota, builder, client};
use crate::server::{Answer, Server};
use oaswright_runtime::{Error, ErrorKind, Retry};

fn create(answer: Answer) -> Result<Quota, Error> {
    let server = Server::start(vec![answer]);
    let config = builder(server.url()).retry(Retry::none()).build().unwrap();
    let result = run(async { Client::new(config).create_quota("i1").name("demo").await });
    assert_eq!(server.requests().len(), 1);
    result
}

#[test]
fn unknown_fields_nulls_and_odd_times_are_fine() {
    let body = r#"{"name":null,"call_limits":7,"create_time":"yesterday","new":{"a":[1]}}"#;
    let quota = create(Answer::json(201, body)).unwrap();
    assert_eq!(quota.name, None);
    assert_eq!(quota.call_limits, Some(7));
    assert!(quota.create_time.unwrap().parse().is_err());
}

/// JSON has one kind of number.
#[test]
fn an_integer_may_be_written_with_a_point_or_an_exponent() {
    for (body, expected) in [(r#"{"call_limits":7.0}"#, 7), (r#"{"new":[1.5],"call_limits":1e2}"#, 100)] {
        assert_eq!(create(Answer::json(201, body)).unwrap().call_limits, Some(expected));
    }
    let error = create(Answer::json(201, r#"{"call_limits":7.5}"#)).unwrap_err();
    assert_eq!(error.path(), Some("call_limits"));
}

#[test]
fn any_success_status_is_decoded() {
    for status in [200, 201, 202, 299] {
        assert!(create(Answer::json(status, "{}")).is_ok(), "{status}");
    }
}

#[test]
fn an_undocumented_success_status_is_an_error_that_keeps_the_answer() {
    let server = Server::start(vec![Answer::json(202, "[1]")]);
    let error = run(client(server.url()).list_quotas().send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.to_string(), "ListQuotas: 202 Accepted: the operation does not document this status");
    assert_eq!(error.body(), Some(&b"[1]"[..]));
}

#[test]
fn error_shapes() {
    for (status, body, code, message) in [
        (404, r#"{"error_code":"APIG.3093","error_msg":"no quota"}"#, Some("APIG.3093"), Some("no quota")),
        (400, r#"{"errorCode":"APIG.2012","errorMsg":"bad"}"#, Some("APIG.2012"), Some("bad")),
        (403, r#"{"code":"APIC.7106","message":"no"}"#, Some("APIC.7106"), Some("no")),
        (401, r#"{"error":{"code":401,"message":"who","title":"Unauthorized"}}"#, Some("401"), Some("who")),
        (401, r#"{"error_code":"APIG.1002"}"#, Some("APIG.1002"), None),
        (400, r#"{"error_msg":"bad"}"#, None, Some("bad")),
        (
            409,
            r#"{"type":"https://x.example/used","title":"Conflict","detail":"It was used.","status":409}"#,
            Some("https://x.example/used"),
            Some("It was used."),
        ),
        (409, r#"{"type":"about:blank","title":"Conflict"}"#, None, Some("Conflict")),
        (403, "<html><body>Forbidden by WAF</body></html>", None, None),
        (429, "slow down", None, None),
        (503, "", None, None),
        (500, r#"{"error_code":"APIG.90"#, None, None),
    ] {
        let error = create(Answer::new(status, &[("X-Request-Id", "r1")], body)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api, "{body}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.code(), code);
        assert_eq!(error.message(), message);
        assert_eq!(error.request_id(), Some("r1"));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.response().unwrap().headers()["x-request-id"], "r1");
        let shown = error.to_string();
        assert!(shown.starts_with(&format!("CreateQuota: {status}")), "{shown}");
        assert!(shown.ends_with("(request id r1)"), "{shown}");
    }
}

#[test]
fn a_documented_error_reads_well() {
    let body = r#"{"error_code":"APIG.3093","error_msg":"The App quota q1 does not exist"}"#;
    let error = create(Answer::new(404, &[("X-Request-Id", "r1")], body)).unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(
        error.to_string(),
        "CreateQuota: 404 Not Found: APIG.3093: The App quota q1 does not exist (request id r1)"
    );
}

#[test]
fn a_broken_body_names_the_place() {
    let error = create(Answer::new(200, &[("X-Request-Id", "r1")], r#"{"call_limits":"many"}"#)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.path(), Some("call_limits"));
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.request_id(), Some("r1"));
    assert_eq!(error.body(), Some(&br#"{"call_limits":"many"}"#[..]));
    assert!(error.to_string().starts_with("CreateQuota: 200 OK: the body cannot be decoded at `call_limits`: "));

    for body in ["<html>", "", "[]", "{"] {
        let error = create(Answer::json(200, body)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
}

#[test]
fn redirects_are_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::start(vec![]);
        let location = format!("{}/steal?x=y", other.url());
        let error = create(Answer::new(status, &[("Location", &location)], "")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.status().unwrap(), status);
        let shown = error.to_string();
        assert!(shown.ends_with("redirects are not followed (to 127.0.0.1)"), "{shown}");
        assert!(other.requests().is_empty());
    }
}

#[test]
fn a_truncated_body_keeps_the_status_and_what_came() {
    let bytes = "HTTP/1.1 201 Created\r\nx-request-id: r1\r\ncontent-length: 99\r\n\r\n{\"na";
    let error = create(Answer::Close(bytes.into())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(!error.is_connect());
    assert_eq!(error.status().unwrap(), 201);
    assert_eq!(error.request_id(), Some("r1"));
    assert_eq!(error.body(), Some(&b"{\"na"[..]));
    let cause = error.transport_error().unwrap();
    assert!(std::error::Error::source(cause).is_some() && std::error::Error::source(&error).is_none());
}

#[test]
fn what_is_not_http_is_a_transport_error() {
    for bytes in ["", "hello\r\n\r\n", "HTTP/1.1 xyz\r\n\r\n"] {
        let error = create(Answer::Close(bytes.into())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{bytes:?}");
        assert_eq!(error.status(), None);
    }
}

#[test]
fn the_answer_itself_can_be_had() {
    let headers = [("content-type", "application/json"), ("x-request-id", "r1"), ("x-more", "m")];
    let server = Server::start(vec![Answer::new(200, &headers, r#"[{"name":"a"}]"#), Answer::json(200, "{}")]);
    let list = || run(client(server.url()).list_quotas().send_with_response());
    let (quotas, response) = list().unwrap();
    assert_eq!(quotas[0].name.as_deref(), Some("a"));
    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("r1"));
    assert_eq!(response.headers()["x-more"], "m");
    assert_eq!(response.body(), br#"[{"name":"a"}]"#);
    // What cannot be read is the error that it is without the answer.
    let error = list().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.call().unwrap().name, "ListQuotas");
}
