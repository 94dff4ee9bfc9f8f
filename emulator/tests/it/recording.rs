//! Tests what is recorded of requests, and what never is.

use crate::raw::send;
use crate::support::{by_key, by_password, with_document};
use apig_emulator::{ACCESS_KEY, Builder, DOMAIN, Emulator, PASSWORD, USER};
use apig_sdk::iam::types::*;
use apig_sdk::serde_json::{self, Value, json};
use apig_sdk::{apig, apig::types::TimeUnit, iam};
use std::sync::{Arc, Mutex};

type Lines = Arc<Mutex<Vec<String>>>;

fn recorded() -> (Builder, Lines) {
    let lines = Lines::default();
    let kept = Arc::clone(&lines);
    let record = move |line: &str| kept.lock().unwrap().push(line.to_owned());
    (Emulator::builder().record(record), lines)
}

async fn recording() -> (Emulator, Lines) {
    let (builder, lines) = recorded();
    (builder.start().await.unwrap(), lines)
}

fn read(lines: &Lines) -> Vec<Value> {
    lines.lock().unwrap().iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn header<'a>(request: &'a Value, name: &str) -> Option<&'a str> {
    let headers = request["headers"].as_array().unwrap();
    headers.iter().find(|pair| pair[0] == name).and_then(|pair| pair[1].as_str())
}

#[tokio::test]
async fn what_was_sent() {
    let (emulator, lines) = recording().await;
    let project = emulator.project_id("eu-de").unwrap();
    let client = apig::Client::new(by_key(&emulator));
    let create = client.gateway(emulator.instance_id()).create_app_quota().name("ClientQuota_demo").call_limits(1000);
    create.time_unit(TimeUnit::Day).time_interval(1).remark("käse\n").await.unwrap();
    client.gateway(emulator.instance_id()).list_app_quotas().name("a b").limit(3).await.unwrap();
    send(&emulator, "GET /_emulator", "", "").await;
    send(&emulator, "GET /nowhere?a=1", "", "").await;
    send(&emulator, &format!("GET /v2/{project}/apigw/instances/i/app-quotas?n%61me=%7e&limit=2&&x"), "", "").await;

    let requests = read(&lines);
    let names: Vec<_> = requests.iter().map(|request| request["operation"].as_str().unwrap_or("-")).collect();
    assert_eq!(names, ["KeystoneListProjects", "CreateAppQuota", "ListAppQuotas", "-", "ListAppQuotas"]);
    let created = &requests[1];
    let quotas = format!("/v2/{project}/apigw/instances/{}/app-quotas", emulator.instance_id());
    assert_eq!(
        (&created["service"], &created["method"], &created["path"]),
        (&json!("apig"), &json!("POST"), &json!(quotas))
    );
    let body = json!({"name": "ClientQuota_demo", "call_limits": 1000, "time_unit": "DAY", "time_interval": 1, "remark": "käse\n"});
    assert_eq!((&created["body"], &created["status"], &created["caller"]), (&body, &json!(201), &json!(USER)));
    let signed = format!(
        "SDK-HMAC-SHA256 Access={ACCESS_KEY}, SignedHeaders=content-type;host;x-project-id;x-sdk-date, Signature=***"
    );
    assert_eq!(header(created, "authorization"), Some(signed.as_str()));
    assert_eq!((&requests[2]["query"], &requests[2]["body"]), (&json!("limit=3&name=a%20b"), &Value::Null));
    assert_eq!(
        (&requests[3]["path"], &requests[3]["query"], &requests[3]["status"]),
        (&json!("/nowhere"), &json!("a=***"), &json!(404))
    );
    assert_eq!(requests[4]["query"], json!("n%61me=%7e&limit=2&&***"), "as it was written");
}

