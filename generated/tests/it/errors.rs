//! Answers of failure that the documents do not show: nothing of them is lost.

use crate::server::{Answer, Server};
use crate::support::{INSTANCE, QUOTA, exchange};
use apig_sdk::{Error, ErrorKind, apig};

fn error(answer: Answer) -> Error {
    exchange(answer, |config| apig::Client::new(config).gateway(INSTANCE).show_app_quota(QUOTA)).result.unwrap_err()
}

/// An answer with the id that support asks for.
fn answer(status: u16, body: &str) -> Answer {
    Answer::new(status, &[("X-Request-Id", "f7b5")], body)
}

#[test]
fn a_403_with_html_keeps_status_and_body() {
    let html = "<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>blocked by WAF</body></html>";
    let error = error(Answer::new(403, &[("Content-Type", "text/html"), ("X-Request-Id", "f7b5")], html));
    assert_eq!(error.kind(), ErrorKind::Api);
    assert!(error.is_forbidden());
    assert_eq!((error.code(), error.message()), (None, None));
    assert_eq!(error.body(), Some(html.as_bytes()));
    assert_eq!(error.response().unwrap().headers()["content-type"], "text/html");
    assert_eq!(
        error.to_string(),
        "ShowAppQuota: 403 Forbidden: <html> <head><title>403 Forbidden</title></head> \
         <body>blocked by WAF</body></html> (request id f7b5)"
    );
}

#[test]
fn undocumented_statuses_are_errors_with_all_their_parts() {
    for status in [400, 402, 405, 418, 429, 451, 499, 502, 503, 504, 599] {
        let body = r#"{"error_code":"APIG.0308","error_msg":"slow down"}"#;
        let error = error(Answer::new(status, &[("Retry-After", "7"), ("X-Request-Id", "f7b5")], body));
        assert_eq!(error.kind(), ErrorKind::Api, "{status}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!((error.code(), error.message()), (Some("APIG.0308"), Some("slow down")));
        assert_eq!(error.request_id(), Some("f7b5"));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.response().unwrap().headers()["retry-after"], "7");
        assert!(error.to_string().contains("APIG.0308: slow down"), "{error}");
    }
}

#[test]
fn throttling_is_recognised_by_status_and_by_code() {
    for (status, body, is_throttled) in [
        (429, "", true),
        (429, "<html>", true),
        (500, r#"{"error_code":"APIG.9008","error_msg":"Too many requests"}"#, true),
        (500, r#"{"error_code":"APIG.9999","error_msg":"System error"}"#, false),
        (503, "", false),
    ] {
        let error = error(answer(status, body));
        assert_eq!(error.is_throttled(), is_throttled, "{status} {body}");
        assert_eq!(error.is_server_error(), status >= 500);
    }
}

#[test]
fn a_code_does_not_decide_the_status() {
    let error = error(answer(401, r#"{"error_code":"APIG.1005","error_msg":"no"}"#));
    assert!(error.is_unauthorized() && !error.is_forbidden());
}

#[test]
fn error_bodies_of_every_shape() {
    for (body, code, message, request_id) in [
        (r#"{"error_code":"APIG.1","error_msg":"m"}"#, "APIG.1", "m", "f7b5"),
        (r#"{"errorCode":"APIG.1","errorMsg":"m"}"#, "APIG.1", "m", "f7b5"),
        (r#"{"code":"APIG.1","message":"m"}"#, "APIG.1", "m", "f7b5"),
        // The identity service counts its codes, and nests them.
        (r#"{"error":{"code":401,"message":"m","title":"Unauthorized"}}"#, "401", "m", "f7b5"),
        (r#"{"error_code":4001,"error_msg":"m"}"#, "4001", "m", "f7b5"),
        // Half a pair is half the news, not none.
        (r#"{"error_code":"APIG.1"}"#, "APIG.1", "", "f7b5"),
        (r#"{"error_msg":"m"}"#, "", "m", "f7b5"),
        (r#"{"error_code":"APIG.1","error_msg":null}"#, "APIG.1", "", "f7b5"),
        // The front gateway has the request id in its body as well; that of the header counts.
        (r#"{"error_code":"APIGW.0301","error_msg":"m","request_id":"body"}"#, "APIGW.0301", "m", "f7b5"),
        (r#"{"error_code":{"a":1},"error_msg":["m"]}"#, "", "", "f7b5"),
        (r#"{"unrelated":true}"#, "", "", "f7b5"),
        (r#"["m"]"#, "", "", "f7b5"),
        (r#"{"error_code":"APIG.1","err"#, "", "", "f7b5"),
        ("plain words", "", "", "f7b5"),
        ("null", "", "", "f7b5"),
    ] {
        let error = error(answer(401, body));
        let some = |text: &'static str| (!text.is_empty()).then_some(text);
        assert_eq!(error.kind(), ErrorKind::Api, "{body}");
        assert_eq!(error.status().unwrap(), 401);
        assert_eq!((error.code(), error.message()), (some(code), some(message)), "{body}");
        assert_eq!(error.request_id(), some(request_id));
        assert_eq!(error.body(), Some(body.as_bytes()));
        // Whatever the shape, the reader sees what the server said.
        let shown = error.to_string();
        assert!(shown.starts_with("ShowAppQuota: 401 Unauthorized: "), "{shown}");
        assert!(shown.contains(some(message).or(some(code)).unwrap_or(body)), "{shown}");
    }
}

#[test]
fn the_request_id_is_found_wherever_it_stands() {
    for (header, body, id) in [
        ("X-Request-Id", "{}", "f7b5"),
        ("x-request-id", r#"{"request_id":"body"}"#, "f7b5"),
        ("X-IAM-Trace-Id", r#"{"error":{"code":401,"message":"m"}}"#, "f7b5"),
        ("X-Other", r#"{"error_code":"APIGW.0301","error_msg":"m","request_id":"body"}"#, "body"),
    ] {
        assert_eq!(error(Answer::new(401, &[(header, "f7b5")], body)).request_id(), Some(id), "{header}");
    }
    assert_eq!(error(Answer::new(401, &[], "{}")).request_id(), None);
}

#[test]
fn an_empty_error_body_says_so() {
    let error = error(answer(503, ""));
    assert_eq!(error.to_string(), "ShowAppQuota: 503 Service Unavailable: no body (request id f7b5)");
    assert_eq!(error.body(), Some(&b""[..]));
    assert!(error.is_server_error());
}

#[test]
fn what_is_shown_is_one_short_line() {
    let error = error(answer(500, &format!("a\nb\tc\u{1b}[31m\u{202e} {}", "x".repeat(100_000))));
    let shown = error.to_string();
    assert!(shown.chars().all(|c| !c.is_control() && c != '\u{202e}') && shown.len() < 1000, "{shown}");
    assert_eq!(error.body().unwrap().len(), "a\nb\tc\u{1b}[31m\u{202e} ".len() + 100_000);
}

#[test]
fn a_redirect_is_an_error_and_the_token_stays() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::start(vec![Answer::json(200, "{}")]);
        let location = format!("{}/steal?with=secrets", other.url());
        let error = error(Answer::new(status, &[("Location", &location), ("X-Request-Id", "f7b5")], "moved"));
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.body(), Some(&b"moved"[..]));
        assert_eq!(error.response().unwrap().headers()["location"], location.as_str());
        let shown = error.to_string();
        assert!(shown.ends_with("redirects are not followed (to 127.0.0.1) (request id f7b5)"), "{shown}");
        assert!(other.requests().is_empty(), "{status} was followed");
    }
}
