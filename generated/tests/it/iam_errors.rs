//! What can go wrong with IAM: both shapes of error body, an answer without its token, and secrets that stay hidden.

use crate::server::Answer;
use crate::support::{builder, exchange, run};
use apig_sdk::iam::types::*;
use apig_sdk::iam::{Client, KeystoneCreateUserTokenOutput};
use apig_sdk::{Error, ErrorKind, Operation, Secret};

const SECRETS: [&str; 4] = ["s3cret-password", "s3cret-passcode", "s3cret-token", "s3cret-key"];

fn auth() -> UserTokenAuth {
    let domain = PasswordUserDomain::default().name("domain A");
    let user = PasswordUser::default().name("user A").password(SECRETS[0]).domain(domain);
    let totp = TotpUser::default().name("user A").passcode(SECRETS[1]);
    let identity = UserTokenIdentity::default().methods([AuthMethod::Password, AuthMethod::Totp]);
    let identity = identity.password(PasswordMethod::default().user(user)).totp(TotpMethod::default().user(totp));
    UserTokenAuth::default().identity(identity)
}

fn create(answer: Answer) -> Result<KeystoneCreateUserTokenOutput, Error> {
    exchange(answer, |config| Client::new(config).keystone_create_user_token().auth(auth())).result
}

/// An answer with a token in its header.
fn issued(token: &str, body: &str) -> Answer {
    Answer::new(201, &[("X-Subject-Token", token)], body)
}

#[test]
fn both_shapes_of_error_are_read() {
    for (status, body, code, message, request_id) in [
        (
            401,
            r#"{"error":{"code":401,"message":"The X-Auth-Token is invalid!","title":"Unauthorized"}}"#,
            "401",
            "The X-Auth-Token is invalid!",
            None,
        ),
        (
            400,
            r#"{"error":{"message":"akSkNumExceed","code":400,"title":"Bad Request"}}"#,
            "400",
            "akSkNumExceed",
            None,
        ),
        (
            400,
            r#"{"error_msg":"Request body is invalid.","error_code":"IAM.0011"}"#,
            "IAM.0011",
            "Request body is invalid.",
            None,
        ),
        (
            404,
            r#"{"error_msg":"The API does not exist or has not been published in the environment","error_code":"APIGW.0101","request_id":"71d53ba40c3ad62cdea44b5e9ce5996b"}"#,
            "APIGW.0101",
            "The API does not exist or has not been published in the environment",
            Some("71d53ba40c3ad62cdea44b5e9ce5996b"),
        ),
    ] {
        let error = create(Answer::json(status, body)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.status().unwrap(), status);
        assert_eq!((error.code(), error.message(), error.request_id()), (Some(code), Some(message), request_id));
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[test]
fn the_documented_bodies_are_types() {
    let body = r#"{"error":{"code":401,"message":"The X-Auth-Token is invalid!","title":"Unauthorized"}}"#;
    let error = create(Answer::json(401, body)).unwrap_err().decode_body::<KeystoneErrorBody>().unwrap().error.unwrap();
    assert_eq!((error.code, error.title.as_deref()), (Some(401), Some("Unauthorized")));
    let body = r#"{"error_msg":"Request body is invalid.","error_code":"IAM.0011"}"#;
    let error = create(Answer::json(400, body)).unwrap_err().decode_body::<ErrorBody>().unwrap();
    assert_eq!(error.error_code.as_deref(), Some("IAM.0011"));
}

#[test]
fn an_answer_without_its_token_is_no_answer() {
    for answer in [Answer::json(201, r#"{"token":{}}"#), issued("", "{}")] {
        let error = create(answer).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.status().unwrap(), 201);
        assert_eq!(
            error.to_string(),
            "KeystoneCreateUserToken: 201 Created: a header cannot be read: `X-Subject-Token` is missing"
        );
    }
}

#[test]
fn what_the_documents_demand_is_checked() {
    let client = Client::new(builder("http://127.0.0.1:1").build().unwrap());
    let refused = |error: Error| error.violations().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(refused(run(client.keystone_create_user_token().send()).unwrap_err()), ["auth is required"]);
    let identity = UserTokenIdentity::default().password(PasswordMethod::default().user(PasswordUser::default()));
    let auth = UserTokenAuth::default().identity(identity);
    assert_eq!(
        refused(run(client.keystone_create_user_token().auth(auth).send()).unwrap_err()),
        [
            "auth.identity.methods is required",
            "auth.identity.password.user.name is required",
            "auth.identity.password.user.password is required",
            "auth.identity.password.user.domain is required",
        ]
    );
    let token = TemporaryAccessKeyToken::default().duration_seconds(899);
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::Token]).token(token);
    let auth = TemporaryAccessKeyAuth::default().identity(identity);
    assert_eq!(
        refused(run(client.create_temporary_access_key().auth(auth).send()).unwrap_err()),
        ["auth.identity.token.duration_seconds must be from 900 to 86400, is 899"]
    );
}

#[test]
fn nothing_that_can_be_printed_shows_a_secret() {
    let client = Client::new(builder("http://127.0.0.1:1").build().unwrap());
    let operation = client.keystone_create_user_token().auth(auth());
    let answer = create(issued(SECRETS[2], "{}")).unwrap();
    assert_eq!(answer.x_subject_token, Secret::from(SECRETS[2]));
    let undecodable = create(issued(SECRETS[2], "[]")).unwrap_err();
    let token = TemporaryAccessKeyToken::default().id(SECRETS[2]);
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::Token]).token(token);
    let auth = TemporaryAccessKeyAuth::default().identity(identity);
    let temporary = client.create_temporary_access_key().auth(auth);
    let body = format!(r#"{{"credential":{{"access":"AK","secret":"{0}","securitytoken":"{0}"}}}}"#, SECRETS[3]);
    let key = exchange(Answer::json(201, &body), |config| {
        Client::new(config).create_temporary_access_key().body(temporary.body.clone())
    });
    let key = key.result.unwrap();
    let request = operation.to_request().unwrap();
    assert!(String::from_utf8_lossy(request.body()).contains(SECRETS[0]));
    for shown in [
        format!("{operation:?} {operation:#?}"),
        format!("{temporary:?} {temporary:#?}"),
        format!("{answer:?} {answer:#?}"),
        format!("{key:?} {key:#?}"),
        format!("{undecodable:?} {undecodable}"),
        format!("{:?}", request.headers()),
    ] {
        assert!(SECRETS.iter().all(|secret| !shown.contains(secret)), "{shown}");
    }
}

#[test]
fn operations_say_that_they_hold_secrets() {
    fn secret<O: Operation>(_: &O) -> bool {
        O::SECRET
    }
    let client = Client::new(builder("http://127.0.0.1:1").build().unwrap());
    assert!(secret(&client.keystone_create_user_token()) && secret(&client.create_temporary_access_key()));
    assert!(!secret(&client.keystone_list_projects()));
}
