//! Credentials from a source of one's own, here a file that something else keeps fresh. The SDK asks for them when it has
//! none, before they expire, and when the server refuses them; in between it keeps them.
//!
//! `cargo xtask mock` says what to export; then put the token that it prints into a file, and
//! `cargo run -p apig-sdk --example own_credentials TOKEN_FILE INSTANCE_ID`.
#![allow(clippy::print_stdout)]

use apig_sdk::{Config, Credentials, Error, Identity, IdentityContext, ProvideCredentials, Providing, Token, apig};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

struct TokenFile(PathBuf);

impl ProvideCredentials for TokenFile {
    fn provide<'a>(&'a self, _context: &'a IdentityContext<'a>) -> Providing<'a> {
        Box::pin(async { read(&self.0).map(Identity::Token).map_err(Error::no_credentials) })
    }
}

/// What it answers as an error is shown to the caller, so it must not hold the token.
fn read(file: &Path) -> Result<Token, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    // Look again in an hour, whether or not the server still takes it.
    Ok(Token::new(text.trim()).expires_at(SystemTime::now() + Duration::from_secs(3600)))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let [file, instance] = [1, 2].map(|n| std::env::args().nth(n).unwrap_or_default());
    let credentials = Credentials::provider(TokenFile(file.into()));
    let client = apig::Client::new(Config::builder().region("eu-de").credentials(credentials).build()?);
    println!("{} quotas", client.gateway(instance).list_app_quotas().await?.total.unwrap_or_default());
    Ok(())
}
