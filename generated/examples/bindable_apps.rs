//! Prints the credentials that can be bound to a credential quota, without an async runtime. Where, and as whom, the
//! environment says: `APIG_ENDPOINT`, `APIG_PROJECT_ID`, `APIG_INSTANCE_ID`, `APIG_QUOTA_ID` and `APIG_TOKEN`.
#![allow(clippy::print_stdout)]

use apig_sdk::{Config, Credentials, apig};
use std::env::var;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::builder().endpoint(var("APIG_ENDPOINT")?).project_id(var("APIG_PROJECT_ID")?);
    let client = apig::Client::new(config.credentials(Credentials::token(var("APIG_TOKEN")?)).build()?);
    let apps = client.list_app_quota_bindable_apps(var("APIG_INSTANCE_ID")?, var("APIG_QUOTA_ID")?);
    for app in apps.items().into_blocking() {
        println!("{}", app?.name.unwrap_or_default());
    }
    Ok(())
}
