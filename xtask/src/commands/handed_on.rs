//! Becomes another program of the workspace, compiled first if it must be: what few commands need is not compiled for the others.
//! Must not know what the arguments mean.

use super::cargo::cargo;
use crate::reading::paths;
use crate::terminal;
use clap::{Arg, ArgMatches, value_parser};
use std::ffi::OsString;
use std::process::{Command, ExitCode};

/// A command whose options and help are the other program's.
pub fn command(name: &'static str, about: &'static str) -> clap::Command {
    let more = format!("`cargo xtask {name} --help` says more");
    clap::Command::new(name).about(about).after_help(more).disable_help_flag(true).arg(
        Arg::new("arguments")
            .value_name("ARGUMENTS")
            .num_args(0..)
            .trailing_var_arg(true)
            .allow_hyphen_values(true)
            .value_parser(value_parser!(OsString)),
    )
}

/// Runs what `cargo run` with these options runs, with some arguments before those of the command.
pub fn run(options: &[&str], first: &[&str], matches: &ArgMatches) -> ExitCode {
    let workspace = match paths::workspace() {
        Ok(workspace) => workspace,
        Err(reason) => {
            terminal::error(&reason);
            return ExitCode::FAILURE;
        }
    };
    let mut command = cargo();
    // Not in this folder: paths among the arguments are relative to where they were typed.
    command.arg("run").args(options).arg("--manifest-path").arg(workspace.join("Cargo.toml")).arg("--").args(first);
    command.args(matches.get_many::<OsString>("arguments").into_iter().flatten());
    become_it(command)
}

/// This process becomes the other one, so Ctrl-C and the exit code are its own.
#[cfg(unix)]
fn become_it(mut command: Command) -> ExitCode {
    use std::os::unix::process::CommandExt;
    failed(&command.exec())
}

#[cfg(not(unix))]
fn become_it(mut command: Command) -> ExitCode {
    match command.status() {
        Ok(status) => ExitCode::from(u8::try_from(status.code().unwrap_or(1)).unwrap_or(1)),
        Err(error) => failed(&error),
    }
}

fn failed(error: &std::io::Error) -> ExitCode {
    terminal::err(&format!("error: cannot run cargo: {error}"));
    ExitCode::FAILURE
}
