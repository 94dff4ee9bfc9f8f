//! The operations of IAM: their requests byte for byte, their documented answers field by field.

use crate::server::{Answer, Recorded};
use crate::support::{Exchanged, TOKEN, exchange};
use apig_sdk::iam::types::*;
use apig_sdk::iam::{Client, KeystoneCreateUserToken, KeystoneCreateUserTokenOutput};
use apig_sdk::{Config, DateTime};

/// The documented answer, word for word.
const ISSUED: &str = r#"{"token":{"methods":["password"],"expires_at":"2015-11-09T01:42:57.527363Z","issued_at":"2015-11-09T00:42:57.527404Z","user":{"domain":{"id":"ded4","name":"domain A"},"id":"ee4d","name":"user A","password_expires_at":"2016-11-06T15:32:17.000000"},"domain":{"name":"domain A","id":"dod4"},"catalog":[{"type":"identity","id":"1331","name":"iam","endpoints":[{"url":"https://sample.domain.com/v3","region":"*","region_id":"*","interface":"public","id":"089d"}]}],"roles":[{"name":"role1","id":"roleid1"}]}}"#;

fn issued() -> Answer {
    Answer::new(201, &[("X-Subject-Token", "MIIF-issued")], ISSUED)
}

fn user() -> PasswordUser {
    let domain = PasswordUserDomain::default().name("domain A");
    PasswordUser::default().name("user A").password("***").domain(domain)
}

fn password(methods: impl IntoIterator<Item = AuthMethod>) -> UserTokenIdentity {
    UserTokenIdentity::default().methods(methods).password(PasswordMethod::default().user(user()))
}

fn eu_de() -> AuthScope {
    AuthScope::default().project(ScopeProject::default().name("eu-de"))
}

fn domain() -> AuthScope {
    AuthScope::default().domain(ScopeDomain::default().name("domain A"))
}

fn auth(identity: UserTokenIdentity, scope: AuthScope) -> UserTokenAuth {
    UserTokenAuth::default().identity(identity).scope(scope)
}

fn create(
    operation: impl FnOnce(KeystoneCreateUserToken) -> KeystoneCreateUserToken,
) -> Exchanged<KeystoneCreateUserTokenOutput> {
    exchange(issued(), |config| operation(Client::new(config).keystone_create_user_token()))
}

/// Compares a request byte for byte.
fn assert_request(request: &Recorded, line: &str, token: Option<&str>, body: Option<&str>) {
    let version = env!("CARGO_PKG_VERSION");
    let host = request.header("host").unwrap();
    let token = token.map(|token| format!("x-auth-token: {token}\r\n")).unwrap_or_default();
    let (content_type, content_length) = match body {
        Some(body) => ("content-type: application/json\r\n", format!("content-length: {}\r\n", body.len())),
        None => ("", String::new()),
    };
    let head = format!(
        "{line} HTTP/1.1\r\naccept: application/json\r\nuser-agent: apig-sdk/{version}\r\n{content_type}{token}\
         host: {host}\r\n{content_length}"
    );
    assert_eq!(request.head, head);
    assert_eq!(String::from_utf8_lossy(&request.body), body.unwrap_or_default());
}

