//! Runs the commands: `cargo xtask` in the project, `oaswright` where it is installed. Knows which there are. Must not know files, the
//! generator, or how results are printed. A module uses those of lower floors only; a test holds the modules to this table.
//!
//! | floor | module | knows | must not know |
//! |---|---|---|---|
//! | 1 | `terminal` | standard output and standard error; alone, how to print | what is printed |
//! | 2 | `disk` | which files are there, whose they are, and the lock between runs | what ought to be there |
//! | 3 | `reading` | where a run reads and writes, and the files of the spec | what is in them |
//! | 4 | `writing` | how files and folders are replaced, whole or not at all | what is in them |
//! | 5 | `printing` | how a run went, for people and for programs | how it came about |
//! | 6 | `commands` | the arguments, help and steps of each command | how any step is done |

mod commands;
mod disk;
mod printing;
mod reading;
mod terminal;
mod writing;

use clap::Command;
use commands::{bundle, changelog, diff, explain, r#gen, interop, lint, mock, new, pages};
#[cfg(feature = "mimalloc")]
use mimalloc::MiMalloc;
use std::process::ExitCode;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const EXAMPLES: &str = "\
Examples:
  cargo xtask gen             write generated/ from spec/
  cargo xtask gen --watch     write it again on each save
  cargo xtask gen --check     say whether generated/ is what spec/ says
  cargo xtask lint            say what a careful reviewer of spec/ would say
  cargo xtask diff            say what the working tree changes for callers
  cargo xtask changelog       say what users of the crate do about the changes
  cargo xtask new             add an operation to spec/
  cargo xtask transcribe PAGE draft an operation from a page of the vendor's
  cargo xtask audit PAGE…     say what pages of the vendor's and spec/ do not say alike
  cargo xtask mock            start a gateway to test against
  cargo xtask bundle apig     print the documents of a service as one
  cargo xtask interop all     let software that is not ours judge all of it
  cargo xtask explain         list what has a code: messages, rules, changes
  cargo xtask help gen        everything about one command

Exit codes: 0 done, 1 there is something to mend, 2 wrong usage.";

/// Runs the command that the arguments of this process ask for, and returns its exit code.
pub fn run() -> ExitCode {
    match command_line().try_get_matches() {
        Ok(matches) => match matches.subcommand() {
            Some(("gen", matches)) => r#gen::run(matches),
            Some(("lint", matches)) => lint::run(matches),
            Some(("diff", matches)) => diff::run(matches),
            Some(("changelog", matches)) => changelog::run(matches),
            Some(("new", matches)) => new::run(matches),
            Some(("mock", matches)) => mock::run(matches),
            Some(("bundle", matches)) => bundle::run(matches),
            Some(("interop", matches)) => interop::run(matches),
            Some(("explain", matches)) => explain::run(matches),
            Some((name, matches)) => pages::run(name, matches),
            None => ExitCode::from(2),
        },
        Err(answer) => {
            // Help, too, arrives here. Who has closed the pipe does not want it.
            let text = answer.render().to_string();
            let text = text.trim_end();
            if answer.use_stderr() {
                terminal::err(text)
            } else {
                terminal::out(&terminal::as_called(text))
            }
            ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2))
        }
    }
}

fn command_line() -> Command {
    Command::new("oaswright")
        .bin_name(terminal::called())
        .about("Makes Rust SDKs from OpenAPI documents")
        .after_help(EXAMPLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(r#gen::command())
        .subcommand(lint::command())
        .subcommand(diff::command())
        .subcommand(changelog::command())
        .subcommand(new::command())
        .subcommands(pages::commands())
        .subcommand(mock::command())
        .subcommand(bundle::command())
        .subcommand(interop::command())
        .subcommand(explain::command())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command_line().debug_assert();
    }
}
