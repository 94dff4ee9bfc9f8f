//! Runs `cargo xtask gen`: reads, generates, compares, and writes or says what differs. Knows the order of the steps. Must not know
//! how any of them is done, nor the command line (`order`).

mod dump;
mod order;
mod watch;

use crate::commands::job;
use crate::disk;
use crate::printing::report::{self, Format};
use crate::printing::summary::Summary;
use crate::reading::paths;
use crate::reading::spec_files;
use crate::writing::public_list::PublicList;
use crate::writing::{folder_swap, manifest, named_file, plan, recovery, stage};
use apig_codegen::{EXTRA, FRONT_PAGE, Tree};
use clap::ArgMatches;
pub use order::command;
use order::{Order, order};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;
use watch::{Noted, Watched};

/// The program that calls every operation, in a crate's folder.
const SMOKE: &str = "examples/smoke.rs";

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
    let noted = Noted::default();
    summary.error = generate(order, &mut summary, &noted).err();
    summary.time = started.elapsed();
    (summary, noted.into_watched())
}

fn generate(order: &Order, summary: &mut Summary, noted: &Noted) -> Result<(), String> {
    let locations = paths::find(&order.target);
    noted.documents(locations.as_ref().map(|locations| locations.documents.clone()).map_err(Clone::clone));
    let mut locations = locations?;
    locations.strict |= order.strict;
    summary.name(&locations);
    for file in ["Cargo.toml", FRONT_PAGE, EXTRA] {
        noted.file(&locations.folder.join(file));
    }
    let manifest = manifest::read(&locations.folder)?;
    locations.overlays.iter().for_each(|overlay| noted.file(overlay));
    let job = job::generate(&locations, manifest.as_ref())?;
    let root = spec_files::Root::open(&locations.spec)?;

    let read = |path: &str| {
        noted.file(&locations.spec.join(path));
        root.read(path)
    };
    let output = apig_codegen::generate(&job, &read);

    let counts = output.report.noted().filter(|_| order.report.is_none());
    summary.diagnostics = Some(output.report);
    let (Some(tree), Some(public_api)) = (output.tree, output.public_api) else {
        return Ok(());
    };
    if let (true, (_, warnings @ 1..)) = (order.strict, summary.counts()) {
        return Err(format!("--strict allows no warnings, and there {}", is_or_are(warnings)));
    }
    summary.notes.extend(
        counts.map(|counts| format!("not all is in the crate as one may expect: {counts}; `--report` lists it")),
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
    named_file::write_generated(&locations.folder.join(SMOKE), &program, &noted.watched().paths())
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
