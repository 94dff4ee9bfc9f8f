//! The whole life of a quota at a gateway in memory, as a program goes through it: with nothing but its environment.
//!
//! A process's variables cannot be set safely while it runs, so each test starts itself again with those of a program.

use crate::gateway::{self, APPS, DOMAIN, Gateway, INSTANCE, PASSWORD, PROJECT, USER};
use crate::support::run;
use std::process::Command;
use std::time::Duration;

/// Which part of the test this is.
const MARK: &str = "APIG_SDK_TEST_IS_PROGRAM";

/// Runs a test of this binary as a program that knows the gateway, and nothing else of this process's surroundings.
fn as_program(test: &str, region: &str, gateway: &Gateway) {
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args(["--exact", test, "--nocapture"]).env_clear();
    for variable in
        ["HUAWEICLOUD_SDK_REGION_APIG_EU_DE", "HUAWEICLOUD_SDK_REGION_ROMA_CN_NORTH_4", "HUAWEICLOUD_SDK_IAM_ENDPOINT"]
    {
        program.env(variable, gateway.url());
    }
    // A proxy is for other hosts; nobody listens there.
    program.env("http_proxy", "http://127.0.0.1:1").env("HOME", "/nonexistent").env(MARK, "1");
    program.env("OS_USERNAME", USER).env("OS_USER_DOMAIN_NAME", DOMAIN).env("OS_PASSWORD", PASSWORD);
    let output = program.env("OS_REGION_NAME", region).output().unwrap();
    let told = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
    assert!(!told.contains("s3cr3t"), "{told}");
}

macro_rules! lifecycle {
    ($service:ident.$gateway:ident, $region:literal, $segment:literal) => {
        #[test]
        fn $service() {
            if std::env::var_os(MARK).is_some() {
                return run($service::program());
            }
            let gateway = gateway::start();
            as_program(concat!("lifecycle::", stringify!($service)), $region, &gateway);
            let lines = gateway.lines();
            assert_eq!(
                lines[..3],
                [
                    "POST /v3/auth/tokens?nocatalog=true".to_owned(),
                    concat!("GET /v3/projects?name=", $region).to_owned(),
                    format!(concat!("POST /v2/{}/", $segment, "/instances/{}/app-quotas"), PROJECT, INSTANCE),
                ]
            );
            let count = |text: &str| lines.iter().filter(|line| line.contains(text)).count();
            assert_eq!(count("/v3/"), 2, "once is enough: {lines:#?}");
            assert_eq!(count("/bindable-apps?offset=4&limit=2"), 1, "the third page: {lines:#?}");
            assert_eq!(count("/bound-apps?limit=500"), 3 + 3 + 1, "two waits and one for what is gone: {lines:#?}");
        }

        mod $service {
            use super::*;
            use apig_sdk::$service::types::{AppQuotaAppInfo, TimeUnit};
            use apig_sdk::{Config, Error, Items, Paginate};

            async fn names(apps: Items<impl Paginate<Item = AppQuotaAppInfo> + 'static>) -> Result<Vec<String>, Error> {
                Ok(apps.try_collect().await?.into_iter().filter_map(|app| app.name).collect())
            }

            pub(super) async fn program() {
                through().await.unwrap();
            }

            async fn through() -> Result<(), Error> {
                let gateway = apig_sdk::$service::Client::new(Config::from_env()?).$gateway(INSTANCE);
                let quota = || gateway.create_app_quota().name("demo").call_limits(7).time_interval(1);
                let made = quota().time_unit(TimeUnit::Day).await?;
                let id = made.app_quota_id.as_deref().unwrap();
                let taken = quota().time_unit(TimeUnit::Day).await.unwrap_err();
                assert!(taken.is_already_exists(), "{taken}");
                assert_eq!(gateway.show_app_quota(id).await?, made);
                let quotas = gateway.list_app_quotas().items().try_collect().await?;
                assert_eq!(quotas.first(), Some(&made));
                let update = gateway.update_app_quota(id).name("other").call_limits(8).time_interval(1);
                assert_eq!(update.time_unit(TimeUnit::Hour).await?.call_limits, Some(8));

                assert_eq!(names(gateway.list_app_quota_bindable_apps(id).limit(2).items()).await?, APPS);
                let [app, second, ..] = APPS;
                gateway.wait_until_app_bindable(id, app).await?;
                let bound = gateway.associate_apps_for_app_quota(id).app_ids([app, second]).await?;
                assert_eq!(bound.applies.map(|applies| applies.len()), Some(2));
                let short = Duration::from_millis(5);
                gateway.wait_until_app_bound(id, app).interval(short).await?;
                assert_eq!(names(gateway.list_app_quota_bindable_apps(id).limit(2).items()).await?, APPS[2..]);
                let shown = gateway.show_app_bound_app_quota(app).await?;
                assert_eq!((shown.name.as_deref(), shown.time_unit), (Some("other"), Some(TimeUnit::Hour)));

                gateway.disassociate_app_quota_with_app(id, app).await?;
                gateway.wait_until_app_unbound(id, app).interval(short).await?;
                assert!(gateway.show_app_bound_app_quota(app).await.unwrap_err().is_not_found());
                let left = gateway.list_app_quota_bound_apps(id).items().try_collect().await?;
                assert_eq!(left.into_iter().filter_map(|app| app.app_id).collect::<Vec<_>>(), [second]);

                gateway.delete_app_quota(id).await?;
                assert!(gateway.show_app_quota(id).await.unwrap_err().is_not_found());
                gateway.wait_until_app_unbound(id, second).await
            }
        }
    };
}

lifecycle!(apig.gateway, "eu-de", "apigw");
lifecycle!(roma.instance, "cn-north-4", "apic");
