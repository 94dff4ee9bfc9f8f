//! The project's commands, run as `cargo xtask`. This file knows the command line: names, help, exit codes.
//! It must not know files, the generator, or how results are printed.

mod disk;
mod r#gen;
mod leftover;
mod machine;
mod manifest;
mod mock;
mod paths;
mod plan;
mod report;
mod spec;
mod stage;
mod summary;
mod swap;
mod terminal;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use report::Format;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  cargo xtask gen             write generated/src from spec/
  cargo xtask gen --check     say whether generated/src is what spec/ says
  cargo xtask mock            start a gateway to test against
  cargo xtask help gen        everything about one command

Exit codes: 0 done, 1 there is something to mend, 2 wrong usage.";

const GEN_EXAMPLES: &str = "\
Examples:
  cargo xtask gen
      reads spec/*/openapi.yaml and writes what differs below generated/src
  cargo xtask gen --check --format github
      for CI: writes nothing, annotates the pull request, exits with 1 when a file is out of date
  cargo xtask gen --spec petstore.yaml --out ../petstore-sdk
      makes a complete crate from any OpenAPI 3 document, YAML or JSON

Only files whose first line carries the generator's mark are ever overwritten or removed, and a run that fails or is
killed leaves the whole old crate or the whole new one.";

fn main() -> ExitCode {
    match command_line().try_get_matches() {
        Ok(matches) => match matches.subcommand() {
            Some(("gen", matches)) => r#gen::run(&gen_order(matches)),
            Some(("mock", matches)) => mock::run(matches.get_many::<OsString>("arguments").into_iter().flatten()),
            Some(_) | None => ExitCode::from(2),
        },
        Err(answer) => {
            // Help, too, arrives here. Who has closed the pipe does not want it.
            answer.print().ok();
            ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2))
        }
    }
}

fn command_line() -> Command {
    Command::new("xtask")
        .bin_name("cargo xtask")
        .about("The project's commands")
        .after_help(EXAMPLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(gen_command())
        .subcommand(mock_command())
}

fn mock_command() -> Command {
    Command::new("mock")
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

fn gen_command() -> Command {
    Command::new("gen")
        .about("Writes the SDK crate that the OpenAPI documents describe")
        .after_help(GEN_EXAMPLES)
        .arg(
            Arg::new("check")
                .long("check")
                .action(ArgAction::SetTrue)
                .help("Write nothing; list what is out of date, and exit with 1 if anything is"),
        )
        .arg(
            Arg::new("spec")
                .long("spec")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .requires("out")
                .help("Generate from this document; what it refers to must lie in its folder"),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .requires("spec")
                .help("The folder of the crate; made when it does not exist"),
        )
        .arg(
            Arg::new("package")
                .long("package")
                .value_name("NAME")
                .value_parser(manifest::legal_name)
                .requires("spec")
                .help("The crate's name [default: what DIR/Cargo.toml says, else the name of DIR]"),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["human", "json", "github"])
                .default_value("human")
                .help("How to print: for people, one JSON object, or annotations of a pull request"),
        )
}

fn gen_order(matches: &ArgMatches) -> r#gen::Order {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let target = match (path("spec"), path("out")) {
        (Some(spec), Some(out)) => {
            let package = matches.get_one::<String>("package").cloned();
            paths::Target::Document { spec, out, package }
        }
        (Some(_), None) | (None, Some(_)) | (None, None) => paths::Target::Project,
    };
    let format = match matches.get_one::<String>("format").map(String::as_str) {
        Some("json") => Format::Json,
        Some("github") => Format::Github,
        Some(_) | None => Format::Human,
    };
    r#gen::Order { check: matches.get_flag("check"), format, target }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command_line().debug_assert();
    }
}
