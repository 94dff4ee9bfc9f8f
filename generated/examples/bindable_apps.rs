//! Prints the credentials that can be bound to a credential quota, without async: `send_blocking` sends one call,
//! `into_blocking` makes an iterator of a list.
//!
//! `cargo xtask mock` says what to export; then
//! `cargo run -p apig-sdk --features blocking --example bindable_apps INSTANCE_ID`.
#![allow(clippy::print_stdout)]

use apig_sdk::{Config, apig, apig::types::TimeUnit};

fn main() -> Result<(), apig_sdk::Error> {
    let instance = std::env::args().nth(1).unwrap_or_default();
    let client = apig::Client::new(Config::in_region("eu-de")?);
    let gateway = client.gateway(instance);
    let quota = gateway.create_app_quota().name("script").call_limits(10).time_unit(TimeUnit::Hour);
    let id = quota.time_interval(1).send_blocking()?.app_quota_id.unwrap_or_default();
    for app in gateway.list_app_quota_bindable_apps(&id).items().into_blocking() {
        println!("{}", app?.name.unwrap_or_default());
    }
    gateway.delete_app_quota(&id).send_blocking()
}
