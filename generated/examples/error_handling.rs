//! What can go wrong, and how to tell one thing from another: one error type with predicates, and with every part that the
//! server sent.
//!
//! `cargo xtask mock` says what to export; then `cargo run -p apig-sdk --example error_handling INSTANCE_ID`.
#![allow(clippy::print_stdout)]

use apig_sdk::{Config, Error, ErrorKind, apig, apig::types::TimeUnit};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let instance = std::env::args().nth(1).unwrap_or_default();
    let client = apig::Client::new(Config::in_region("eu-de")?);
    let gateway = client.gateway(instance);

    // What the service would refuse is never sent: all of it is told at once.
    let wrong = gateway.create_app_quota().name("ab").call_limits(0).time_unit(TimeUnit::Day);
    if let Err(error) = wrong.await {
        error.violations().iter().for_each(|violation| println!("{}: {}", violation.place, violation.message));
    }

    // "Not there" is an answer, and no failure, for whoever looks something up.
    let quota = match gateway.show_app_quota("no-such-quota").await {
        Ok(quota) => quota.name,
        Err(error) if error.is_not_found() => None,
        Err(error) => return Err(error),
    };
    println!("{quota:?}");

    let create = || gateway.create_app_quota().name("twice").call_limits(5).time_unit(TimeUnit::Day);
    let id = create().time_interval(1).await?.app_quota_id.unwrap_or_default();
    let error = create().time_interval(1).await.err();
    gateway.delete_app_quota(&id).await?;
    if let Some(error) = error {
        println!("exists already: {}; in the service's words: {}", error.is_already_exists(), words(&error));
        println!("for the support: {}", error.request_id().unwrap_or("unknown"));
    }
    Ok(())
}

fn words(error: &Error) -> String {
    match error.kind() {
        ErrorKind::Api => format!("{} {}", error.code().unwrap_or("?"), error.message().unwrap_or("?")),
        // Nothing was sent, nothing came back, or what came back cannot be read. `Display` has it in one line.
        _ => error.to_string(),
    }
}
