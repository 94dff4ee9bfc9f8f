//! Operations of API Gateway: request byte for byte, documented answer field by field. All are in `family`; here are those
//! whose fields deserve a look.

use crate::server::Answer;
use crate::support::{APP, INSTANCE, PROJECT, QUOTA, assert_complete, assert_request, exchange};
use apig_sdk::apig;
use apig_sdk::apig::types::{AppQuotaInfo, AppStatus, TimeUnit};

/// 2020-09-19T07:27:47Z.
const CREATED: i64 = 1_600_500_467;

fn path(rest: &str) -> String {
    format!("/v2/{PROJECT}/apigw/instances/{INSTANCE}/app-quotas{rest}")
}

/// What the two examples of a quota have in common.
fn assert_example_quota(quota: &AppQuotaInfo) {
    assert_eq!(quota.app_quota_id.as_deref(), Some(QUOTA));
    assert_eq!(quota.name.as_deref(), Some("ClientQuota_demo"));
    assert_eq!(quota.call_limits, Some(1000));
    assert_eq!(quota.time_unit, Some(TimeUnit::Day));
    assert_eq!(quota.time_interval, Some(1));
    assert_eq!(quota.remark, None);
    assert_eq!(quota.bound_app_num, None);
}

#[test]
fn create_app_quota() {
    let body = r#"{"app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","call_limits":1000,"create_time":"2020-09-19T15:27:47.60571141+08:00","name":"ClientQuota_demo","reset_time":"2020-09-20 00:00:00","time_interval":1,"time_unit":"DAY"}"#;
    let call = exchange(Answer::json(201, body), |config| {
        apig::Client::new(config)
            .gateway(INSTANCE)
            .create_app_quota()
            .name("ClientQuota_demo")
            .call_limits(1000)
            .time_unit(TimeUnit::Day)
            .time_interval(1)
            .reset_time("2020-09-20 00:00:00")
    });
    let sent = r#"{"name":"ClientQuota_demo","call_limits":1000,"time_unit":"DAY","time_interval":1,"reset_time":"2020-09-20 00:00:00"}"#;
    assert_request(&call.request, &format!("POST {}", path("")), Some(sent));

    let quota = call.result.unwrap();
    assert_example_quota(&quota);
    // As it was sent: without a zone it is no instant.
    assert_eq!(quota.reset_time.as_deref(), Some("2020-09-20 00:00:00"));
    assert_complete(&quota, body);
    let created = quota.create_time.unwrap();
    assert_eq!(created.as_str(), "2020-09-19T15:27:47.60571141+08:00");
    let instant = created.parse().unwrap();
    assert_eq!(instant.unix_timestamp(), CREATED, "the offset counts");
    assert_eq!(instant.nanosecond(), 605_711_410);
    assert_eq!(instant.offset().whole_hours(), 8);
}

#[test]
fn create_app_quota_with_everything() {
    let call = exchange(Answer::json(201, "{}"), |config| {
        apig::Client::new(config)
            .gateway(INSTANCE)
            .create_app_quota()
            .remark("")
            .reset_time("")
            .time_interval(i32::MAX)
            .time_unit(TimeUnit::Second)
            .call_limits(i32::MAX)
            .name("a \"b\" \\ \u{1} é 限 😀")
    });
    // In the order of the document, whatever that of the setters; an empty text is sent, for it clears the field.
    let sent = r#"{"name":"a \"b\" \\ \u0001 é 限 😀","call_limits":2147483647,"time_unit":"SECOND","time_interval":2147483647,"reset_time":"","remark":""}"#;
    assert_request(&call.request, &format!("POST {}", path("")), Some(sent));
    assert_eq!(call.result.unwrap(), AppQuotaInfo::default());
}

#[test]
fn show_app_quota() {
    let body = r#"{"app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","call_limits":1000,"create_time":"2020-09-19T07:27:47Z","name":"ClientQuota_demo","reset_time":"2020-09-20 00:00:00 +0000 +0000","time_interval":1,"time_unit":"DAY"}"#;
    let call =
        exchange(Answer::json(200, body), |config| apig::Client::new(config).gateway(INSTANCE).show_app_quota(QUOTA));
    assert_request(&call.request, &format!("GET {}", path(&format!("/{QUOTA}"))), None);

    let quota = call.result.unwrap();
    assert_example_quota(&quota);
    assert_eq!(quota.reset_time.as_deref(), Some("2020-09-20 00:00:00 +0000 +0000"));
    assert_complete(&quota, body);
    let created = quota.create_time.unwrap();
    assert!(!created.is_unset());
    assert_eq!(created.parse().unwrap().unix_timestamp(), CREATED);
}