#[tokio::test]
async fn no_secret_is_written_down() {
    let (emulator, lines) = recording().await;
    let client = iam::Client::new(by_password(&emulator));
    let user = PasswordUser::default().name(USER).password(PASSWORD).domain(PasswordUserDomain::default().name(DOMAIN));
    let identity = UserTokenIdentity::default().methods([AuthMethod::Password, AuthMethod::Totp]);
    let identity = identity.totp(TotpMethod::default().user(TotpUser::default().id("u1").passcode("314159")));
    let auth = UserTokenAuth::default().identity(identity.password(PasswordMethod::default().user(user)));
    let token = client.keystone_create_user_token().auth(auth).await.unwrap().x_subject_token;
    let of_token = TemporaryAccessKeyToken::default().id(token.expose());
    let identity = TemporaryAccessKeyIdentity::default().methods([AuthMethod::Token]).token(of_token);
    client.create_temporary_access_key().auth(TemporaryAccessKeyAuth::default().identity(identity)).await.unwrap();
    // What the spec does not describe might be a secret: in a field, in a wrong place, in a body that none expects.
    let names = [
        "authorization",
        "cookie",
        "proxy-authorization",
        "x-api-key",
        "x-apig-appcode",
        "x-auth-user",
        "x-domain-token",
        "x-metadata-token",
        "x-security-token",
        "x-subject-token",
    ];
    let mut head: String = names.map(|name| format!("{name}: hidden-{name}\r\n")).concat();
    head += &format!("X-Auth-Token: {}\r\n", emulator.token("eu-de").unwrap());
    let path = format!("/v2/p/apigw/instances/{}/app-quotas", emulator.instance_id());
    let query = "name=a&token=hidden&X-Auth-Token=hidden&hidden&sig=a=hidden";
    for line in [format!("GET {path}?{query}"), format!("GET /nowhere?{query}"), format!("PUT {path}?{query}")] {
        send(&emulator, &line, &head, "").await;
    }
    let bodies = [
        (format!("POST {path}"), r#"{"name": {"x": "hidden2"}, "other": "hidden3", "time_unit": ["hidden4"]}"#),
        (format!("POST {path}"), "hidden5"),
        (format!("DELETE {path}/q"), r#""hidden6""#),
        (
            "POST /v3/auth/tokens".to_owned(),
            r#"{"auth": {"identity": {"password": "hidden7", "methods": "hidden8", "totp": {"user": {"passcode": ["hidden9"]}}}}}"#,
        ),
    ];
    for (line, body) in &bodies {
        send(&emulator, line, &head, body).await;
    }

    let text = lines.lock().unwrap().join("\n");
    for secret in [token.expose(), "314159", "hidden", "\"password\":\"emulator\"", "MII"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let requests = read(&lines);
    let bodies: Vec<&Value> = requests.iter().rev().take(4).rev().map(|request| &request["body"]).collect();
    assert_eq!(*bodies[0], json!({"name": "***", "other": "***", "time_unit": "***"}));
    assert_eq!([bodies[1], bodies[2]], [&json!("***"), &json!("***")]);
    let first =
        &requests.iter().find(|request| request["body"]["auth"]["identity"]["totp"].is_object()).unwrap()["body"];
    assert_eq!(first["auth"]["identity"]["totp"], json!({"user": {"id": "u1", "passcode": "***"}}));
}

/// Its maps hold what the document does not name, and its parameters in headers may be keys.
const OTHER: &str = "\
openapi: 3.0.3
info: {title: Hooks, version: '1'}
paths:
  /hooks:
    post:
      operationId: addHook
      parameters:
        - {name: api_key, in: header, schema: {type: string}}
        - {name: dry, in: query, schema: {type: boolean}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Hook'}}}}
      responses: {'204': {description: ok}}
components:
  schemas:
    Hook:
      type: object
      properties:
        url: {type: string}
        headers: {type: object, additionalProperties: {type: string}}
      additionalProperties: {type: string}
";

#[tokio::test]
async fn what_a_document_does_not_name_is_no_more_than_a_name() {
    let (builder, lines) = recorded();
    let emulator = with_document(builder, OTHER).await;
    let body = r#"{"url": "u", "headers": {"authorization": "hidden"}, "extra": "hidden"}"#;
    send(&emulator, "POST /hooks?dry=true", "api_key: hidden\r\n", body).await;
    let request = &read(&lines)[0];
    assert_eq!(request["query"], "dry=true");
    assert_eq!(request["body"], json!({"url": "u", "headers": {"authorization": "***"}, "extra": "***"}));
    assert_eq!(header(request, "api_key"), Some("***"));
}
