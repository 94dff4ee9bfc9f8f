//! What comes of calls: outputs, answers, errors, and what a hook sees.

use super::{KEY_SECRET, MARK, PASSCODE, PASSWORD, SESSION, TOKEN, assert_hidden, debug, told};
use crate::server::{Answer, Server};
use crate::support::{INSTANCE, QUOTA, builder, run};
use apig_sdk::iam::types::*;
use apig_sdk::iam::{Client, CreateTemporaryAccessKey, KeystoneCreateUserToken};
use apig_sdk::{ConfigBuilder, Credentials, Error, ErrorKind, Hook, PasswordLogin, ReceivedAnswer, SentRequest, apig};
use apig_sdk::{TemporaryKey, serde_json};
use std::sync::{Arc, Mutex};

fn config(server: &Server) -> ConfigBuilder {
    builder(server.url()).iam_endpoint(server.url()).credentials(Credentials::token(TOKEN))
}

fn log_in(client: &Client) -> KeystoneCreateUserToken {
    let user = PasswordUser::default().name("user A").password(PASSWORD);
    let user = user.domain(PasswordUserDomain::default().name("domain A"));
    let totp = TotpMethod::default().user(TotpUser::default().name("user A").passcode(PASSCODE));
    let identity = UserTokenIdentity::default().methods([AuthMethod::Password, AuthMethod::Totp]);
    let identity = identity.password(PasswordMethod::default().user(user)).totp(totp);
    client.keystone_create_user_token().auth(UserTokenAuth::default().identity(identity))
}

fn make_key(client: &Client) -> CreateTemporaryAccessKey {
    let token = TemporaryAccessKeyToken::default().id(SESSION);
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::Token]).token(token);
    client.create_temporary_access_key().auth(TemporaryAccessKeyAuth::default().identity(identity))
}

fn issued(body: &str) -> Answer {
    let headers = [("X-Subject-Token", TOKEN), ("Set-Cookie", SESSION), ("X-Request-Id", "f7b5")];
    Answer::new(201, &headers, body)
}

