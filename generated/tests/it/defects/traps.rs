//! Ten things that the service makes easy to get wrong.

use super::{KEY_ID, bind, call, demo, eager, key, ok, refused, show};
use crate::server::{Answer, Server};
use crate::support::{APP, INSTANCE, PROJECT, QUOTA, TOKEN, builder, exchange, run};
use apig_sdk::apig::types::{AppQuotaInfo, ListAppQuotaBindableAppsResponse};
use apig_sdk::iam::types::KeystoneErrorBody;
use apig_sdk::{ConfigBuilder, Credentials, DateTime, ErrorKind, apig, iam};

/// 1. The Python SDK repeats a throttled request with the date and the signature of the first one, which the server
///    refuses once they are a quarter of an hour old. Here every attempt has its own.
#[test]
fn every_attempt_is_signed_anew() {
    let throttled = Answer::new(429, &[("retry-after", "1")], "");
    let sign = |config: ConfigBuilder| config.credentials(key());
    let called = call(vec![throttled, ok()], sign, |client| client.gateway(INSTANCE).show_app_quota(QUOTA));
    called.result.unwrap();
    let [first, second] = &called.requests[..] else { panic!("two attempts") };
    for name in ["x-sdk-date", "authorization"] {
        assert!(first.header(name).is_some() && second.header(name).is_some());
        assert_ne!(first.header(name), second.header(name), "{name}");
    }
    assert!(first.header("x-sdk-date") < second.header("x-sdk-date"));
    let signed = format!("SDK-HMAC-SHA256 Access={KEY_ID}, SignedHeaders=host;x-project-id;x-sdk-date, Signature=");
    for request in [first, second] {
        assert!(request.header("authorization").unwrap().starts_with(&signed));
        assert_eq!(request.head.matches("authorization:").count(), 1, "nothing stale beside it");
    }
}

