//! Tests the variables of Terraform's provider.

use super::*;
use crate::credentials::discovery::Discovery;
use crate::credentials::variables::find_any as find;
use crate::environment::Environment;
use std::path::Path;

fn found(variables: &[(&str, &str)]) -> Result<Credentials, String> {
    match find(&Environment::of_test(variables, Path::new("/nowhere"))) {
        Ok(Discovery::Credentials(credentials)) => Ok(credentials),
        Ok(Discovery::Nothing(why)) => Err(format!("nothing: {why}")),
        Err(error) => Err(error.to_string()),
    }
}

const KEY: [(&str, &str); 2] = [("HW_ACCESS_KEY", "AK"), ("HW_SECRET_KEY", "SK")];

#[test]
fn fixed_credentials_and_what_stands_beside_them() {
    let identity = |variables: &[(&str, &str)]| {
        let identity = run(found(variables).unwrap().identity(&Scripted::default().context())).unwrap();
        (*identity).clone()
    };
    let key = AccessKey::new("AK", "SK");
    assert_eq!(identity(&KEY), Identity::AccessKey(key.clone()));
    let temporary = [&KEY[..], &[("HW_SECURITY_TOKEN", "ST")]].concat();
    assert_eq!(identity(&temporary), Identity::AccessKey(key.security_token("ST")));
    let with_token = [&KEY[..], &[("HW_AUTH_TOKEN", "T")]].concat();
    assert_eq!(identity(&with_token), Identity::Token(Token::new("T")));

    let beside = [
        ("HW_REGION_NAME", "cn-north-4"),
        ("HW_PROJECT_ID", "p1"),
        ("HW_PROJECT_NAME", "cn-north-4_test"),
        ("HW_DOMAIN_ID", "d1"),
        ("HW_CLOUD", "myhuaweicloud.com"),
        // Of the other family: nothing of it but the region counts.
        ("OS_REGION_NAME", "eu-de"),
        ("OS_PROJECT_ID", "p2"),
        ("OS_AUTH_URL", "https://iam.example.com/v3"),
    ];
    let hints = found(&[&KEY[..], &beside].concat()).unwrap().hints().unwrap();
    let text = |text: &str| Some(text.to_owned());
    let expected = Hints {
        region: text("cn-north-4"),
        project_id: text("p1"),
        project_name: text("cn-north-4_test"),
        domain_id: text("d1"),
        identity_endpoint: text("https://iam.cn-north-4.myhuaweicloud.com"),
    };
    assert_eq!(hints, expected);
    let others = found(&[&KEY[..], &beside[5..]].concat()).unwrap().hints().unwrap();
    assert_eq!(others, Hints { region: text("eu-de"), ..Hints::default() });
    let named = [&KEY[..], &beside, &[("HW_AUTH_URL", "https://iam.example.org/v3")]].concat();
    let url = found(&named).unwrap().hints().unwrap().identity_endpoint;
    assert_eq!(url.as_deref(), Some("https://iam.example.org/v3"));
}

#[test]
fn halves() {
    let agency = ("HW_ASSUME_ROLE_AGENCY_NAME", "a");
    for (variables, words) in [
        (&[("HW_SECRET_KEY", "s3cret")][..], "HW_SECRET_KEY is set, but HW_ACCESS_KEY is not"),
        (&[("HW_SECURITY_TOKEN", "s3cret")], "HW_SECURITY_TOKEN is set, but HW_ACCESS_KEY with HW_SECRET_KEY is not"),
        (&[("HW_USER_NAME", "u")], "HW_USER_NAME is set, but HW_USER_PASSWORD is not"),
        // No password of another family, and no other user for this one.
        (&[("HW_USER_NAME", "u"), ("OS_PASSWORD", "s3cret")], "HW_USER_NAME is set, but HW_USER_PASSWORD is not"),
        (
            &[("HW_USER_PASSWORD", "s3cret"), ("OS_USERNAME", "u")],
            "HW_USER_PASSWORD is set, but HW_USER_NAME or HW_USER_ID is not",
        ),
        (&[("HW_USER_NAME", "u"), ("HW_USER_PASSWORD", "s3cret")], "HW_USER_NAME is set, but HW_DOMAIN_NAME is not"),
        (
            &[("HW_ASSUME_ROLE_IDP_ID", "i")],
            "HW_ASSUME_ROLE_IDP_ID is set, but HW_ASSUME_ROLE_ID_TOKEN or HW_ASSUME_ROLE_ID_TOKEN_FILE is not",
        ),
        (&[("HW_ASSUME_ROLE_ID_TOKEN", "s3cret")], "HW_ASSUME_ROLE_ID_TOKEN is set, but HW_ASSUME_ROLE_IDP_ID is not"),
        (
            &[agency],
            "HW_ASSUME_ROLE_AGENCY_NAME is set, but HW_AUTH_TOKEN, or HW_ACCESS_KEY with HW_SECRET_KEY, or HW_USER_NAME \
             with HW_USER_PASSWORD is not",
        ),
        (
            &[KEY[0], KEY[1], agency],
            "HW_ASSUME_ROLE_AGENCY_NAME is set, but HW_ASSUME_ROLE_DOMAIN_NAME or HW_ASSUME_ROLE_DOMAIN_ID is not",
        ),
        (
            &[KEY[0], KEY[1], ("HW_ASSUME_ROLE_DOMAIN_NAME", "d")],
            "HW_ASSUME_ROLE_DOMAIN_NAME is set, but HW_ASSUME_ROLE_AGENCY_NAME is not",
        ),
        (
            &[KEY[0], KEY[1], agency, ("HW_ASSUME_ROLE_DOMAIN_ID", "d"), ("HW_ASSUME_ROLE_DURATION", "1h")],
            "HW_ASSUME_ROLE_DURATION is no whole number of seconds",
        ),
    ] {
        assert_eq!(found(variables).unwrap_err(), format!("environment: {words}"));
    }
}

