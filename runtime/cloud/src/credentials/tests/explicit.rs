//! Tests that a source that is named wins over those that are only there, and is never skipped in silence.

use super::*;
use crate::environment::Environment;
use crate::{Config, ErrorKind};
use std::fs;
use std::path::Path;

/// What earlier users of a machine leave behind.
#[cfg(feature = "profiles")]
const LEFT: &[(&str, &str)] = &[
    (
        ".huaweicloud/credentials",
        "[basic]\nak = LEFT\nsk = S\n[basic-dev]\nak = DEV\nsk = S\nproject_id = p1\n[global-dev]\nak = G\nsk = S\n\
         domain_id = d1\n",
    ),
    (".config/openstack/clouds.yaml", "clouds: {otc: {auth: {ak: CLOUD, sk: S}}}"),
    ("empty", ""),
];

fn home(files: &[(&str, &str)]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    home
}

fn chain(variables: &[(&str, &str)], home: &Path) -> Credentials {
    Credentials::chain(Environment::of_test(variables, home), InstanceMetadata::new())
}

/// The id of the access key that calls are made with, or the error; the home's path is shown as `~`.
fn who(variables: &[(&str, &str)], home: &Path, host: &Scripted) -> String {
    match run(chain(variables, home).identity(&host.context())).as_deref() {
        Ok(Identity::AccessKey(key)) => key.id.clone(),
        Ok(Identity::Token(_)) => "a token".to_owned(),
        Err(error) => error.to_string().replace(&*home.to_string_lossy(), "~"),
    }
}

#[cfg(feature = "profiles")]
#[test]
fn what_is_asked_for_wins_over_what_lies_around() {
    let home = home(LEFT);
    for (variables, outcome) in [
        (&[][..], "LEFT"),
        (&[("OS_CLOUD", "otc")], "CLOUD"),
        (&[("OS_CLOUD", "nowhere")], "clouds.yaml: ~/.config/openstack/clouds.yaml has no cloud nowhere"),
        // As OpenStack's tools have it: who has read the variables of one cloud may name another one.
        (&[("OS_CLOUD", "otc"), ("OS_TOKEN", "s3cret")], "CLOUD"),
        (&[("OS_CLOUD", "otc"), ("HUAWEICLOUD_SDK_AK", "AK"), ("HUAWEICLOUD_SDK_SK", "S")], "AK"),
        (&[("HUAWEICLOUD_SDK_PROFILE", "basic-dev")], "DEV"),
        (
            &[("HUAWEICLOUD_SDK_PROFILE", "nowhere")],
            "profile file: ~/.huaweicloud/credentials has no section [nowhere], but HUAWEICLOUD_SDK_PROFILE names it",
        ),
        (
            &[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "empty")],
            "profile file: empty has neither `ak` nor `idp_id` in [basic] or [global], but \
             HUAWEICLOUD_SDK_CREDENTIALS_FILE names it",
        ),
        (&[("HW_ACCESS_KEY", "HW"), ("HW_SECRET_KEY", "S")], "HW"),
        (&[("HW_ACCESS_KEY", "s3cret")], "environment: HW_ACCESS_KEY is set, but HW_SECRET_KEY is not"),
    ] {
        let host = Scripted::default();
        assert_eq!(who(variables, home.path(), &host), outcome, "{variables:?}");
        assert_eq!(host.asked.lock().unwrap().len(), 0, "{variables:?}");
    }
}

