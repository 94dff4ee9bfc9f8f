//! Runs `cargo xtask mock`: starts the emulator as a process of its own, so that the other commands compile no HTTP
//! server. Must not know what the emulator's arguments mean.

use crate::reading::paths;
use crate::terminal;
use clap::{Arg, ArgMatches, value_parser};
use std::ffi::OsString;
use std::process::{Command, ExitCode};

pub fn command() -> clap::Command {
    clap::Command::new("mock")
        .about("Starts a gateway in memory to test against; `cargo xtask mock --help` says more")
        // What there is to say of its options, the emulator says.
        .disable_help_flag(true)
        .arg(
            Arg::new("arguments")
                .value_name("ARGUMENTS")
                .num_args(0..)
                .trailing_var_arg(true)
                .allow_hyphen_values(true)
                .value_parser(value_parser!(OsString))
                .help("Are handed to apig-emulator"),
        )
}

/// Compiles the emulator if it must be, and runs it with these arguments.
pub fn run(matches: &ArgMatches) -> ExitCode {
    let workspace = match paths::workspace() {
        Ok(workspace) => workspace,
        Err(reason) => {
            terminal::error(&reason);
            return ExitCode::FAILURE;
        }
    };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // Not in this folder: paths among the arguments are relative to where they were typed.
    command.args(["run", "--package", "apig-emulator", "--manifest-path"]).arg(workspace.join("Cargo.toml")).arg("--");
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
