//! `cargo xtask interop`: lets software that is not ours judge the generator, the SDK, the emulator and the spec, or be measured
//! beside the generator. This file knows what the scripts below `interop/` need to be started; it must not know what they prove, nor how.

use super::cargo;
use crate::disk::display_path;
use crate::reading::paths;
use crate::terminal;
use clap::{Arg, ArgAction, ArgMatches, value_parser};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, ExitStatus};

const HELP: &str = "\
Examples:
  cargo xtask interop yaml
      the generator reads the YAML test suite
  cargo xtask interop schema
      the generator tells what matches the schemas of the JSON Schema Test Suite
  cargo xtask interop oai
      the generator takes and refuses what the OpenAPI Initiative's own test documents are to be taken and refused for
  cargo xtask interop python
      the vendor's SDK for Python runs against the emulator, and our SDK sends what it sends
  cargo xtask interop schemathesis
      Schemathesis tries to catch the emulator in an answer that the spec does not allow
  cargo xtask interop prism
      our SDK calls every operation of a mock by Prism, and Prism watches it call the emulator
  cargo xtask interop page
      a browser shows the emulator's page, and tries its forms and a hostile document
  cargo xtask interop smoke petstore.yaml
      a crate of this document calls every operation of the emulator that serves it; without a document, one of our own is taken
  cargo xtask interop speed
      no proof, and not in `all`: the processor time of this generator and of its crates, and that of two others
  cargo xtask interop speed petstore.yaml museum.yaml
      the same of these documents in place of ours, as far as each generator takes them
  cargo xtask interop diff
      no proof, and not in `all`: what other tools that compare documents say of every kind of edit
  cargo xtask interop all --no-skip
      for CI: all of them, and one that cannot be run is a failure

Python 3.10 is needed, Node.js for yaml, prism and page, and Git for oai. Packages are installed below target/interop/, once for each set of
versions. Where something is missing, the proof is skipped, and a line says why. interop/README.md says what each of them proves.";

pub fn command() -> clap::Command {
    clap::Command::new("interop")
        .about("Lets software that is not ours judge the generator, the SDK, the emulator and the spec")
        .after_help(HELP)
        .arg(
            Arg::new("proof")
                .value_name("PROOF")
                .required(true)
                .value_parser([
                    "yaml",
                    "schema",
                    "oai",
                    "python",
                    "schemathesis",
                    "prism",
                    "page",
                    "smoke",
                    "speed",
                    "diff",
                    "all",
                ])
                .help("What to prove"),
        )
        .arg(
            Arg::new("documents")
                .value_name("FILE")
                .num_args(0..)
                .value_parser(value_parser!(PathBuf))
                .help("The documents of `smoke`, or of `speed`, in place of ours"),
        )
        .arg(
            Arg::new("against")
                .long("against")
                .value_name("JUDGE")
                .value_parser(["prism"])
                .help("Let Prism judge what `smoke` sends, too, and what the emulator answers"),
        )
        .arg(
            Arg::new("no-skip")
                .long("no-skip")
                .action(ArgAction::SetTrue)
                .help("Fail where a proof would be skipped, because a program or a package is out of reach"),
        )
}

pub fn run(matches: &ArgMatches) -> ExitCode {
    let proof = matches.get_one::<String>("proof").map_or("all", String::as_str);
    let documents: Vec<&PathBuf> = matches.get_many("documents").into_iter().flatten().collect();
    let against = matches.get_one::<String>("against").map(|judge| ["--against".into(), judge.into()]);
    let arguments: Vec<&OsStr> = against
        .iter()
        .flatten()
        .map(OsString::as_os_str)
        .chain(documents.iter().map(|path| path.as_os_str()))
        .collect();
    if proof != "smoke" && (against.is_some() || proof != "speed" && !arguments.is_empty()) {
        terminal::error(&format!("`{proof}` takes neither documents nor `--against`: see `--help`"));
        return ExitCode::from(2);
    }
    match prove(proof, &arguments, matches.get_flag("no-skip")) {
        Ok(is_proved) => ExitCode::from(u8::from(!is_proved)),
        Err(reason) => {
            terminal::error(&reason);
            ExitCode::FAILURE
        }
    }
}

