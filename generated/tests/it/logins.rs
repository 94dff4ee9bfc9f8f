//! The runtime's own logins are the requests that the documents describe: the operations of IAM build the same.

use crate::server::{Answer, Server};
use crate::support::run;
use apig_sdk::iam::Client;
use apig_sdk::iam::types::*;
use apig_sdk::{Agency, Config, Credentials, Operation, PasswordLogin, TemporaryKey, Value, serde_json};

/// A request as far as the documents describe it: method, path and query, body.
type Described = (String, Value);

fn built(request: impl FnOnce(&Client) -> apig_sdk::http::Request<apig_sdk::transport::Bytes>) -> Described {
    let client = Client::new(Config::builder().endpoint("https://iam.example.com").build().unwrap());
    let request = request(&client);
    let target = request.uri().path_and_query().unwrap();
    (format!("{} {target}", request.method()), serde_json::from_slice(request.body()).unwrap())
}

/// The requests that credentials are fetched with, for a call whose answer does not matter.
fn sent(credentials: impl FnOnce(&str) -> Credentials, answers: Vec<Answer>) -> Vec<Described> {
    let server = Server::start(answers.into_iter().chain([Answer::new(404, &[], "")]).collect());
    let config = Config::builder().endpoint(server.url()).iam_endpoint(server.url());
    let config = config.credentials(credentials(&server.url())).build().unwrap();
    run(Client::new(config).keystone_list_projects().send()).unwrap_err();
    let mut requests = server.requests();
    let last = requests.pop().unwrap();
    assert!(last.line().starts_with("GET /v3/projects"), "{}", last.line());
    let body = |body: &[u8]| serde_json::from_slice(body).unwrap();
    requests.iter().map(|request| (request.line().to_owned(), body(&request.body))).collect()
}

fn token(value: &str) -> Answer {
    let body = r#"{"token":{"expires_at":"2999-11-09T01:42:57.527363Z"}}"#;
    Answer::new(201, &[("x-subject-token", value)], body)
}

fn operation(identity: UserTokenIdentity) -> Described {
    let scope = AuthScope::default().project(ScopeProject::default().name("eu-de"));
    let auth = UserTokenAuth::default().identity(identity).scope(scope);
    built(|client| client.keystone_create_user_token().nocatalog("true").auth(auth).to_request().unwrap())
}

fn password() -> PasswordMethod {
    let domain = PasswordUserDomain::default().name("domain A");
    PasswordMethod::default().user(PasswordUser::default().name("user A").password("s3cret").domain(domain))
}

#[test]
fn with_a_password() {
    let login = PasswordLogin::new("user A", "domain A", "s3cret").project_name("eu-de");
    let identity = UserTokenIdentity::default().methods([AuthMethod::Password]).password(password());
    assert_eq!(sent(|_| Credentials::provider(login), vec![token("t")]), [operation(identity)]);
}

#[test]
fn with_a_password_and_a_passcode() {
    let login = PasswordLogin::new("user A", "domain A", "s3cret").passcode("123456").project_name("eu-de");
    let totp = TotpMethod::default().user(TotpUser::default().name("user A").passcode("123456"));
    let methods = [AuthMethod::Password, AuthMethod::Totp];
    let identity = UserTokenIdentity::default().methods(methods).password(password()).totp(totp);
    assert_eq!(sent(|_| Credentials::provider(login), vec![token("t")]), [operation(identity)]);
}

#[test]
fn with_an_agency() {
    let agency = Agency::new("agencytest", "domain A", Credentials::token("t0")).project_name("eu-de");
    let assume = AssumeRoleMethod::default().domain_name("domain A").agency_name("agencytest");
    let identity = UserTokenIdentity::default().methods([AuthMethod::AssumeRole]).assume_role(assume);
    assert_eq!(sent(|_| Credentials::provider(agency), vec![token("t")]), [operation(identity)]);
}

#[test]
fn with_a_temporary_key() {
    let key = TemporaryKey::new(Credentials::token("t0"));
    let answer = r#"{"credential":{"access":"AK","secret":"SK","securitytoken":"ST","expires_at":"2999-04-17T07:55:18.575000Z"}}"#;
    let [(line, body)] =
        <[Described; 1]>::try_from(sent(|_| Credentials::provider(key), vec![Answer::json(201, answer)])).unwrap();
    let token = TemporaryAccessKeyToken::default().id("t0").duration_seconds(900);
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::Token]).token(token);
    let auth = TemporaryAccessKeyAuth::default().identity(identity);
    let documented = built(|client| client.create_temporary_access_key().auth(auth).to_request().unwrap());
    assert_eq!((line, body), documented);
}
