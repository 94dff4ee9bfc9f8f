//! Tests calls whose credentials are fetched: by a login, and again when a token must be updated.

use crate::run;
use crate::sdk::{Client, builder};
use crate::server::{Answer, Server};
use apig_runtime::{
    CallOptions, ConfigBuilder, Credentials, ErrorKind, FederatedLogin, IdToken, OidcAgency, PasswordLogin,
    PodIdentity, Retry, TemporaryKey, reqwest,
};
use std::error::Error as _;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;
use tokio::task::JoinSet;

const PASSWORD: &str = "hunter2-s3cret";

fn logged_in(server: &Server) -> ConfigBuilder {
    let login = PasswordLogin::new("user A", "domain A", PASSWORD);
    builder(server.url()).iam_endpoint(server.url()).credentials(Credentials::provider(login))
}

fn token(value: &str) -> Answer {
    let headers = [("x-subject-token", value)];
    Answer::new(201, &headers, r#"{"token":{"expires_at":"2999-11-09T01:42:57.527363Z"}}"#)
}

fn must_be_updated() -> Answer {
    Answer::json(401, r#"{"error_code":"APIG.0307","error_msg":"The token must be updated"}"#)
}

/// What came: `POST /v3` for a login, else the token of the call.
fn seen(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let seen = requests.iter().map(|request| match request.header("x-auth-token") {
        Some(token) => token.to_owned(),
        None => request.line().chars().take(8).collect(),
    });
    seen.collect()
}

#[test]
fn one_login_serves_all_calls() {
    let server = Server::start(vec![token("t1"), Answer::json(200, "[]"), Answer::json(201, "{}")]);
    let client = Client::new(logged_in(&server).build().unwrap());
    run(async {
        client.list_quotas().send().await.unwrap();
        client.create_quota("i1").name("demo").await.unwrap();
    });
    assert_eq!(seen(&server), ["POST /v3", "t1", "t1"]);
}

#[test]
fn a_token_that_must_be_updated_is_renewed_once() {
    let answers = vec![token("t1"), must_be_updated(), token("t2"), Answer::json(201, "{}"), Answer::json(200, "[]")];
    let server = Server::start(answers);
    let client = Client::new(logged_in(&server).build().unwrap());
    run(async {
        // A 401 was not carried out, so even a POST is sent again.
        client.create_quota("i1").name("demo").await.unwrap();
        client.list_quotas().send().await.unwrap();
    });
    assert_eq!(seen(&server), ["POST /v3", "t1", "POST /v3", "t2", "t2"]);

    let server = Server::start(vec![token("t1"), must_be_updated(), token("t2"), must_be_updated(), token("t3")]);
    let error = run(Client::new(logged_in(&server).build().unwrap()).list_quotas().send()).unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(seen(&server), ["POST /v3", "t1", "POST /v3", "t2"], "once is all");
}

/// A server whose first token it ends at once, in words of this code.
fn ended_early(code: &'static str) -> Server {
    let logins = AtomicUsize::new(0);
    Server::with(move |request| match request.header("x-auth-token") {
        None => token(&format!("t{}", logins.fetch_add(1, SeqCst) + 1)),
        Some("t1") if request.line().contains("/quotas") => Answer::json(
            401,
            &format!(r#"{{"error_code":"{code}","error_msg":"Incorrect token or token resolution failed"}}"#),
        ),
        Some(_) => Answer::json(200, "[]"),
    })
}

#[test]
fn a_token_that_is_ended_early_is_renewed_whatever_it_is_called() {
    let is_renewed = |code| {
        let server = ended_early(code);
        let client = Client::new(logged_in(&server).build().unwrap());
        // A new token that is refused is no better the next time, unless it is called expired.
        let first = run(client.list_quotas().send());
        assert_eq!(first.is_ok(), code == "APIG.0307", "{code}");
        thread::sleep(Duration::from_millis(if first.is_ok() { 0 } else { 3100 }));
        for _ in 0..10 {
            run(client.list_quotas().send()).unwrap();
        }
        assert_eq!(seen(&server).iter().filter(|line| line.starts_with("POST")).count(), 2, "{code}");
    };
    // Side by side, since most of it is waiting.
    thread::scope(|scope| {
        for code in ["APIG.0301", "APIGW.0301", "APIG.1002", "", "APIG.0307"] {
            scope.spawn(move || is_renewed(code));
        }
    });
}

#[test]
fn a_service_that_refuses_every_token_does_not_cost_a_login_a_call() {
    let logins = AtomicUsize::new(0);
    let server = Server::with(move |request| match request.header("x-auth-token") {
        None => token(&format!("t{}", logins.fetch_add(1, SeqCst) + 1)),
        Some(_) => must_be_updated(),
    });
    let client = Client::new(logged_in(&server).build().unwrap());
    for _ in 0..50 {
        assert!(run(client.list_quotas().send()).unwrap_err().is_unauthorized());
    }
    run(async {
        let mut tasks = JoinSet::new();
        for _ in 0..200 {
            tasks.spawn(client.list_quotas().send());
        }
        assert!(tasks.join_all().await.iter().all(Result::is_err));
    });
    assert_eq!(seen(&server).iter().filter(|line| line.starts_with("POST")).count(), 2);
}

#[test]
fn a_temporary_key_that_is_ended_early_is_renewed() {
    let keys = AtomicUsize::new(0);
    let server = Server::with(move |request| match request.header("authorization") {
        None if request.line().contains("securitytokens") => {
            let number = keys.fetch_add(1, SeqCst) + 1;
            let end = r#""expires_at":"2999-11-09T01:42:57.527363Z""#;
            Answer::json(
                201,
                &format!(r#"{{"credential":{{"access":"AK{number}","secret":"SK","securitytoken":"ST",{end}}}}}"#),
            )
        }
        None => token("t1"),
        Some(signature) if signature.contains("Access=AK1,") => Answer::json(401, r#"{"error_code":"APIGW.0301"}"#),
        Some(_) => Answer::json(200, "[]"),
    });
    let base = Credentials::password("user A", "domain A", PASSWORD);
    let builder = logged_in(&server).credentials(Credentials::provider(TemporaryKey::new(base)));
    let client = Client::new(builder.build().unwrap());
    assert!(run(client.list_quotas().send()).is_err());
    thread::sleep(Duration::from_millis(3100));
    run(client.list_quotas().send()).unwrap();
}

#[test]
fn a_token_that_was_given_is_not_renewed() {
    let server = Server::start(vec![must_be_updated()]);
    let error = run(Client::new(builder(server.url()).build().unwrap()).list_quotas().send()).unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_failed_login_is_told_and_not_repeated_by_each_call() {
    let refused = r#"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#;
    let server = Server::start(vec![Answer::json(401, refused)]);
    let client = Client::new(logged_in(&server).build().unwrap());
    for _ in 0..3 {
        let error = run(client.list_quotas().send()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
        assert!(error.is_unauthorized() && !error.is_retryable());
        let shown = error.to_string();
        assert!(shown.contains("The username or password is wrong."), "{shown}");
        assert!(!format!("{shown} {error:?} {:?}", error.source()).contains(PASSWORD));
    }
    assert_eq!(server.requests().len(), 1, "five failures would lock the account");
}

fn wrong_password() -> Server {
    let refused = r#"{"error":{"code":401,"message":"The username or password is wrong.","title":"Unauthorized"}}"#;
    Server::with(move |_| {
        thread::sleep(Duration::from_millis(20));
        Answer::json(401, refused)
    })
}

#[test]
fn a_wrong_password_is_tried_once_for_all_projects_at_once() {
    let server = wrong_password();
    let config = logged_in(&server).build().unwrap();
    let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    threads.block_on(async {
        let mut tasks = JoinSet::new();
        for project in 0..8 {
            tasks.spawn(Client::new(config.clone()).in_project(&format!("p{project}")).list_quotas().send());
        }
        for result in tasks.join_all().await {
            let shown = result.unwrap_err().to_string();
            assert!(shown.contains("The username or password is wrong."), "{shown}");
            assert!(shown.contains("Z, because refused logins lock the account"), "{shown}");
        }
    });
    assert_eq!(server.requests().len(), 1, "five would lock the account");
}

#[test]
fn a_wrong_password_is_remembered_by_the_process_and_another_one_is_not_it() {
    let server = wrong_password();
    let call = |password: &str| {
        let credentials = Credentials::password("user A", "domain A", password);
        run(Client::new(logged_in(&server).credentials(credentials).build().unwrap()).list_quotas().send())
    };
    for _ in 0..20 {
        assert!(call("hunter2-wrong").unwrap_err().is_unauthorized());
    }
    assert_eq!(server.requests().len(), 1);
    assert!(call("hunter2-other").is_err());
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn a_login_that_fails_for_a_moment_is_tried_again() {
    let server = Server::start(vec![Answer::new(503, &[], ""), token("t1"), Answer::json(200, "[]")]);
    run(Client::new(logged_in(&server).build().unwrap()).list_quotas().send()).unwrap();
    assert_eq!(seen(&server), ["POST /v3", "POST /v3", "t1"]);
}

#[test]
fn a_login_takes_the_time_that_it_takes_and_no_call_longer_than_its_own() {
    let server = Server::with(|request| match request.line().starts_with("POST /v3") {
        true => {
            thread::sleep(Duration::from_millis(2000));
            token("t1")
        }
        false => Answer::json(200, "[]"),
    });
    let client = Client::new(logged_in(&server).build().unwrap());
    let hasty = CallOptions::new().attempt_timeout(Duration::from_millis(800)).retry(Retry::none());
    run(async {
        // Dropped in the middle, the login leaves nothing behind.
        let error = client.with_options(hasty.clone().timeout(Duration::from_millis(1000))).list_quotas().send().await;
        assert!(error.unwrap_err().is_timeout());
        // A login is for all, so it does not fail by what one call's attempts may take.
        client.with_options(hasty).list_quotas().send().await.unwrap();
        client.list_quotas().send().await.unwrap();
    });
}

#[test]
fn an_identity_service_that_is_down_is_no_wrong_password() {
    let server = Server::with(|_| Answer::new(503, &[], ""));
    let error = run(Client::new(logged_in(&server).build().unwrap()).list_quotas().send()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.is_retryable() && !error.is_unauthorized(), "{error}");
}

#[test]
fn a_pod_is_given_its_key_through_no_proxy() {
    let key = r#"{"credentials":{"accessKeyId":"A","secretAccessKey":"s3cret","securityToken":"t","expiration":"2999-01-01T00:00:00Z"}}"#;
    let (agent, proxy) = (
        Server::start(vec![Answer::json(200, key)]),
        Server::start(vec![Answer::json(200, "[]"), Answer::json(200, "[]")]),
    );
    let client = reqwest::Client::builder().proxy(reqwest::Proxy::all(proxy.url()).unwrap());
    let pod = PodIdentity::new(agent.url() + "/v1/credentials", IdToken::new("service-account"));
    let config = builder("http://api.example.com").allow_http(true).http_client(client);
    let client = Client::new(config.credentials(Credentials::provider(pod)).build().unwrap());
    run(async {
        client.list_quotas().send().await.unwrap();
        client.list_quotas().send().await.unwrap();
    });
    let requests = agent.requests();
    assert_eq!((requests.len(), requests[0].line()), (1, "POST /v1/credentials"));
    assert_eq!(requests[0].header("authorization"), Some("service-account"));
    let requests = proxy.requests();
    assert_eq!((requests.len(), requests[0].line()), (2, "GET http://api.example.com/v2/p1/quotas"));
    assert!(requests[0].header("authorization").unwrap().starts_with("SDK-HMAC-SHA256 Access=A, "));
}

#[test]
fn a_token_that_is_echoed_is_not_shown() {
    for (source, path) in
        [("federated", "/v3.0/OS-AUTH/id-token/tokens"), ("agency", "/v5/agencies/assume-with-oidc"), ("pod", "/v1")]
    {
        let server = Server::with(|request| {
            let token = request.header("authorization").unwrap_or_default();
            Answer::json(
                400,
                &format!(
                    r#"{{"error_msg":"bad: {token} {}"}}"#,
                    String::from_utf8_lossy(&request.body).replace('"', "'")
                ),
            )
        });
        let token = IdToken::new("s3cret.of.another");
        let credentials = match source {
            "federated" => Credentials::provider(FederatedLogin::new("idp", token)),
            "agency" => Credentials::provider(OidcAgency::new("p", "a", token).sts_endpoint(server.url())),
            _ => Credentials::provider(PodIdentity::new(server.url() + "/v1", token)),
        };
        let config = builder(server.url()).iam_endpoint(server.url()).credentials(credentials);
        let error = run(Client::new(config.build().unwrap()).list_quotas().send()).unwrap_err();
        let shown = format!("{error} {error:?} {:?}", error.source());
        assert!(shown.contains("bad: ") && shown.contains("<redacted>"), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
        assert_eq!(server.requests()[0].line(), format!("POST {path}"));
    }
}
