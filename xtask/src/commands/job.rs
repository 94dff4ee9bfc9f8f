//! Makes the generator's jobs, in one place. Knows which options a job has. Must not know what is in the documents.

use crate::disk::is_there;
use crate::reading::paths::Locations;
use crate::writing::manifest::{self, Manifest};
use apig_codegen::{Document, Examples, FRONT_PAGE, Job};

/// To make the crate.
pub fn generate(locations: &Locations, manifest: Option<&Manifest>) -> Result<Job, String> {
    let package = manifest::package(locations, manifest)?;
    let (command, spec_root) = (locations.command.to_owned(), locations.source_root.to_owned());
    let front_page = is_there(&locations.folder.join(FRONT_PAGE));
    Ok(Job { package, front_page, command, spec_root, strict: locations.strict, ..read(&locations.documents) })
}

/// To read the documents. Nothing is written, so nothing names the crate or how it was made, and faults are no obstacle.
pub fn read(documents: &[String]) -> Job {
    let document = |path: &String| Document { path: path.clone() };
    Job {
        package: String::new(),
        documents: documents.iter().map(document).collect(),
        command: String::new(),
        spec_root: String::new(),
        front_page: false,
        strict: false,
        examples: Examples::Checked,
    }
}