#[test]
fn outputs_and_answers() {
    let token = r#"{"token":{"methods":["password"],"expires_at":"2999-11-09T01:42:57.527363Z"}}"#;
    let credential =
        format!(r#"{{"credential":{{"access":"AK","secret":"{KEY_SECRET}","securitytoken":"{SESSION}"}}}}"#);
    let server = Server::start(vec![issued(token), issued(&credential)]);
    let client = Client::new(config(&server).build().unwrap());
    let (output, response) = run(log_in(&client).send_with_response()).unwrap();
    assert_eq!((output.x_subject_token.expose(), response.request_id()), (TOKEN, Some("f7b5")));
    let (key, answer) = run(make_key(&client).send_with_response()).unwrap();
    assert_eq!(key.credential.as_ref().unwrap().secret.as_ref().unwrap().expose(), KEY_SECRET);
    assert_hidden(&[
        ("KeystoneCreateUserTokenOutput", debug(&output)),
        ("CreateTemporaryAccessKeyResponse", debug(&key)),
        ("TemporaryCredential", debug(&key.credential)),
        ("Response", debug(&[&response, &answer])),
        ("Response::headers", debug(response.headers())),
    ]);
}

/// Bodies that repeat what was sent, as code, message and page.
fn repeating(secrets: &[&str]) -> Vec<(u16, String)> {
    let mut bodies = Vec::new();
    for secret in secrets {
        let json = serde_json::to_string(secret).unwrap();
        bodies.push((400, format!(r#"{{"error":{{"code":400,"message":{json},"title":"Bad Request"}}}}"#)));
        bodies.push((403, format!(r#"{{"error_code":{json},"error_msg":"no","request_id":{json}}}"#)));
        bodies.push((404, format!(r#"{{"you sent":{{"it":{json}}}}}"#)));
        bodies.push((500, format!("<html>the request was {secret}</html>")));
        bodies.push((302, (*secret).to_owned()));
        // The answer is of no use, and says so.
        bodies.push((201, format!(r#"{{"token":{json},"credential":{json}}}"#)));
        bodies.push((201, format!(r#"[{json}]"#)));
    }
    bodies
}

/// Makes a call to a server that gives this answer; what its error shows.
fn failed<T, O>(status: u16, body: &str, operation: impl FnOnce(Client) -> O) -> (String, String)
where
    O: IntoFuture<Output = Result<T, Error>>,
{
    let server = Server::start(vec![Answer::new(status, &[("X-Subject-Token", TOKEN)], body)]);
    let client = Client::new(config(&server).build().unwrap());
    let error = run(operation(client).into_future()).map(drop).unwrap_err();
    // Whoever asks for the answer gets it.
    assert_eq!(error.body(), Some(body.as_bytes()));
    (told(&error), format!("{:?} {:?} {:?}", error.code(), error.message(), error.request_id()))
}

#[test]
fn failed_calls_of_iam_whose_answers_repeat_secrets() {
    for (status, body) in repeating(&[PASSWORD, PASSCODE, TOKEN]) {
        let (told, parts) = failed(status, &body, |client| log_in(&client));
        assert_hidden(&[(&body, told), (&body, parts)]);
    }
    for (status, body) in repeating(&[SESSION, TOKEN]) {
        let (told, parts) = failed(status, &body, |client| make_key(&client));
        assert_hidden(&[(&body, told), (&body, parts)]);
    }
}

#[test]
fn failed_logins_whose_answers_repeat_secrets() {
    let login = || Credentials::provider(PasswordLogin::new("user A", "domain A", PASSWORD).passcode(PASSCODE));
    let temporary = || Credentials::provider(TemporaryKey::new(Credentials::token(TOKEN)));
    for (credentials, secrets) in [(&login as &dyn Fn() -> _, &[PASSWORD, PASSCODE][..]), (&temporary, &[TOKEN])] {
        for (status, body) in repeating(secrets) {
            let server = Server::start(vec![Answer::new(status, &[("X-Subject-Token", TOKEN)], &body)]);
            let client = apig::Client::new(config(&server).credentials(credentials()).build().unwrap());
            let error = run(client.gateway(INSTANCE).show_app_quota(QUOTA).send()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Credentials);
            assert_hidden(&[(&body, told(&error))]);
        }
    }
}

#[test]
fn failed_calls_of_other_services_whose_answers_repeat_secrets() {
    let key = || Credentials::temporary_access_key("AK", KEY_SECRET, SESSION);
    for (credentials, secret) in [(Credentials::token(TOKEN), TOKEN), (key(), SESSION), (key(), KEY_SECRET)] {
        for (status, body) in repeating(&[secret]).into_iter().filter(|(status, _)| *status != 201) {
            let server = Server::start(vec![Answer::new(status, &[], &body)]);
            let client = apig::Client::new(config(&server).credentials(credentials.clone()).build().unwrap());
            let error = run(client.gateway(INSTANCE).show_app_quota(QUOTA).send()).unwrap_err();
            assert_hidden(&[(&body, told(&error))]);
        }
    }
}

/// Writes down all that it is shown.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Log {
    fn add(&self, text: &str, body: Option<&[u8]>) {
        let body = body.map(String::from_utf8_lossy);
        self.0.lock().unwrap().push_str(&format!("{text} {body:?}\n"));
    }
}

impl Hook for Log {
    fn sent(&self, request: &SentRequest<'_>) {
        let headers: Vec<_> = request.headers().values().map(|value| value.to_str().unwrap().to_owned()).collect();
        self.add(&format!("{} {} {headers:?} {}", request.call(), request.uri(), debug(request)), request.body());
    }

    fn received(&self, answer: &ReceivedAnswer<'_>) {
        let headers: Vec<_> = answer.headers().values().map(|value| value.to_str().unwrap().to_owned()).collect();
        self.add(&format!("{} {headers:?} {:?} {}", answer.call(), answer.error(), debug(answer)), answer.body());
    }
}

#[test]
fn what_a_hook_sees() {
    let token = r#"{"token":{"expires_at":"2999-11-09T01:42:57.527363Z"}}"#;
    let credential = format!(
        r#"{{"credential":{{"access":"AK","secret":"{KEY_SECRET}","securitytoken":"{SESSION}","expires_at":"2999-01-01T00:00:00Z"}}}}"#
    );
    let mut answers = vec![issued(token), issued(&credential)];
    for (status, body) in repeating(&[SESSION]).into_iter().chain([(401, SESSION.to_owned())]) {
        answers.push(Answer::new(status, &[("X-Subject-Token", TOKEN)], &body));
    }
    let calls = answers.len() - 2;
    let server = Server::start(answers);
    let log = Log::default();
    let login = Credentials::password("user A", "domain A", PASSWORD);
    let credentials = Credentials::provider(TemporaryKey::new(login));
    let client = apig::Client::new(config(&server).credentials(credentials).hook(log.clone()).build().unwrap());
    for _ in 0..calls {
        let _ = run(client.gateway(INSTANCE).show_app_quota(QUOTA).send());
    }
    assert_eq!(server.requests().len(), calls + 2);
    let requests = server.requests();
    assert!(requests[2..].iter().all(|request| request.header("x-security-token") == Some(SESSION)));
    let log = log.0.lock().unwrap().clone();
    assert!(log.matches("<redacted>").count() > calls, "{log}");
    assert_hidden(&[("hook", log)]);
}

#[test]
fn a_redirect_gets_nothing_and_shows_nothing() {
    for status in [301, 302, 303, 307, 308] {
        let other = Server::start(vec![Answer::json(200, "{}")]);
        let location = format!("{}/{TOKEN}?token={TOKEN}", other.url());
        let server = Server::start(vec![Answer::new(status, &[("Location", &location)], TOKEN)]);
        let client = apig::Client::new(config(&server).build().unwrap());
        let error = run(client.gateway(INSTANCE).show_app_quota(QUOTA).send()).unwrap_err();
        assert!(server.requests()[0].head.contains(MARK));
        assert_eq!(other.requests(), []);
        assert_hidden(&[("redirect", told(&error)), ("its answer", debug(error.response().unwrap()))]);
    }
}
