//! Tests that what one emulator has written down, another one begins with: gateways, groups, quotas and what is bound.

use crate::properties::wire::Wire;
use crate::support::{APP, by_token};
use apig_emulator::Emulator;
use apig_sdk::apig::{Client, types::TimeUnit};
use apig_sdk::serde_json::{Value, json};
use std::fs;

#[tokio::test(flavor = "multi_thread")]
async fn another_one_goes_on() {
    let first = Emulator::start().await.unwrap();
    let gateway = Client::new(by_token(&first).build().unwrap()).gateway(first.instance_id());
    let group = gateway.create_api_group_v2().name("kept").await.unwrap().id.unwrap();
    let quota = gateway.create_app_quota().name("kept").call_limits(7).time_unit(TimeUnit::Day).time_interval(1);
    let quota = quota.remark("r").await.unwrap().app_quota_id.unwrap();
    gateway.associate_apps_for_app_quota(&quota).app_ids([APP]).await.unwrap();
    let state = Wire::new(&first).exchange("GET", "/_emulator/state", None).json();

    let file = std::env::temp_dir().join(format!("apig-emulator-state-{}.json", std::process::id()));
    fs::write(&file, state.to_string()).unwrap();
    let second = Emulator::builder().seed_state(&file).start().await.unwrap();
    fs::remove_file(&file).unwrap();
    assert_eq!(Wire::new(&second).exchange("GET", "/_emulator/state", None).json(), state);
    let gateway = Client::new(by_token(&second).build().unwrap()).gateway(gateway.instance_id);
    assert_eq!(gateway.show_details_of_api_group_v2(&group).await.unwrap().name.as_deref(), Some("kept"));
    let shown = gateway.show_app_bound_app_quota(APP).await.unwrap();
    assert_eq!((shown.app_quota_id, shown.call_limits, shown.remark.as_deref()), (Some(quota), Some(7), Some("r")));
}

#[test]
fn what_is_no_state_changes_nothing() {
    let emulator = Emulator::builder().no_auth().start_blocking().unwrap();
    let wire = Wire::new(&emulator);
    let group = json!({"name": "kept"});
    let groups = format!("/v2/p/apigw/instances/{}/api-groups", emulator.instance_id());
    assert_eq!(wire.exchange("POST", &groups, Some(&group)).status, 201);
    let before = wire.exchange("GET", "/_emulator/state", None).json();
    let gateway = |field: &str, value: Value| {
        let mut gateway = before["gateways"][0].clone();
        gateway[field] = value;
        json!({"gateways": [gateway]})
    };
    let quota = json!({"id": "1", "name": "a", "call_limits": 1, "time_unit": "DAY", "time_interval": 1});
    for (state, expected) in [
        (json!({"projects": 1}), "projects must be a list"),
        (json!({"projects": [{"service": "apig"}]}), "projects[0].project_id must be a text"),
        (gateway("instance_id", json!(1)), "gateways[0].instance_id must be a text"),
        (gateway("has", json!({"apis": [{"id": "1"}]})), "gateways[0].has.apis[0].fields must be an object"),
        (gateway("known_apps", json!([1])), "gateways[0].known_apps must be a list of texts"),
        (gateway("quotas", json!([{"name": "a"}])), "gateways[0].quotas[0].call_limits must be a number"),
        (gateway("quotas", json!([quota, quota])), "gateways[0].quotas[1] cannot be there: NameTaken"),
    ] {
        let answer = wire.exchange("PUT", "/_emulator/state", Some(&state));
        assert_eq!((answer.status, answer.json()["error_msg"].as_str()), (400, Some(expected)));
        assert_eq!(wire.exchange("GET", "/_emulator/state", None).json(), before);
    }
    assert_eq!(wire.exchange("DELETE", "/_emulator/state", None).status, 204);
    assert_eq!(wire.exchange("GET", &groups, None).json()["total"], 1);
    assert_eq!(wire.exchange("PUT", "/_emulator/state", Some(&before)).status, 204);
    assert_eq!(wire.exchange("GET", &groups, None).json()["total"], 2);
}
