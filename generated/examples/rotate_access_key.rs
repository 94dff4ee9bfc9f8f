//! A new access key in the place of an old one, with no moment between them: IAM permits two at a time. The secret key is in one answer
//! and never again.
//!
//! `cargo xtask mock` says what to export; then `cargo run -p apig-sdk --example rotate_access_key OLD_ACCESS_KEY`.
#![allow(clippy::print_stdout)]

use apig_sdk::iam::types::{AccessKeyStatus, CreateCredentialOption, UpdateCredentialOption};
use apig_sdk::{Config, Credentials, Error, iam};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let old = std::env::args().nth(1).unwrap_or_default();
    let config = Config::in_region("eu-de")?;
    let client = iam::Client::new(config.clone());
    let owner = client.show_permanent_access_key(&old).await?.credential.and_then(|key| key.user_id);

    let new = CreateCredentialOption::default().user_id(owner.unwrap_or_default()).description("rotated");
    let new = client.create_permanent_access_key().credential(new).await?.credential.unwrap_or_default();
    let (Some(id), Some(secret)) = (new.access, new.secret) else { return Ok(()) };
    // Here it goes to wherever secrets are kept. Then whoever has it proves that it is accepted.
    let config = config.to_builder().credentials(Credentials::access_key(&id, secret)).build()?;
    let client = iam::Client::new(config);

    // A key that is inactive can be woken, if somebody still needs it; one that is deleted is gone.
    let asleep = UpdateCredentialOption::default().status(AccessKeyStatus::Inactive);
    client.update_permanent_access_key(&old).credential(asleep).await?;
    client.delete_permanent_access_key(&old).await?;
    for key in client.list_permanent_access_keys().await?.credentials.unwrap_or_default() {
        println!("{} is {:?}", key.access.unwrap_or_default(), key.status);
    }
    Ok(())
}