/// 2. Five refused signatures lock an access key for minutes, and a retry that does not look at the status spends them
///    on one call. Here a refused signature is sent once, whatever the code, the method and the server's wishes.
#[test]
fn a_refused_signature_is_sent_once() {
    let sign = |config: ConfigBuilder| config.credentials(key()).retry(eager());
    for body in
        [r#"{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail"}"#, r#"{"error_code":"APIG.1002"}"#, ""]
    {
        let answers = || vec![Answer::new(401, &[("retry-after", "0")], body), ok()];
        for called in [
            call(answers(), sign, |client| client.gateway(INSTANCE).show_app_quota(QUOTA)),
            call(answers(), sign, |client| client.gateway(INSTANCE).create_app_quota().body(demo())),
            call(answers(), sign, |client| client.gateway(INSTANCE).update_app_quota(QUOTA).body(demo())),
            call(answers(), sign, |client| client.gateway(INSTANCE).delete_app_quota(QUOTA)),
        ] {
            assert_eq!(called.requests.len(), 1, "{body}");
            let error = called.error();
            assert!(error.is_unauthorized() && error.attempts() == 1, "{error}");
        }
    }
}

/// 3. Too many calls are status 500 with `APIG.9008` at the control plane and status 429 with `APIG.0308` at the
///    gateway; who looks at the status alone takes the first for a failure. Here the code counts, and since nothing was
///    carried out even a POST is made again.
#[test]
fn throttling_is_known_by_its_code_too() {
    for (status, body) in [
        (500, r#"{"error_code":"APIG.9008","error_msg":"Too many requests"}"#),
        (429, r#"{"error_code":"APIG.0308","error_msg":"The throttling threshold has been reached"}"#),
        (429, "<html>slow down</html>"),
    ] {
        let called = bind(vec![refused(status, body), ok()]);
        assert_eq!(called.requests.len(), 2, "{status} {body}");
        called.result.unwrap();
        let error = bind((0..5).map(|_| refused(status, body)).collect()).error();
        assert!(error.is_throttled() && error.is_retryable() && error.attempts() == 5, "{error}");
    }
    let error = show(vec![refused(500, r#"{"error_code":"APIG.9999","error_msg":"System error"}"#), ok()]).error();
    assert!(!error.is_throttled() && error.attempts() == 1);
}

/// The quota that a server shows in this spelling.
fn shown(body: &str) -> AppQuotaInfo {
    exchange(Answer::json(200, body), |config| apig::Client::new(config).gateway(INSTANCE).show_app_quota(QUOTA))
        .result
        .unwrap()
}

/// 4. The documents spell `create_time` with an offset in one answer and in UTC in the other. The Python SDK gives text
///    for the first, the Go SDK a time that is eight hours off. Here both keep their text and are the same instant.
#[test]
fn both_spellings_of_create_time_are_one_instant() {
    let posted = "2020-09-19T15:27:47.60571141+08:00";
    let created = exchange(Answer::json(201, &format!(r#"{{"create_time":"{posted}"}}"#)), |config| {
        apig::Client::new(config).gateway(INSTANCE).create_app_quota().body(demo())
    });
    let created = created.result.unwrap().create_time.unwrap();
    let got = shown(r#"{"create_time":"2020-09-19T07:27:47Z"}"#).create_time.unwrap();
    assert_eq!([created.as_str(), got.as_str()], [posted, "2020-09-19T07:27:47Z"]);
    let [created, got] = [created, got].map(|time| time.parse().unwrap());
    assert_eq!(created.unix_timestamp(), got.unix_timestamp());
    assert_eq!((created.offset().whole_hours(), got.offset().whole_hours()), (8, 0));
    assert_eq!(created.unix_timestamp_nanos(), 1_600_500_467_605_711_410);
}

/// 5. An app that was never bound has `bound_time` `0001-01-01T00:00:00Z`, the zero of Go's times, which the SDKs hand
///    on as a time. Here it is asked for by name, and its text is kept.
#[test]
fn a_zero_bound_time_is_unset() {
    let body = r#"{"apps":[{"bound_time":"0001-01-01T00:00:00Z"},{"bound_time":"2020-09-19T07:43:11Z"},{}]}"#;
    let list: ListAppQuotaBindableAppsResponse = exchange(Answer::json(200, body), |config| {
        apig::Client::new(config).gateway(INSTANCE).list_app_quota_bindable_apps(QUOTA)
    })
    .result
    .unwrap();
    let bound = |time: Option<DateTime>| time.map(|time| (time.as_str().to_owned(), time.is_unset()));
    let bound: Vec<_> = list.apps.unwrap().into_iter().map(|app| bound(app.bound_time)).collect();
    let text = |text: &str, is_unset| Some((text.to_owned(), is_unset));
    assert_eq!(bound, [text("0001-01-01T00:00:00Z", true), text("2020-09-19T07:43:11Z", false), None]);
}

/// 6. `reset_time` is written without a zone in requests and in the answers to them, and as Go prints a time when it is
///    read back. A parser for one of them fails on the other. Here it is text, and nothing of it changes.
#[test]
fn every_spelling_of_reset_time_survives() {
    let written = "2020-09-20 00:00:00";
    for text in [written, "2020-09-20 00:00:00 +0000 +0000", "2020-09-20T00:00:00Z", ""] {
        assert_eq!(shown(&format!(r#"{{"reset_time":"{text}"}}"#)).reset_time.as_deref(), Some(text));
    }
    let sent = exchange(ok(), |config| {
        apig::Client::new(config).gateway(INSTANCE).update_app_quota(QUOTA).body(demo()).reset_time(written)
    });
    let sent = String::from_utf8(sent.request.body).unwrap();
    assert!(sent.ends_with(r#","reset_time":"2020-09-20 00:00:00"}"#), "{sent}");
}

/// 7. An empty id turns the Go SDK's DELETE of a quota into one of all quotas, a slash adds a segment of one's own, and
///    the Python SDK sends the braces of the template. Here the first is not sent, and slashes and braces only escaped.
#[test]
fn an_id_is_one_segment_or_nothing_is_sent() {
    for id in ["", ".", "..", "a\nb"] {
        let called = call(Vec::new(), |config| config, |client| client.gateway(INSTANCE).delete_app_quota(id));
        assert_eq!(called.requests.len(), 0, "{id:?}");
        let error = called.error();
        assert_eq!(error.kind(), ErrorKind::Violations);
        assert!(error.to_string().contains("app_quota_id must not "), "{error}");
    }
    for (id, segment) in [
        ("{app_quota_id}", "%7Bapp_quota_id%7D"),
        ("a b?c#d%2F", "a%20b%3Fc%23d%252F"),
        ("ü", "%C3%BC"),
        ("../a\\b", "..%2Fa%5Cb"),
    ] {
        let called = call(vec![ok()], |config| config, |client| client.gateway(INSTANCE).delete_app_quota(id));
        let line = format!("DELETE /v2/{PROJECT}/apigw/instances/{INSTANCE}/app-quotas/{segment}");
        assert_eq!(called.requests[0].line(), line);
    }
}

/// 8. The tables of error codes lack codes that the services send, and give one code different statuses and meanings.
///    A closed enum loses the first, a map from code to status is wrong for the second. Here a code is text.
#[test]
fn an_error_code_is_text_and_never_a_status() {
    for (status, code) in [
        (404, "APIG.3093"),
        (400, "APIG.3325"),
        (404, "APIG.3002"),
        (401, "APIG.1005"),
        (403, "APIG.1005"),
        (409, "NEW.1"),
    ] {
        let error = show(vec![refused(status, &format!(r#"{{"error_code":"{code}","error_msg":"m"}}"#))]).error();
        assert_eq!((error.code(), error.status().unwrap().as_u16()), (Some(code), status));
        let asked = [error.is_unauthorized(), error.is_forbidden(), error.is_not_found()];
        assert_eq!(asked, [401, 403, 404].map(|expected| status == expected), "{status} {code}");
    }
}

/// 9. The identity service's codes are numbers inside of `error`; the Go SDK expects text and has none. Here the number
///    is the code, and the whole body is a type as well.
#[test]
fn a_code_may_be_a_number() {
    let body = r#"{"error":{"code":401,"message":"The X-Auth-Token is invalid!","title":"Unauthorized"}}"#;
    let call = exchange(Answer::json(401, body), |config| iam::Client::new(config).keystone_list_projects());
    let error = call.result.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("401"), Some("The X-Auth-Token is invalid!")));
    assert_eq!(error.decode_body::<KeystoneErrorBody>().unwrap().error.unwrap().code, Some(401));
}

/// 10. The vendor's SDKs know access keys and refuse tokens, those of Open Telekom Cloud begin with tokens. Here one
///     client type takes both, with everything else unchanged.
#[test]
fn a_token_and_a_key_serve_the_same_client() {
    for (credentials, headers) in [
        (Credentials::token(TOKEN), vec!["x-auth-token"]),
        (key(), vec!["authorization", "x-project-id", "x-sdk-date"]),
        (
            Credentials::temporary_access_key(KEY_ID, "secret", "session"),
            vec!["authorization", "x-project-id", "x-sdk-date", "x-security-token"],
        ),
    ] {
        let server = Server::start(vec![ok()]);
        let client = apig::Client::new(builder(server.url()).credentials(credentials).build().unwrap());
        run(client.gateway(INSTANCE).associate_apps_for_app_quota(QUOTA).app_ids([APP]).send()).unwrap();
        let request = &server.requests()[0];
        assert_eq!(request.body, format!(r#"{{"app_ids":["{APP}"]}}"#).as_bytes());
        let all = ["authorization", "x-auth-token", "x-project-id", "x-sdk-date", "x-security-token"];
        let came: Vec<_> = all.into_iter().filter(|name| request.header(name).is_some()).collect();
        assert_eq!(came, headers);
    }
}
