//! Tests every error that the documents show, by the cause that they mean: status, code and text.

use crate::support::{APP, MISSING, by_token, config};
use apig_emulator::Emulator;
use apig_sdk::{Credentials, Error};

fn assert_error(error: &Error, status: u16, code: &str, message: &str) {
    let found = (error.status().map(|status| status.as_u16()), error.code(), error.message());
    assert_eq!(found, (Some(status), Some(code), Some(message)));
    assert_eq!(error.request_id().map(str::len), Some(32), "every answer has its id");
}

macro_rules! errors {
    ($service:ident.$gateway:ident, $Gateway:ident) => {
        mod $service {
            use super::*;
            use apig_sdk::$service::{Client, CreateAppQuota, types::TimeUnit, $Gateway};

            fn quota(gateway: &$Gateway, name: &str) -> CreateAppQuota {
                let new = gateway.create_app_quota().name(name).call_limits(1);
                new.time_unit(TimeUnit::Second).time_interval(1)
            }

            #[tokio::test]
            async fn documented() {
                let emulator = Emulator::start().await.unwrap();
                let client = Client::new(by_token(&emulator).build().unwrap());
                let gateway = client.$gateway(emulator.instance_id());
                let taken = "The API quota name already exists";
                let id = quota(&gateway, "one").await.unwrap().app_quota_id.unwrap();
                let other = quota(&gateway, "two").await.unwrap().app_quota_id.unwrap();
                assert_error(&quota(&gateway, "one").await.unwrap_err(), 400, "APIG.3325", taken);
                let update = |id: &str| {
                    let update = gateway.update_app_quota(id).name("one").call_limits(1);
                    update.time_unit(TimeUnit::Second).time_interval(1).send()
                };
                assert_error(&update(&other).await.unwrap_err(), 400, "APIG.3325", taken);
                update(&id).await.unwrap();

                let text = format!("App quota {MISSING} does not exist");
                assert_error(&update(MISSING).await.unwrap_err(), 404, "APIG.3093", &text);
                assert_error(&gateway.show_app_quota(MISSING).await.unwrap_err(), 404, "APIG.3093", &text);
                assert_error(&gateway.delete_app_quota(MISSING).await.unwrap_err(), 404, "APIG.3093", &text);
                let text = format!("The App quota {MISSING} does not exist");
                let bind = |id: &str, app: &str| gateway.associate_apps_for_app_quota(id).app_ids([app]).send();
                assert_error(&bind(MISSING, APP).await.unwrap_err(), 404, "APIG.3093", &text);
                let bound = gateway.list_app_quota_bound_apps(MISSING).await;
                assert_error(&bound.unwrap_err(), 404, "APIG.3093", &text);
                let bindable = gateway.list_app_quota_bindable_apps(MISSING).await;
                assert_error(&bindable.unwrap_err(), 404, "APIG.3093", &text);
                let unbind = gateway.disassociate_app_quota_with_app(MISSING, APP).await;
                assert_error(&unbind.unwrap_err(), 404, "APIG.3093", &text);

                let text = "App nobody does not exist";
                let shown = gateway.show_app_bound_app_quota("nobody").await;
                assert_error(&shown.unwrap_err(), 404, "APIG.3002", text);
                assert_error(&bind(&id, "nobody").await.unwrap_err(), 404, "APIG.3002", text);

                let text = "The instance does not exist;id:nowhere";
                let nowhere = client.$gateway("nowhere");
                assert_error(&quota(&nowhere, "three").await.unwrap_err(), 404, "APIG.3030", text);
                assert_error(&nowhere.list_app_quotas().await.unwrap_err(), 404, "APIG.3030", text);
            }

            #[tokio::test]
            async fn of_callers() {
                let emulator = Emulator::start().await.unwrap();
                let gateway = emulator.instance_id();
                let list = |builder: apig_sdk::ConfigBuilder| {
                    Client::new(builder.build().unwrap()).$gateway(gateway).list_app_quotas().send()
                };
                let wrong = list(by_token(&emulator).credentials(Credentials::token("wrong"))).await.unwrap_err();
                assert_error(&wrong, 401, "APIG.1002", "Incorrect token or token resolution failed");
                let elsewhere = list(by_token(&emulator).project_id("elsewhere")).await.unwrap_err();
                assert_error(&elsewhere, 403, "APIG.1005", "No permissions to request this method");
                let key = Credentials::access_key(apig_emulator::ACCESS_KEY, apig_emulator::SECRET_KEY);
                let elsewhere = list(config(&emulator).project_id("elsewhere").credentials(key)).await.unwrap_err();
                assert_error(&elsewhere, 403, "APIG.1005", "No permissions to request this method");
                emulator.expire_tokens();
                let token = by_token(&emulator);
                emulator.expire_tokens();
                let expired = list(token).await.unwrap_err();
                assert_error(&expired, 401, "APIG.1001", "Session expired. Please try again later.");
            }
        }
    };
}

errors!(apig.gateway, Gateway);
errors!(roma.instance, Instance);

#[tokio::test]
async fn a_system_error_comes_on_demand() {
    let emulator = Emulator::builder().fault("status=500".parse().unwrap()).start().await.unwrap();
    let client = apig_sdk::apig::Client::new(by_token(&emulator).build().unwrap());
    let error = client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap_err();
    assert_error(&error, 500, "APIG.9999", "System error");
}
