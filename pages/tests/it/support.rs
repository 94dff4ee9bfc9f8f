//! What the suites share: the spec, the table of facts, and pages that say them. Must not know any suite.

mod composed;
mod layouts;
mod operations;
mod random;
mod table;

pub use composed::{Facts, Row};
pub use layouts::{LAYOUTS, Layout};
pub use operations::operations;
pub use random::Random;
pub use table::{Cells, Key, OURS, cells, facts};

use apig_codegen::api::Service;
use apig_codegen::{Document, Examples, Job, ReadError, Report, RuntimeChoice, Style};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the project's own documents.
pub fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

/// The text of a file below a folder, by its path.
pub type Files = BTreeMap<String, String>;

/// The project's own documents, and what is known of them.
pub fn files() -> Files {
    below(&spec(), &["yaml", "tsv"])
}

/// The files below a folder that end with one of these.
pub fn below(folder: &Path, endings: &[&str]) -> Files {
    let (mut files, mut open) = (Files::new(), vec![folder.to_owned()]);
    while let Some(inside) = open.pop() {
        for entry in fs::read_dir(&inside).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)) {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    files
}

/// What is asked for of the services.
pub fn job() -> Job {
    job_of(&["apig/openapi.yaml", "iam/openapi.yaml", "roma/openapi.yaml"])
}

/// What is asked for of documents.
pub fn job_of(documents: &[&str]) -> Job {
    Job {
        runtime: RuntimeChoice::OfDocuments,
        package: String::new(),
        documents: documents.iter().copied().map(Document::new).collect(),
        command: String::new(),
        spec_root: String::new(),
        front_page: false,
        extra: false,
        strict: false,
        // A slip in an example is to be found by its page.
        examples: Examples::Unchecked,
    }
}

/// As the generator asks for files.
pub fn reader(files: &Files) -> impl Fn(&str) -> Result<Vec<u8>, ReadError> {
    |path| files.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadError::NotFound)
}

/// What documents mean.
pub fn services(files: &Files) -> (Vec<Service>, Report) {
    let (services, report) = apig_codegen::read(&job(), &reader(files));
    assert!(!report.has_errors(), "{}", report.human(Style::Plain, "spec/"));
    (services, report)
}

/// Compares what comes of each page in a folder of cases with the file beside it.
pub fn compare(suite: &str, come: impl Fn(&str, &str) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(suite);
    let cases = below(&folder, &["html", "md", "rst", "txt"]);
    let mut differing = Vec::new();
    for (name, text) in &cases {
        let came = come(name, text);
        let path = folder.join(format!("{name}.expected"));
        if fs::read_to_string(&path).unwrap_or_default() == came {
            continue;
        }
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, came).unwrap();
        } else {
            differing.push(format!("==== {name}\n{came}"));
        }
    }
    assert!(!cases.is_empty());
    assert!(
        differing.is_empty(),
        "{}\n{} differ; read them, and if they are right: BLESS=1 cargo test -p apig-pages --test it {suite}",
        differing.join("\n"),
        differing.len()
    );
}