#[test]
fn list_app_quota_bindable_apps() {
    let body = r#"{"apps":[{"app_id":"ac18a23f-8f06-40ac-8093-f790de2ba95b","app_key":"ac18a23f-8f06-40ac-8093-f790de2ba95b","bound_time":"0001-01-01T00:00:00Z","name":"app-test","register_time":"2020-08-22T07:57:01Z","status":1,"update_time":"2020-08-22T07:57:01Z"}],"size":1,"total":1}"#;
    let call = exchange(Answer::json(200, body), |config| {
        apig::Client::new(config).gateway(INSTANCE).list_app_quota_bindable_apps(QUOTA)
    });
    // Neither `offset` nor `limit`: the defaults are the server's business.
    assert_request(&call.request, &format!("GET {}", path(&format!("/{QUOTA}/bindable-apps"))), None);

    let answer = call.result.unwrap();
    assert_eq!((answer.size, answer.total), (Some(1), Some(1)));
    assert_complete(&answer, body);
    let [app] = &answer.apps.unwrap()[..] else { panic!("one app") };
    assert_eq!(app.app_id.as_deref(), Some("ac18a23f-8f06-40ac-8093-f790de2ba95b"));
    assert_eq!(app.app_key, app.app_id);
    assert_eq!(app.name.as_deref(), Some("app-test"));
    assert_eq!(app.status, Some(AppStatus::Enabled));
    assert_eq!((&app.remark, &app.app_quota_id, &app.app_quota_name), (&None, &None, &None));
    assert!(app.bound_time.as_ref().unwrap().is_unset());
    for time in [&app.register_time, &app.update_time] {
        let time = time.as_ref().unwrap();
        assert!(!time.is_unset());
        assert_eq!(time.parse().unwrap().unix_timestamp(), 1_598_083_021);
    }
}

#[test]
fn list_app_quota_bindable_apps_with_everything() {
    let call = exchange(Answer::json(200, "{}"), |config| {
        apig::Client::new(config)
            .gateway(INSTANCE)
            .list_app_quota_bindable_apps(QUOTA)
            .app_name("a b+c&d=e/ü")
            .limit(500)
            .offset(i64::MAX)
    });
    let query = "?offset=9223372036854775807&limit=500&app_name=a%20b%2Bc%26d%3De%2F%C3%BC";
    assert_request(&call.request, &format!("GET {}", path(&format!("/{QUOTA}/bindable-apps{query}"))), None);
    call.result.unwrap();
}

#[test]
fn associate_apps_for_app_quota() {
    let body = r#"{"applies":[{"app_id":"98df09fb-d459-4cbf-83a7-2b55ca6f3d5d","app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","bound_time":"2020-09-19T07:43:11.948178051Z"}]}"#;
    let call = exchange(Answer::json(201, body), |config| {
        apig::Client::new(config).gateway(INSTANCE).associate_apps_for_app_quota(QUOTA).app_ids([APP])
    });
    let sent = r#"{"app_ids":["98df09fb-d459-4cbf-83a7-2b55ca6f3d5d"]}"#;
    assert_request(&call.request, &format!("POST {}", path(&format!("/{QUOTA}/binding-apps"))), Some(sent));

    let answer = call.result.unwrap();
    assert_complete(&answer, body);
    let [binding] = &answer.applies.unwrap()[..] else { panic!("one binding") };
    assert_eq!(binding.app_id.as_deref(), Some(APP));
    assert_eq!(binding.app_quota_id.as_deref(), Some(QUOTA));
    let bound = binding.bound_time.as_ref().unwrap();
    assert_eq!(bound.parse().unwrap().unix_timestamp_nanos(), 1_600_501_391_948_178_051);
}

#[test]
fn update_app_quota_with_everything() {
    let call = exchange(Answer::json(200, "{}"), |config| {
        apig::Client::new(config)
            .gateway(INSTANCE)
            .update_app_quota(QUOTA)
            .remark("")
            .reset_time("2020-09-20 00:00:00 +0000 +0000")
            .time_interval(1)
            .time_unit(TimeUnit::Hour)
            .call_limits(1)
            .name("abc")
    });
    let sent = r#"{"name":"abc","call_limits":1,"time_unit":"HOUR","time_interval":1,"reset_time":"2020-09-20 00:00:00 +0000 +0000","remark":""}"#;
    assert_request(&call.request, &format!("PUT {}", path(&format!("/{QUOTA}"))), Some(sent));
    assert_eq!(call.result.unwrap(), AppQuotaInfo::default());
}

#[test]
fn fields_that_only_the_vendors_sdks_know() {
    let body = r#"{"apps":[{"related_domain_id":"d","related_project_id":"p"}]}"#;
    let call = exchange(Answer::json(200, body), |config| {
        apig::Client::new(config).gateway(INSTANCE).list_app_quota_bound_apps(QUOTA)
    });
    assert_complete(&call.result.unwrap(), body);
}
