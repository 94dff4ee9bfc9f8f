//! Tests logging in over a real socket: requests byte for byte, with the documented bodies and answers.

use super::*;
use crate::ErrorKind;
use server::Answer;
use std::time::{Duration, SystemTime};

const TOKEN_BODY: &str = r#"{"token":{"methods":["password"],"expires_at":"2015-11-09T01:42:57.527363Z","issued_at":"2015-11-09T00:42:57.527404Z","user":{"domain":{"id":"ded4","name":"domain A"},"id":"ee4d","name":"user A","password_expires_at":"2016-11-06T15:32:17.000000"},"domain":{"name":"domain A","id":"dod4"},"catalog":[{"type":"identity","id":"1331","name":"iam","endpoints":[{"url":"https://sample.domain.com/v3","region":"*","region_id":"*","interface":"public","id":"089d"}]}],"roles":[{"name":"role1","id":"roleid1"}]}}"#;
const KEY_BODY: &str = r#"{"credential":{"access":"NQC5","secret":"EY74","expires_at":"2015-11-09T00:57:57.575000Z","securitytoken":"gAAA"}}"#;
const INVALID: &str = r#"{"error":{"code":401,"message":"The X-Auth-Token is invalid!","title":"Unauthorized"}}"#;

fn token(value: &str) -> Answer {
    Answer::new(201, &[("X-Subject-Token", value), ("content-type", "application/json")], TOKEN_BODY)
}

fn identity(provider: impl ProvideCredentials, wire: &Wire) -> Result<Arc<Identity>, Error> {
    run(Credentials::provider(provider).identity(&wire.context()))
}

fn login() -> PasswordLogin {
    PasswordLogin::new("user A", "domain A", "***")
}

fn body_of(wire: &Wire, index: usize) -> String {
    String::from_utf8(wire.server.requests()[index].body.clone()).unwrap()
}

fn at(seconds: u64, micros: u32) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::new(seconds, micros * 1000)
}

#[test]
fn a_login_is_the_documented_request() {
    let wire = Wire::new(vec![token("MIIDk")]);
    let expected = Token::new("MIIDk").expires_at(at(1_447_033_377, 527_363));
    assert_eq!(*identity(login(), &wire).unwrap(), Identity::Token(expected));
    let request = &wire.server.requests()[0];
    let host = wire.server.url().replace("http://", "");
    let body = r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"user A","password":"***","domain":{"name":"domain A"}}}},"scope":{"project":{"name":"eu-de"}}}}"#;
    assert_eq!(
        request.head,
        format!(
            "POST /v3/auth/tokens?nocatalog=true HTTP/1.1\r\naccept: application/json\r\n\
             content-type: application/json\r\nhost: {host}\r\ncontent-length: {}\r\n",
            body.len()
        )
    );
    assert_eq!(body_of(&wire, 0), body);
}

