//! Tests tokens of other identity providers over a real socket: requests byte for byte, and which files they are read
//! from.

use super::*;
use crate::environment::Environment;
use server::Answer;
use std::path::Path;
use std::time::{Duration, SystemTime};

const TOKEN_BODY: &str = r#"{"token":{"methods":["mapped"],"expires_at":"2015-11-10T00:42:57.527363Z"}}"#;
const KEY_BODY: &str = r#"{"credential":{"access":"NQC5","secret":"EY74","expires_at":"2015-11-09T06:42:57.575000Z","securitytoken":"gAAA"}}"#;
/// As the security token service names the same things.
const STS_BODY: &str = r#"{"assumed_agency":{"urn":"sts::1234:assumed-agency:deploy/ci","id":"a"},"credentials":{"access_key_id":"NQC5","secret_access_key":"EY74","security_token":"gAAA","expiration":"2015-11-09T06:42:57.575Z"}}"#;
/// And a pod's agent.
const POD_BODY: &str = r#"{"assumedAgency":{"urn":"","id":""},"audience":"","credentials":{"accessKeyId":"NQC5","secretAccessKey":"EY74","securityToken":"gAAA","expiration":"2015-11-09T06:42:57.575000Z"},"podIdentityAssociationId":"","subject":{"namespace":"","serviceAccount":""}}"#;

fn token(value: &str) -> Answer {
    Answer::new(201, &[("X-Subject-Token", value)], TOKEN_BODY)
}

fn key() -> Identity {
    let end = SystemTime::UNIX_EPOCH + Duration::new(1_447_051_377, 575_000_000);
    Identity::AccessKey(AccessKey::new("NQC5", "EY74").security_token("gAAA").expires_at(end))
}

fn ask(credentials: &Credentials, wire: &Wire) -> Result<Identity, String> {
    let host = wire.server.url().replace("http://", "");
    let identity = run(credentials.identity(&wire.context()));
    identity.map(|identity| (*identity).clone()).map_err(|error| error.to_string().replace(&host, "HOST"))
}

/// All requests that came, byte for byte but for the host.
fn requests(wire: &Wire) -> Vec<String> {
    let host = wire.server.url().replace("http://", "");
    let requests = wire.server.requests().into_iter();
    requests
        .map(|one| format!("{}\n{}", one.head.replace(&host, "HOST"), String::from_utf8(one.body).unwrap()))
        .collect()
}

fn post(target: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("POST {target} HTTP/1.1\r\n{headers}host: HOST\r\ncontent-length: {length}\r\n\n{body}")
}

const JSON: &str = "accept: application/json\r\ncontent-type: application/json\r\n";

/// A file with a token, and the variables that name it.
fn file(text: &str) -> (tempfile::TempDir, String) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("token");
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (directory, path)
}

fn from_env(variables: &[(&str, &str)]) -> Credentials {
    Credentials::chain(Environment::of_test(variables, Path::new("/nowhere")), InstanceMetadata::new())
}

