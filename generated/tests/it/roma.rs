//! The operation of ROMA Connect: its request byte for byte, its documented answers field by field.

use crate::server::Answer;
use crate::support::{APP, Exchanged, INSTANCE, PROJECT, QUOTA, assert_request, exchange};
use apig_sdk::roma::types::AssociateAppsForAppQuotaResponse;
use apig_sdk::{ErrorKind, roma};

fn associate(answer: Answer) -> Exchanged<AssociateAppsForAppQuotaResponse> {
    exchange(answer, |config| roma::Client::new(config).associate_apps_for_app_quota(INSTANCE, QUOTA).app_ids([APP]))
}

#[test]
fn associate_apps_for_app_quota() {
    let body = r#"{"applies":[{"app_id":"98df09fb-d459-4cbf-83a7-2b55ca6f3d5d","app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","bound_time":"2020-09-19T07:43:11.948178051Z"}]}"#;
    let call = associate(Answer::json(201, body));
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

#[test]
fn documented_errors() {
    for (status, code, message) in [
        (
            400,
            "APIG.2012",
            "Invalid parameter value,parameterName:instance_id. Please refer to the support documentation",
        ),
        (401, "APIG.1002", "Incorrect token or token resolution failed"),
        (403, "APIG.1005", "No permissions to request this method"),
        (404, "APIG.3093", "The App quota c900c5612dbe451bb43cbcc49cfaf2f3 does not exist"),
        (500, "APIG.9999", "System error"),
    ] {
        let body = format!(r#"{{"error_code":"{code}","error_msg":"{message}"}}"#);
        let error = associate(Answer::json(status, &body)).result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.status().unwrap(), status);
        assert_eq!((error.code(), error.message()), (Some(code), Some(message)));
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
}

#[test]
fn missing_app_ids_are_refused() {
    let client = roma::Client::new(crate::support::builder("http://127.0.0.1:1").build().unwrap());
    let error = crate::support::run(client.associate_apps_for_app_quota("", QUOTA).send()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "AssociateAppsForAppQuota: nothing was sent: instance_id must not be empty; app_ids is required"
    );
}
