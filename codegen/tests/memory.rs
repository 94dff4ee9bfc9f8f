//! A run that remembers earlier ones says what one without memory says. All documents of the other tests are run through
//! one memory, each in the place of the one before: texts, places, complaints and files change at every step.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use apig_codegen::{Document, Examples, Job, Memory, Output, ReadError, Style, generate, generate_again};
use std::fs;
use std::path::{Path, PathBuf};

/// The folders below `golden` and `diagnostics`.
fn cases() -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = ["golden", "diagnostics"].map(|name| tests.join(name));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn read(case: &Path, path: &str) -> Result<Vec<u8>, ReadError> {
    let name = if path == "root.yaml" { "spec.yaml" } else { path };
    let names = [name, if name == "spec.yaml" { "openapi.yaml" } else { name }];
    names.iter().find_map(|name| fs::read(case.join(name)).ok()).ok_or(ReadError::NotFound)
}

fn shown(output: &Output) -> String {
    let files = output.tree.iter().flat_map(apig_codegen::Tree::files);
    let files: String = files.map(|(path, text)| format!("{path}\n{text}")).collect();
    output.report.human(Style::Plain, "") + &files
}

#[test]
fn memory_changes_nothing() {
    let job = Job {
        package: "test-sdk".to_owned(),
        documents: vec![Document { path: "root.yaml".to_owned() }],
        command: "test".to_owned(),
        spec_root: String::new(),
        examples: Examples::MustMatch,
    };
    let memory = Memory::default();
    let mut trees = 0;
    for case in cases() {
        let read = |path: &str| read(&case, path);
        let fresh = generate(&job, &read);
        trees += usize::from(fresh.tree.is_some());
        // The second time everything is known.
        for _ in 0..2 {
            assert_eq!(shown(&generate_again(&job, &read, &memory)), shown(&fresh), "{}", case.display());
        }
    }
    assert!(trees > 20, "{trees}");
}
