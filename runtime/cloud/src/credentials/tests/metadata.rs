//! Tests the metadata service, in both of its versions, over a real socket.

use super::*;
use server::Answer;
use std::time::Duration;

const KEY: &str = r#"{"credential":{"access":"NQC5","secret":"EY74","expires_at":"2015-11-10T00:42:57.575000Z","securitytoken":"gAAA"}}"#;
const NO_AGENCY: &str = r#"{"error":"Please configure Cloud Service Agency first"}"#;

/// What is asked, and what comes of it.
fn check(answers: Vec<Answer>, requests: &[(&str, &str)], outcome: Result<(), &str>) {
    let is_silent = matches!(&answers[..], [Answer::Silence]);
    let mut wire = Wire::new(answers);
    if is_silent {
        wire.patience = Duration::from_millis(300);
    }
    let metadata = InstanceMetadata::new().endpoint(wire.server.url());
    let result = run(Credentials::provider(metadata).identity(&wire.context()));
    let host = wire.server.url().replace("http://", "");
    match (result, outcome) {
        (Ok(identity), Ok(())) => assert!(matches!(&*identity, Identity::AccessKey(key) if key.id == "NQC5")),
        (Err(error), Err(words)) => assert_eq!(error.to_string(), words.replace("HOST", &host)),
        (result, _) => panic!("{result:?}"),
    }
    let recorded: Vec<(String, String)> = wire
        .server
        .requests()
        .iter()
        .map(|request| (request.line().to_owned(), request.header("x-metadata-token").unwrap_or_default().to_owned()))
        .collect();
    let expected: Vec<(String, String)> =
        requests.iter().map(|(line, token)| ((*line).into(), (*token).into())).collect();
    assert_eq!(recorded, expected);
}

const PUT: (&str, &str) = ("PUT /meta-data/latest/api/token", "");
const GET: &str = "GET /openstack/latest/securitykey";

fn session(token: &str) -> Answer {
    Answer::new(200, &[], token)
}

#[test]
fn version_2() {
    check(vec![session("t1"), Answer::json(200, KEY)], &[PUT, (GET, "t1")], Ok(()));
    let wire = Wire::new(vec![session("t1")]);
    let metadata = InstanceMetadata::new().endpoint(wire.server.url());
    run(Credentials::provider(metadata).identity(&wire.context())).unwrap_err();
    assert_eq!(wire.server.requests()[0].header("x-metadata-token-ttl-seconds"), Some("21600"));
}

#[test]
fn version_1_where_there_is_no_other() {
    for status in [404, 405, 503] {
        check(vec![Answer::new(status, &[], ""), Answer::json(200, KEY)], &[PUT, (GET, "")], Ok(()));
    }
}

#[test]
fn a_session_that_ended_is_begun_again_once() {
    let ended = || Answer::new(401, &[], "expired");
    check(
        vec![session("t1"), ended(), session("t2"), Answer::json(200, KEY)],
        &[PUT, (GET, "t1"), PUT, (GET, "t2")],
        Ok(()),
    );
    check(
        vec![session("t1"), ended(), session("t2"), ended(), session("t3")],
        &[PUT, (GET, "t1"), PUT, (GET, "t2")],
        Err("asking for the key of this server at HOST failed: 401 Unauthorized: expired"),
    );
}

#[test]
fn a_server_without_agency_is_told_at_once() {
    check(
        vec![session("t1"), Answer::json(401, NO_AGENCY)],
        &[PUT, (GET, "t1")],
        Err("asking for the key of this server, which has no agency (an administrator gives it one), at HOST failed: \
             401 Unauthorized: Please configure Cloud Service Agency first"),
    );
}

#[test]
fn no_metadata_service() {
    check(
        vec![Answer::new(500, &[], "")],
        &[PUT],
        Err("asking for the key of this server at HOST failed: 500 Internal Server Error: no body"),
    );
    check(
        vec![Answer::Silence],
        &[PUT],
        Err("asking for the key of this server at HOST failed: no answer in time: operation timed out"),
    );
    check(
        vec![session("a\u{1}b")],
        &[PUT],
        Err(
            "asking for the key of this server at HOST failed: the session token of the instance metadata cannot be sent",
        ),
    );
    check(
        vec![session("t1"), Answer::json(200, r#"{"credential":{"access":"s3cret"}}"#)],
        &[PUT, (GET, "t1")],
        Err("asking for the key of this server at HOST failed: the answer's body has no access key with its \
             secret, its security token and its end"),
    );
    let metadata = InstanceMetadata::default().endpoint("http://metadata.example.com");
    let error = run(Credentials::provider(metadata).identity(&Wire::new(vec![]).context())).unwrap_err();
    assert!(error.to_string().starts_with("the endpoint of the instance metadata must begin with `https://`"));
}
