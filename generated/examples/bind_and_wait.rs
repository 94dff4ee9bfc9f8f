//! Binds an application to a quota and waits until the lists show it, and the same for the way back: how often to look,
//! how long to wait, and what to do when the time is over.
//!
//! `cargo xtask mock` says what to export; then `cargo run -p apig-sdk --example bind_and_wait INSTANCE_ID APP_ID`.
#![allow(clippy::print_stdout)]

use apig_sdk::{Config, apig, apig::types::TimeUnit};
use std::time::Duration;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), apig_sdk::Error> {
    let [instance, app] = [1, 2].map(|n| std::env::args().nth(n).unwrap_or_default());
    let client = apig::Client::new(Config::in_region("eu-de")?);
    let gateway = client.gateway(instance);
    let quota = gateway.create_app_quota().name("bind-and-wait").call_limits(10).time_unit(TimeUnit::Minute);
    let id = quota.time_interval(5).await?.app_quota_id.unwrap_or_default();

    gateway.associate_apps_for_app_quota(&id).app_ids([&app]).await?;
    let waiter = gateway.wait_until_app_bound(&id, &app);
    match waiter.interval(Duration::from_millis(200)).timeout(Duration::from_secs(30)).await {
        Ok(()) => println!("bound"),
        // The binding may come about still: the time for waiting is over, and nothing else.
        Err(error) if error.is_timeout() => println!("{error}"),
        Err(error) => return Err(error),
    }

    gateway.disassociate_app_quota_with_app(&id, &app).await?;
    // Every two seconds, for three minutes at most, unless one says otherwise.
    gateway.wait_until_app_unbound(&id, &app).await?;
    println!("unbound");
    gateway.delete_app_quota(&id).await
}
