//! Makes the generator's jobs, in one place. Knows which options a job has, and how the command line calls what several commands
//! have. Must not know what is in the documents.

use crate::disk::{display_path, failed, is_there};
use crate::reading::paths::Locations;
use crate::writing::manifest::{self, Manifest};
use apig_codegen::{Document, EXTRA, Examples, FRONT_PAGE, Job, Overlay, RuntimeChoice};
use clap::{Arg, value_parser};
use std::fs;
use std::path::PathBuf;

/// `--spec-root`, beside `--spec`.
pub fn spec_root() -> Arg {
    Arg::new("spec-root")
        .long("spec-root")
        .value_name("DIR")
        .value_parser(value_parser!(PathBuf))
        .requires("spec")
        .help("What the document refers to lies below this folder, above its own; nothing outside is ever read")
}

/// To make the crate.
pub fn generate(locations: &Locations, manifest: Option<&Manifest>) -> Result<Job, String> {
    let package = manifest::package(locations, manifest)?;
    let (command, spec_root) = (locations.command.to_owned(), locations.source_root.to_owned());
    let [front_page, extra] = [FRONT_PAGE, EXTRA].map(|file| is_there(&locations.folder.join(file)));
    let overlays = overlays(locations)?;
    let mut documents = read(&locations.documents).documents;
    documents.iter_mut().for_each(|document| document.overlays.clone_from(&overlays));
    Ok(Job {
        package,
        runtime: if locations.is_new_crate { RuntimeChoice::OfDocuments } else { RuntimeChoice::Cloud },
        documents,
        front_page,
        extra,
        command,
        spec_root,
        strict: locations.strict,
        ..read(&locations.documents)
    })
}

/// The overlays, as they are named in messages.
pub fn overlays(locations: &Locations) -> Result<Vec<Overlay>, String> {
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).map_err(|error| failed("read", path, &error))?;
        Ok(Overlay { path: display_path(path), text })
    };
    locations.overlays.iter().map(read).collect()
}

/// To read the documents. Nothing is written, so nothing names the crate or how it was made, and faults are no obstacle.
pub fn read(documents: &[String]) -> Job {
    let document = |path: &String| Document::new(path);
    Job {
        package: String::new(),
        runtime: RuntimeChoice::OfDocuments,
        documents: documents.iter().map(document).collect(),
        command: String::new(),
        spec_root: String::new(),
        front_page: false,
        extra: false,
        strict: false,
        examples: Examples::Checked,
    }
}
