//! Tests which variables are credentials, and which of them win.

use super::*;
use crate::credentials::discovery::Discovery;
use crate::credentials::variables::find_any as find;
use crate::environment::Environment;
use std::path::Path;

/// What comes of these variables: the credentials as `Debug` shows them, or the error.
fn outcome(variables: &[(&str, &str)]) -> String {
    match find(&Environment::of_test(variables, Path::new("/nowhere"))) {
        Ok(Discovery::Credentials(credentials)) => format!("{credentials:?}"),
        Ok(Discovery::Nothing(why)) => format!("nothing: {why}"),
        Err(error) => error.to_string(),
    }
}

fn access_key(variables: &[(&str, &str)]) -> AccessKey {
    let Ok(Discovery::Credentials(credentials)) = find(&Environment::of_test(variables, Path::new("/nowhere"))) else {
        panic!("{variables:?}")
    };
    match &*run(credentials.identity(&Scripted::default().context())).unwrap() {
        Identity::AccessKey(key) => key.clone(),
        Identity::Token(_) => panic!("{variables:?}"),
    }
}

#[test]
fn families_of_access_keys() {
    for (id, secret, token) in [
        ("HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_SECURITY_TOKEN"),
        ("OS_ACCESS_KEY", "OS_SECRET_KEY", "OS_SECURITY_TOKEN"),
        ("OS_ACCESS_KEY_ID", "OS_ACCESS_KEY_SECRET", "OS_AKSK_SECURITY_TOKEN"),
        ("OS_AK", "OS_SK", "OS_ST"),
        ("AWS_ACCESS_KEY_ID", "OS_SECRET_KEY", "OS_ST"),
    ] {
        let key = AccessKey::new("AK", "SK");
        assert_eq!(access_key(&[(id, "AK"), (secret, "SK")]), key);
        assert_eq!(access_key(&[(id, "AK"), (secret, "SK"), (token, "ST")]), key.security_token("ST"));
    }
}

#[test]
fn what_wins() {
    let all = [
        ("HUAWEICLOUD_SDK_AK", "H"),
        ("HUAWEICLOUD_SDK_SK", "SK"),
        ("OS_TOKEN", "T"),
        ("OS_AK", "O"),
        ("OS_SK", "SK"),
        ("OS_USERNAME", "U"),
        ("OS_PASSWORD", "P"),
        ("OS_DOMAIN_NAME", "D"),
    ];
    for (start, shown) in [
        (0, "Credentials::access_key(\"H\", <redacted>)"),
        (2, "Credentials::token(<redacted>)"),
        (3, "Credentials::access_key(\"O\", <redacted>)"),
        (5, "Credentials::provider(..)"),
    ] {
        assert_eq!(outcome(&all[start..]), shown);
    }
    for name in ["OS_TOKEN", "OS_TOKEN_ID", "OS_AUTH_TOKEN"] {
        assert_eq!(outcome(&[(name, "T")]), "Credentials::token(<redacted>)");
    }
}

#[test]
fn halves() {
    for (variables, error) in [
        (&[("HUAWEICLOUD_SDK_AK", "s3cret")][..], "HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not"),
        (&[("HUAWEICLOUD_SDK_SK", "s3cret")], "HUAWEICLOUD_SDK_SK is set, but HUAWEICLOUD_SDK_AK is not"),
        (
            &[("HUAWEICLOUD_SDK_SECURITY_TOKEN", "s3cret")],
            "HUAWEICLOUD_SDK_SECURITY_TOKEN is set, but HUAWEICLOUD_SDK_AK with HUAWEICLOUD_SDK_SK is not",
        ),
        // A half before a whole: whoever set it means it.
        (
            &[("HUAWEICLOUD_SDK_AK", "s3cret"), ("OS_TOKEN", "T")],
            "HUAWEICLOUD_SDK_AK is set, but HUAWEICLOUD_SDK_SK is not",
        ),
        (&[("OS_AK", "s3cret")], "OS_AK is set, but OS_SECRET_KEY or OS_ACCESS_KEY_SECRET or OS_SK is not"),
        (&[("OS_SK", "s3cret")], "OS_SK is set, but OS_ACCESS_KEY or OS_ACCESS_KEY_ID or OS_AK is not"),
        (
            &[("OS_ST", "s3cret")],
            "OS_ST is set, but OS_ACCESS_KEY or OS_ACCESS_KEY_ID or OS_AK with OS_SECRET_KEY or OS_ACCESS_KEY_SECRET or \
             OS_SK is not",
        ),
        (&[("OS_PASSWORD", "s3cret")], "OS_PASSWORD is set, but OS_USERNAME or OS_USERID or OS_USER_ID is not"),
        (&[("OS_USERNAME", "u")], "OS_USERNAME is set, but OS_PASSWORD is not"),
        (
            &[("OS_USERNAME", "u"), ("OS_PASSWORD", "s3cret")],
            "OS_USERNAME is set, but OS_USER_DOMAIN_NAME or OS_DOMAIN_NAME is not",
        ),
        (
            &[("OS_TARGET_AGENCY_NAME", "a"), ("OS_AK", "a"), ("OS_SK", "s3cret")],
            "OS_TARGET_AGENCY_NAME is set, but OS_AGENCY_DOMAIN_NAME is not",
        ),
        // An empty one is not set.
        (
            &[("OS_AK", "s3cret"), ("OS_SK", "")],
            "OS_AK is set, but OS_SECRET_KEY or OS_ACCESS_KEY_SECRET or OS_SK is not",
        ),
    ] {
        assert_eq!(outcome(variables), format!("environment: {error}"));
    }
}

