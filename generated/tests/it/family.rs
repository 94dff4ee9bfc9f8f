//! The ten operations on quotas, which both services have: each request byte for byte, each documented answer whole.
//!
//! The services differ in one segment of the path. What is special about an operation or a field stands elsewhere.

use crate::support::{APP, INSTANCE, PROJECT, QUOTA, answered};

const SENT: &str = r#"{"name":"ClientQuota_demo","call_limits":1000,"time_unit":"DAY","time_interval":1,"reset_time":"2020-09-20 00:00:00"}"#;
const CREATED: &str = r#"{"app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","call_limits":1000,"create_time":"2020-09-19T15:27:47.60571141+08:00","name":"ClientQuota_demo","reset_time":"2020-09-20 00:00:00","time_interval":1,"time_unit":"DAY"}"#;
const LISTED: &str = r#"{"total":1,"size":1,"quotas":[{"app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","call_limits":1000,"create_time":"2020-09-19T07:27:47Z","name":"ClientQuota_demo","reset_time":"2020-09-20 00:00:00 +0000 +0000","time_interval":1,"time_unit":"DAY"}]}"#;
const SHOWN: &str = r#"{"app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","call_limits":1000,"create_time":"2020-09-19T07:27:47Z","name":"ClientQuota_demo","reset_time":"2020-09-20 00:00:00 +0000 +0000","time_interval":1,"time_unit":"DAY"}"#;
const UPDATED: &str = r#"{"app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","call_limits":1000,"create_time":"2020-09-19T07:27:47Z","name":"ClientQuota_demo","reset_time":"2020-09-20 00:00:00","time_interval":1,"time_unit":"DAY"}"#;
const BOUND_QUOTA: &str = r#"{"app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","name":"ClientQuota_demo","call_limits":1000,"time_unit":"DAY","time_interval":1,"remark":"remark","reset_time":"2020-09-20 00:00:00 +0000 +0000","create_time":"2020-09-19T07:27:47Z","bound_app_num":0}"#;
const APP_IDS: &str = r#"{"app_ids":["98df09fb-d459-4cbf-83a7-2b55ca6f3d5d"]}"#;
const BINDINGS: &str = r#"{"applies":[{"app_id":"98df09fb-d459-4cbf-83a7-2b55ca6f3d5d","app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","bound_time":"2020-09-19T07:43:11.948178051Z"}]}"#;
const BINDABLE: &str = r#"{"total":1,"size":1,"apps":[{"app_id":"ac18a23f-8f06-40ac-8093-f790de2ba95b","app_key":"ac18a23f-8f06-40ac-8093-f790de2ba95b","bound_time":"0001-01-01T00:00:00Z","name":"app-test","register_time":"2020-08-22T07:57:01Z","status":1,"update_time":"2020-08-22T07:57:01Z"}]}"#;
const BOUND: &str = r#"{"total":1,"size":1,"apps":[{"app_id":"98df09fb-d459-4cbf-83a7-2b55ca6f3d5d","app_key":"9b93db07-4634-4b7a-99d8-869933ed055d","app_quota_name":"ClientQuota_demo","bound_time":"2020-09-19T07:43:11Z","name":"app-demo","register_time":"2020-09-18T09:25:19Z","status":1,"update_time":"2020-09-18T09:25:19Z"}]}"#;

/// All query parameters, in the order of the documents whatever that of the setters.
const PAGE: &str = "offset=40&limit=20";

