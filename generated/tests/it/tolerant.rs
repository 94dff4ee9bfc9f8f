//! Successful answers that differ from the documents: what survives, and how the rest fails.

use crate::server::Answer;
use crate::support::{INSTANCE, QUOTA, exchange};
use apig_sdk::apig::types::{AppQuotaInfo, AppStatus, ListAppQuotaBindableAppsResponse, TimeUnit};
use apig_sdk::{Error, ErrorKind, apig, serde_json};

fn show(answer: Answer) -> Result<AppQuotaInfo, Error> {
    exchange(answer, |config| apig::Client::new(config).gateway(INSTANCE).show_app_quota(QUOTA)).result
}

fn list(answer: Answer) -> Result<ListAppQuotaBindableAppsResponse, Error> {
    exchange(answer, |config| apig::Client::new(config).gateway(INSTANCE).list_app_quota_bindable_apps(QUOTA)).result
}

fn quota(body: &str) -> AppQuotaInfo {
    show(Answer::json(200, body)).unwrap()
}

#[test]
fn an_unknown_text_of_an_enum_survives_and_encodes_back() {
    let body = r#"{"time_unit":"WEEK"}"#;
    let quota = quota(body);
    assert_eq!(quota.time_unit, Some(TimeUnit::Unknown("WEEK".to_owned())));
    assert_eq!(quota.time_unit.as_ref().unwrap().to_string(), "WEEK");
    assert_eq!(serde_json::to_string(&quota).unwrap(), body);
    assert_eq!(TimeUnit::from("DAY"), TimeUnit::Day);
}

#[test]
fn an_unknown_number_of_an_enum_survives_and_encodes_back() {
    let body = r#"{"apps":[{"status":1},{"status":2},{"status":3},{"status":-1}]}"#;
    let answer = list(Answer::json(200, body)).unwrap();
    let statuses: Vec<_> = answer.apps.iter().flatten().map(|app| app.status.unwrap()).collect();
    let expected = [AppStatus::Enabled, AppStatus::Disabled, AppStatus::Unknown(3), AppStatus::Unknown(-1)];
    assert_eq!(statuses, expected);
    assert_eq!(serde_json::to_string(&answer).unwrap(), body);
}

