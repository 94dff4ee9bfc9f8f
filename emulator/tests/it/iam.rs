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
    // What takes the number of a page only with its length is read to its end, whatever the caller says of it.
    assert_eq!(client.keystone_list_projects().items().try_collect().await.unwrap(), all);
    assert_eq!(client.keystone_list_projects().per_page(10).items().try_collect().await.unwrap(), all);
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

/// A client that signs with a key, and asks the gateway for its quotas.
async fn quotas_by(emulator: &Emulator, id: &str, secret: &str) -> Result<(), apig_sdk::Error> {
    let config = config(emulator).project_id(emulator.project_id("eu-de").unwrap());
    let config = config.credentials(Credentials::access_key(id, secret)).build().unwrap();
    apig::Client::new(config).gateway(emulator.instance_id()).list_app_quotas().await.map(drop)
}

#[tokio::test]
async fn a_new_access_key_signs_until_it_sleeps_or_is_gone() {
    let emulator = Emulator::start().await.unwrap();
    let client = iam::Client::new(by_key(&emulator));
    let own = client.list_permanent_access_keys().await.unwrap().credentials.unwrap();
    let [old] = &own[..] else { panic!("one key: {own:?}") };
    let user = old.user_id.clone().unwrap();
    let new = client.create_permanent_access_key().credential(CreateCredentialOption::default().user_id(user));
    let new = new.await.unwrap().credential.unwrap();
    let (id, secret) = (new.access.unwrap(), new.secret.unwrap());
    quotas_by(&emulator, &id, secret.expose()).await.unwrap();
    let used = client.show_permanent_access_key(&id).await.unwrap().credential.unwrap();
    assert!(used.last_use_time.unwrap().parse().unwrap() > used.create_time.unwrap().parse().unwrap());

    let turn = |status| UpdateCredentialOption::default().status(status);
    client.update_permanent_access_key(&id).credential(turn(AccessKeyStatus::Inactive)).await.unwrap();
    let refused = quotas_by(&emulator, &id, secret.expose()).await.unwrap_err();
    assert_eq!(refused.code(), Some("APIGW.0301"));
    assert!(refused.to_string().contains("is inactive"), "{refused}");
    client.update_permanent_access_key(&id).credential(turn(AccessKeyStatus::Active)).await.unwrap();
    quotas_by(&emulator, &id, secret.expose()).await.unwrap();

    // The new key takes the old one's place.
    let by_new = config(&emulator).credentials(Credentials::access_key(&id, secret.expose())).build().unwrap();
    iam::Client::new(by_new).delete_permanent_access_key(old.access.as_deref().unwrap()).await.unwrap();
    let refused = client.list_permanent_access_keys().await.unwrap_err();
    assert!(refused.to_string().contains("ak not exist"), "{refused}");
}

#[tokio::test]
async fn tokens_are_validated() {
    let emulator = Emulator::builder().user("other", "other", "other").start().await.unwrap();
    let client = iam::Client::new(by_key(&emulator));
    let scope = AuthScope::default().project(ScopeProject::default().name("eu-de"));
    let issued = client.keystone_create_user_token().auth(password(USER, PASSWORD).scope(scope)).await.unwrap();
    let valid = client.keystone_validate_token().x_subject_token(issued.x_subject_token.clone()).await.unwrap();
    assert_eq!((&valid.body.token, &valid.x_subject_token), (&issued.body.token, &issued.x_subject_token));
    let short = client.keystone_validate_token().nocatalog("x").x_subject_token(issued.x_subject_token.clone());
    assert!(short.await.unwrap().body.token.unwrap().catalog.is_none());

    let stranger = Credentials::password("other", "other", "other");
    let stranger = iam::Client::new(config(&emulator).credentials(stranger).build().unwrap());
    let refused = stranger.keystone_validate_token().x_subject_token(issued.x_subject_token.clone()).await.unwrap_err();
    assert_eq!(refused.status().unwrap(), 403);

    assert!(emulator.expire_token(issued.x_subject_token.expose()));
    for gone in [issued.x_subject_token.expose(), "MIIE-nobodys"] {
        let error = client.keystone_validate_token().x_subject_token(gone).await.unwrap_err();
        assert!(error.is_not_found() && !error.to_string().contains(gone), "{error}");
    }
}

#[tokio::test]
async fn keys_of_an_agency_end_in_time() {
    let emulator = Emulator::start().await.unwrap();
    let client = iam::Client::new(by_key(&emulator));
    let agency = TemporaryAccessKeyAgency::default().domain_name(DOMAIN).agency_name("agency").duration_seconds(3600);
    let statement = ServiceStatement::default().action(["obs:object:*"]).effect(PolicyEffect::Allow);
    let policy = ServicePolicy::default().version("1.1").statement([statement]);
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::AssumeRole]).policy(policy);
    let auth = TemporaryAccessKeyAuth::default().identity(identity.assume_role(agency));
    let start = std::time::SystemTime::now();
    let key = client.create_temporary_access_key().auth(auth).await.unwrap().credential.unwrap();
    let life = key.expires_at.unwrap().parse().unwrap() - start;
    assert!((3595..=3605).contains(&life.whole_seconds()), "{life}");
}

#[tokio::test]
async fn a_project_of_a_project() {
    let emulator = Emulator::builder().project("p1", "eu-de_test").start().await.unwrap();
    let client = iam::Client::new(by_key(&emulator));
    let project = client.keystone_show_project("p1").await.unwrap().project.unwrap();
    assert_eq!(project.parent_id, emulator.project_id("eu-de"));
    let below = client.keystone_list_projects().parent_id(project.parent_id.unwrap()).await.unwrap().projects.unwrap();
    assert_eq!(below.iter().map(|one| one.id.as_deref()).collect::<Vec<_>>(), [Some("p1")]);
    let all = client.keystone_list_auth_projects().await.unwrap().projects.unwrap();
    let regions = client.keystone_list_regions().await.unwrap().regions.unwrap();
    assert_eq!(all.len(), regions.len() + 1);
}
