//! Clients of the SDK for an emulator.

use apig_emulator::{ACCESS_KEY, DOMAIN, Emulator, PASSWORD, SECRET_KEY, USER};
use apig_sdk::{Config, ConfigBuilder, Credentials, Retry};
use std::time::Duration;

pub const APP: &str = "98df09fb-d459-4cbf-83a7-2b55ca6f3d5d";
pub const OTHER_APP: &str = "ac18a23f-8f06-40ac-8093-f790de2ba95b";
pub const MISSING: &str = "c900c5612dbe451bb43cbcc49cfaf2f3";

/// Finds its project by the region's name.
pub fn config(emulator: &Emulator) -> ConfigBuilder {
    let fast = Retry::standard().base_delay(Duration::from_millis(1)).max_delay(Duration::from_millis(5));
    Config::builder().endpoint(emulator.url()).iam_endpoint(emulator.url()).region("eu-de").retry(fast)
}

pub fn by_password(emulator: &Emulator) -> Config {
    config(emulator).credentials(Credentials::password(USER, DOMAIN, PASSWORD)).build().unwrap()
}

pub fn by_key(emulator: &Emulator) -> Config {
    config(emulator).credentials(Credentials::access_key(ACCESS_KEY, SECRET_KEY)).build().unwrap()
}

/// With a token and a project, so that each call is one request.
pub fn by_token(emulator: &Emulator) -> ConfigBuilder {
    let token = Credentials::token(emulator.token("eu-de").unwrap());
    config(emulator).project_id(emulator.project_id("eu-de").unwrap()).credentials(token)
}
