//! Reads two versions of documents: what is the same in both, once. Must not know how they are compared.

use crate::api::Service;
use crate::cores::both;
use crate::diagnostics::{Diagnostics, Report};
use crate::job::{Document, Job, Read};
use crate::resolve::{Files, Unsound, each, is_same, prefetch, unsound};
use crate::source::{FileId, Sources};
use std::collections::BTreeSet;

/// Documents that were read, without what was read of them.
pub struct Version {
    pub services: Vec<Service>,
    pub sources: Sources,
    pub diagnostics: Diagnostics,
    /// What its errors leave unknown.
    pub unsound: Vec<Unsound>,
}

impl Version {
    /// Two versions, and the paths of the documents that are the same in both, with all that they refer to: those are read once.
    pub fn both(before: (&Job, &Read<'_>), after: (&Job, &Read<'_>)) -> (Self, Self, BTreeSet<String>) {
        let mut files = Files::new(after.1, after.0.strict, after.0.examples);
        files.prefetched = prefetch(&after.0.documents, after.1, &BTreeSet::new());
        let reads_alike = (before.0.strict, before.0.examples) == (after.0.strict, after.0.examples);
        let is_there = |document: &&Document| {
            after.0.documents.contains(document) && is_same(&document.path, &files.prefetched, before.1)
        };
        let (same, others): (Vec<_>, Vec<_>) =
            before.0.documents.iter().cloned().partition(|document| reads_alike && is_there(&document));
        let other_files = || {
            let mut files = Files::new(before.1, before.0.strict, before.0.examples);
            files.sources = Sources::apart();
            files
        };
        let (mut old, new) = both(|| Self::of(&others, other_files()), || Self::of(&after.0.documents, files));
        if old.adopt(&new, &same, before) {
            (old, new, same.into_iter().map(|document| document.path).collect())
        } else {
            (Self::of(&before.0.documents, other_files()), new, BTreeSet::new())
        }
    }

    fn of(documents: &[Document], mut files: Files<'_>) -> Self {
        let services = each(documents, &mut files);
        let unsound = unsound(documents, &mut files);
        Self { services, sources: files.sources, diagnostics: files.diagnostics, unsound }
    }

    /// Takes over what documents mean that are read in the same way in another version: whether they are, with all that was read.
    fn adopt(&mut self, other: &Self, same: &[Document], (job, read): (&Job, &Read<'_>)) -> bool {
        let is_text =
            |file: &FileId| read(other.sources.path(*file)).is_ok_and(|bytes| other.sources.is(*file, &bytes));
        for document in same {
            let service = other.services.iter().find(|service| service.path == document.path);
            let service = service.filter(|service| service.files.iter().all(is_text));
            let Some(service) = service else { return false };
            self.services.push(service.clone());
        }
        self.sources.join(&other.sources);
        self.services.sort_by_key(|service| job.documents.iter().position(|document| document.path == service.path));
        same.is_empty() || !other.diagnostics.has_errors()
    }

    pub fn report(self) -> Report {
        Report::new(self.diagnostics.into_sorted(), self.sources)
    }
}
