//! Lists the commands that read pages of documentation. `cargo xtask` is built without the feature `pages`, so that the first
//! `cargo xtask gen` compiles no parser of HTML; there, each of them becomes the same command of a build that has it. Must not know
//! what they do.

#[cfg(not(feature = "pages"))]
use super::handed_on;
#[cfg(feature = "pages")]
use super::{audit, transcribe};
use clap::{ArgMatches, Command};
use std::process::ExitCode;

/// What each is for, as the list of all commands says it.
const TRANSCRIBE: &str = "Drafts the YAML of operations from pages of the vendor's documentation";
const AUDIT: &str = "Compares pages of the vendor's documentation with what the OpenAPI documents say";

/// Their command lines.
#[cfg(feature = "pages")]
pub fn commands() -> [Command; 2] {
    [transcribe::command().about(TRANSCRIBE), audit::command().about(AUDIT)]
}

/// Runs the one of this name.
#[cfg(feature = "pages")]
pub fn run(name: &str, matches: &ArgMatches) -> ExitCode {
    match name {
        "transcribe" => transcribe::run(matches),
        "audit" => audit::run(matches),
        _ => ExitCode::from(2),
    }
}

#[cfg(not(feature = "pages"))]
pub fn commands() -> [Command; 2] {
    [("transcribe", TRANSCRIBE), ("audit", AUDIT)].map(|(name, about)| handed_on::command(name, about))
}

#[cfg(not(feature = "pages"))]
pub fn run(name: &str, matches: &ArgMatches) -> ExitCode {
    handed_on::run(&["--quiet", "--package", "xtask"], &[name], matches)
}