#[test]
fn a_federated_user_gets_a_key_for_a_token() {
    let (_directory, path) = file("id-token\n");
    let wire = Wire::new(vec![token("unscoped"), Answer::json(201, KEY_BODY)]);
    let variables = [("HUAWEICLOUD_SDK_IDP_ID", "my idp"), ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", &*path)];
    assert_eq!(ask(&from_env(&variables), &wire).unwrap(), key());
    let first = post(
        "/v3.0/OS-AUTH/id-token/tokens",
        &format!("{JSON}x-idp-id: my idp\r\n"),
        r#"{"auth":{"id_token":{"id":"id-token"}}}"#,
    );
    let second = post(
        "/v3.0/OS-CREDENTIAL/securitytokens",
        JSON,
        r#"{"auth":{"identity":{"methods":["token"],"token":{"id":"unscoped","duration_seconds":21600}}}}"#,
    );
    assert_eq!(requests(&wire), [first, second]);
}

#[test]
fn scopes_of_a_federated_user() {
    let login = || FederatedLogin::new("idp", IdToken::new("t"));
    for (login, scope) in [
        (login().project_id("p1"), r#"{"project":{"id":"p1"}}"#),
        (login().project_name("eu-de"), r#"{"project":{"name":"eu-de"}}"#),
        (login().domain_id("d1"), r#"{"domain":{"id":"d1"}}"#),
    ] {
        let wire = Wire::new(vec![token("scoped"), Answer::json(201, KEY_BODY)]);
        ask(&Credentials::provider(login), &wire).unwrap();
        let body = format!(r#"{{"auth":{{"id_token":{{"id":"t"}},"scope":{scope}}}}}"#);
        assert!(requests(&wire)[0].ends_with(&body), "{:?}", requests(&wire));
    }
}

#[test]
fn a_token_file_is_read_anew_for_each_renewal() {
    let (directory, path) = file("first");
    let answers = || vec![token("t"), Answer::json(201, KEY_BODY), token("t"), Answer::json(201, KEY_BODY)];
    let wire = Wire::new(answers());
    let login = FederatedLogin::new("idp", IdToken::file(path)).duration(Duration::from_secs(3600));
    let credentials = Credentials::provider(login);
    for _ in 0..3 {
        ask(&credentials, &wire).unwrap();
    }
    assert_eq!(wire.server.requests().len(), 2);
    std::fs::write(directory.path().join("token"), "second").unwrap();
    wire.clock.advance(6 * 3600);
    ask(&credentials, &wire).unwrap();
    let sent = requests(&wire);
    assert!(sent[0].ends_with(r#"{"id":"first"}}}"#) && sent[2].ends_with(r#"{"id":"second"}}}"#), "{sent:?}");
    assert!(sent[1].contains(r#""duration_seconds":3600"#));
}

#[test]
fn an_agency_trusts_a_provider() {
    let (_directory, path) = file("id-token");
    let wire = Wire::new(vec![Answer::json(200, STS_BODY), Answer::json(200, STS_BODY)]);
    let url = wire.server.url();
    let needed = [
        ("HUAWEICLOUD_OIDC_PROVIDER_URN", "iam::1234:oidcProvider:github"),
        ("HUAWEICLOUD_OIDC_AGENCY_URN", "iam::1234:agency:deploy"),
        ("HUAWEICLOUD_OIDC_TOKEN_FILE", &*path),
        ("HUAWEICLOUD_SDK_STS_ENDPOINT", &*url),
    ];
    assert_eq!(ask(&from_env(&needed), &wire).unwrap(), key());
    let all = [
        ("HUAWEICLOUD_OIDC_ID_TOKEN", "text"),
        ("HUAWEICLOUD_OIDC_SESSION_NAME", "ci"),
        ("HUAWEICLOUD_OIDC_DURATION_SECONDS", "900"),
        ("HUAWEICLOUD_OIDC_POLICY", r#"{"Version":"5.0"}"#),
        ("HUAWEICLOUD_OIDC_POLICY_IDS", "a, b,"),
    ];
    ask(&from_env(&[&needed[..], &all[..]].concat()), &wire).unwrap();
    let urns = r#""provider_urn":"iam::1234:oidcProvider:github","agency_urn":"iam::1234:agency:deploy""#;
    let post = |body: String| post("/v5/agencies/assume-with-oidc", JSON, &body);
    let tail = r#""agency_session_name":"oidc-sts-session","id_token":"id-token","duration_seconds":3600}"#;
    let first = post(format!("{{{urns},{tail}"));
    let tail = r#""agency_session_name":"ci","id_token":"text","duration_seconds":900,"policy":"{\"Version\":\"5.0\"}","policy_ids":["a","b"]}"#;
    let second = post(format!("{{{urns},{tail}"));
    assert_eq!(requests(&wire), [first, second]);
}

#[test]
fn the_security_token_service_stands_beside_the_identity_service() {
    let agency = || Credentials::provider(OidcAgency::new("p", "a", IdToken::new("t")));
    let host = Scripted { region: Some("eu-de"), ..Scripted::default() };
    let unknown = run(agency().identity(&host.context())).unwrap_err().to_string();
    assert!(unknown.starts_with("the endpoint of the security token service is not known: set"), "{unknown}");
    let host = Scripted { region: Some("eu-west-101"), identity: "https://iam.eu-west-101.myhuaweicloud.eu", ..host };
    run(agency().identity(&host.context())).unwrap_err();
    assert_eq!(
        *host.asked.lock().unwrap(),
        ["POST https://sts.eu-west-101.myhuaweicloud.eu/v5/agencies/assume-with-oidc"]
    );
    let agency = OidcAgency::new("p", "a", IdToken::new("t")).sts_endpoint("http://sts.example.com");
    let error = run(Credentials::provider(agency).identity(&host.context())).unwrap_err().to_string();
    assert!(error.starts_with("the endpoint of the security token service must begin with `https://`"), "{error}");
}

#[test]
fn a_pod_asks_the_agent_on_its_node() {
    let (_directory, path) = file("service-account\n");
    let wire = Wire::new(vec![Answer::json(200, POD_BODY)]);
    let url = wire.server.url() + "/v1/credentials/";
    let variables = [
        ("HC_CONTAINER_CREDENTIALS_FULL_URI", &*url),
        ("HC_CONTAINER_AUTHORIZATION_TOKEN_FILE", &*path),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "p1"),
    ];
    let credentials = from_env(&variables);
    assert_eq!(ask(&credentials, &wire).unwrap(), key());
    assert_eq!(credentials.hints().unwrap().project_id.as_deref(), Some("p1"));
    let headers = "accept: application/json\r\nauthorization: service-account\r\ncontent-type: application/json\r\n";
    assert_eq!(requests(&wire), [post("/v1/credentials/", headers, "{}")]);
}

/// The agent's answer is a key: nobody on the way may read it.
#[test]
fn an_agent_elsewhere_is_asked_over_tls_only() {
    let pod = |url: &str| Credentials::provider(PodIdentity::new(url, IdToken::new("t")));
    for url in [
        "https://agent.example.com/v1/credentials",
        "http://localhost:1/v1",
        "http://127.0.0.1:1",
        "http://[::1]:1/",
        "http://169.254.170.23/v1",
        "http://[fe80::1]/v1",
    ] {
        let host = Scripted::default();
        run(pod(url).identity(&host.context())).unwrap_err();
        assert_eq!(host.asked.lock().unwrap().len(), 1, "{url}");
    }
    for url in [
        "http://agent.example.com/v1",
        "http://10.0.0.1/v1",
        "http://169.254.example.com/",
        "http://[fd00::1]/",
        "http://localhost.example.com/",
        "http://user:s3cret@127.0.0.1/v1",
        "ftp://127.0.0.1/",
        "/v1/credentials",
        "http://127.0.0.1/v1?x=s3cret",
    ] {
        let host = Scripted::default();
        let error = run(pod(url).identity(&host.context())).unwrap_err().to_string();
        assert!(error.starts_with("the URL of the pod's agent must "), "{error}");
        assert!(!error.contains(MARK));
        assert_eq!(host.asked.lock().unwrap().len(), 0, "{url}");
    }
}

#[test]
fn no_proxy_sees_the_token_of_a_pod() {
    let proxy = server::Server::start(vec![]);
    let client = crate::reqwest::Client::builder().proxy(crate::reqwest::Proxy::all(proxy.url()).unwrap());
    let transport = crate::transport::HttpClient::from_builder(client).unwrap();
    let wire = Wire { transport, ..Wire::new(vec![Answer::json(200, POD_BODY)]) };
    let pod = Credentials::provider(PodIdentity::new(wire.server.url(), IdToken::new("t")));
    assert_eq!(ask(&pod, &wire).unwrap(), key());
    assert_eq!((wire.server.requests().len(), proxy.requests().len()), (1, 0));
    // The same client's other requests go where it sends them.
    ask(&Credentials::provider(FederatedLogin::new("idp", IdToken::new("t"))), &wire).unwrap_err();
    assert_eq!((wire.server.requests().len(), proxy.requests().len()), (1, 1));
}

#[test]
fn an_agent_leads_nowhere_else() {
    let other = Wire::new(vec![Answer::json(200, POD_BODY)]);
    let to = other.server.url();
    let wire = Wire::new(vec![Answer::new(307, &[("location", &to)], "")]);
    let pod = Credentials::provider(PodIdentity::new(wire.server.url(), IdToken::new("t")));
    assert_eq!(
        ask(&pod, &wire).unwrap_err(),
        "asking for the key of this pod at HOST failed: 307 Temporary Redirect: redirects are not followed (to 127.0.0.1)"
    );
    assert_eq!(other.server.requests(), []);
}

#[test]
fn files_and_answers_that_are_of_no_use() {
    let large = "x".repeat(1024 * 1024 + 1);
    for (text, words) in [("", "is empty"), (" \n", "is empty"), (&*large, "has more than 1048576 bytes")] {
        let (_directory, path) = file(text);
        let wire = Wire::new(vec![]);
        let error = ask(&Credentials::provider(PodIdentity::new(wire.server.url(), IdToken::file(&path))), &wire);
        assert_eq!(error.unwrap_err(), format!("the token file {path} {words}"));
        assert_eq!(wire.server.requests(), []);
    }
    let login = || Credentials::provider(FederatedLogin::new("idp", IdToken::new("t")));
    let refused = || Answer::json(401, r#"{"error":{"code":401,"message":"no such user","title":"Unauthorized"}}"#);
    let failed = "logging in with a token of the identity provider `idp` at HOST failed:";
    for (answers, words) in [
        (vec![refused()], "401 Unauthorized: 401: no such user"),
        (vec![token("t"), refused()], "401 Unauthorized: 401: no such user"),
        (vec![Answer::json(201, TOKEN_BODY)], "the answer has no header `X-Subject-Token`"),
        (
            vec![token("t"), Answer::json(201, r#"{"credential":{"access":"s3cret"}}"#)],
            "the answer's body has no access key with its secret, its security token and its end",
        ),
    ] {
        assert_eq!(ask(&login(), &Wire::new(answers)).unwrap_err(), format!("{failed} {words}"));
    }
    let agency = OidcAgency::new("p", "a", IdToken::new("t")).duration(Duration::from_secs(60));
    let error = ask(&Credentials::provider(agency), &Wire::new(vec![])).unwrap_err();
    assert_eq!(error, "a key of an agency is good for 900 to 43200 seconds, not for 60");
    let pod = PodIdentity::new("http://127.0.0.1:1", IdToken::new("s3cret\u{1}"));
    let error = ask(&Credentials::provider(pod), &Wire::new(vec![])).unwrap_err();
    assert_eq!(error, "the pod's token has characters that a header cannot carry");
}
