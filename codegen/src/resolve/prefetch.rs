//! Prefetches the files of a document: reads and parses them on all cores before the first reference is followed, and while the
//! document before it is resolved. Half of all reading is parsing. Must not know what is in them.

use super::files::Files;
use super::targets;
use crate::cores::{both, on_all_cores};
use crate::diagnostics::Diagnostics;
use crate::grammar::Object;
use crate::job::{Document, Read, ReadError};
use crate::openapi::{self, mentions};
use crate::source::{File, Sources};
use crate::yaml::Node;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A file that was read before it is needed.
pub struct Prefetched {
    /// The result of reading it.
    pub read: Result<Vec<u8>, ReadError>,
    /// Its text and its content, with spans of another file number, if there are no diagnostics.
    pub parsed: Option<(Arc<File>, Node)>,
    /// The files that its references lead to.
    names: BTreeSet<String>,
}

impl Files<'_> {
    /// Works on each document. The files of the others are prefetched while it works on the first, which keeps one core alone busy.
    pub fn each<T>(&mut self, documents: &[Document], mut work: impl FnMut(&mut Self, &Document) -> T) -> Vec<T> {
        let Some((first, others)) = documents.split_first() else { return Vec::new() };
        self.prefetch(first);
        let (read, known) = (self.read, self.known());
        let (ahead, done) = both(|| prefetch(others, read, &known), || work(self, first));
        self.prefetched.extend(ahead);
        std::iter::once(done).chain(others.iter().map(|other| work(self, other))).collect()
    }

    /// Prefetches the files of a document.
    pub fn prefetch(&mut self, document: &Document) {
        self.prefetched.extend(prefetch(std::slice::from_ref(document), self.read, &self.known()));
    }

    /// The paths of all files that were read.
    fn known(&self) -> BTreeSet<String> {
        self.loaded.keys().chain(self.prefetched.keys()).cloned().collect()
    }
}

/// Whether a document can be read elsewhere as it was here, with all that it leads to as far as that is written plainly.
pub fn is_same(document: &str, files: &BTreeMap<String, Prefetched>, read: &Read<'_>) -> bool {
    let (mut seen, mut open) = (BTreeSet::new(), vec![document]);
    while let Some(path) = open.pop() {
        if seen.insert(path) {
            let Some(file) = files.get(path).filter(|file| read(path) == file.read) else { return false };
            open.extend(file.names.iter().map(String::as_str));
        }
    }
    true
}

/// The files of documents and those that references lead to from there, but for what is known.
pub fn prefetch(documents: &[Document], read: &Read<'_>, known: &BTreeSet<String>) -> BTreeMap<String, Prefetched> {
    let mut all = BTreeMap::new();
    let paths = documents.iter().map(|document| document.path.clone()).filter(|path| !known.contains(path));
    let mut open: Vec<_> = paths.map(|path| (path, Object::Document)).collect();
    while !open.is_empty() {
        let fetched = on_all_cores(&open, |(path, object)| fetch(path, *object, read));
        let named: BTreeSet<String> = fetched.iter().flat_map(|file| file.names.iter().cloned()).collect();
        all.extend(open.into_iter().map(|(path, _)| path).zip(fetched));
        let fresh = named.into_iter().filter(|path| !known.contains(path) && !all.contains_key(path));
        open = fresh.map(|path| (path, Object::Fragment)).collect();
    }
    all
}

fn fetch(path: &str, object: Object, read: &Read<'_>) -> Prefetched {
    let read = read(path);
    let parsed = read.as_deref().ok().and_then(|bytes| parse(path, bytes));
    // Hundreds of references name a few files.
    let mentions = parsed.iter().flat_map(|(_, node)| mentions(object, node)).collect::<Vec<_>>();
    let files: BTreeSet<&str> = mentions.iter().filter_map(|mention| file_of(&mention.target.value)).collect();
    let names = files.into_iter().filter_map(|file| targets::parse(file, path).ok()?.0).collect();
    Prefetched { read, parsed, names }
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