fn prove(proof: &str, arguments: &[&OsStr], no_skip: bool) -> Result<bool, String> {
    let Some(python) = ["python3", "python"].into_iter().find(|name| is_python_3(name)) else {
        terminal::out("skipped: Python 3 is not here");
        return Ok(!no_skip);
    };
    let this = std::env::current_exe().map_err(|error| format!("cannot find this program: {error}"))?;
    let workspace = &paths::workspace()?;
    // This program lies in `target/debug`, say.
    let target = this.ancestors().nth(2).unwrap_or(Path::new("target"));
    let place = target.join("interop");
    std::fs::create_dir_all(&place).map_err(|error| format!("cannot make `{}`: {error}", display_path(&place)))?;
    let bundles: &[&str] = match proof {
        "yaml" | "schema" | "oai" => &[],
        "speed" => {
            terminal::out("building this program as it is fastest …");
            build(
                workspace,
                target,
                &["--release", "--package", "xtask", "--no-default-features", "--features", "mimalloc"],
            )?;
            &["apig.json", "iam.json", "roma.json"]
        }
        "diff" => {
            terminal::out("making the edits …");
            let tests =
                ["test", "--quiet", "--package", "apig-codegen", "--test", "it", "pairs_for", "--", "--ignored"];
            ended(cargo_of(workspace, target).args(tests).env("PAIRS", place.join("pairs")))?;
            &[]
        }
        "smoke" => {
            terminal::out("building the emulator …");
            build(workspace, target, &["--package", "apig-emulator", "--bin", "apig-emulator"])?;
            &[]
        }
        _ => {
            terminal::out("building the emulator and the program that calls it …");
            // Of the workspace, so that what `cargo test --workspace` has compiled is not compiled anew with fewer features.
            let programs = ["--workspace", "--bin", "apig-emulator", "--example", "interop_calls"];
            build(workspace, target, &programs)?;
            &["apig.yaml", "iam.yaml", "roma.yaml"]
        }
    };
    for file in bundles {
        let service = file.split('.').next().unwrap_or(file);
        ended(Command::new(&this).args(["bundle", service, "--out"]).arg(place.join(file)))?;
    }
    let program = |path: &str| target.join(format!("{path}{}", std::env::consts::EXE_SUFFIX));
    let mut script = Command::new(python);
    cargo::without_this_package(&mut script);
    script.arg(workspace.join("interop/run.py")).arg(proof).args(arguments);
    script.args(no_skip.then_some("--no-skip"));
    script.env("INTEROP_TARGET", &place);
    script.env("INTEROP_XTASK", if proof == "speed" { program("release/oaswright") } else { this.clone() });
    script.env("INTEROP_EMULATOR", program("debug/apig-emulator"));
    script.env("INTEROP_CALLS", program("debug/examples/interop_calls"));
    Ok(status(&mut script)?.success())
}

fn is_python_3(name: &str) -> bool {
    let version = Command::new(name).arg("--version").output();
    version.is_ok_and(|output| output.stdout.starts_with(b"Python 3."))
}

/// Programs that the scripts start.
fn build(workspace: &Path, target: &Path, which: &[&str]) -> Result<(), String> {
    ended(cargo_of(workspace, target).arg("build").args(which))
}

fn cargo_of(workspace: &Path, target: &Path) -> Command {
    let mut command = cargo::cargo();
    command.current_dir(workspace).env("CARGO_TARGET_DIR", target);
    command
}

fn ended(command: &mut Command) -> Result<(), String> {
    let status = status(command)?;
    let name = || display_path(Path::new(command.get_program()));
    if status.success() { Ok(()) } else { Err(format!("`{}` failed: {status}", name())) }
}

fn status(command: &mut Command) -> Result<ExitStatus, String> {
    let status = command.status();
    status.map_err(|error| format!("cannot run `{}`: {error}", display_path(Path::new(command.get_program()))))
}
