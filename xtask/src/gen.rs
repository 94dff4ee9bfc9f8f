//! `cargo xtask gen`: read, generate, compare, and write or say what differs. This file knows the order of the steps; it
//! must not know how any of them is done.

use crate::manifest::Manifest;
use crate::paths::{Places, Target};
use crate::report::Format;
use crate::summary::Summary;
use crate::{disk, leftover, manifest, paths, plan, report, spec, stage, swap};
use apig_codegen::{Document, Examples, Job, Tree};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

/// What the command line asks for.
pub struct Order {
    pub check: bool,
    pub format: Format,
    pub target: Target,
}

/// Does what was asked for, and prints how it went.
pub fn run(order: &Order) -> ExitCode {
    let started = Instant::now();
    let mut summary = Summary { check: order.check, ..Summary::default() };
    summary.error = generate(order, &mut summary).err();
    summary.time = started.elapsed();
    report::print(&summary, order.format);
    if summary.is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn generate(order: &Order, summary: &mut Summary) -> Result<(), String> {
    let places = paths::find(&order.target)?;
    summary.name(&places);
    let manifest = manifest::read(&places.folder)?;
    let job = job(&places, manifest.as_ref())?;
    let root = spec::Root::open(&places.spec)?;

    let output = apig_codegen::generate(&job, &|path| root.read(path));

    summary.diagnostics = Some(output.report);
    let Some(tree) = output.tree else {
        return Ok(());
    };
    summary.files = tree.files().count();
    summary.is_new_crate = manifest.is_none() && places.is_new_crate;
    if let Some(manifest) = manifest {
        summary.notes = manifest.missing_features(&places.folder, &output.services);
    }
    if order.check {
        return check(&places.folder, &tree, summary);
    }
    let made = stage::make(&places.folder)?;
    let toml = |folder: &Path| manifest::text(folder, &job.package, &output.services);
    write(&places.folder, &tree, toml, summary).inspect_err(|_| stage::unmake(&made))
}

fn job(places: &Places, manifest: Option<&Manifest>) -> Result<Job, String> {
    let document = |path: &String| Document { path: path.clone() };
    Ok(Job {
        package: manifest::package(places, manifest)?,
        documents: places.documents.iter().map(document).collect(),
        command: places.command.to_owned(),
        spec_root: places.source_root.to_owned(),
        // A document of somebody else is not ours to mend.
        examples: if places.is_new_crate { Examples::MayDiffer } else { Examples::MustMatch },
    })
}

fn check(folder: &Path, tree: &Tree, summary: &mut Summary) -> Result<(), String> {
    let _lock = disk::lock(folder, true);
    let disk = disk::read(&folder.join("src"))?;
    summary.add_differences(&plan::plan(tree, &disk), tree, &disk);
    Ok(())
}

fn write(
    folder: &Path,
    tree: &Tree,
    toml: impl Fn(&Path) -> Result<String, String>,
    summary: &mut Summary,
) -> Result<(), String> {
    let _lock = disk::lock(folder, false);
    leftover::recover(folder)?;
    let disk = disk::read(&folder.join("src"))?;
    let plan = plan::plan(tree, &disk);
    summary.refuse_what_is_in_the_way(&plan)?;
    // Another run may have been faster.
    summary.is_new_crate &= !disk::is_there(&folder.join("Cargo.toml"));
    let toml = if summary.is_new_crate { Some(toml(folder)?) } else { None };
    if !plan.changes.is_empty() {
        summary.notes.extend(swap::replace(folder, tree, &plan)?);
        summary.add_changes(&plan);
    }
    if let Some(toml) = toml {
        manifest::write(folder, &toml)?;
        summary.add("added", "Cargo.toml", Vec::new());
    }
    Ok(())
}
