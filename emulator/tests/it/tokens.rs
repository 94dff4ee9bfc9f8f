//! Tests how tokens end, how services answer then, which logins are counted, and which users are locked.

use crate::raw::{Answer, base, send};
use crate::support::{by_password, config};
use apig_emulator::{ACCESS_KEY, DOMAIN, Emulator, EndedToken, PASSWORD, USER};
use apig_sdk::serde_json::json;
use apig_sdk::{Credentials, Retry, apig};
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::sleep;

async fn list(emulator: &Emulator, token: &str) -> Answer {
    let line = format!("GET {}/app-quotas", base(emulator, "apigw"));
    send(emulator, &line, &format!("x-auth-token: {token}\r\n"), "").await
}

async fn log_in(emulator: &Emulator, password: &str) -> Answer {
    let user = json!({"name": USER, "password": password, "domain": {"name": DOMAIN}});
    let body = json!({"auth": {"identity": {"methods": ["password"], "password": {"user": user}}}});
    send(emulator, "POST /v3/auth/tokens", "", &body.to_string()).await
}

const ENDED: [(&str, &str); 6] = [
    ("APIG.1001", "Session expired. Please try again later."),
    ("APIC.7101", "Token expired. Try again later."),
    ("APIG.0307", "The token must be updated."),
    ("APIG.0301", "Incorrect IAM authentication information: decrypt token fail"),
    ("APIGW.0301", "Incorrect IAM authentication information: decrypt token fail"),
    ("APIG.1002", "Incorrect token or token resolution failed"),
];

#[tokio::test]
async fn an_ended_token_is_answered_as_was_asked_for() {
    let codes = EndedToken::ALL.map(EndedToken::code);
    assert_eq!(codes, ENDED.map(|(code, _)| code));
    let later = Emulator::start().await.unwrap();
    for (code, text) in ENDED {
        let ended = code.parse().unwrap();
        let from_the_start = Emulator::builder().ended_token(ended).start().await.unwrap();
        let body = json!({"ended": code}).to_string();
        let answer = send(&later, "PUT /_emulator/tokens", "", &body).await;
        assert_eq!((answer.status, answer.json()), (200, json!({"ended": code, "refuse": false})));
        for emulator in [&from_the_start, &later] {
            let token = emulator.token("eu-de").unwrap();
            assert_eq!(list(emulator, &token).await.status, 200, "{code}");
            emulator.expire_tokens();
            let answer = list(emulator, &token).await;
            assert_eq!(answer.error(), (401, code.to_owned(), text.to_owned()));
            let is_of_a_gateway = code.contains(".03");
            let id = answer.json()["request_id"].as_str().map(str::to_owned);
            assert_eq!(id.as_deref(), answer.header("x-request-id").filter(|_| is_of_a_gateway), "{code}");
            // IAM has its own answer, and knows nothing of the services'.
            let iam = send(emulator, "GET /v3/projects", &format!("x-auth-token: {token}\r\n"), "").await;
            assert_eq!((iam.status, iam.json()["error"]["code"].as_u64()), (401, Some(401)), "{code}");
        }
    }
    for wrong in [r#"{"ended": "APIG.9999"}"#, r#"{"ended": 1}"#, r#"{"refuse": "yes"}"#, "{}", ""] {
        assert_eq!(send(&later, "PUT /_emulator/tokens", "", wrong).await.error().1, "EMULATOR.0002", "{wrong}");
    }
    assert!("APIG.9999".parse::<EndedToken>().is_err());
}

#[tokio::test]
async fn one_token_ends_and_the_others_do_not() {
    let emulator = Emulator::start().await.unwrap();
    let tokens = [(); 4].map(|()| emulator.token("eu-de").unwrap());
    assert!(emulator.expire_token(&tokens[0]) && !emulator.expire_token(&tokens[0]) && !emulator.expire_token("none"));
    let named = format!("x-subject-token: {}\r\n", tokens[1]);
    assert_eq!(send(&emulator, "DELETE /_emulator/tokens", &named, "").await.status, 204);
    assert_eq!(send(&emulator, "DELETE /_emulator/tokens", &named, "").await.status, 404);
    let fault = format!("x-auth-token: {}\r\nx-emulator-fault: expire\r\n", tokens[2]);
    let line = format!("GET {}/app-quotas", base(&emulator, "apigw"));
    assert_eq!(send(&emulator, &line, &fault, "").await.status, 401, "it ends as it comes");
    for (token, expected) in tokens.iter().zip([401, 401, 401, 200]) {
        assert_eq!(list(&emulator, token).await.status, expected);
    }
    assert_eq!(send(&emulator, "DELETE /_emulator/tokens", "", "").await.status, 204);
    assert_eq!(list(&emulator, &tokens[3]).await.status, 401);
}