#[cfg(feature = "reqwest")]
mod requests {
    use super::*;
    use server::Answer;

    /// Logs in with these variables; the lines and bodies of the requests.
    fn sent(variables: &[(&str, &str)], answers: Vec<Answer>) -> Vec<String> {
        let wire = Wire::new(answers);
        let url = wire.server.url() + "/v3";
        let credentials = found(&[variables, &[("HW_AUTH_URL", &url)]].concat()).unwrap();
        run(credentials.identity(&wire.context())).unwrap();
        let requests = wire.server.requests().into_iter();
        requests.map(|one| format!("{} {}", one.line(), String::from_utf8(one.body.clone()).unwrap())).collect()
    }

    fn token() -> Answer {
        Answer::new(201, &[("X-Subject-Token", "t")], r#"{"token":{"expires_at":"2015-11-10T00:42:57Z"}}"#)
    }

    fn key() -> Answer {
        let body =
            r#"{"credential":{"access":"A","secret":"S","securitytoken":"T","expires_at":"2015-11-10T00:42:57Z"}}"#;
        Answer::json(201, body)
    }

    #[test]
    fn a_user_logs_in() {
        let password = ("HW_USER_PASSWORD", "P");
        let project = ("HW_PROJECT_NAME", "eu-de_test");
        let login = |user: &str, scope: &str| {
            format!(
                r#"POST /v3/auth/tokens?nocatalog=true {{"auth":{{"identity":{{"methods":["password"],"password":{{"user":{user}}}}},"scope":{{"project":{scope}}}}}}}"#
            )
        };
        let by_name = |domain: &str| format!(r#"{{"name":"U","password":"P","domain":{domain}}}"#);
        let name = ("HW_USER_NAME", "U");
        assert_eq!(
            sent(&[name, password, ("HW_DOMAIN_NAME", "D"), project], vec![token()]),
            [login(&by_name(r#"{"name":"D"}"#), r#"{"name":"eu-de_test"}"#)]
        );
        assert_eq!(
            sent(&[name, password, ("HW_DOMAIN_ID", "d"), ("HW_PROJECT_ID", "p")], vec![token()]),
            [login(&by_name(r#"{"id":"d"}"#), r#"{"id":"p"}"#)]
        );
        assert_eq!(
            sent(&[("HW_USER_ID", "u"), name, password], vec![token()]),
            [login(r#"{"id":"u","password":"P"}"#, r#"{"name":"eu-de"}"#)]
        );
    }

    #[test]
    fn an_agency_is_assumed_with_a_token_or_a_federated_key() {
        let agency = [("HW_ASSUME_ROLE_AGENCY_NAME", "a"), ("HW_ASSUME_ROLE_DOMAIN_ID", "d")];
        let assume = r#"POST /v3/auth/tokens?nocatalog=true {"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_id":"d","agency_name":"a"}},"scope":{"project":{"name":"eu-de"}}}}"#;
        let variables = [&agency[..], &[("HW_AUTH_TOKEN", "T")]].concat();
        assert_eq!(sent(&variables, vec![token()]), [assume]);
        let variables = [&variables[..], &[("HW_ASSUME_ROLE_DURATION", "3600")]].concat();
        let make = r#"POST /v3.0/OS-CREDENTIAL/securitytokens {"auth":{"identity":{"methods":["token"],"token":{"id":"t","duration_seconds":3600}}}}"#;
        assert_eq!(sent(&variables, vec![token(), key()]), [assume, make]);
    }

    #[test]
    fn a_federated_user_logs_in() {
        let variables = [("HW_ASSUME_ROLE_IDP_ID", "idp"), ("HW_ASSUME_ROLE_ID_TOKEN", "id-token")];
        assert_eq!(
            sent(&variables, vec![token(), key()]),
            [
                r#"POST /v3.0/OS-AUTH/id-token/tokens {"auth":{"id_token":{"id":"id-token"}}}"#,
                r#"POST /v3.0/OS-CREDENTIAL/securitytokens {"auth":{"identity":{"methods":["token"],"token":{"id":"t","duration_seconds":21600}}}}"#,
            ]
        );
    }
}
