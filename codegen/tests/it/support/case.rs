//! Reads cases: one file each, whose parts start with `-- name --` on a line of its own, as in Go's txtar. The format is plain, needs
//! no escapes in YAML, Rust or reports, and shows document and expectation on one page.
//!
//! A part called `<path>.diff` is what differs from `base.yaml` of the suite or, called `<path>.diff <file>`, from another file there
//! (see `patch`); in a part called `<path>.escaped`, `\xNN` is a byte. Must not know what the parts of a suite mean.

use super::{Files, patch};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Cases are read and written by tests that run at the same time.
static DISK: Mutex<()> = Mutex::new(());

/// A case of a suite.
#[derive(Clone)]
pub struct Case {
    pub name: String,
    path: PathBuf,
    parts: Vec<(String, String)>,
}

/// The document that the cases of a suite change.
pub fn base(suite: &str) -> Files {
    Files::one("openapi.yaml", fs::read(super::tests(suite).join("base.yaml")).unwrap())
}

/// The cases of a suite, by name.
pub fn cases(suite: &str) -> Vec<Case> {
    let entries = fs::read_dir(super::tests(suite)).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = entries.collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txtar"));
    let mut cases: Vec<Case> = paths.iter().map(|path| Case::read(path)).collect();
    cases.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(!cases.is_empty(), "no cases in {suite}");
    cases
}

impl Case {
    /// One case by its name.
    pub fn of(suite: &str, name: &str) -> Self {
        Self::read(&super::tests(suite).join(name).with_extension("txtar"))
    }

    fn read(path: &Path) -> Self {
        let _alone = DISK.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, parts) = parts(&fs::read_to_string(path).unwrap());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Self { name, path: path.to_owned(), parts }
    }

    /// What comes before `--` in the name: what the case is about.
    pub fn topic(&self) -> &str {
        self.name.split("--").next().unwrap()
    }

    /// The text of a part; nothing if it is not there.
    pub fn part(&self, name: &str) -> &str {
        self.parts.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text)
    }

    /// The names of the parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|(name, _)| name.as_str())
    }

    /// The documents: the parts below a folder, under the rest of their names, but for what is expected.
    fn files_below(&self, folder: &str, earlier: Option<&Files>) -> Files {
        let mut files = BTreeMap::new();
        let own = self.parts.iter().filter_map(|(name, text)| Some((name.strip_prefix(folder)?, text)));
        for (name, text) in own.filter(|(name, _)| !name.starts_with("expected") && !name.starts_with("fixed/")) {
            let (name, text) = match name.split_once(".diff") {
                None => (name, text.clone()),
                Some((name, base)) => {
                    let before = match (base.trim(), earlier) {
                        ("", Some(earlier)) => earlier.text(name).to_owned(),
                        ("", None) => self.beside("base.yaml"),
                        (base, _) => self.beside(base),
                    };
                    (name, patch::apply(&before, text).unwrap_or_else(|error| panic!("{}: {error}", self.name)))
                }
            };
            match name.strip_suffix(".escaped") {
                Some(name) => files.insert(name.to_owned(), unescaped(&text)),
                None => files.insert(name.to_owned(), text.into_bytes()),
            };
        }
        Files(files)
    }

    /// A file that the cases of a suite share.
    fn beside(&self, name: &str) -> String {
        fs::read_to_string(self.path.with_file_name(name)).unwrap()
    }

    /// The documents.
    pub fn files(&self) -> Files {
        self.files_below("", None)
    }

    /// Both versions of the documents: `before/…`, and `after/…` or what differs from it.
    pub fn versions(&self) -> [Files; 2] {
        let before = self.files_below("before/", None);
        let after = self.files_below("after/", Some(&before));
        [before, after]
    }

    /// Writes a part, behind the others if it is new; nothing takes it away.
    pub fn write(&self, name: &str, text: &str) {
        let _alone = DISK.lock().unwrap_or_else(PoisonError::into_inner);
        let (comment, mut parts) = parts(&fs::read_to_string(&self.path).unwrap());
        match parts.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => text.clone_into(known),
            None => parts.push((name.to_owned(), text.to_owned())),
        }
        parts.retain(|(known, text)| known != name || !text.is_empty() || name == "expected");
        let parts: String = parts.iter().map(|(name, text)| format!("-- {name} --\n{text}")).collect();
        fs::write(&self.path, comment + &parts).unwrap();
    }
}

/// What stands before the first mark, and the parts with their names.
fn parts(text: &str) -> (String, Vec<(String, String)>) {
    let (mut comment, mut parts) = (String::new(), Vec::<(String, String)>::new());
    for line in text.split_inclusive('\n') {
        let mark = line.strip_prefix("-- ").and_then(|line| line.trim_end().strip_suffix(" --"));
        match (mark, parts.last_mut()) {
            (Some(name), _) => parts.push((name.to_owned(), String::new())),
            (None, Some((_, text))) => text.push_str(line),
            (None, None) => comment.push_str(line),
        }
    }
    (comment, parts)
}

/// The bytes of a text in which `\xNN` is one.
fn unescaped(text: &str) -> Vec<u8> {
    let mut pieces = text.split("\\x");
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (digits, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).unwrap());
        bytes.extend_from_slice(rest.as_bytes());
    }
    bytes
}