#[test]
fn bodies_of_logins() {
    let user = r#"{"user":{"name":"user A","password":"***","domain":{"name":"domain A"}}}"#;
    let by_id = r#"{"user":{"id":"ee4d","password":"***"}}"#;
    let password = format!(r#"{{"auth":{{"identity":{{"methods":["password"],"password":{user}}},"scope":"#);
    for (login, project_id, body) in [
        (login(), Some("p1"), format!(r#"{password}{{"project":{{"id":"p1"}}}}}}}}"#)),
        (
            login().project_name("eu-de_test"),
            Some("p1"),
            format!(r#"{password}{{"project":{{"name":"eu-de_test"}}}}}}}}"#),
        ),
        (
            login().project_id("0b95b78b67fa045b38104c12fb00"),
            None,
            format!(r#"{password}{{"project":{{"id":"0b95b78b67fa045b38104c12fb00"}}}}}}}}"#),
        ),
        (login().domain_scope("domain A"), None, format!(r#"{password}{{"domain":{{"name":"domain A"}}}}}}}}"#)),
        (
            login().or_project(Some("p2".into()), None),
            Some("p1"),
            format!(r#"{password}{{"project":{{"id":"p1"}}}}}}}}"#),
        ),
        (login().or_project(Some("p2".into()), None), None, format!(r#"{password}{{"project":{{"id":"p2"}}}}}}}}"#)),
        (
            login().passcode("******").domain_scope("domain A"),
            None,
            format!(
                r#"{{"auth":{{"identity":{{"methods":["password","totp"],"password":{user},"totp":{{"user":{{"name":"user A","passcode":"******"}}}}}},"scope":{{"domain":{{"name":"domain A"}}}}}}}}"#
            ),
        ),
        (
            PasswordLogin::with_user_id("ee4d", "***").passcode("123456"),
            None,
            format!(
                r#"{{"auth":{{"identity":{{"methods":["password","totp"],"password":{by_id},"totp":{{"user":{{"id":"ee4d","passcode":"123456"}}}}}},"scope":{{"project":{{"name":"eu-de"}}}}}}}}"#
            ),
        ),
    ] {
        let wire = Wire { project_id, ..Wire::new(vec![token("t")]) };
        identity(login, &wire).unwrap();
        assert_eq!(body_of(&wire, 0), body);
    }
}

#[test]
fn an_endpoint_of_its_own_goes_first() {
    let wire = Wire::new(vec![]);
    for ending in ["", "/", "/v3", "/v3/"] {
        let other = Wire::new(vec![token("t")]);
        identity(login().identity_endpoint(other.server.url() + ending), &wire).unwrap();
        assert_eq!(other.server.requests()[0].line(), "POST /v3/auth/tokens?nocatalog=true");
    }
    let error = identity(login().identity_endpoint("http://iam.example.com"), &wire).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the endpoint of the identity service must begin with `https://`: over plain HTTP anyone on the way reads the \
         password"
    );
    assert_eq!(wire.server.requests(), []);
}

#[test]
fn without_project_and_region_there_is_no_token() {
    let wire = Wire { region: None, ..Wire::new(vec![]) };
    let error = identity(login(), &wire).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a token is for a project, and none is known: set `project_id` or `region` of the configuration, or \
         `project_id` or `project_name` of the login"
    );
    assert_eq!(wire.server.requests(), []);
}

#[test]
fn failed_logins_say_whose_and_where() {
    let id = [("X-IAM-Trace-Id", "trace")];
    let no_header = Answer::new(201, &id, TOKEN_BODY);
    let subject = ("X-Subject-Token", "s3cret");
    for (answer, words) in [
        (
            Answer::json(
                401,
                r#"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#,
            ),
            "401 Unauthorized: 401: The username or password is wrong.",
        ),
        (
            Answer::json(400, r#"{"error_msg":"Request body is invalid.","error_code":"IAM.0011"}"#),
            "400 Bad Request: IAM.0011: Request body is invalid.",
        ),
        (Answer::new(403, &id, ""), "403 Forbidden: no body (request id trace)"),
        (no_header, "the answer has no header `X-Subject-Token` (request id trace)"),
        (Answer::new(201, &[subject], r#"{"token":{}}"#), "the answer's body has no text at `token.expires_at`"),
        (Answer::new(201, &[subject], "s3cret"), "the answer's body has no text at `token.expires_at`"),
        (Answer::new(201, &[subject], r#"{"token":{"expires_at":"s3cret"}}"#), "the answer's `expires_at` is no time"),
        (
            Answer::new(201, &[subject], r#"{"token":{"expires_at":"0001-01-01T00:00:00Z"}}"#),
            "the answer's `expires_at` is no time",
        ),
    ] {
        let wire = Wire::new(vec![answer]);
        let error = identity(login(), &wire).unwrap_err();
        let host = wire.server.url().replace("http://", "");
        let shown = error.to_string();
        let (note, end) = ("; it is not tried again before ", "because refused logins lock the account");
        let (before, after) = shown.split_once(note).unwrap_or((&shown, end));
        let shown = [before, after.split_once(end).unwrap().1].concat();
        assert_eq!(shown, format!("logging in as user `user A` of domain `domain A` at {host} failed: {words}"));
        assert_eq!(after == end, !words.starts_with('4'));
        assert_eq!((error.kind(), error.status()), (ErrorKind::Credentials, None));
        assert!(error.is_unauthorized() && !error.is_not_found());
    }
}

#[test]
fn the_answer_of_a_failed_login_is_the_source() {
    let wire = Wire::new(vec![Answer::json(404, r#"{"error_msg":"m","error_code":"APIGW.0101","request_id":"r"}"#)]);
    let error = identity(login(), &wire).unwrap_err();
    // Or whoever deletes a thing would take a wrong endpoint of the identity service for "it is gone".
    assert!(!error.is_not_found());
    let answer = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!((answer.code(), answer.request_id()), (Some("APIGW.0101"), Some("r")));
    assert_eq!(answer.status(), Some(http::StatusCode::NOT_FOUND));
}

#[test]
fn a_passcode_is_used_once() {
    let wire = Wire::new(vec![token("t1")]);
    let credentials = Credentials::provider(login().passcode("123456"));
    let used = run(credentials.identity(&wire.context())).unwrap();
    assert!(credentials.renew(&used, true));
    let error = run(credentials.identity(&wire.context())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "logging in as user `user A` of domain `domain A` once more needs a new passcode: make new credentials with one"
    );
    assert_eq!(wire.server.requests().len(), 1);
}

#[test]
fn an_agency_is_used_with_a_token_of_its_own_account() {
    let wire = Wire { project_id: Some("theirs"), ..Wire::new(vec![token("mine"), token("theirs")]) };
    let agency = Agency::new("agencytest", "domain A", Credentials::provider(login())).project_name("eu-de");
    let found = identity(agency, &wire).unwrap();
    assert!(matches!(&*found, Identity::Token(token) if token.value.expose() == "theirs"));
    let requests = wire.server.requests();
    assert!(body_of(&wire, 0).ends_with(r#""scope":{"project":{"name":"eu-de"}}}}"#));
    assert_eq!(requests[0].header("x-auth-token"), None);
    assert_eq!(requests[1].header("x-auth-token"), Some("mine"));
    assert_eq!(
        body_of(&wire, 1),
        r#"{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"domain A","agency_name":"agencytest"}},"scope":{"project":{"name":"eu-de"}}}}"#
    );
}

#[test]
fn a_refused_base_is_renewed_once() {
    let refused = || Answer::json(401, INVALID);
    let wire = Wire::new(vec![token("old"), refused(), token("new"), token("theirs")]);
    let agency = Agency::new("a", "d", Credentials::provider(login()));
    identity(agency, &wire).unwrap();
    assert_eq!(wire.server.requests()[3].header("x-auth-token"), Some("new"));

    let wire = Wire::new(vec![token("old"), refused(), token("new"), refused(), token("never")]);
    let error = identity(Agency::new("a", "d", Credentials::provider(login())), &wire).unwrap_err();
    let host = wire.server.url().replace("http://", "");
    assert_eq!(
        error.to_string(),
        format!("using agency `a` of domain `d` at {host} failed: 401 Unauthorized: 401: The X-Auth-Token is invalid!")
    );
    assert_eq!(wire.server.requests().len(), 4);

    // A fixed token cannot be another one.
    let wire = Wire::new(vec![refused(), token("never")]);
    identity(Agency::new("a", "d", Credentials::token("fixed")), &wire).unwrap_err();
    assert_eq!(wire.server.requests().len(), 1);
}

#[test]
fn a_temporary_key_is_made_with_a_token_and_renewed() {
    let wire = Wire::new(vec![Answer::json(201, KEY_BODY), Answer::json(201, KEY_BODY)]);
    let credentials = Credentials::provider(TemporaryKey::new(Credentials::token("MIID...")));
    let ask = || run(credentials.identity(&wire.context())).unwrap();
    let end = at(1_447_030_677, 575_000);
    let expected = AccessKey::new("NQC5", "EY74").security_token("gAAA").expires_at(end);
    assert_eq!(*ask(), Identity::AccessKey(expected));
    for _ in 0..100 {
        ask();
    }
    let requests = wire.server.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].line(), "POST /v3.0/OS-CREDENTIAL/securitytokens");
    assert_eq!(
        body_of(&wire, 0),
        r#"{"auth":{"identity":{"methods":["token"],"token":{"id":"MIID...","duration_seconds":900}}}}"#
    );
    wire.clock.advance(12 * 60 + 1);
    ask();
    assert_eq!(wire.server.requests().len(), 2);
}

#[test]
fn temporary_keys_that_cannot_be_made() {
    let wire = Wire::new(vec![]);
    let hour = Duration::from_secs(3600);
    let token = || Credentials::token("t");
    for (key, words) in [
        (
            TemporaryKey::new(token()).duration(hour * 25),
            "a temporary access key is good for 900 to 86400 seconds, not for 90000",
        ),
        (
            TemporaryKey::new(token()).duration(Duration::ZERO),
            "a temporary access key is good for 900 to 86400 seconds, not for 0",
        ),
        (
            TemporaryKey::new(Credentials::access_key("AK", "SK")),
            "making a temporary access key at HOST failed: a temporary access key is made with a token, not with another \
             access key",
        ),
    ] {
        let error = identity(key, &wire).unwrap_err().to_string();
        assert_eq!(error, words.replace("HOST", &wire.server.url().replace("http://", "")));
    }
    assert_eq!(wire.server.requests(), []);
}