#[test]
fn tokens_by_password_totp_and_agency() {
    const USER: &str = r#"{"name":"user A","password":"***","domain":{"name":"domain A"}}"#;
    let agency = AssumeRoleMethod::default().domain_name("domain A").agency_name("agencytest");
    let totp = TotpMethod::default().user(TotpUser::default().name("user A").passcode("******"));
    let project = AuthScope::default().project(ScopeProject::default().id("0b95b78b67fa045b38104c12fb00"));
    for (auth, identity, scope) in [
        (
            auth(password([AuthMethod::Password]), eu_de()),
            format!(r#"{{"methods":["password"],"password":{{"user":{USER}}}}}"#),
            r#"{"project":{"name":"eu-de"}}"#,
        ),
        (
            auth(password([AuthMethod::Password]), project),
            format!(r#"{{"methods":["password"],"password":{{"user":{USER}}}}}"#),
            r#"{"project":{"id":"0b95b78b67fa045b38104c12fb00"}}"#,
        ),
        (
            auth(password([AuthMethod::Password, AuthMethod::Totp]).totp(totp), domain()),
            format!(
                r#"{{"methods":["password","totp"],"password":{{"user":{USER}}},"totp":{{"user":{{"name":"user A","passcode":"******"}}}}}}"#
            ),
            r#"{"domain":{"name":"domain A"}}"#,
        ),
        (
            auth(UserTokenIdentity::default().methods([AuthMethod::AssumeRole]).assume_role(agency), eu_de()),
            r#"{"methods":["assume_role"],"assume_role":{"domain_name":"domain A","agency_name":"agencytest"}}"#
                .to_owned(),
            r#"{"project":{"name":"eu-de"}}"#,
        ),
    ] {
        let call = create(|operation| operation.auth(auth));
        let body = format!(r#"{{"auth":{{"identity":{identity},"scope":{scope}}}}}"#);
        assert_request(&call.request, "POST /v3/auth/tokens", Some(TOKEN), Some(&body));
        assert_eq!(call.result.unwrap().x_subject_token.expose(), "MIIF-issued");
    }
}

#[test]
fn who_has_a_password_needs_no_credentials() {
    let call = exchange(issued(), |config| {
        let config = Config::builder().endpoint(config.endpoint().unwrap()).build().unwrap();
        let identity = password([AuthMethod::Password]);
        Client::new(config)
            .keystone_create_user_token()
            .auth(UserTokenAuth::default().identity(identity))
            .nocatalog("x")
    });
    let body = r#"{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"user A","password":"***","domain":{"name":"domain A"}}}}}}"#;
    assert_request(&call.request, "POST /v3/auth/tokens?nocatalog=x", None, Some(body));
    assert!(call.result.is_ok());
}

#[test]
fn the_answer_to_a_token_is_header_and_body() {
    let answer = create(|operation| operation.auth(auth(password([AuthMethod::Password]), eu_de()))).result.unwrap();
    assert_eq!(answer.x_subject_token.expose(), "MIIF-issued");
    let token = answer.body.token.unwrap();
    assert_eq!(token.methods.as_deref(), Some(&[AuthMethod::Password][..]));
    let times = [&token.expires_at, &token.issued_at].map(|time| time.as_ref().map(DateTime::as_str));
    assert_eq!(times, [Some("2015-11-09T01:42:57.527363Z"), Some("2015-11-09T00:42:57.527404Z")]);
    assert_eq!(token.expires_at.unwrap().parse().unwrap().unix_timestamp_nanos(), 1_447_033_377_527_363_000);
    let user = token.user.unwrap();
    assert_eq!((user.id.as_deref(), user.name.as_deref()), (Some("ee4d"), Some("user A")));
    assert_eq!(user.domain.unwrap().id.as_deref(), Some("ded4"));
    assert_eq!(user.password_expires_at.as_deref(), Some("2016-11-06T15:32:17.000000"));
    let domain = token.domain.unwrap();
    assert_eq!((domain.id.as_deref(), domain.name.as_deref()), (Some("dod4"), Some("domain A")));
    let [service] = &token.catalog.unwrap()[..] else { panic!("one service") };
    assert_eq!((service.r#type.as_deref(), service.name.as_deref()), (Some("identity"), Some("iam")));
    let [endpoint] = &service.endpoints.as_ref().unwrap()[..] else { panic!("one endpoint") };
    assert_eq!(endpoint.url.as_deref(), Some("https://sample.domain.com/v3"));
    let [role] = &token.roles.unwrap()[..] else { panic!("one role") };
    assert_eq!((role.id.as_deref(), role.name.as_deref()), (Some("roleid1"), Some("role1")));
}

#[test]
fn projects() {
    let body = r#"{"links":{"self":"https://sample.domain.com/v3/projects?name=eu-de","previous":null,"next":null},"projects":[{"is_domain":false,"description":"","links":{"self":"https://sample.domain.com/v3/projects/e867"},"enabled":true,"id":"e86737682ab64b2490c48f08bcc41914","parent_id":"c9f5","domain_id":"c9f5","name":"eu-de"}]}"#;
    let call = exchange(Answer::json(200, body), |config| {
        Client::new(config).keystone_list_projects().name("eu-de").enabled(true).page(1).per_page(5000)
    });
    let line = "GET /v3/projects?name=eu-de&enabled=true&page=1&per_page=5000";
    assert_request(&call.request, line, Some(TOKEN), None);
    let answer = call.result.unwrap();
    let links = answer.links.unwrap();
    assert_eq!(links.self_.as_deref(), Some("https://sample.domain.com/v3/projects?name=eu-de"));
    assert_eq!((links.previous, links.next), (None, None));
    let [project] = &answer.projects.unwrap()[..] else { panic!("one project") };
    assert_eq!(project.id.as_deref(), Some("e86737682ab64b2490c48f08bcc41914"));
    assert_eq!((project.name.as_deref(), project.description.as_deref()), (Some("eu-de"), Some("")));
    assert_eq!((project.enabled, project.is_domain), (Some(true), Some(false)));
    assert_eq!((project.domain_id.as_deref(), project.parent_id.as_deref()), (Some("c9f5"), Some("c9f5")));
}

#[test]
fn temporary_access_keys() {
    let body = r#"{"credential":{"access":"NQC5","secret":"EY74","expires_at":"2017-04-17T07:55:18.575000Z","securitytoken":"gAAA"}}"#;
    let create = |identity: TemporaryAccessKeyIdentity| {
        exchange(Answer::json(201, body), |config| {
            let auth = TemporaryAccessKeyAuth::default().identity(identity);
            Client::new(config).create_temporary_access_key().auth(auth)
        })
    };
    let token = TemporaryAccessKeyToken::default().id("MIID...").duration_seconds(900);
    let call = create(TemporaryAccessKeyIdentity::default().methods([AuthMethod::Token]).token(token));
    let sent = r#"{"auth":{"identity":{"methods":["token"],"token":{"id":"MIID...","duration_seconds":900}}}}"#;
    assert_request(&call.request, "POST /v3.0/OS-CREDENTIAL/securitytokens", Some(TOKEN), Some(sent));
    let key = call.result.unwrap().credential.unwrap();
    assert_eq!(key.access.as_deref(), Some("NQC5"));
    assert_eq!(key.secret.unwrap().expose(), "EY74");
    assert_eq!(key.securitytoken.unwrap().expose(), "gAAA");
    assert_eq!(key.expires_at.unwrap().as_str(), "2017-04-17T07:55:18.575000Z");

    let agency = TemporaryAccessKeyAgency::default().domain_id("d").agency_name("a").duration_seconds(86400);
    let call = create(TemporaryAccessKeyIdentity::default().methods([AuthMethod::AssumeRole]).assume_role(agency));
    let sent = r#"{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_id":"d","agency_name":"a","duration_seconds":86400}}}}"#;
    assert_request(&call.request, "POST /v3.0/OS-CREDENTIAL/securitytokens", Some(TOKEN), Some(sent));
}

#[test]
fn temporary_access_keys_with_a_policy() {
    let statement = ServiceStatement::default().action(["obs:object:*"]).effect(PolicyEffect::Allow);
    let condition = [("obs:prefix".to_owned(), vec!["public".to_owned()])];
    let statement = statement.condition([("StringEquals".to_owned(), condition.into())]).resource(["obs:*:*:object:*"]);
    let policy = ServicePolicy::default().version("1.1").statement([statement]);
    let user = AssumeroleSessionuser::default().name("SessionUser");
    let agency = TemporaryAccessKeyAgency::default().domain_name("domain A").agency_name("agencytest");
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::AssumeRole]).policy(policy);
    let identity = identity.assume_role(agency.duration_seconds(3600).session_user(user));
    let call = exchange(Answer::json(201, "{}"), |config| {
        let auth = TemporaryAccessKeyAuth::default().identity(identity);
        Client::new(config).create_temporary_access_key().auth(auth)
    });
    let sent = r#"{"auth":{"identity":{"methods":["assume_role"],"assume_role":{"domain_name":"domain A","agency_name":"agencytest","duration_seconds":3600,"session_user":{"name":"SessionUser"}},"policy":{"Version":"1.1","Statement":[{"Action":["obs:object:*"],"Effect":"Allow","Condition":{"StringEquals":{"obs:prefix":["public"]}},"Resource":["obs:*:*:object:*"]}]}}}}"#;
    assert_request(&call.request, "POST /v3.0/OS-CREDENTIAL/securitytokens", Some(TOKEN), Some(sent));
}

#[test]
fn a_token_is_validated_by_a_header() {
    let answer = Answer::new(200, &[("X-Subject-Token", "MIIF-valid")], ISSUED);
    let call = exchange(answer, |config| {
        Client::new(config).keystone_validate_token().nocatalog("x").x_subject_token("MIIF-valid")
    });
    assert_eq!(call.request.header("x-subject-token"), Some("MIIF-valid"));
    assert_eq!(call.request.line(), "GET /v3/auth/tokens?nocatalog=x");
    let answer = call.result.unwrap();
    assert_eq!(answer.x_subject_token.expose(), "MIIF-valid");
    assert_eq!(answer.body.token.unwrap().user.unwrap().name.as_deref(), Some("user A"));
}

#[test]
fn regions_projects_and_domains_by_id() {
    let line = |call: Recorded| {
        assert_request(&call, call.line(), Some(TOKEN), None);
        call.line().to_owned()
    };
    let ok = || Answer::json(200, "{}");
    let lines = [
        line(exchange(ok(), |config| Client::new(config).keystone_list_regions()).request),
        line(exchange(ok(), |config| Client::new(config).keystone_show_region("eu-de")).request),
        line(exchange(ok(), |config| Client::new(config).keystone_list_auth_domains()).request),
        line(exchange(ok(), |config| Client::new(config).keystone_list_auth_projects()).request),
        line(exchange(ok(), |config| Client::new(config).keystone_show_project("e867")).request),
        line(exchange(ok(), |config| Client::new(config).show_project_details_and_status("e867")).request),
    ];
    assert_eq!(
        lines,
        [
            "GET /v3/regions",
            "GET /v3/regions/eu-de",
            "GET /v3/auth/domains",
            "GET /v3/auth/projects",
            "GET /v3/projects/e867",
            "GET /v3-ext/projects/e867",
        ]
    );
}

#[test]
fn permanent_access_keys() {
    const KEYS: &str = "/v3.0/OS-CREDENTIAL/credentials";
    let body = r#"{"credential":{"access":"P83E","create_time":"2020-01-08T06:25:19.014028Z","user_id":"0760","description":"IAMDescription","secret":"TTqA","status":"active"}}"#;
    let key = CreateCredentialOption::default().user_id("0760").description("IAMDescription");
    let call =
        exchange(Answer::json(201, body), |config| Client::new(config).create_permanent_access_key().credential(key));
    let sent = r#"{"credential":{"user_id":"0760","description":"IAMDescription"}}"#;
    assert_request(&call.request, &format!("POST {KEYS}"), Some(TOKEN), Some(sent));
    let key = call.result.unwrap().credential.unwrap();
    assert_eq!((key.access.as_deref(), key.status), (Some("P83E"), Some(AccessKeyStatus::Active)));
    assert_eq!(key.secret.unwrap().expose(), "TTqA");

    let body = r#"{"credential":{"status":"inactive","access":"P83E","create_time":"2020-01-08T06:25:19.014028Z","user_id":"0760"}}"#;
    let change = UpdateCredentialOption::default().status(AccessKeyStatus::Inactive);
    let call = exchange(Answer::json(200, body), |config| {
        Client::new(config).update_permanent_access_key("P83E").credential(change)
    });
    let sent = r#"{"credential":{"status":"inactive"}}"#;
    assert_request(&call.request, &format!("PUT {KEYS}/P83E"), Some(TOKEN), Some(sent));
    assert_eq!(call.result.unwrap().credential.unwrap().status, Some(AccessKeyStatus::Inactive));

    let call = exchange(Answer::json(200, r#"{"credentials":[{"access":"P83E"}]}"#), |config| {
        Client::new(config).list_permanent_access_keys().user_id("0760")
    });
    assert_request(&call.request, &format!("GET {KEYS}?user_id=0760"), Some(TOKEN), None);
    assert_eq!(call.result.unwrap().credentials.unwrap().len(), 1);

    let body = r#"{"credential":{"last_use_time":"2020-01-08T06:26:08.123059Z","access":"P83E","status":"active"}}"#;
    let call = exchange(Answer::json(200, body), |config| Client::new(config).show_permanent_access_key("P83E"));
    assert_request(&call.request, &format!("GET {KEYS}/P83E"), Some(TOKEN), None);
    let used = call.result.unwrap().credential.unwrap().last_use_time.unwrap();
    assert_eq!(used.as_str(), "2020-01-08T06:26:08.123059Z");

    let call = exchange(Answer::new(204, &[], ""), |config| Client::new(config).delete_permanent_access_key("P83E"));
    assert_request(&call.request, &format!("DELETE {KEYS}/P83E"), Some(TOKEN), None);
    call.result.unwrap();
}
