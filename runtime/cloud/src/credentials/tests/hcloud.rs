//! Tests the configuration file of the tool hcloud.

use super::*;
use crate::credentials::discovery::Discovery;
use crate::credentials::hcloud::find;
use crate::environment::Environment;

const CONFIG: &str = r#"{
  "language": "en", "current": "main",
  "profiles": [
    {"name": "main", "mode": "AKSK", "accessKeyId": "AK", "secretAccessKey": "SK", "securityToken": "", "region": "cn-north-4",
     "projectId": "p1", "domainId": "d1", "readTimeout": 10, "skipSecureVerify": "false", "ssoAuth": {"stsToken": {}}},
    {"name": "temporary", "accessKeyId": "TK", "secretAccessKey": "SK", "securityToken": "ST"},
    {"name": "sso", "mode": "SSO", "ssoAuth": {"stsToken": {"accessKeyId": "SSO", "secretAccessKey": "SK", "securityToken": "ST"}}},
    {"name": "agency", "accessKeyId": "AK", "secretAccessKey": "SK", "agencyName": "a", "agencyDomainName": "d"},
    {"name": "half", "accessKeyId": "s3cret"},
    {"name": "half-agency", "accessKeyId": "AK", "secretAccessKey": "s3cret", "agencyName": "a"},
    {"name": "none", "mode": "ecsAgency"}
  ]
}"#;

/// What comes of this file; the home's path is shown as `~`.
fn look(text: &str, variables: &[(&str, &str)]) -> Result<Credentials, String> {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".hcloud")).unwrap();
    std::fs::write(home.path().join(".hcloud/config.json"), text).unwrap();
    let variables = [variables, &[("HW_SHARED_CONFIG_FILE", "~/.hcloud/config.json")]].concat();
    match find(&Environment::of_test(&variables, home.path())) {
        Ok(Discovery::Credentials(credentials)) => Ok(credentials),
        Ok(Discovery::Nothing(why)) => Err(format!("nothing: {why}")),
        Err(error) => Err(error.to_string().replace(&*home.path().to_string_lossy(), "~")),
    }
}

#[test]
fn profiles() {
    for (profile, id, is_temporary) in
        [(None, "AK", false), (Some("main"), "AK", false), (Some("temporary"), "TK", true), (Some("sso"), "SSO", true)]
    {
        let variables: Vec<_> = profile.into_iter().map(|name| ("HW_PROFILE", name)).collect();
        let found = look(CONFIG, &variables).unwrap();
        let key = AccessKey::new(id, "SK");
        let key = if is_temporary { key.security_token("ST") } else { key };
        let identity = run(found.identity(&Scripted::default().context())).unwrap();
        assert_eq!(*identity, Identity::AccessKey(key), "{profile:?}");
    }
    let text = |text: &str| Some(text.to_owned());
    let beside = [("HW_REGION_NAME", "cn-south-1"), ("HW_CLOUD", "example.com"), ("HW_PROJECT_NAME", "x")];
    let hints = look(CONFIG, &beside).unwrap().hints().unwrap();
    assert_eq!((hints.region, hints.project_id, hints.domain_id), (text("cn-north-4"), text("p1"), text("d1")));
    let hints = look(CONFIG, &[&beside[..], &[("HW_PROFILE", "temporary")]].concat()).unwrap().hints().unwrap();
    assert_eq!((hints.region, hints.project_id, hints.project_name), (text("cn-south-1"), None, text("x")));
}

#[test]
fn an_agency_of_a_profile_is_assumed() {
    let token = http::Response::builder().header("x-subject-token", "theirs");
    let token = token.body(r#"{"token":{"expires_at":"2015-11-10T00:42:57Z"}}"#.into()).unwrap();
    let host = Scripted { region: Some("cn-north-4"), ..Scripted::new(vec![Ok(token)]) };
    let found = look(CONFIG, &[("HW_PROFILE", "agency"), ("HW_AUTH_URL", "https://iam.example.org/v3")]).unwrap();
    // A signature is not what this client can make, so the request does not get further.
    let error = run(found.identity(&host.context())).unwrap_err().to_string();
    assert!(error.starts_with("using agency `a` of domain `d` at iam.example.org failed"), "{error}");
}

#[test]
fn files_that_are_of_no_use() {
    let file = "hcloud: ~/.hcloud/config.json";
    for (text, profile, words) in [
        ("", "main", " has a mistake at line 1, column 0"),
        (r#"{"profiles": "s3cret"}"#, "main", " has a mistake at line 1, column 21"),
        ("{}", "main", " has no profile `main`, which HW_PROFILE names"),
        (CONFIG, "nowhere", " has no profile `nowhere`, which HW_PROFILE names"),
        (CONFIG, "half", ", profile `half`: accessKeyId is set, but secretAccessKey is not"),
        (
            CONFIG,
            "half-agency",
            ", profile `half-agency`: agencyName is set, but agencyDomainName or agencyDomainId is not",
        ),
        (CONFIG, "none", ", profile `none` has neither accessKeyId nor ssoAuth"),
    ] {
        let error = look(text, &[("HW_PROFILE", profile)]).unwrap_err();
        assert_eq!(error, format!("{file}{words}"));
    }
    assert_eq!(look("{}", &[]).unwrap_err(), format!("{file} has no profile ``, which its `current` names"));
}
