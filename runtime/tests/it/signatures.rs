//! Calls with an access key: what is signed, and what a rejection leads to.

use crate::run;
use crate::sdk::{Client, builder};
use crate::server::{Answer, Recorded, Server};
use apig_runtime::time::OffsetDateTime;
use apig_runtime::{Config, ConfigBuilder, Credentials, Error, Retry, Verdict};
use std::time::{Duration, SystemTime};

const SECRET: &str = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";

fn signed(server: &Server) -> ConfigBuilder {
    builder(server.url()).credentials(Credentials::temporary_access_key("AK7", SECRET, "s3cret-session"))
}

fn list(answers: Vec<Answer>) -> (Result<(), Error>, Vec<Recorded>) {
    let server = Server::start(answers);
    let client = Client::new(signed(&server).build().unwrap());
    (run(client.list_quotas().send()).map(drop), server.requests())
}

fn rejected(message: &str) -> Answer {
    Answer::json(401, &format!(r#"{{"error_msg":"{message}","error_code":"APIGW.0301","request_id":"r1"}}"#))
}

/// A date as signatures have it.
fn date(time: SystemTime) -> String {
    let time = OffsetDateTime::from(time);
    let (year, month, day) = (time.year(), u8::from(time.month()), time.day());
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z", time.hour(), time.minute(), time.second())
}

#[test]
fn every_attempt_is_signed_anew() {
    let server = Server::start(vec![Answer::new(503, &[("retry-after", "1")], ""), Answer::json(200, "[]")]);
    let client = Client::new(signed(&server).build().unwrap());
    run(client.list_quotas().send()).unwrap();
    let [first, second] = <[Recorded; 2]>::try_from(server.requests()).unwrap();
    assert_ne!(first.header("x-sdk-date"), second.header("x-sdk-date"));
    assert_ne!(first.header("authorization"), second.header("authorization"));
    for request in [first, second] {
        let authorization = request.header("authorization").unwrap();
        assert!(authorization.starts_with(
            "SDK-HMAC-SHA256 Access=AK7, SignedHeaders=host;x-project-id;x-sdk-date;x-security-token, Signature="
        ));
        assert_eq!(request.header("x-project-id"), Some("p1"));
        assert_eq!(request.header("x-security-token"), Some("s3cret-session"));
    }
}

#[test]
fn a_rejected_signature_is_never_tried_again() {
    let wrong = "Incorrect IAM authentication information: verify aksk signature fail";
    let (result, requests) = list(vec![rejected(wrong), Answer::json(200, "[]")]);
    let error = result.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!((error.code(), error.request_id(), requests.len()), (Some("APIGW.0301"), Some("r1"), 1));

    // Nor by a classifier that would try anything again.
    let server = Server::start(vec![rejected(wrong), Answer::json(200, "[]")]);
    let retry = Retry::standard().base_delay(Duration::ZERO).classifier(|_| Verdict::Retry);
    let error = run(Client::new(signed(&server).retry(retry).build().unwrap()).list_quotas().send()).unwrap_err();
    assert_eq!((error.attempts(), server.requests().len()), (1, 1));
}

#[test]
fn a_wrong_clock_is_set_right_once_for_all_calls() {
    let server_time = SystemTime::now() + Duration::from_secs(3600);
    let skewed = |time: SystemTime| {
        rejected(&format!(
            "calc aksk signature fail:signature expired, signature time:20200101T000000Z,server time:{}",
            date(time)
        ))
    };
    let server = Server::start(vec![skewed(server_time), Answer::json(201, "{}"), Answer::json(200, "[]")]);
    let config = signed(&server).build().unwrap();
    let client = Client::new(config.clone());
    run(client.create_quota("i1").name("demo").send()).unwrap();
    run(Client::new(config).list_quotas().send()).unwrap();
    let dates: Vec<String> =
        server.requests().iter().map(|request| request.header("x-sdk-date").unwrap().to_owned()).collect();
    assert_eq!(dates.len(), 3, "the clock was set right once");
    // Parts of seconds are lost on the way.
    let earliest = server_time - Duration::from_secs(2);
    let near = |date_of: &str| (0..30).any(|late| date(earliest + Duration::from_secs(late)) == date_of);
    assert!(!near(&dates[0]) && near(&dates[1]) && near(&dates[2]), "{dates:?}");

    // Once is all: a server that goes on to complain is believed.
    let later = SystemTime::now() + Duration::from_secs(7200);
    let (result, requests) = list(vec![skewed(server_time), skewed(later), Answer::json(200, "[]")]);
    assert!(result.unwrap_err().is_unauthorized());
    assert_eq!(requests.len(), 2);
    // Nor does a time that is ours already help.
    let (result, requests) = list(vec![skewed(SystemTime::now()), Answer::json(200, "[]")]);
    assert!(result.unwrap_err().is_unauthorized());
    assert_eq!(requests.len(), 1);
}

#[test]
fn what_the_server_has_read_otherwise_is_named() {
    let echo = "verify aksk signature fail, canonicalRequest:GET|/v2/other/quotas/||host:a|x-project-id:p1\
                |x-sdk-date:d|x-security-token:s3cret-session||host;x-project-id;x-sdk-date;x-security-token|e3b0";
    let (result, _) = list(vec![rejected(echo)]);
    let error = result.unwrap_err();
    let shown = error.to_string();
    assert!(shown.contains("path"), "{shown}");
    assert!(shown.contains("/v2/other/quotas/") && shown.contains("/v2/p1/quotas/"), "{shown}");
    for text in [shown, format!("{error:?}"), error.message().unwrap().to_owned()] {
        assert!(!text.contains("s3cret-session") && !text.contains(SECRET), "{text}");
    }
}

#[test]
fn a_project_is_found_with_a_key_too() {
    let projects = r#"{"projects":[{"id":"e867","name":"eu-de"}]}"#;
    let server = Server::start(vec![Answer::json(200, projects), Answer::json(200, "[]")]);
    let builder = Config::builder().endpoint(server.url()).iam_endpoint(server.url()).region("eu-de");
    let config = builder.credentials(Credentials::access_key("AK7", SECRET)).build().unwrap();
    run(Client::new(config).list_quotas().send()).unwrap();
    let [first, second] = <[Recorded; 2]>::try_from(server.requests()).unwrap();
    assert_eq!((first.line(), first.header("x-project-id")), ("GET /v3/projects?name=eu-de", None));
    assert_eq!((second.line(), second.header("x-project-id")), ("GET /v2/e867/quotas", Some("e867")));
    assert!(first.header("authorization").is_some() && second.header("authorization").is_some());
}
