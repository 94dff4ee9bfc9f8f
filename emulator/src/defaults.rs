//! Names what an emulator has by default: user, account, project, key, gateway, apps. Knows words only.

/// Name of the default user.
pub const USER: &str = "emulator";
/// Name of the default user's account.
pub const DOMAIN: &str = "emulator";
/// Password of the default user. It guards nothing.
pub const PASSWORD: &str = "emulator";
/// Name of the project that is shown where one is chosen.
pub const PROJECT: &str = "eu-de";
/// ID of the default user's access key.
pub const ACCESS_KEY: &str = "EMULATORACCESSKEY";
/// The secret key of it. It guards nothing.
pub const SECRET_KEY: &str = "emulator-secret-key";

/// The gateway and the apps of the documents' examples.
pub(crate) const INSTANCE: &str = "eddc4d25480b4cd6b512f270a1b8b341";
pub(crate) const APPS: [(&str, &str); 2] =
    [("98df09fb-d459-4cbf-83a7-2b55ca6f3d5d", "app-demo"), ("ac18a23f-8f06-40ac-8093-f790de2ba95b", "app-test")];
