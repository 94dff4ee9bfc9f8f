//! Reads a list to its end: item by item, page by page, or all of it at once.
//!
//! `cargo xtask mock` says what to export; then `cargo run -p apig-sdk --example paging INSTANCE_ID`.
#![allow(clippy::print_stdout)]

use apig_sdk::{Config, apig};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), apig_sdk::Error> {
    let instance = std::env::args().nth(1).unwrap_or_default();
    let client = apig::Client::new(Config::in_region("eu-de")?);
    let gateway = client.gateway(instance);

    // Pages are fetched when they are needed, so whoever stops early asks for no more of them.
    let mut quotas = gateway.list_app_quotas().limit(2).items();
    while let Some(quota) = quotas.try_next().await? {
        println!("{}: {} apps", quota.name.unwrap_or_default(), quota.bound_app_num.unwrap_or_default());
    }

    let mut pages = gateway.list_app_quotas().limit(2).pages();
    while let Some(page) = pages.try_next().await? {
        println!("{} of {}", page.items.len(), page.total.unwrap_or_default());
    }

    // What the operation filters by holds for every page.
    let found = gateway.list_app_quotas().name("report").items().try_collect().await?;
    println!("{} with \"report\" in their names", found.len());
    Ok(())
}
