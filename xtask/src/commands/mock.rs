//! Runs `cargo xtask mock`: starts the emulator as a process of its own, so that the other commands compile no HTTP
//! server. Must not know what the emulator's arguments mean.

use super::handed_on;
use clap::{ArgMatches, Command};
use std::process::ExitCode;

pub fn command() -> Command {
    handed_on::command("mock", "Starts a gateway in memory to test against")
}

/// Compiles the emulator if it must be, and runs it with these arguments.
pub fn run(matches: &ArgMatches) -> ExitCode {
    handed_on::run(&["--package", "apig-emulator"], &[], matches)
}
