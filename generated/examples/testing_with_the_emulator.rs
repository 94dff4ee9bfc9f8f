//! A test of one's own code against a gateway in memory, which also fails on demand: the body of `main` is what would stand in
//! a `#[tokio::test]`. It starts the emulator itself: `cargo run -p apig-sdk --example testing_with_the_emulator`.
//!
//! In `Cargo.toml`, below `[dev-dependencies]`: `apig-emulator = { path = "…/emulator", default-features = false }`.
#![allow(clippy::print_stdout)]

use apig_emulator::{ACCESS_KEY, Emulator, SECRET_KEY};
use apig_sdk::{Config, Credentials, Error, apig, apig::types::TimeUnit};

/// What is tested: gives an application a quota, and leaves none behind where that fails.
async fn limit(gateway: &apig::Gateway, app: &str, calls: i32) -> Result<String, Error> {
    let quota = gateway.create_app_quota().name(format!("limit-{calls}")).call_limits(calls);
    let id = quota.time_unit(TimeUnit::Day).time_interval(1).await?.app_quota_id.unwrap_or_default();
    if let Err(error) = gateway.associate_apps_for_app_quota(&id).app_ids([app]).await {
        gateway.delete_app_quota(&id).await?;
        return Err(error);
    }
    Ok(id)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The first two attempts to read fail: the SDK tries again, and the code under test does not notice.
    let fault = "status=503, times=2, method=GET".parse()?;
    let emulator = Emulator::builder().app("shop-1", "shop").fault(fault).start().await?;
    let config = Config::builder().endpoint(emulator.url()).iam_endpoint(emulator.url()).region("eu-de");
    let client = apig::Client::new(config.credentials(Credentials::access_key(ACCESS_KEY, SECRET_KEY)).build()?);
    let gateway = client.gateway(emulator.instance_id());

    let id = limit(&gateway, "shop-1", 100).await?;
    let bound = gateway.show_app_bound_app_quota("shop-1").await?;
    assert_eq!((bound.app_quota_id, bound.call_limits), (Some(id), Some(100)));

    let unknown = limit(&gateway, "no-such-app", 5).await;
    assert!(unknown.is_err_and(|error| error.is_not_found()));
    assert_eq!(gateway.list_app_quotas().await?.total, Some(1), "nothing is left behind");
    println!("passed, after {} requests", emulator.requests());
    Ok(())
}
