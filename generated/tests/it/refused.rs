//! Mistakes are reported together, and before anything is sent.

use crate::server::Server;
use crate::support::{APP, INSTANCE, PROJECT, QUOTA, builder, run};
use apig_sdk::apig::Client;
use apig_sdk::apig::types::{AppQuotaCreate, CreateAppQuotaBindingApp};
use apig_sdk::{Config, ConfigBuilder, Credentials, Error, ErrorKind};

/// Sends an operation that must not be sent.
fn refused<T, O>(builder: ConfigBuilder, operation: impl FnOnce(Client) -> O) -> Error
where
    O: IntoFuture<Output = Result<T, Error>>,
{
    let server = Server::start(vec![]);
    let operation = operation(Client::new(builder.endpoint(server.url()).build().unwrap()));
    let Err(error) = run(operation.into_future()) else { panic!("must be refused") };
    assert!(server.requests().is_empty(), "something was sent");
    assert_eq!(error.status(), None);
    error
}

fn violations(error: &Error) -> Vec<String> {
    assert_eq!(error.kind(), ErrorKind::Violations);
    error.violations().iter().map(ToString::to_string).collect()
}

fn ready() -> ConfigBuilder {
    builder("")
}

#[test]
fn missing_fields_are_reported_together() {
    let error = refused(ready(), |client| client.gateway(INSTANCE).create_app_quota());
    assert_eq!(
        violations(&error),
        ["name is required", "call_limits is required", "time_unit is required", "time_interval is required"]
    );
    let error = refused(ready(), |client| client.gateway(INSTANCE).associate_apps_for_app_quota(QUOTA));
    assert_eq!(violations(&error), ["app_ids is required"]);
}

#[test]
fn a_whole_body_is_checked_like_its_fields() {
    let error = refused(ready(), |client| {
        client.gateway(INSTANCE).create_app_quota().name("demo").body(AppQuotaCreate::default().name("ab"))
    });
    assert_eq!(violations(&error).len(), 4);
    let body = CreateAppQuotaBindingApp::default();
    let error = refused(ready(), |client| {
        client.gateway(INSTANCE).associate_apps_for_app_quota(QUOTA).app_ids([APP]).body(body)
    });
    assert_eq!(violations(&error), ["app_ids is required"]);
}

#[test]
fn everything_wrong_is_reported_at_once() {
    let config = Config::builder().credentials(Credentials::token("t"));
    let error = refused(config, |client| {
        let quota = client.gateway("a\tb").create_app_quota().name("ab").call_limits(0).time_interval(-1);
        quota.remark(format!("<{}", "x".repeat(255)))
    });
    assert_eq!(
        error.to_string(),
        "CreateAppQuota: nothing was sent: \
         instance_id must not contain control characters; \
         name must have 3 to 255 characters, has 2; \
         call_limits must be from 1 to 2147483647, is 0; \
         time_unit is required; \
         time_interval must be from 1 to 2147483647, is -1; \
         remark must have at most 255 characters, has 256; \
         remark must match `^[^<>]*$`; \
         project_id is required: set it with `Config::builder().project_id(..)`"
    );
    let places: Vec<_> = error.violations().iter().map(|violation| violation.place.as_str()).collect();
    assert_eq!(
        places,
        ["instance_id", "name", "call_limits", "time_unit", "time_interval", "remark", "remark", "project_id"]
    );
    assert_eq!(error.call().unwrap().path, "/v2/{project_id}/apigw/instances/{instance_id}/app-quotas");
}

#[test]
fn ids_that_would_change_the_path_are_refused() {
    for (id, words) in [
        ("", "must not be empty"),
        (".", "must not be `.` or `..`"),
        ("..", "must not be `.` or `..`"),
        ("a\r\nX-Evil: 1", "must not contain control characters"),
        ("a\0", "must not contain control characters"),
    ] {
        let both = [format!("instance_id {words}"), format!("app_quota_id {words}")];
        assert_eq!(violations(&refused(ready(), |client| client.gateway(id).show_app_quota(id))), both);
        let list = refused(ready(), |client| client.gateway(id).list_app_quota_bindable_apps(id));
        assert_eq!(violations(&list), both);
        let bind = refused(ready(), |client| client.gateway(id).associate_apps_for_app_quota(id).app_ids([APP]));
        assert_eq!(violations(&bind), both);
    }
}

#[test]
fn an_id_that_is_too_long_for_a_url_is_an_error_and_no_panic() {
    let error = refused(ready(), |client| client.gateway("x".repeat(70_000)).show_app_quota(QUOTA));
    let [violation] = &violations(&error)[..] else { panic!("one violation") };
    assert!(violation.starts_with("the URL cannot be sent: ") && violation.len() < 200, "{violation}");
}

#[test]
fn a_missing_project_is_reported_and_no_brace_is_sent() {
    let config = Config::builder().credentials(Credentials::token("t"));
    let error = refused(config, |client| client.gateway(INSTANCE).show_app_quota(QUOTA));
    assert_eq!(violations(&error), ["project_id is required: set it with `Config::builder().project_id(..)`"]);
}

#[test]
fn missing_credentials_are_reported_and_nothing_is_sent_without() {
    let config = Config::builder().project_id(PROJECT);
    let error = refused(config, |client| client.gateway(INSTANCE).show_app_quota(QUOTA));
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.is_unauthorized());
    assert_eq!(
        error.to_string(),
        "ShowAppQuota: the operation needs credentials: give some to `Config::builder().credentials(..)`"
    );
}

#[test]
fn a_token_that_no_header_can_carry_is_refused_with_the_configuration() {
    let error =
        ready().endpoint("https://a.example.com").credentials(Credentials::token("s3cret\n")).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("line break"), "{error}");
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}

#[test]
fn a_callers_text_is_not_shown() {
    let error = refused(ready(), |client| client.gateway("s3cret/").create_app_quota().remark("<s3cret>").name("s3"));
    assert!(!format!("{error} {error:?}").contains("s3"), "{error:?}");
}
