//! What the suites share: documents, jobs, cases, and how what is expected is compared or written. Must not know any suite.

mod case;
mod constructs;
mod expect;
mod patch;

pub use case::{Case, base, cases};
pub use constructs::{Construct, constructs};
pub use expect::{difference, expect};

use apig_codegen::{Document, Examples, Job, Overlay, ReadError, RuntimeChoice};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file or folder below `codegen/tests`.
pub fn tests(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path)
}

/// The folder of the project's own documents.
pub fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

/// The roots of the project's own documents.
pub const SERVICES: [&str; 3] = ["apig/openapi.yaml", "iam/openapi.yaml", "roma/openapi.yaml"];

/// What is asked for of documents with these roots.
pub fn job<'a>(roots: impl IntoIterator<Item = &'a str>) -> Job {
    Job {
        runtime: RuntimeChoice::OfDocuments,
        package: "test-sdk".to_owned(),
        documents: roots.into_iter().map(Document::new).collect(),
        command: "test".to_owned(),
        spec_root: String::new(),
        front_page: false,
        extra: false,
        strict: true,
        examples: Examples::Checked,
    }
}

/// What changes the documents of a case, if it is there.
const OVERLAY: &str = "overlay.yaml";

/// Documents in memory, by their paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Files {
    /// One document.
    pub fn one(path: &str, text: impl Into<Vec<u8>>) -> Self {
        Self(BTreeMap::from([(path.to_owned(), text.into())]))
    }

    /// The files below a folder, whose names end like this.
    pub fn below(folder: &Path, end: &str) -> Self {
        let mut files = BTreeMap::new();
        let mut open = vec![folder.to_owned()];
        while let Some(inside) = open.pop() {
            for entry in fs::read_dir(&inside).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.to_string_lossy().ends_with(end) {
                    let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
        Self(files)
    }

    /// As the generator asks for them.
    pub fn reader(&self) -> impl Fn(&str) -> Result<Vec<u8>, ReadError> {
        |path| self.0.get(path).cloned().ok_or(ReadError::NotFound)
    }

    pub fn text(&self, path: &str) -> &str {
        let bytes = self.0.get(path).unwrap_or_else(|| panic!("there is no {path}"));
        std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is not UTF-8"))
    }

    /// With another file in the place of one, or beside the others.
    pub fn with(&self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        let mut files = self.clone();
        files.0.insert(path.to_owned(), text.into());
        files
    }

    /// The files that documents start from: `openapi.yaml` or `openapi.json`, here or in a folder for each service; `spec.yaml`
    /// of golden cases.
    pub fn roots(&self) -> Vec<&str> {
        let is_root =
            |path: &&str| matches!(path.rsplit('/').next(), Some("openapi.yaml" | "openapi.json" | "spec.yaml"));
        self.0.keys().map(String::as_str).filter(is_root).collect()
    }

    /// A job for the roots.
    pub fn job(&self) -> Job {
        let mut job = job(self.roots());
        let overlay = self
            .0
            .contains_key(OVERLAY)
            .then(|| Overlay { path: OVERLAY.to_owned(), text: self.text(OVERLAY).to_owned() });
        job.documents.iter_mut().for_each(|document| document.overlays.extend(overlay.clone()));
        job
    }
}

/// A report as files keep it: lines end without blanks, so that editors may strip them.
pub fn stripped(report: &str) -> String {
    report.trim_end().lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}
