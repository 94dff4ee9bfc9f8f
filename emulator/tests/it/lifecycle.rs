//! Tests the ten operations of both services, by password and by access key; every field in the shape of the documents.

use crate::support::{APP, OTHER_APP, by_key, by_password};
use apig_emulator::Emulator;

/// Whether a text is what a form says: `0` stands for a digit, anything else for itself.
fn has_form(text: &str, form: &str) -> bool {
    let is = |(c, form): (char, char)| if form == '0' { c.is_ascii_digit() } else { c == form };
    text.len() == form.len() && text.chars().zip(form.chars()).all(is)
}

macro_rules! lifecycle {
    ($service:ident.$gateway:ident, $config:ident, $name:ident) => {
        #[tokio::test]
        async fn $name() {
            use apig_sdk::$service::{Client, types::TimeUnit};
            let emulator = Emulator::start().await.unwrap();
            let gateway = Client::new($config(&emulator)).$gateway(emulator.instance_id());

            let new = gateway.create_app_quota().name("ClientQuota_demo").call_limits(1000);
            let new = new.time_unit(TimeUnit::Day).time_interval(1).reset_time("2020-09-20 00:00:00").remark("r");
            let created = new.await.unwrap();
            let id = created.app_quota_id.clone().unwrap();
            assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{id}");
            let time = created.create_time.clone().unwrap();
            assert!(time.as_str().ends_with("+08:00") && time.parse().is_ok(), "{time}");
            assert_eq!(created.reset_time.as_deref(), Some("2020-09-20 00:00:00"));
            assert_eq!((created.bound_app_num, created.remark.as_deref()), (Some(0), Some("r")));

            let shown = gateway.show_app_quota(&id).await.unwrap();
            let shown_time = shown.create_time.clone().unwrap();
            assert!(has_form(shown_time.as_str(), "0000-00-00T00:00:00Z"), "{shown_time}");
            let same = shown_time.parse().unwrap().unix_timestamp() == time.parse().unwrap().unix_timestamp();
            assert!(same, "{shown_time} {time}");
            assert_eq!(shown.reset_time.as_deref(), Some("2020-09-20 00:00:00 +0000 +0000"));

            let list = gateway.list_app_quotas().name("Quota").await.unwrap();
            assert_eq!((list.total, list.size), (Some(1), Some(1)));
            assert_eq!(list.quotas.unwrap(), [shown]);
            assert_eq!(gateway.list_app_quotas().name("other").await.unwrap().total, Some(0));

            let update = gateway.update_app_quota(&id).name("renamed").call_limits(7).time_unit(TimeUnit::Hour);
            let updated = update.time_interval(2).reset_time("2020-09-21 00:00:00").await.unwrap();
            assert_eq!((updated.name.as_deref(), updated.remark.as_deref()), (Some("renamed"), None));
            assert_eq!(updated.reset_time.as_deref(), Some("2020-09-21 00:00:00"));
            assert_eq!(updated.create_time, Some(shown_time));

            let bindable = gateway.list_app_quota_bindable_apps(&id).await.unwrap().apps.unwrap();
            assert_eq!(bindable.len(), 2);
            assert!(
                bindable.iter().all(|app| app.bound_time.as_ref().unwrap().is_unset() && app.app_quota_id.is_none())
            );

            let applies = gateway.associate_apps_for_app_quota(&id).app_ids([APP]).await.unwrap().applies.unwrap();
            assert_eq!(applies.len(), 1);
            assert!(applies[0].bound_time.as_ref().unwrap().parse().is_ok());
            // Additive, and bound again is bound still.
            let again = gateway.associate_apps_for_app_quota(&id).app_ids([OTHER_APP, APP]).await.unwrap();
            assert_eq!(again.applies.unwrap()[1], applies[0]);
            gateway.wait_until_app_bound(&id, APP).await.unwrap();

            let bound = gateway.list_app_quota_bound_apps(&id).app_name("demo").await.unwrap().apps.unwrap();
            assert_eq!(
                (bound.len(), bound[0].app_id.as_deref(), bound[0].name.as_deref()),
                (1, Some(APP), Some("app-demo"))
            );
            assert_eq!(
                (bound[0].app_quota_id.as_ref(), bound[0].app_quota_name.as_deref()),
                (Some(&id), Some("renamed"))
            );
            assert!(has_form(bound[0].bound_time.as_ref().unwrap().as_str(), "0000-00-00T00:00:00Z"));
            assert_eq!(gateway.list_app_quota_bindable_apps(&id).await.unwrap().total, Some(0));
            let of_app = gateway.show_app_bound_app_quota(APP).await.unwrap();
            assert_eq!((of_app.app_quota_id.as_ref(), of_app.bound_app_num), (Some(&id), Some(2)));

            gateway.disassociate_app_quota_with_app(&id, OTHER_APP).await.unwrap();
            gateway.wait_until_app_unbound(&id, OTHER_APP).await.unwrap();
            let twice = gateway.disassociate_app_quota_with_app(&id, OTHER_APP).await.unwrap_err();
            assert!(twice.is_not_found());

            // Bindings go with the quota.
            gateway.delete_app_quota(&id).await.unwrap();
            assert!(gateway.show_app_bound_app_quota(APP).await.unwrap_err().is_not_found());
            assert!(gateway.show_app_quota(&id).await.unwrap_err().is_not_found());
        }
    };
}

lifecycle!(apig.gateway, by_password, api_gateway_by_password);
lifecycle!(apig.gateway, by_key, api_gateway_by_key);
lifecycle!(roma.instance, by_password, roma_connect_by_password);
lifecycle!(roma.instance, by_key, roma_connect_by_key);

#[tokio::test]
async fn services_gateways_and_projects_are_apart() {
    let emulator = Emulator::builder().instance("i1").instance("i2").no_auth().start().await.unwrap();
    let create = |config: apig_sdk::Config, gateway: &'static str| {
        let new = apig_sdk::apig::Client::new(config).gateway(gateway).create_app_quota().name("same").call_limits(1);
        new.time_unit(apig_sdk::apig::types::TimeUnit::Second).time_interval(1).send()
    };
    let in_project = |id: &str| {
        let builder = apig_sdk::Config::builder().endpoint(emulator.url()).project_id(id);
        builder.credentials(apig_sdk::Credentials::token("any")).build().unwrap()
    };
    create(in_project("p1"), "i1").await.unwrap();
    create(in_project("p1"), "i2").await.unwrap();
    create(in_project("p2"), "i1").await.unwrap();
    assert!(create(in_project("p2"), "i1").await.unwrap_err().is_already_exists());
    let roma = apig_sdk::roma::Client::new(in_project("p1"));
    assert_eq!(roma.instance("i1").list_app_quotas().await.unwrap().total, Some(0));
}
