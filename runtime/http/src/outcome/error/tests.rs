//! Tests errors, in tables: a case is a line.

use super::display::one_line;
use super::*;
use bytes::Bytes;
use http::Method;
use std::error::Error as _;

fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Bytes::from(body.to_owned())).unwrap().into()
}

fn api(status: u16, headers: &[(&str, &str)], body: &str) -> Error {
    Error::api(answer(status, headers, body)).during(Call {
        name: "ShowQuota",
        method: Method::GET,
        path: "/v2/quotas/{id}",
    })
}

#[test]
fn an_error_is_small_and_travels() {
    fn travels<T: Send + Sync + 'static + std::error::Error>() {}
    travels::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}

#[test]
fn display_of_api_errors() {
    let id = [("X-Request-Id", "r1")];
    for (error, expected) in [
        (
            api(404, &id, r#"{"error_code":"API.3093","error_msg":"The App quota q does not exist"}"#),
            "404 Not Found: API.3093: The App quota q does not exist (request id r1)",
        ),
        (api(400, &[], r#"{"error_code":"API.1"}"#), "400 Bad Request: API.1"),
        (api(403, &[], "<html>\r\n<b>no\x1b[31m</b>"), "403 Forbidden: <html> <b>no [31m</b>"),
        (api(503, &[], ""), "503 Service Unavailable: no body"),
        (api(499, &[], "{"), "499 <unknown status code>: {"),
        (
            api(302, &[("Location", "https://evil.example/?token=x")], ""),
            "302 Found: redirects are not followed (to evil.example)",
        ),
        (api(302, &[("Location", "/login")], ""), "302 Found: redirects are not followed"),
        (api(304, &[], ""), "304 Not Modified: no body"),
        (
            api(401, &[], r#"{"error_msg":"a\nb","error_code":"GW.0301","request_id":"r2"}"#),
            "401 Unauthorized: GW.0301: a b (request id r2)",
        ),
    ] {
        assert_eq!(error.to_string(), format!("ShowQuota: {expected}"));
        assert_eq!(error.kind(), ErrorKind::Api);
    }
}

#[test]
fn request_ids_in_their_order() {
    let body = r#"{"request_id":"body"}"#;
    for (headers, id) in
        [(&[("x-request-id", "header")][..], "header"), (&[("x-request-id", "")], "body"), (&[], "body")]
    {
        assert_eq!(api(500, headers, body).request_id(), Some(id));
    }
}

#[test]
fn predicates() {
    let code = |code: &str| format!(r#"{{"error_code":"{code}"}}"#);
    for (status, body, found) in [
        (404, String::new(), "not_found"),
        (409, String::new(), "already_exists"),
        (409, r#"{"error":{"code":409,"message":"Conflict occurred."}}"#.to_owned(), "already_exists"),
        (400, r#"{"error_code":"API.3203","error_msg":"The app name already exists"}"#.to_owned(), "already_exists"),
        (429, String::new(), "throttled"),
        (401, String::new(), "unauthorized"),
        (403, String::new(), "forbidden"),
        (503, String::new(), "server_error"),
        (400, code("API.2012"), ""),
    ] {
        let error = api(status, &[], &body);
        let found_now: Vec<&str> = [
            (error.is_not_found(), "not_found"),
            (error.is_already_exists(), "already_exists"),
            (error.is_throttled(), "throttled"),
            (error.is_unauthorized(), "unauthorized"),
            (error.is_forbidden(), "forbidden"),
            (error.is_timeout(), "timeout"),
            (error.is_connect(), "connect"),
            (error.is_server_error(), "server_error"),
        ]
        .into_iter()
        .filter_map(|(is, name)| is.then_some(name))
        .collect();
        assert_eq!(found_now.join(" "), found, "{status} {body}");
    }
}

#[test]
fn undecodable_bodies_name_the_place_and_keep_everything() {
    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct Page {
        apps: Vec<App>,
    }
    #[derive(Debug, serde::Deserialize)]
    #[allow(dead_code)]
    struct App {
        name: String,
    }
    for (body, path, words) in [
        (
            r#"{"apps":[{"name":1}]}"#,
            Some("apps[0].name"),
            "the body cannot be decoded at `apps[0].name`: invalid type",
        ),
        (r#"{"apps":[{"name":"#, Some("apps[0].name"), "the body cannot be decoded at `apps[0].name`: EOF"),
        ("[]", None, "the body cannot be decoded: "),
        (r#"{"apps":[]} x"#, None, "the body cannot be decoded: trailing characters"),
    ] {
        let error = answer(200, &[("x-request-id", "r")], body).json::<Page>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.path(), path, "{body}");
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.request_id(), Some("r"));
        assert!(error.source().is_none(), "or it would be printed twice");
        let shown = error.to_string();
        assert!(shown.starts_with(&format!("200 OK: {words}")), "{shown}");
    }
}

#[test]
fn typed_error_bodies() {
    let error = api(400, &[], r#"{"error_code":"API.1","error_msg":"m"}"#);
    let body: std::collections::BTreeMap<String, String> = error.decode_body().unwrap();
    assert_eq!(body["error_code"], "API.1");
    assert!(error.decode_body::<Vec<String>>().is_err());
    assert!(Error::credentials("none").decode_body::<()>().is_err());
}

#[test]
fn an_empty_body_is_called_empty() {
    let error = answer(200, &[], "").json::<Vec<()>>().unwrap_err();
    assert_eq!(error.to_string(), "200 OK: the body is empty");
}

#[test]
fn values_of_the_body_are_not_shown() {
    for body in [r#"[{"app_secret":"s3cret"}]"#, r#"["s3cret"]"#, r#"["s3cr\", expected s3cret"]"#] {
        let error = answer(200, &[], body).json::<Vec<i32>>().unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("s3cr"), "{shown}");
    }
}

#[test]
fn lines() {
    for (text, limit, line) in [
        ("", 3, ""),
        ("abc", 3, "abc"),
        ("abcd", 3, "abc…"),
        ("äöüß", 3, "äöü…"),
        ("a\r\n\tb\0c", 9, "a b c"),
        ("a\u{202e}b\u{2028}c", 9, "a b c"),
    ] {
        assert_eq!(one_line(text.as_bytes(), limit), line);
    }
    assert_eq!(one_line(&[b'a', 0xff], 9), "a\u{fffd}");
}

/// It is what a `main` that returns it prints.
#[test]
fn debug_reads_like_display_and_shows_the_parts_when_asked() {
    let login = api(401, &[], r#"{"error_code":"IAM.1","error_msg":"no"}"#);
    let call = Call { name: "Show", method: Method::GET, path: "/x" };
    let error = Error::credentials_because("logging in failed", login).during(call);
    assert_eq!(format!("{error:?}"), "Show: logging in failed: ShowQuota: 401 Unauthorized: IAM.1: no");
    assert_eq!(format!("{error:?}"), error.to_string());
    let parts = format!("{error:#?}");
    assert!(parts.starts_with("Error {\n    kind: Credentials,") && parts.contains("call: Some("), "{parts}");
}

#[test]
fn credentials_that_are_missing_for_a_repetition_do_not_mean_that_nothing_was_done() {
    let words =
        "there are no credentials: down; an attempt before, whose answer was lost, may have carried the call out";
    let error = Error::no_credentials("down").uncertain(&Method::DELETE);
    assert_eq!((error.to_string().as_str(), error.may_have_been_carried_out()), (words, true));
    let error = Error::no_credentials("down").uncertain(&Method::GET);
    assert_eq!(
        (error.to_string().as_str(), error.may_have_been_carried_out()),
        ("there are no credentials: down", false)
    );
}
