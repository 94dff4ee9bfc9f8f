//! Tests calls with an access key: what is signed, and what a rejection leads to.

use crate::run;
use crate::sdk::{Client, builder};
use crate::server::{Answer, Recorded, Server};
use apig_runtime::testing::{Canned, Replay};
use apig_runtime::time::OffsetDateTime;
use apig_runtime::{Config, ConfigBuilder, Credentials, Error, Retry, Verdict};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::{Duration, SystemTime};
use tokio::task::JoinSet;

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
    // All of it within a second, most of the time.
    let server = Server::start(vec![Answer::new(503, &[], ""), Answer::new(503, &[], ""), Answer::json(200, "[]")]);
    let client = Client::new(signed(&server).build().unwrap());
    run(client.list_quotas().send()).unwrap();
    let requests = server.requests();
    for name in ["x-sdk-date", "authorization"] {
        let different: BTreeSet<_> = requests.iter().map(|request| request.header(name)).collect();
        assert_eq!(different.len(), 3, "{different:?}");
    }
    for request in requests {
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

/// What many calls that start together come to.
fn together(client: &Client, calls: usize) -> Vec<Result<(), Error>> {
    run(async {
        let mut tasks = JoinSet::new();
        for _ in 0..calls {
            let call = client.list_quotas().send();
            tasks.spawn(async { call.await.map(drop) });
        }
        tasks.join_all().await
    })
}

#[test]
fn a_wrong_key_is_found_out_by_one_of_a_thousand_calls() {
    let server = Server::with(|_| rejected("verify aksk signature fail"));
    let client = Client::new(signed(&server).build().unwrap());
    for error in together(&client, 1000).into_iter().map(Result::unwrap_err) {
        assert_eq!((error.code(), error.request_id()), (Some("APIGW.0301"), Some("r1")));
        assert!(error.is_unauthorized() && error.to_string().starts_with("ListQuotas: 401"), "{error}");
    }
    assert!(run(client.create_quota("i1").name("demo").send()).unwrap_err().is_unauthorized());
    assert_eq!(server.requests().len(), 1, "five would lock the key");
}

#[test]
fn a_wrong_key_is_remembered_by_the_process_and_another_secret_is_not_it() {
    let server = Server::with(|_| rejected("verify aksk signature fail"));
    let call = |secret: &str| {
        let credentials = Credentials::access_key("AK8", secret);
        run(Client::new(builder(server.url()).credentials(credentials).build().unwrap()).list_quotas().send())
    };
    for _ in 0..20 {
        let shown = call("wrong").unwrap_err().to_string();
        assert!(shown.starts_with("ListQuotas: 401 Unauthorized: APIGW.0301: "), "{shown}");
        assert!(shown.contains("; it is not tried again before 20"), "{shown}");
        assert!(shown.contains("Z, because refused signatures lock the key"), "{shown}");
    }
    assert_eq!(server.requests().len(), 1);
    assert!(call("other").is_err());
    assert_eq!(server.requests().len(), 2);
}

/// Tests of applications run in one process, with keys that are all alike.
#[test]
fn what_a_transport_makes_believe_concerns_no_other_configuration() {
    let refusal = r#"{"error_code":"APIGW.0301","error_msg":"verify aksk signature fail"}"#;
    for _ in 0..2 {
        let replay = Replay::new().answer(Canned::json(401, refusal));
        let builder = builder("https://apig.example.com").credentials(Credentials::access_key("AK", "SK"));
        let client = Client::new(builder.transport(replay.clone()).build().unwrap());
        for _ in 0..2 {
            assert!(run(client.list_quotas().send()).unwrap_err().is_unauthorized());
        }
        replay.assert_done();
    }
}

#[test]
fn a_wrong_clock_is_found_out_by_one_of_many_calls() {
    let server_time = SystemTime::now() + Duration::from_secs(3600);
    let server = Server::with(move |request| {
        // Hours are enough to tell the two clocks apart.
        match request.header("x-sdk-date").unwrap().get(..11) == date(SystemTime::now()).get(..11) {
            true => rejected(&format!(
                "signature expired, signature time:20200101T000000Z,server time:{}",
                date(server_time)
            )),
            false => Answer::json(200, "[]"),
        }
    });
    let client = Client::new(signed(&server).build().unwrap());
    assert!(together(&client, 50).iter().all(Result::is_ok));
    assert_eq!(server.requests().len(), 51);
}

#[test]
fn a_wrong_key_is_found_out_while_the_project_is_looked_up() {
    let server = Server::with(|_| rejected("verify aksk signature fail"));
    let builder = Config::builder().endpoint(server.url()).iam_endpoint(server.url()).region("eu-de");
    let client = Client::new(builder.credentials(Credentials::access_key("AK7", SECRET)).build().unwrap());
    assert!(together(&client, 100).into_iter().all(|result| result.unwrap_err().is_unauthorized()));
    assert_eq!(server.requests().len(), 1, "five would lock the key");
}

#[test]
fn a_first_call_that_is_dropped_holds_nobody_back() {
    let is_first = AtomicBool::new(true);
    let server = Server::with(move |_| match is_first.swap(false, SeqCst) {
        true => Answer::Silence,
        false => Answer::json(200, "[]"),
    });
    let client = Client::new(signed(&server).build().unwrap());
    run(async {
        let call = client.list_quotas().send();
        assert!(tokio::time::timeout(Duration::from_millis(100), call).await.is_err());
    });
    assert!(together(&client, 5).iter().all(Result::is_ok));
}

#[test]
fn a_clock_that_the_server_does_not_tell_is_that_of_its_header() {
    let body = |message: &str| format!(r#"{{"error_msg":"{message}","error_code":"APIGW.0301"}}"#);
    let dated = [("date", "Tue, 15 Nov 2999 08:12:31 GMT"), ("content-type", "application/json")];
    let (result, requests) = list(vec![Answer::new(401, &dated, &body("signature expired")), Answer::json(200, "[]")]);
    result.unwrap();
    assert!(requests[1].header("x-sdk-date").unwrap().starts_with("29991115T08"));
    // Any answer has a date; only one that complains of ours is asked for it.
    let wrong = body("verify aksk signature fail");
    let (result, requests) = list(vec![Answer::new(401, &dated, &wrong), Answer::json(200, "[]")]);
    assert!(result.unwrap_err().is_unauthorized());
    assert_eq!(requests.len(), 1);
}

#[test]
fn calls_outside_of_projects_name_the_account() {
    let answers = || vec![Answer::json(200, r#"{"projects":[{"id":"p7"}]}"#), Answer::json(200, "[]")];
    for (domain, headers) in [(Some("d1"), "host;x-domain-id;x-sdk-date"), (None, "host;x-sdk-date")] {
        let server = Server::start(answers());
        let config = Config::builder().endpoint(server.url()).iam_endpoint(server.url()).region("eu-de");
        let config = config.credentials(Credentials::access_key("AK7", SECRET));
        let config = domain.into_iter().fold(config, |config, id| config.domain_id(id)).build().unwrap();
        assert_eq!(config.domain_id(), domain);
        run(Client::new(config).list_quotas().send()).unwrap();
        let [lookup, call] = <[Recorded; 2]>::try_from(server.requests()).unwrap();
        assert_eq!((lookup.line(), lookup.header("x-domain-id")), ("GET /v3/projects?name=eu-de", domain));
        assert_eq!(lookup.header("x-project-id"), None);
        let authorization = lookup.header("authorization").unwrap();
        assert!(authorization.contains(&format!("SignedHeaders={headers},")), "{authorization}");
        // In a project, it is the project that is named.
        assert_eq!((call.header("x-domain-id"), call.header("x-project-id")), (None, Some("p7")));
    }
    let error = Config::builder().endpoint("https://a.example.com").domain_id("d\n").build().unwrap_err();
    assert!(error.to_string().contains("domain_id must be visible ASCII"), "{error}");
}