#[test]
fn unknown_fields_are_ignored() {
    let quota = quota(r#"{"new":{"deep":[1,{"a":null}]},"name":"demo","":0,"Name":"other"}"#);
    assert_eq!(quota.name.as_deref(), Some("demo"));
}

#[test]
fn null_is_absence() {
    let all = r#"{"app_quota_id":null,"name":null,"call_limits":null,"time_unit":null,"time_interval":null,"remark":null,"reset_time":null,"create_time":null,"bound_app_num":null}"#;
    assert_eq!(quota(all), AppQuotaInfo::default());
    let answer = list(Answer::json(200, r#"{"apps":null,"total":null,"size":null}"#)).unwrap();
    assert_eq!(answer, ListAppQuotaBindableAppsResponse::default());
    let answer = list(Answer::json(200, r#"{"apps":[{"status":null,"bound_time":null}]}"#)).unwrap();
    assert_eq!(answer.apps.unwrap()[0].status, None);
}

#[test]
fn missing_fields_are_none() {
    assert_eq!(quota("{}"), AppQuotaInfo::default());
    assert_eq!(list(Answer::json(200, r#"{"apps":[{}]}"#)).unwrap().apps.unwrap().len(), 1);
}

#[test]
fn an_empty_list_is_a_list() {
    let answer = list(Answer::json(200, r#"{"total":0,"size":0,"apps":[]}"#)).unwrap();
    assert_eq!((answer.total, answer.size, answer.apps), (Some(0), Some(0), Some(vec![])));
}

#[test]
fn bounds_hold_for_requests_only() {
    let long = "<é>".repeat(300);
    let quota = quota(&format!(r#"{{"remark":"{long}","name":"x","call_limits":0,"time_interval":-5}}"#));
    assert_eq!(quota.remark, Some(long));
    assert_eq!(quota.name.as_deref(), Some("x"));
    assert_eq!((quota.call_limits, quota.time_interval), (Some(0), Some(-5)));
}

#[test]
fn another_success_status_is_a_success() {
    for status in [200, 201, 202, 203, 299] {
        assert_eq!(show(Answer::json(status, r#"{"name":"demo"}"#)).unwrap().name.as_deref(), Some("demo"));
    }
}

#[test]
fn the_content_type_does_not_matter() {
    for content_type in ["application/json;charset=UTF-8", "text/plain", "application/octet-stream", ""] {
        let answer = Answer::new(200, &[("Content-Type", content_type)], " {\"name\":\"demo\"}\r\n");
        assert_eq!(show(answer).unwrap().name.as_deref(), Some("demo"));
    }
}

#[test]
fn a_body_in_chunks_is_one_body() {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let answer = Answer::raw(format!("{head}8\r\n{{\"name\":\r\n7\r\n\"demo\"}}\r\n0\r\n\r\n"));
    assert_eq!(show(answer).unwrap().name.as_deref(), Some("demo"));
}

#[test]
fn an_interim_answer_is_skipped() {
    let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n";
    let answer = Answer::raw(format!("{interim}HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n{{\"name\":\"demo\"}}"));
    assert_eq!(show(answer).unwrap().name.as_deref(), Some("demo"));
}

#[test]
fn odd_times_do_not_cost_the_answer() {
    for (text, is_unset, parses) in [
        ("0001-01-01T00:00:00Z", true, true),
        ("", true, false),
        ("2020-09-19 07:27:47", false, false),
        ("2020-09-19T07:27:47.123456789+08:00", false, true),
        ("tomorrow", false, false),
    ] {
        let body = format!(r#"{{"name":"demo","create_time":"{text}"}}"#);
        let quota = quota(&body);
        assert_eq!(serde_json::to_string(&quota).unwrap(), body);
        let created = quota.create_time.unwrap();
        assert_eq!(created.as_str(), text);
        assert_eq!((created.is_unset(), created.parse().is_ok()), (is_unset, parses), "{text:?}");
    }
}

/// The error says where, and keeps everything.
fn assert_undecodable(error: &Error, status: u16, path: Option<&str>, body: &str) {
    assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    assert_eq!(error.status().unwrap(), status, "{body}");
    assert_eq!(error.path(), path, "{body}");
    assert_eq!(error.body(), Some(body.as_bytes()));
    assert_eq!(error.request_id(), Some("f7b5"));
    let shown = error.to_string();
    assert!(shown.contains(&format!(": {status} ")) && shown.ends_with("(request id f7b5)"), "{shown}");
    assert!(path.is_none_or(|path| shown.contains(&format!("at `{path}`"))), "{shown}");
}

fn answer(status: u16, body: &str) -> Answer {
    Answer::new(status, &[("X-Request-Id", "f7b5")], body)
}

#[test]
fn a_wrong_type_names_its_place() {
    for (path, body) in [
        ("call_limits", r#"{"name":"demo","call_limits":"1000"}"#),
        ("call_limits", r#"{"call_limits":2147483648}"#),
        ("call_limits", r#"{"call_limits":1.5}"#),
        ("call_limits", r#"{"call_limits":"bad"}"#),
        ("time_unit", r#"{"time_unit":1}"#),
        ("name", r#"{"name":["demo"]}"#),
        ("create_time", r#"{"create_time":1600500467}"#),
    ] {
        assert_undecodable(&show(answer(201, body)).unwrap_err(), 201, Some(path), body);
    }
    for (path, body) in [
        ("apps", r#"{"apps":{}}"#),
        ("apps[0]", r#"{"apps":["app"]}"#),
        ("apps[0]", r#"{"apps":[null]}"#),
        ("apps[0]", r#"{"apps":[[]]}"#),
        ("apps[1].status", r#"{"apps":[{"status":1},{"status":"1"}]}"#),
        ("total", r#"{"total":true}"#),
    ] {
        assert_undecodable(&list(answer(200, body)).unwrap_err(), 200, Some(path), body);
    }
}

#[test]
fn a_value_that_is_no_good_is_not_shown() {
    let error = show(answer(200, r#"{"call_limits":"s3cret"}"#)).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}

#[test]
fn broken_json_keeps_status_and_body() {
    for body in ["{", "{\"name\":\"de", "{\"name\":\"demo\"} x", "{'name':'demo'}", "\u{feff}"] {
        let error = show(answer(201, body)).unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Decode, 201), "{body}");
        assert_eq!((error.body(), error.request_id()), (Some(body.as_bytes()), Some("f7b5")));
    }
}

#[test]
fn what_is_no_object_is_no_answer() {
    for body in ["[]", r#"[{"name":"demo"}]"#, "null", "\"demo\"", "42", "true", "OK", "<html><body>200</body></html>"]
    {
        assert_undecodable(&show(answer(200, body)).unwrap_err(), 200, None, body);
        assert_undecodable(&list(answer(200, body)).unwrap_err(), 200, None, body);
    }
}

#[test]
fn an_empty_body_is_no_answer() {
    for status in [200, 201] {
        let error = show(answer(status, "")).unwrap_err();
        assert_undecodable(&error, status, None, "");
        assert!(error.to_string().contains("the body is empty"), "{error}");
    }
    let error = show(Answer::raw("HTTP/1.1 204 No Content\r\nx-request-id: f7b5\r\n\r\n")).unwrap_err();
    assert_undecodable(&error, 204, None, "");
}
