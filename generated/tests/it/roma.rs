//! ROMA Connect: a documented answer field by field, and what is checked before sending. All operations are in `family`.

use crate::server::Answer;
use crate::support::{APP, INSTANCE, PROJECT, QUOTA, assert_request, builder, exchange, run};
use apig_sdk::roma;
use apig_sdk::roma::types::TimeUnit;

#[test]
fn associate_apps_for_app_quota() {
    let body = r#"{"applies":[{"app_id":"98df09fb-d459-4cbf-83a7-2b55ca6f3d5d","app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","bound_time":"2020-09-19T07:43:11.948178051Z"}]}"#;
    let call = exchange(Answer::json(201, body), |config| {
        roma::Client::new(config).instance(INSTANCE).associate_apps_for_app_quota(QUOTA).app_ids([APP])
    });
    let line = format!("POST /v2/{PROJECT}/apic/instances/{INSTANCE}/app-quotas/{QUOTA}/binding-apps");
    let sent = r#"{"app_ids":["98df09fb-d459-4cbf-83a7-2b55ca6f3d5d"]}"#;
    assert_request(&call.request, &line, Some(sent));

    let answer = call.result.unwrap();
    let [binding] = &answer.applies.unwrap()[..] else { panic!("one binding") };
    assert_eq!(binding.app_id.as_deref(), Some(APP));
    assert_eq!(binding.app_quota_id.as_deref(), Some(QUOTA));
    let bound = binding.bound_time.as_ref().unwrap();
    assert_eq!(bound.parse().unwrap().unix_timestamp_nanos(), 1_600_501_391_948_178_051);
}

fn client() -> roma::Client {
    roma::Client::new(builder("http://127.0.0.1:1").build().unwrap())
}

#[test]
fn missing_app_ids_are_refused() {
    let error = run(client().instance("").associate_apps_for_app_quota(QUOTA).send()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "AssociateAppsForAppQuota: nothing was sent: instance_id must not be empty; app_ids is required"
    );
}

#[test]
fn a_quota_has_the_bounds_of_the_documents() {
    let quota = client().instance(INSTANCE).update_app_quota(QUOTA).name("ab").call_limits(0).time_interval(0);
    let error = run(quota.time_unit(TimeUnit::Day).remark("a>b").send()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "UpdateAppQuota: nothing was sent: \
         name must have 3 to 255 characters, has 2; \
         call_limits must be from 1 to 2147483647, is 0; \
         time_interval must be from 1 to 2147483647, is 0; \
         remark must match `^[^<>]*$`"
    );
}

#[test]
fn a_limit_out_of_bounds_is_left_to_the_server() {
    let call = exchange(Answer::json(200, "{}"), |config| {
        roma::Client::new(config).instance(INSTANCE).list_app_quotas().limit(501).offset(-1)
    });
    assert!(call.request.line().ends_with("/app-quotas?offset=-1&limit=501"), "{}", call.request.line());
    call.result.unwrap();
}
