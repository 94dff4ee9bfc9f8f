//! Runs `cargo xtask gen`: reads, generates, compares, and writes or says what differs. Knows the command line and the
//! order of the steps. Must not know how any of them is done.

mod dump;
mod watch;

use crate::commands::job;
use crate::disk;
use crate::printing::report::{self, Format};
use crate::printing::summary::Summary;
use crate::reading::paths::{self, Target};
use crate::reading::spec_files;
use crate::writing::public_list::PublicList;
use crate::writing::{folder_swap, manifest, named_file, plan, recovery, stage};
use apig_codegen::{FRONT_PAGE, Stage, Tree};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, value_parser};
use std::cell::RefCell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use watch::Watched;

/// The program that calls every operation, in a crate's folder.
const SMOKE: &str = "examples/smoke.rs";

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
        .arg(
            Arg::new("spec-root")
                .long("spec-root")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .requires("spec")
                .help("What the document refers to lies below this folder, above its own; nothing outside is ever read"),
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
struct Order {
    check: bool,
    watch: bool,
    dump: Option<Stage>,
    strict: bool,
    /// To standard output, or to a file.
    report: Option<Option<PathBuf>>,
    format: Format,
    target: Target,
    /// Where the packages of the runtime are, if not where packages are published.
    runtimes: Option<PathBuf>,
    /// Whether a program is written that calls every operation.
    smoke: bool,
}

fn order(matches: &ArgMatches) -> Order {
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

pub fn run(matches: &ArgMatches) -> ExitCode {
    let order = order(matches);
    if let Some(stage) = order.dump {
        return dump::run(&order.target, stage, matches.get_one::<String>("operation").map(String::as_str));
    }
    if order.watch {
        return watch(&order);
    }
    let (mut summary, watched) = once(&order);
    if let Some(Some(file)) = &order.report
        && let Err(reason) = write_report(file, &summary, &watched, order.format)
    {
        summary.error.get_or_insert(reason);
    }
    report::print(&summary, order.format);
    if summary.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn watch(order: &Order) -> ExitCode {
    let (mut had_failed, mut is_first) = (false, true);
    watch::watch(&order.target, || {
        let (summary, watched) = once(order);
        report::print_next(&summary, order.format, had_failed);
        if is_first {
            report::print_watching(watched.count(), order.format);
        }
        (had_failed, is_first) = (!summary.is_success(), false);
        watched
    })
}

/// One run: how it went, and what it depended on.
fn once(order: &Order) -> (Summary, Watched) {
    let started = Instant::now();
    let lists_findings = order.report == Some(None);
    let mut summary = Summary { check: order.check, lists_findings, ..Summary::default() };
    let watched = RefCell::default();
    summary.error = generate(order, &mut summary, &watched).err();
    summary.time = started.elapsed();
    (summary, watched.into_inner())
}

fn generate(order: &Order, summary: &mut Summary, watched: &RefCell<Watched>) -> Result<(), String> {
    let locations = paths::find(&order.target);
    watched
        .borrow_mut()
        .documents(locations.as_ref().map(|locations| locations.documents.clone()).map_err(Clone::clone));
    let mut locations = locations?;
    locations.strict |= order.strict;
    summary.name(&locations);
    for file in ["Cargo.toml", FRONT_PAGE] {
        watched.borrow_mut().file(&locations.folder.join(file));
    }
    let manifest = manifest::read(&locations.folder)?;
    locations.overlays.iter().for_each(|overlay| watched.borrow_mut().file(overlay));
    let job = job::generate(&locations, manifest.as_ref())?;
    let root = spec_files::Root::open(&locations.spec)?;

    let read = |path: &str| {
        watched.borrow_mut().file(&locations.spec.join(path));
        root.read(path)
    };
    let output = apig_codegen::generate(&job, &read);

    let noted = output.report.noted().filter(|_| order.report.is_none());
    summary.diagnostics = Some(output.report);
    let (Some(tree), Some(public_api)) = (output.tree, output.public_api) else {
        return Ok(());
    };
    if let (true, (_, warnings @ 1..)) = (order.strict, summary.counts()) {
        return Err(format!("--strict allows no warnings, and there {}", is_or_are(warnings)));
    }
    summary.notes.extend(
        noted.map(|counts| format!("not all is in the crate as one may expect: {counts}; `--report` lists it")),
    );
    summary.files = tree.files().count();
    summary.is_new_crate = manifest.is_none() && locations.is_new_crate;
    if let Some(manifest) = manifest {
        summary.notes.extend(manifest.missing_features(&locations.folder, &output.services));
    }
    if order.check {
        return check(&locations.folder, &tree, &public_api, summary);
    }
    let made = stage::make(&locations.folder)?;
    let own = |folder: &Path| match &output.about {
        Some(about) => manifest::texts(folder, about, order.runtimes.as_deref()),
        None => Ok(Vec::new()),
    };
    write(&locations.folder, (&tree, &public_api), own, summary).inspect_err(|_| stage::unmake(&made))?;
    if !order.smoke {
        return Ok(());
    }
    let (program, report) = apig_codegen::smoke(&job, &read);
    let Some(program) = program else {
        summary.diagnostics = Some(report);
        return Ok(());
    };
    named_file::write_generated(&locations.folder.join(SMOKE), &program, &watched.borrow().paths())
}

fn is_or_are(warnings: usize) -> String {
    if warnings == 1 { "is one".to_owned() } else { format!("are {warnings}") }
}

/// Lists all findings in a file: as JSON if that is the format, or the file is called so.
fn write_report(file: &Path, summary: &Summary, watched: &Watched, format: Format) -> Result<(), String> {
    let Some(report) = &summary.diagnostics else { return Ok(()) };
    let is_json = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let text = match (format, is_json) {
        (Format::Json, _) | (_, true) => report.list_json(&summary.spec_prefix) + "\n",
        (Format::Human | Format::Github | Format::Sarif, false) => report.list(&summary.spec_prefix),
    };
    named_file::write(file, &text, &watched.paths())
}

fn check(folder: &Path, tree: &Tree, public_api: &str, summary: &mut Summary) -> Result<(), String> {
    let _lock = disk::lock(folder, true);
    let disk = disk::read(&folder.join("src"))?;
    summary.add_public_list(&PublicList::read(folder, public_api)?);
    summary.add_differences(&plan::plan(tree, &disk), tree, &disk);
    Ok(())
}

fn write(
    folder: &Path,
    (tree, public_api): (&Tree, &str),
    own: impl Fn(&Path) -> Result<Vec<(&'static str, String)>, String>,
    summary: &mut Summary,
) -> Result<(), String> {
    let _lock = disk::lock(folder, false);
    recovery::recover(folder)?;
    let disk = disk::read(&folder.join("src"))?;
    let plan = plan::plan(tree, &disk);
    let list = PublicList::read(folder, public_api)?;
    summary.refuse_what_is_in_the_way(&plan, &list)?;
    // Another run may have been faster.
    summary.is_new_crate &= !disk::is_there(&folder.join("Cargo.toml"));
    let own = if summary.is_new_crate { own(folder)? } else { Vec::new() };
    let staged = list.stage()?;
    if !plan.changes.is_empty() {
        summary.notes.extend(folder_swap::replace(folder, tree, &plan)?);
        summary.add_changes(&plan);
    }
    if let Some(staged) = staged {
        staged.commit()?;
        summary.add_written(&list);
    }
    if !own.is_empty() {
        manifest::write(folder, &own)?;
        own.iter().for_each(|(name, _)| summary.add("added", name, Vec::new()));
    }
    Ok(())
}