#[test]
fn nothing() {
    let nothing = "nothing: neither HUAWEICLOUD_OIDC_AGENCY_URN, nor HUAWEICLOUD_SDK_IDP_ID, nor HUAWEICLOUD_SDK_AK with \
                   HUAWEICLOUD_SDK_SK, nor HW_AUTH_TOKEN, nor HW_ACCESS_KEY with HW_SECRET_KEY, nor HW_USER_NAME with \
                   HW_USER_PASSWORD is set; neither OS_TOKEN or OS_TOKEN_ID or \
                   OS_AUTH_TOKEN, nor OS_ACCESS_KEY or OS_ACCESS_KEY_ID or OS_AK with OS_SECRET_KEY or \
                   OS_ACCESS_KEY_SECRET or OS_SK, nor OS_USERNAME with OS_PASSWORD is set";
    assert_eq!(outcome(&[]), nothing);
    // Another cloud's.
    assert_eq!(outcome(&[("AWS_ACCESS_KEY_ID", "a"), ("AWS_SECRET_ACCESS_KEY", "s")]), nothing);
}

#[test]
fn what_stands_beside_them() {
    for (variables, region, project_id, identity_endpoint) in [
        (&[][..], None, None, None),
        (
            &[
                ("HUAWEICLOUD_SDK_PROJECT_ID", "p1"),
                ("HUAWEICLOUD_SDK_IAM_ENDPOINT", "https://a"),
                ("OS_PROJECT_ID", "p2"),
                ("OS_AUTH_URL", "https://b"),
                ("OS_REGION_NAME", "eu-de"),
            ],
            Some("eu-de"),
            Some("p1"),
            Some("https://a"),
        ),
        (
            &[("OS_TENANT_ID", "p2"), ("OS_AUTH_URL", "https://b/v3"), ("OS_TENANT_NAME", "eu-nl_x")],
            Some("eu-nl"),
            Some("p2"),
            Some("https://b/v3"),
        ),
        (&[("OS_PROJECT_NAME", "admin")], None, None, None),
    ] {
        let variables: Vec<_> = variables.iter().copied().chain([("OS_TOKEN", "T")]).collect();
        let Ok(Discovery::Credentials(credentials)) = find(&Environment::of_test(&variables, Path::new("/nowhere")))
        else {
            panic!("{variables:?}")
        };
        let text = |text: Option<&str>| text.map(str::to_owned);
        let hints = Hints {
            region: text(region),
            project_id: text(project_id),
            identity_endpoint: text(identity_endpoint),
            ..credentials.hints().unwrap()
        };
        assert_eq!(credentials.hints().unwrap(), hints);
    }
}

/// Logs in with these variables, at a server that says yes to everything; the bodies that it was sent.
#[cfg(feature = "reqwest")]
fn bodies(variables: &[(&str, &str)], project_id: Option<&'static str>) -> Vec<String> {
    use server::Answer;
    let answer = || Answer::new(201, &[("X-Subject-Token", "t")], r#"{"token":{"expires_at":"2015-11-10T00:42:57Z"}}"#);
    let wire = Wire { project_id, ..Wire::new(vec![answer(), answer()]) };
    let url = wire.server.url() + "/v3";
    let variables = [variables, &[("OS_PASSWORD", "P"), ("OS_AUTH_URL", &url)]].concat();
    let Ok(Discovery::Credentials(credentials)) = find(&Environment::of_test(&variables, Path::new("/nowhere"))) else {
        panic!("{variables:?}")
    };
    run(credentials.identity(&wire.context())).unwrap();
    wire.server.requests().into_iter().map(|request| String::from_utf8(request.body).unwrap()).collect()
}

#[cfg(feature = "reqwest")]
#[test]
fn a_user_logs_in() {
    let named = ("OS_USERNAME", "U");
    let domain = ("OS_USER_DOMAIN_NAME", "D");
    for (variables, project_id, body) in [
        (
            &[named, domain, ("OS_DOMAIN_NAME", "E"), ("OS_PROJECT_NAME", "eu-de_x")][..],
            None,
            r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"U","password":"P","domain":{"name":"D"}}}},"scope":{"project":{"name":"eu-de_x"}}}}"#,
        ),
        (
            &[named, ("OS_DOMAIN_ID", "D"), ("OS_PROJECT_ID", "p2")],
            Some("p1"),
            r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"U","password":"P","domain":{"id":"D"}}}},"scope":{"project":{"id":"p1"}}}}"#,
        ),
        (
            &[("OS_USERID", "i"), named, ("OS_PASSCODE", "123456"), ("OS_TENANT_ID", "p2")],
            None,
            r#"{"auth":{"identity":{"methods":["password","totp"],"password":{"user":{"id":"i","password":"P"}},"totp":{"user":{"id":"i","passcode":"123456"}}},"scope":{"project":{"id":"p2"}}}}"#,
        ),
    ] {
        assert_eq!(bodies(variables, project_id), [body]);
    }
}

#[cfg(feature = "reqwest")]
#[test]
fn a_user_acts_for_another_account() {
    let agency = [
        ("OS_USERID", "i"),
        ("OS_AGENCY_NAME", "a"),
        ("OS_AGENCY_DOMAIN_NAME", "d"),
        ("OS_DELEGATED_PROJECT", "eu-nl"),
    ];
    assert_eq!(
        bodies(&agency, Some("theirs")),
        [
            r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"id":"i","password":"P"}}},"scope":{"project":{"name":"eu-de"}}}}"#,
            r#"{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"d","agency_name":"a"}},"scope":{"project":{"name":"eu-nl"}}}}"#,
        ]
    );
}
