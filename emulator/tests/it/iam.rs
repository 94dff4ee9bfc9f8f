//! Tests IAM: tokens, projects, temporary keys, and how the SDK uses them.

use crate::raw::send;
use crate::support::{by_key, by_password, by_token, config};
use apig_emulator::{DOMAIN, Emulator, PASSWORD, USER};
use apig_sdk::iam::types::*;
use apig_sdk::{Agency, Credentials, TemporaryKey, apig, iam};
use std::time::Duration;

fn password(user: &str, password: &str) -> UserTokenAuth {
    let user = PasswordUser::default().name(user).password(password).domain(PasswordUserDomain::default().name(DOMAIN));
    let identity = UserTokenIdentity::default().methods([AuthMethod::Password]);
    UserTokenAuth::default().identity(identity.password(PasswordMethod::default().user(user)))
}

#[tokio::test]
async fn a_token_and_what_it_is_for() {
    let emulator = Emulator::start().await.unwrap();
    let client = iam::Client::new(apig_sdk::Config::builder().endpoint(emulator.url()).build().unwrap());
    let scope = AuthScope::default().project(ScopeProject::default().name("eu-de"));
    let answer = client.keystone_create_user_token().auth(password(USER, PASSWORD).scope(scope)).await.unwrap();
    let token = answer.body.token.unwrap();
    assert_eq!(token.project.unwrap().id, emulator.project_id("eu-de"));
    let [end, start] = [token.expires_at.unwrap(), token.issued_at.unwrap()].map(|time| time.parse().unwrap());
    assert_eq!((end - start).whole_hours(), 24);
    assert_eq!(token.catalog.unwrap().len(), 1);
    let own = apig::Client::new(
        by_token(&emulator).credentials(Credentials::token(answer.x_subject_token.expose())).build().unwrap(),
    );
    own.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();

    // No word of the answer: the SDK takes a secret out of every text that repeats it.
    let wrong = client.keystone_create_user_token().auth(password(USER, "n0t-it")).await.unwrap_err();
    assert_eq!((wrong.code(), wrong.message()), (Some("401"), Some("The username or password is wrong.")));
    let scope = AuthScope::default().project(ScopeProject::default().name("nowhere"));
    let wrong = client.keystone_create_user_token().auth(password(USER, PASSWORD).scope(scope)).await.unwrap_err();
    assert_eq!(wrong.message(), Some("Could not find project: nowhere."));

    // A token for the account is none for a project.
    let answer = client.keystone_create_user_token().auth(password(USER, PASSWORD)).nocatalog("x").await.unwrap();
    assert!(answer.body.token.unwrap().catalog.is_none());
    let own = by_token(&emulator).credentials(Credentials::token(answer.x_subject_token.expose())).build().unwrap();
    let error = apig::Client::new(own).gateway(emulator.instance_id()).list_app_quotas().await.unwrap_err();
    assert_eq!(error.code(), Some("APIG.1003"));
}

#[tokio::test]
async fn projects() {
    let emulator = Emulator::builder().project("p1", "eu-de_test").start().await.unwrap();
    let client = iam::Client::new(by_key(&emulator));
    let all = client.keystone_list_projects().await.unwrap().projects.unwrap();
    let regions = ["apig", "roma", "iam"].len();
    assert!(all.len() > 30 + regions && all.iter().all(|project| project.id.is_some()));
    let one = client.keystone_list_projects().name("eu-de_test").await.unwrap().projects.unwrap();
    assert_eq!((one.len(), one[0].id.as_deref()), (1, Some("p1")));
    assert!(client.keystone_list_projects().name("nowhere").await.unwrap().projects.unwrap().is_empty());
    let page = client.keystone_list_projects().page(2).per_page(10).await.unwrap().projects.unwrap();
    assert_eq!(page, all[10..20]);
    let answer = send(&emulator, "GET /v3/projects", "", "").await;
    assert_eq!((answer.status, answer.json()["error"]["code"].as_u64()), (401, Some(401)));
}

#[tokio::test]
async fn expired_tokens_are_renewed_without_a_word() {
    let emulator = Emulator::start().await.unwrap();
    let client = apig::Client::new(by_password(&emulator));
    client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
    let before = emulator.requests();
    emulator.expire_tokens();
    client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
    assert_eq!(emulator.requests() - before, 3, "refused, a new token, done");
    client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
    assert_eq!(emulator.requests() - before, 4);
}

#[tokio::test]
async fn tokens_end_by_themselves() {
    let emulator = Emulator::builder().token_life(Duration::ZERO).start().await.unwrap();
    let client = apig::Client::new(by_token(&emulator).build().unwrap());
    assert_eq!(client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap_err().code(), Some("APIG.1001"));
}

#[tokio::test]
async fn temporary_keys_and_agencies() {
    let emulator = Emulator::start().await.unwrap();
    let login = || Credentials::password(USER, DOMAIN, PASSWORD);
    for credentials in [
        Credentials::provider(TemporaryKey::new(login())),
        Credentials::provider(Agency::new("agency", DOMAIN, login())),
    ] {
        let client = apig::Client::new(config(&emulator).credentials(credentials).build().unwrap());
        assert_eq!(client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap().total, Some(0));
    }
}
