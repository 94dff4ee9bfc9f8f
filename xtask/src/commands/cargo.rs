//! Starts cargo, and programs that do. Knows what must not be handed on to it. Must not know what it is started for.

use std::env;
use std::process::Command;

/// The cargo that started this program, or the one that is found.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    without_this_package(&mut command);
    command
}

/// Takes away what `cargo run` tells this program of its own package. Some build scripts ask for the same variables, those of ring for
/// one: they would be run again, and all that depends on them compiled again, whenever cargo is called from here and from outside in turn.
pub fn without_this_package(command: &mut Command) {
    let names = env::vars_os().map(|(name, _)| name);
    for name in names.filter(|name| name.to_str().is_some_and(is_of_a_package)) {
        command.env_remove(name);
    }
}

fn is_of_a_package(name: &str) -> bool {
    ["CARGO_PKG_", "CARGO_MANIFEST_"].iter().any(|prefix| name.starts_with(prefix))
}
