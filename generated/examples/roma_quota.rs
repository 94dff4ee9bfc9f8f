//! Creates a client quota, binds an application, waits until that has taken effect, lists what is bound, and deletes
//! the quota, whatever has failed meanwhile. Who calls, the environment says; the arguments are the ids of the instance
//! and of the application.
//!
//! `cargo xtask mock` says what to export; then `cargo run -p apig-sdk --example roma_quota INSTANCE_ID APP_ID`.
#![allow(clippy::print_stdout)]

use apig_sdk::{Config, roma, roma::types::TimeUnit};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), apig_sdk::Error> {
    let [instance, app] = [1, 2].map(|n| std::env::args().nth(n).unwrap_or_default());
    let client = roma::Client::new(Config::in_region("cn-north-4")?);
    let instance = client.instance(instance);
    let quota = instance.create_app_quota().name("demo").call_limits(1000).time_unit(TimeUnit::Day);
    let id = quota.time_interval(1).await?.app_quota_id.unwrap_or_default();
    let demo = async {
        instance.associate_apps_for_app_quota(&id).app_ids([&app]).await?;
        instance.wait_until_app_bound(&id, &app).await?;
        for app in instance.list_app_quota_bound_apps(&id).items().try_collect().await? {
            println!("bound: {}", app.name.unwrap_or_default());
        }
        Ok(())
    };
    // Whatever has failed, the quota goes, and its name is free for the next run.
    demo.await.and(instance.delete_app_quota(&id).await)
}