#[test]
fn what_is_asked_for_and_cannot_be_done_is_told() {
    let home = home(&[]);
    for (variables, words) in [
        (
            &[("HUAWEICLOUD_SDK_IDP_ID", "idp")][..],
            "environment: HUAWEICLOUD_SDK_IDP_ID is set, but HUAWEICLOUD_SDK_ID_TOKEN_FILE is not",
        ),
        (
            &[("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "/nowhere/token")],
            "environment: HUAWEICLOUD_SDK_ID_TOKEN_FILE is set, but HUAWEICLOUD_SDK_IDP_ID is not",
        ),
        (
            &[("HUAWEICLOUD_SDK_IDP_ID", "idp"), ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "/nowhere/token")],
            "the token file /nowhere/token does not exist",
        ),
        (
            &[("HC_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.1.1/v1/credentials")],
            "pod identity: HC_CONTAINER_CREDENTIALS_FULL_URI is set, but HC_CONTAINER_AUTHORIZATION_TOKEN_FILE is not",
        ),
        (
            &[
                ("HC_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.1.1/v1/credentials"),
                ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", "/nowhere/token"),
            ],
            "the token file /nowhere/token does not exist",
        ),
        (
            &[("HUAWEICLOUD_OIDC_TOKEN_FILE", "/nowhere/token")],
            "environment: HUAWEICLOUD_OIDC_TOKEN_FILE is set, but HUAWEICLOUD_OIDC_PROVIDER_URN is not",
        ),
        (
            &[("HW_SHARED_CONFIG_FILE", "config.json")],
            if cfg!(feature = "profiles") {
                "hcloud: config.json does not exist, but HW_SHARED_CONFIG_FILE names it"
            } else {
                "HW_SHARED_CONFIG_FILE is set, but the feature `profiles` is off"
            },
        ),
        (
            &[("OS_APPLICATION_CREDENTIAL_ID", "id")],
            "environment: OS_APPLICATION_CREDENTIAL_ID is set, but application credentials are not supported",
        ),
        (
            &[
                ("OS_AUTH_TYPE", "v3oidcpassword"),
                ("OS_USERNAME", "u"),
                ("OS_PASSWORD", "s3cret"),
                ("OS_DOMAIN_NAME", "d"),
            ],
            "environment: OS_AUTH_TYPE asks for `v3oidcpassword`, which is not supported",
        ),
        (
            &[("OS_TOKEN", "s3cret"), ("OS_AGENCY_DOMAIN_NAME", "d")],
            "environment: OS_AGENCY_DOMAIN_NAME is set, but OS_AGENCY_NAME or OS_TARGET_AGENCY_NAME is not",
        ),
    ] {
        let host = Scripted { region: Some("eu-de"), ..Scripted::default() };
        let error = who(variables, home.path(), &host);
        assert!(error.contains(words), "{variables:?}: {error}");
        assert!(!error.contains(MARK), "{error}");
        assert_eq!(host.asked.lock().unwrap().len(), 0, "{variables:?}");
    }
}

/// Or the password of one would go to the address of the other.
#[cfg(feature = "profiles")]
#[test]
fn files_of_two_directories_are_not_merged() {
    let files = [
        (
            "clouds.yaml",
            "clouds: {otc: {auth: {auth_url: 'https://iam.example.com', username: u, user_domain_name: d}}}",
        ),
        (".config/openstack/clouds.yaml", "clouds: {otc: {auth: {token: T}}}"),
        (".config/openstack/secure.yaml", "clouds: {otc: {auth: {password: s3cret}}}"),
    ];
    let host = Scripted { region: Some("eu-de"), ..Scripted::default() };
    assert_eq!(
        who(&[("OS_CLOUD", "otc")], home(&files).path(), &host),
        "clouds.yaml: clouds.yaml, cloud otc: username is set, but password is not"
    );
    assert_eq!(host.asked.lock().unwrap().len(), 0);
}

/// A token that acts for another account, which its agency names.
#[test]
fn a_token_does_not_lose_its_agency() {
    let token = http::Response::builder().header("x-subject-token", "theirs");
    let token = token.body(r#"{"token":{"expires_at":"2015-11-10T00:42:57Z"}}"#.into()).unwrap();
    let host = Scripted { region: Some("eu-de"), ..Scripted::new(vec![Ok(token)]) };
    let variables = [("OS_TOKEN", "mine"), ("OS_AGENCY_NAME", "a"), ("OS_AGENCY_DOMAIN_NAME", "d")];
    assert_eq!(who(&variables, home(&[]).path(), &host), "a token");
    assert_eq!(*host.asked.lock().unwrap(), ["POST https://iam.example.com/v3/auth/tokens?nocatalog=true"]);
}

/// What the configuration of these surroundings is, or why there is none.
fn built(variables: &[(&str, &str)], home: &Path, region: Option<&str>) -> Result<Config, Error> {
    let builder = Config::builder().credentials(chain(variables, home)).transport(crate::transport::Offline);
    match region {
        Some(region) => builder.region(region).build(),
        None => builder.build(),
    }
}

#[test]
fn a_mistake_is_told_when_the_configuration_is_built() {
    let home = home(&[]);
    for (variables, words) in [
        (&[("OS_AK", "s3cret")][..], "environment: OS_AK is set, but OS_SECRET_KEY or"),
        #[cfg(feature = "profiles")]
        (&[("OS_CLOUD", "otc")], "clouds.yaml: cloud otc is asked for, but there is no such file"),
        (&[("HUAWEICLOUD_SDK_IDP_ID", "i")], "environment: HUAWEICLOUD_SDK_IDP_ID is set, but"),
        #[cfg(feature = "profiles")]
        (&[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "missing")], "profile file: missing does not exist, but"),
    ] {
        // A region that was set changes nothing.
        for region in [None, Some("eu-de")] {
            let error = built(variables, home.path(), region).unwrap_err();
            assert!(error.to_string().starts_with(words), "{error}");
            assert_eq!(error.kind(), ErrorKind::Credentials);
        }
    }
    #[cfg(feature = "profiles")]
    {
        fs::write(home.path().join("clouds.yaml"), "clouds: [").unwrap();
        let error = built(&[("OS_CLOUD", "otc")], home.path(), None).unwrap_err();
        assert!(error.to_string().starts_with("clouds.yaml: clouds.yaml has a mistake at line 1"), "{error}");
    }
    // Nothing at all is no mistake: the server may have an agency.
    assert!(built(&[], home.path(), Some("eu-de")).is_ok());
    assert_eq!(built(&[], home.path(), None).unwrap_err().kind(), ErrorKind::Config);
}

#[test]
fn a_region_of_the_environment_serves_all_places() {
    let home = home(&[]);
    let config =
        built(&[("OS_REGION_NAME", "eu-de"), ("HUAWEICLOUD_SDK_PROJECT_ID", "p1")], home.path(), None).unwrap();
    assert_eq!((config.region(), config.project_id()), (Some("eu-de"), Some("p1")));
    #[cfg(feature = "profiles")]
    {
        let home = self::home(LEFT);
        let config = built(&[("HW_REGION_NAME", "eu-nl")], home.path(), None).unwrap();
        assert_eq!(config.region(), Some("eu-nl"));
    }
}

/// Or calls would be made in the region's own project.
#[cfg(feature = "reqwest")]
#[test]
fn the_project_that_is_named_is_looked_up() {
    let key = [("HW_ACCESS_KEY", "AK"), ("HW_SECRET_KEY", "SK"), ("HW_REGION_NAME", "eu-de")];
    for (project, region, asked) in [
        (("HW_PROJECT_NAME", "eu-de_test"), None, "GET /v3/projects?name=eu-de_test"),
        (("HW_PROJECT_NAME", "team-a"), None, "GET /v3/projects?name=team-a"),
        (("HW_PROJECT_NAME", "team-a"), Some("eu-nl"), "GET /v3/projects?name=team-a"),
        // Of another family, and of another region than the one that is asked for.
        (("OS_PROJECT_NAME", "eu-de_test"), None, "GET /v3/projects?name=eu-de"),
        (("HW_PROJECT_NAME", "eu-de_test"), Some("eu-nl"), "GET /v3/projects?name=eu-nl"),
    ] {
        let answers = [r#"{"projects":[{"id":"p1"}]}"#, "{}"].map(|body| server::Answer::json(200, body));
        let server = server::Server::start(answers.into());
        let url = server.url();
        let variables = [&key[..], &[project, ("HW_AUTH_URL", &url)]].concat();
        let builder = Config::builder().endpoint(&url).credentials(chain(&variables, Path::new("/nowhere")));
        let builder = region.into_iter().fold(builder, |builder, region: &str| builder.region(region));
        let client = redaction::SERVICE.client(builder.build().unwrap());
        run(client.request(crate::Method::GET, "/v2/{project_id}/x").send()).unwrap();
        let lines: Vec<_> = server.requests().iter().map(|request| request.line().to_owned()).collect();
        assert_eq!(lines, [asked, "GET /v2/p1/x"]);
    }
}
