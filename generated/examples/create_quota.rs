//! Creates a credential quota of 1000 calls a day. Where, and as whom, the environment says: `APIG_ENDPOINT`,
//! `APIG_PROJECT_ID`, `APIG_INSTANCE_ID` and `APIG_TOKEN`.
#![allow(clippy::print_stdout)]

use apig_sdk::{Config, Credentials, apig, apig::types::TimeUnit};
use std::env::var;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::builder()
        .endpoint(var("APIG_ENDPOINT")?)
        .project_id(var("APIG_PROJECT_ID")?)
        .credentials(Credentials::token(var("APIG_TOKEN")?))
        .build()?;
    let client = apig::Client::new(config);

    let quota = client.create_app_quota(var("APIG_INSTANCE_ID")?).name("demo").call_limits(1000);
    let created = quota.time_unit(TimeUnit::Day).time_interval(1).await?;
    println!("created {}", created.app_quota_id.unwrap_or_default());
    Ok(())
}
