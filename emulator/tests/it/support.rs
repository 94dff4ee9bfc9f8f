//! Makes clients of the SDK for an emulator.

use apig_emulator::{ACCESS_KEY, Builder, DOMAIN, Emulator, PASSWORD, SECRET_KEY, USER};
use apig_sdk::{Config, ConfigBuilder, Credentials, Retry};
use std::sync::atomic::{AtomicU32, Ordering};
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

/// Starts an emulator with this document in place of our own.
pub async fn with_document(builder: Builder, text: &str) -> Emulator {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("apig-emulator-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("openapi.yaml"), text).unwrap();
    let emulator = builder.spec(&folder).start().await.unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    emulator
}