#[tokio::test]
async fn a_service_may_refuse_each_token() {
    let ended = "APIG.0307".parse().unwrap();
    let emulator = Emulator::builder().ended_token(ended).refuse_tokens().start().await.unwrap();
    let refused = (401, "APIG.0307".to_owned(), "The token must be updated.".to_owned());
    assert_eq!(list(&emulator, &emulator.token("eu-de").unwrap()).await.error(), refused);
    assert_eq!(list(&emulator, "unknown").await.error(), refused);
    assert_eq!(log_in(&emulator, PASSWORD).await.status, 201, "IAM goes on");
    let token = emulator.token("eu-de").unwrap();
    let projects = send(&emulator, "GET /v3/projects", &format!("x-auth-token: {token}\r\n"), "").await;
    assert_eq!(projects.status, 200);
    emulator.refuse_tokens(false);
    assert_eq!(list(&emulator, &token).await.status, 200);
    assert_eq!(send(&emulator, "PUT /_emulator/tokens", "", r#"{"refuse": true}"#).await.status, 200);
    assert_eq!(list(&emulator, &token).await.error(), refused);
}

#[tokio::test]
async fn the_sdk_renews_a_token_that_was_ended() {
    let mut all = JoinSet::new();
    for code in ["APIG.1001", "APIC.7101", "APIG.0307", "APIG.0301", "APIGW.0301", "APIG.1002"] {
        all.spawn(async move {
            let emulator = Emulator::builder().ended_token(code.parse().unwrap()).start().await.unwrap();
            let client = apig::Client::new(by_password(&emulator));
            client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
            assert_eq!(emulator.logins(), 1);
            emulator.expire_tokens();
            // A refusal that does not speak of time is taken for the end of a token that was good for a while.
            if !["APIG.1001", "APIC.7101", "APIG.0307"].contains(&code) {
                sleep(Duration::from_millis(3100)).await;
            }
            client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
            assert_eq!((emulator.logins(), emulator.refused_logins()), (2, 0), "{code}");
        });
    }
    all.join_all().await;
}

#[tokio::test]
async fn five_wrong_passwords_lock_a_user() {
    let emulator = Emulator::builder().user("other", DOMAIN, "secret").start().await.unwrap();
    let wrong = |answer: &Answer| answer.json()["error"]["message"].as_str().unwrap().to_owned();
    // A right one begins the count anew.
    for _ in 0..2 {
        for _ in 0..4 {
            assert_eq!(wrong(&log_in(&emulator, "wrong").await), "The username or password is wrong.");
        }
        assert_eq!(log_in(&emulator, PASSWORD).await.status, 201);
    }
    for _ in 0..5 {
        assert_eq!(wrong(&log_in(&emulator, "wrong").await), "The username or password is wrong.");
    }
    let locked = log_in(&emulator, PASSWORD).await;
    assert_eq!((locked.status, wrong(&locked).as_str()), (401, "The account is locked."));
    assert_eq!((emulator.logins(), emulator.refused_logins()), (2, 14));
    let other = Credentials::password("other", DOMAIN, "secret");
    let client = apig::Client::new(config(&emulator).credentials(other).build().unwrap());
    client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
    assert_eq!(emulator.logins(), 3);

    let counts = json!({"logins": 3, "refused_logins": 14, "refused_signatures": 0});
    assert_eq!(send(&emulator, "GET /_emulator", "", "").await.json()["callers"], counts);
    // How long it lasts is tested beside the count, where time can be told.
    let emulator = Emulator::builder().lock_users_after(1, Duration::ZERO).start().await.unwrap();
    log_in(&emulator, "wrong").await;
    assert_eq!(log_in(&emulator, PASSWORD).await.status, 201);
}

#[tokio::test]
async fn refused_signatures_are_counted() {
    let emulator = Emulator::start().await.unwrap();
    for (id, expected) in [(ACCESS_KEY, 1), ("NOBODY", 2)] {
        let key = config(&emulator).credentials(Credentials::access_key(id, "wrong")).retry(Retry::none());
        let client = apig::Client::new(key.project_id("p").build().unwrap());
        client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap_err();
        assert_eq!(emulator.refused_signatures(), expected, "{id}");
    }
    assert_eq!((emulator.logins(), emulator.refused_logins()), (0, 0));
}
