//! Tests callers without a secret of this cloud: federated users, agencies that trust a provider, pods; and whole
//! accounts.

use crate::raw::send;
use crate::support::{by_key, config};
use apig_emulator::{ACCESS_KEY, Emulator, ID_TOKEN, IDENTITY_PROVIDER, SECRET_KEY};
use apig_sdk::{Credentials, Error, FederatedLogin, IdToken, OidcAgency, PodIdentity, apig, iam};
use std::path::Path;

fn all(emulator: &Emulator, token: &str) -> [Credentials; 3] {
    let token = || IdToken::new(token);
    let agency = OidcAgency::new("iam::1:oidcProvider:github", "iam::1:agency:deploy", token());
    [
        Credentials::provider(FederatedLogin::new(IDENTITY_PROVIDER, token())),
        Credentials::provider(agency.sts_endpoint(emulator.url())),
        Credentials::provider(PodIdentity::new(emulator.url() + "/v1/credentials", token())),
    ]
}

async fn list(emulator: &Emulator, credentials: Credentials) -> Result<Option<i64>, Error> {
    let client = apig::Client::new(config(emulator).credentials(credentials).build().unwrap());
    let quotas = client.gateway(emulator.instance_id()).list_app_quotas();
    quotas.await.map(|quotas| quotas.total)
}

#[tokio::test]
async fn a_token_of_another_provider_is_enough() {
    let emulator = Emulator::start().await.unwrap();
    for (credentials, requests) in all(&emulator, ID_TOKEN).into_iter().zip([4, 3, 3]) {
        let before = emulator.requests();
        assert_eq!(list(&emulator, credentials.clone()).await.unwrap(), Some(0));
        assert_eq!(emulator.requests() - before, requests, "credentials, project, quotas");
        // The key is kept for another configuration.
        list(&emulator, credentials).await.unwrap();
        assert_eq!(emulator.requests() - before, requests + 2);
    }
}

#[tokio::test]
async fn another_token_is_refused() {
    let emulator = Emulator::start().await.unwrap();
    for (credentials, words) in all(&emulator, "s3cret-other").into_iter().zip([
        "logging in with a token of the identity provider `emulator` at",
        "assuming the agency `iam::1:agency:deploy` at",
        "asking for the key of this pod at",
    ]) {
        let error = list(&emulator, credentials).await.unwrap_err();
        assert!(error.is_unauthorized(), "{error}");
        let text = error.to_string();
        assert!(text.contains(words) && text.contains("401 Unauthorized") && !text.contains("s3cret-other"), "{text}");
    }
}

#[tokio::test]
async fn scopes() {
    let emulator = Emulator::start().await.unwrap();
    let login = || FederatedLogin::new(IDENTITY_PROVIDER, IdToken::new(ID_TOKEN));
    for login in [
        login().project_name("eu-de"),
        login().project_id(emulator.project_id("eu-de").unwrap()),
        login().domain_id(emulator.domain_id()),
    ] {
        list(&emulator, Credentials::provider(login)).await.unwrap();
    }
    for (login, words) in [
        (login().project_name("nowhere"), "Could not find the project."),
        (login().domain_id("other"), "Could not find the domain."),
    ] {
        let error = list(&emulator, Credentials::provider(login)).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[tokio::test]
async fn what_such_a_request_must_have() {
    let emulator = Emulator::start().await.unwrap();
    for (line, body, status) in [
        ("POST /v3.0/OS-AUTH/id-token/tokens", "{}", 400),
        ("POST /v5/agencies/assume-with-oidc", r#"{"id_token":"emulator-id-token"}"#, 400),
        (
            "POST /v5/agencies/assume-with-oidc",
            r#"{"provider_urn":"p","agency_urn":"a","agency_session_name":"s","id_token":"x","duration_seconds":1}"#,
            400,
        ),
        ("POST /v1/credentials", "{}", 401),
        ("GET /v1/credentials", "", 404),
    ] {
        assert_eq!(send(&emulator, line, "", body).await.status, status, "{line} {body}");
    }
}

#[tokio::test]
async fn the_key_of_a_whole_account() {
    let emulator = Emulator::start().await.unwrap();
    let key = || Credentials::access_key(ACCESS_KEY, SECRET_KEY);
    let of = |id: String| iam::Client::new(config(&emulator).credentials(key()).domain_id(id).build().unwrap());
    assert!(!of(emulator.domain_id()).keystone_list_projects().await.unwrap().projects.unwrap().is_empty());
    let error = of("other".to_owned()).keystone_list_projects().await.unwrap_err();
    assert_eq!((error.code(), error.is_unauthorized()), (Some("APIGW.0301"), true));
    iam::Client::new(by_key(&emulator)).keystone_list_projects().await.unwrap();
}

/// The program that the next test starts: a process's variables cannot be set while it runs.
#[tokio::test]
#[ignore = "started by another test, with its variables"]
async fn a_program() {
    let instance = std::env::var("INSTANCE").unwrap();
    let client = apig::Client::new(apig_sdk::Config::in_region("eu-de").unwrap());
    client.gateway(&instance).list_app_quotas().await.unwrap();
}

#[test]
fn variables_say_who_calls() {
    let emulator = Emulator::start_blocking().unwrap();
    let url = emulator.url();
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("variables");
    let write = |name: &str, text: &str| {
        let path = home.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let token = write("token", &format!("{ID_TOKEN}\n"));
    // Whoever takes what lies around is refused.
    write(
        ".huaweicloud/credentials",
        &format!("[basic]\nak = LEFT\nsk = S\n[basic-dev]\nak = {ACCESS_KEY}\nsk = {SECRET_KEY}\n"),
    );
    write(
        ".config/openstack/clouds.yaml",
        &format!("clouds: {{here: {{auth: {{ak: {ACCESS_KEY}, sk: {SECRET_KEY}}}}}}}"),
    );
    let agent = format!("{url}/v1/credentials");
    for (variables, works) in [
        (&[][..], false),
        (&[("HUAWEICLOUD_SDK_IDP_ID", IDENTITY_PROVIDER), ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", &token)], true),
        (
            &[
                ("HUAWEICLOUD_OIDC_PROVIDER_URN", "p"),
                ("HUAWEICLOUD_OIDC_AGENCY_URN", "a"),
                ("HUAWEICLOUD_OIDC_TOKEN_FILE", &token),
                ("HUAWEICLOUD_SDK_STS_ENDPOINT", &url),
            ],
            true,
        ),
        (
            &[
                ("HC_CONTAINER_CREDENTIALS_FULL_URI", &agent),
                ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", &token),
                ("HTTP_PROXY", "http://127.0.0.1:1"),
            ],
            true,
        ),
        (&[("HUAWEICLOUD_SDK_PROFILE", "basic-dev")], true),
        (&[("OS_CLOUD", "here")], true),
        (&[("OS_CLOUD", "elsewhere")], false),
        (&[("HW_ACCESS_KEY", ACCESS_KEY), ("HW_SECRET_KEY", SECRET_KEY)], true),
    ] {
        let mut program = std::process::Command::new(std::env::current_exe().unwrap());
        let program =
            program.args(["--exact", "federation::a_program", "--ignored"]).env_clear().envs(variables.to_vec());
        let program = program.env("HOME", &home).current_dir(&home).env("INSTANCE", emulator.instance_id());
        let program = program.env("HUAWEICLOUD_SDK_IAM_ENDPOINT", &url).env("HUAWEICLOUD_SDK_REGION_APIG_EU_DE", &url);
        let output = program.output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(told.contains("running 1 test"), "{told}");
        assert_eq!(output.status.success(), works, "{variables:?}: {told}");
    }
}
