//! Prefetches the files that another file names: reads them, and parses them on all cores, before the first reference
//! is followed. Half of all reading is parsing. Must not know what is in them.

use super::files::Files;
use super::targets;
use crate::cores::on_all_cores;
use crate::diagnostics::Diagnostics;
use crate::job::ReadError;
use crate::openapi::{self, Mention};
use crate::source::{File, FileId, Sources};
use crate::yaml::Node;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A file that was read before it is needed.
pub struct Prefetched {
    /// The result of reading it.
    pub read: Result<Vec<u8>, ReadError>,
    /// Its text and its content, with spans of another file number, if there are no diagnostics.
    pub parsed: Option<(Arc<File>, Node)>,
}

impl Files<'_> {
    /// Reads the files that the references of a file lead to.
    pub fn prefetch(&mut self, from: FileId, mentions: &[Mention]) {
        let here = self.sources.path(from);
        // Hundreds of references name a few files.
        let files: BTreeSet<&str> = mentions
            .iter()
            .filter(|mention| mention.target.span.file == from)
            .filter_map(|mention| file_of(&mention.target.value))
            .collect();
        let paths = files.into_iter().filter_map(|file| targets::parse(file, here).ok()?.0);
        let fresh: BTreeSet<String> =
            paths.filter(|path| !self.loaded.contains_key(path) && !self.prefetched.contains_key(path)).collect();
        let read: Vec<_> = fresh.into_iter().map(|path| ((self.read)(&path), path)).collect();
        let parsed = on_all_cores(&read, |(read, path)| parse(path, read.as_deref().ok()?));
        for ((read, path), parsed) in read.into_iter().zip(parsed) {
            self.prefetched.insert(path, Prefetched { read, parsed });
        }
    }
}

/// The file that a reference names, if it is written plainly.
fn file_of(target: &str) -> Option<&str> {
    let (file, pointer) = target.split_once('#').unwrap_or((target, ""));
    let is_plain = !pointer.contains('%') && (pointer.is_empty() || pointer.starts_with('/'));
    (is_plain && !file.is_empty()).then_some(file)
}

fn parse(path: &str, bytes: &[u8]) -> Option<(Arc<File>, Node)> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let id = sources.add(path, std::str::from_utf8(bytes).ok()?);
    let node = openapi::parse(id, &sources, &mut diagnostics)?;
    diagnostics.is_empty().then(|| sources.get(id)).flatten().map(|file| (file, node))
}
