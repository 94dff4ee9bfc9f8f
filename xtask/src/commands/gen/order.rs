//! Knows the command line of `cargo xtask gen`. Must not know what becomes of an order.

use crate::commands::job::spec_root;
use crate::printing::report::Format;
use crate::reading::paths::Target;
use crate::writing::manifest;
use apig_codegen::Stage;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, value_parser};
use std::ffi::OsString;
use std::path::PathBuf;

const HELP: &str = "\
Examples:
  cargo xtask gen
      reads spec/*/openapi.yaml and writes what differs below generated/src, and generated/public-api.txt
  cargo xtask gen --watch
      does so again on each save, until Ctrl-C
  cargo xtask gen --check --format github
      for CI: writes nothing, annotates the pull request, exits with 1 when a file is out of date
  cargo xtask gen --spec petstore.yaml --out ../petstore-sdk
      makes a complete crate from any OpenAPI 3 document, YAML or JSON

      (what DIR/docs/front.md says goes on the first page of its documentation)

  cargo xtask gen --spec petstore.yaml --out ../petstore-sdk --report=petstore.txt
      lists what the document says wrongly, and what of it is not in the crate, with places and reasons

  cargo xtask gen --spec petstore.yaml --overlay mended.yaml --out ../petstore-sdk
      the same, with what an OpenAPI Overlay says of the document: faults mended, `x-pagination` added

  cargo xtask gen --spec petstore.yaml --out ../petstore-sdk --smoke
      the same crate, with examples/smoke.rs, which calls every operation at the URL of a server: a mock, a test system

  cargo xtask gen --dump api ListAppQuotas
      prints what the documents mean, of one operation and its types; `rust` prints what will be emitted, `json` what is read

Only files whose first line carries the generator's mark are ever overwritten or removed, and a run that fails or is
killed leaves the whole old crate or the whole new one.";

pub fn command() -> Command {
    Command::new("gen")
        .about("Writes the SDK crate that the OpenAPI documents describe")
        .after_help(HELP)
        .arg(
            Arg::new("check")
                .long("check")
                .action(ArgAction::SetTrue)
                .help("Write nothing; list what is out of date, and exit with 1 if anything is"),
        )
        .arg(
            Arg::new("watch")
                .long("watch")
                .action(ArgAction::SetTrue)
                .conflicts_with("check")
                .help("Generate, and again whenever a document has changed, until Ctrl-C"),
        )
        .arg(
            Arg::new("spec")
                .long("spec")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .requires("purpose")
                .help("Generate from this document; what it refers to must lie in its folder"),
        )
        .arg(spec_root())
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
                .visible_alias("name")
                .requires("spec")
                .help("The crate's name [default: what DIR/Cargo.toml says, else the name of DIR]"),
        )
        .arg(
            Arg::new("strict")
                .long("strict")
                .action(ArgAction::SetTrue)
                .help("Refuse whatever is found to be wrong in the document, even if nothing is lost by it"),
        )
        .arg(
            Arg::new("report")
                .long("report")
                .value_name("FILE")
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("")
                .value_parser(value_parser!(OsString))
                .conflicts_with_all(["watch", "dump"])
                .help("List all findings, also what was ignored, renamed or has no type: to FILE, or to standard output"),
        )
        .arg(
            Arg::new("overlay")
                .long("overlay")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .action(ArgAction::Append)
                .requires("spec")
                .help("Apply this OpenAPI Overlay to the document before it is read; may be given several times"),
        )
        .arg(
            Arg::new("runtime-path")
                .long("runtime-path")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .requires("out")
                .help("Let a new Cargo.toml take the runtime from this folder, the project's `runtime`, in place of the published one"),
        )
        .arg(
            Arg::new("smoke")
                .long("smoke")
                .action(ArgAction::SetTrue)
                .requires("out")
                .conflicts_with("check")
                .help("Write DIR/examples/smoke.rs, too: a program that calls every operation at the URL of a server"),
        )
        .arg(Format::argument())
        .arg(
            Arg::new("dump")
                .long("dump")
                .value_name("STAGE")
                .value_parser(["json", "api", "rust"])
                .conflicts_with_all(["check", "watch", "out", "format"])
                .help("Write nothing; print what the documents say (json), what they mean (api), or what will be emitted (rust)"),
        )
        .arg(
            Arg::new("operation")
                .value_name("OPERATION")
                .requires("dump")
                .help("With --dump, only this operation and its types: `CreateApp`, or `service/CreateApp`"),
        )
        .group(ArgGroup::new("purpose").args(["out", "dump"]))
}

/// What the command line asks for.
pub struct Order {
    pub check: bool,
    pub watch: bool,
    pub dump: Option<Stage>,
    pub strict: bool,
    /// To standard output, or to a file.
    pub report: Option<Option<PathBuf>>,
    pub format: Format,
    pub target: Target,
    /// Where the packages of the runtime are, if not where packages are published.
    pub runtimes: Option<PathBuf>,
    /// Whether a program is written that calls every operation.
    pub smoke: bool,
}

/// Reads the command line.
pub fn order(matches: &ArgMatches) -> Order {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let overlays = matches.get_many::<PathBuf>("overlay").into_iter().flatten().cloned().collect();
    let root = path("spec-root");
    let target = match (path("spec"), path("out")) {
        (Some(spec), Some(out)) => {
            let package = matches.get_one::<String>("package").cloned();
            Target::Document { spec, root, out, package, overlays }
        }
        // To be read only: the folder is not looked at.
        (Some(spec), None) => Target::Document { spec, root, out: PathBuf::from("."), package: None, overlays },
        (None, Some(_)) | (None, None) => Target::Project,
    };
    let dump = matches.get_one::<String>("dump").map(|stage| match stage.as_str() {
        "json" => Stage::Json,
        "api" => Stage::Api,
        _ => Stage::Rust,
    });
    Order {
        dump,
        strict: matches.get_flag("strict"),
        report: matches
            .get_one::<OsString>("report")
            .map(|file| Some(PathBuf::from(file)).filter(|file| !file.as_os_str().is_empty())),
        check: matches.get_flag("check"),
        watch: matches.get_flag("watch"),
        format: Format::of(matches),
        target,
        runtimes: path("runtime-path"),
        smoke: matches.get_flag("smoke"),
    }
}
