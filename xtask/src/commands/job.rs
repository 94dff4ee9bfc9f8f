//! What the generator is asked to do with documents: the one place where its jobs are made. It must not know what is in them.

use crate::disk::is_there;
use crate::reading::paths::Places;
use crate::writing::manifest::{self, Manifest};
use apig_codegen::{Document, Examples, FRONT_PAGE, Job};

/// To make the crate.
pub fn generate(places: &Places, manifest: Option<&Manifest>) -> Result<Job, String> {
    let package = manifest::package(places, manifest)?;
    let (command, spec_root) = (places.command.to_owned(), places.source_root.to_owned());
    let front_page = is_there(&places.folder.join(FRONT_PAGE));
    Ok(Job { package, front_page, command, spec_root, ..read(&places.documents, places.examples()) })
}

/// To read the documents. Nothing is written, so nothing names the crate or how it was made.
pub fn read(documents: &[String], examples: Examples) -> Job {
    let document = |path: &String| Document { path: path.clone() };
    Job {
        package: String::new(),
        documents: documents.iter().map(document).collect(),
        command: String::new(),
        spec_root: String::new(),
        front_page: false,
        examples,
    }
}