macro_rules! family {
    ($service:ident.$gateway:ident, $feature:literal, $segment:literal) => {
        #[cfg(feature = $feature)]
        mod $service {
            use super::*;
            use apig_sdk::$service::Client;
            use apig_sdk::$service::types::{AppQuotaCreate, TimeUnit};

            /// The request line of a method and the end of a path.
            fn line(method: &str, tail: &str) -> String {
                format!(concat!("{} /v2/{}/", $segment, "/instances/{}/{}"), method, PROJECT, INSTANCE, tail)
            }

            fn demo() -> AppQuotaCreate {
                let quota = AppQuotaCreate::default().name("ClientQuota_demo").call_limits(1000);
                quota.time_unit(TimeUnit::Day).time_interval(1).reset_time("2020-09-20 00:00:00")
            }

            #[test]
            fn quotas() {
                answered(&line("POST", "app-quotas"), Some(SENT), (201, CREATED), |config| {
                    Client::new(config).$gateway(INSTANCE).create_app_quota().body(demo())
                });
                answered(&line("GET", "app-quotas"), None, (200, LISTED), |config| {
                    Client::new(config).$gateway(INSTANCE).list_app_quotas()
                });
                let query = format!("app-quotas?{PAGE}&name=a%20b");
                answered(&line("GET", &query), None, (200, "{}"), |config| {
                    Client::new(config).$gateway(INSTANCE).list_app_quotas().name("a b").limit(20).offset(40)
                });
            }

            #[test]
            fn a_quota() {
                let quota = format!("app-quotas/{QUOTA}");
                answered(&line("GET", &quota), None, (200, SHOWN), |config| {
                    Client::new(config).$gateway(INSTANCE).show_app_quota(QUOTA)
                });
                answered(&line("PUT", &quota), Some(SENT), (200, UPDATED), |config| {
                    Client::new(config).$gateway(INSTANCE).update_app_quota(QUOTA).body(demo())
                });
                answered(&line("DELETE", &quota), None, (204, ""), |config| {
                    Client::new(config).$gateway(INSTANCE).delete_app_quota(QUOTA)
                });
            }

            #[test]
            fn apps_of_a_quota() {
                let bindable = format!("app-quotas/{QUOTA}/bindable-apps");
                answered(&line("GET", &bindable), None, (200, BINDABLE), |config| {
                    Client::new(config).$gateway(INSTANCE).list_app_quota_bindable_apps(QUOTA)
                });
                answered(&line("GET", &format!("{bindable}?{PAGE}&app_name=a%20b")), None, (200, "{}"), |config| {
                    let list = Client::new(config).$gateway(INSTANCE).list_app_quota_bindable_apps(QUOTA);
                    list.app_name("a b").limit(20).offset(40)
                });
                let bound = format!("app-quotas/{QUOTA}/bound-apps");
                answered(&line("GET", &bound), None, (200, BOUND), |config| {
                    Client::new(config).$gateway(INSTANCE).list_app_quota_bound_apps(QUOTA)
                });
                answered(&line("GET", &format!("{bound}?{PAGE}&app_name=a%20b")), None, (200, "{}"), |config| {
                    let list = Client::new(config).$gateway(INSTANCE).list_app_quota_bound_apps(QUOTA);
                    list.app_name("a b").limit(20).offset(40)
                });
            }

            #[test]
            fn bindings() {
                let bind = format!("app-quotas/{QUOTA}/binding-apps");
                answered(&line("POST", &bind), Some(APP_IDS), (201, BINDINGS), |config| {
                    Client::new(config).$gateway(INSTANCE).associate_apps_for_app_quota(QUOTA).app_ids([APP])
                });
                let unbind = format!("app-quotas/{QUOTA}/bound-apps/{APP}");
                answered(&line("DELETE", &unbind), None, (204, ""), |config| {
                    Client::new(config).$gateway(INSTANCE).disassociate_app_quota_with_app(QUOTA, APP)
                });
                let bound_quota = format!("apps/{APP}/bound-quota");
                answered(&line("GET", &bound_quota), None, (200, BOUND_QUOTA), |config| {
                    Client::new(config).$gateway(INSTANCE).show_app_bound_app_quota(APP)
                });
            }
        }
    };
}

family!(apig.gateway, "apig", "apigw");
family!(roma.instance, "roma", "apic");
