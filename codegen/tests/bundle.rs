//! One document out of several files: `bundle/<case>/openapi.yaml` (or `.json`) is the root, `expected.yaml` what comes of
//! it, `expected.txt` what is said of it. `BLESS=1` writes what came. To add a case, add a folder. What the project's
//! own documents mean must not change on the way. Must not know how references are followed.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use apig_codegen::{Document, Examples, Job, ReadError, Style, Syntax};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundle")
}

fn spec() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

fn document(path: &str) -> Document {
    Document { path: path.to_owned() }
}

/// The bundle, and what is said about it.
fn bundle(folder: &Path, path: &str, syntax: Syntax) -> (Option<String>, String) {
    let read = |path: &str| fs::read(folder.join(path)).map_err(|_| ReadError::NotFound);
    let bundle = apig_codegen::bundle(&document(path), Examples::MustMatch, syntax, &read);
    assert_eq!(bundle.text.is_none(), bundle.report.has_errors());
    (bundle.text, bundle.report.human(Style::Plain, ""))
}

/// The bundle of a document that consists of this text.
fn bundle_text(path: &str, text: &str, syntax: Syntax) -> String {
    let read = |asked: &str| if asked == path { Ok(text.into()) } else { Err(ReadError::NotFound) };
    let bundle = apig_codegen::bundle(&document(path), Examples::MustMatch, syntax, &read);
    bundle.text.unwrap_or_else(|| panic!("{}\n{text}", bundle.report.human(Style::Plain, "")))
}

#[test]
fn each_case_makes_the_document_that_is_expected() {
    let mut differing = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let case = entry.unwrap().path();
        let root = ["openapi.yaml", "openapi.json"].into_iter().find(|name| case.join(name).exists()).unwrap();
        let (text, said) = bundle(&case, root, Syntax::Yaml);
        let said = said.trim_end().lines().map(|line| line.trim_end().to_owned() + "\n").collect::<String>();
        for (name, came) in [("expected.yaml", text.as_deref().unwrap_or_default()), ("expected.txt", said.as_str())] {
            let file = case.join(name);
            if fs::read_to_string(&file).unwrap_or_default() == came {
                continue;
            }
            match (std::env::var_os("BLESS"), came) {
                (None, _) => differing.push(format!("==== {}\n{came}", file.display())),
                (Some(_), "") => fs::remove_file(file).unwrap(),
                (Some(_), came) => fs::write(file, came).unwrap(),
            }
        }
        if let Some(text) = text {
            stays(&text);
        }
    }
    let how = "look at what `BLESS=1 cargo test -p apig-codegen --test bundle` changes";
    assert!(differing.is_empty(), "{how}\n{}", differing.join("\n"));
}

/// A bundle of a bundle is the same, by way of JSON, too.
fn stays(text: &str) {
    assert_eq!(bundle_text("a.yaml", text, Syntax::Yaml), text);
    let json = bundle_text("a.yaml", text, Syntax::Json);
    assert_eq!(bundle_text("a.json", &json, Syntax::Json), json);
    assert_eq!(bundle_text("a.json", &json, Syntax::Yaml), text);
}

const SERVICES: [&str; 3] = ["apig", "iam", "roma"];

fn job(service: &str) -> Job {
    Job {
        package: "test-sdk".to_owned(),
        documents: vec![document(&format!("{service}/openapi.yaml"))],
        command: String::new(),
        spec_root: String::new(),
        front_page: false,
        examples: Examples::MustMatch,
    }
}

#[test]
fn the_projects_documents_mean_the_same() {
    for service in SERVICES {
        let path = format!("{service}/openapi.yaml");
        let (text, said) = bundle(&spec(), &path, Syntax::Yaml);
        let text = text.unwrap_or_else(|| panic!("{said}"));
        assert_eq!(said, "");
        assert!(!text.contains(".yaml"), "{service} refers to another file:\n{text}");
        stays(&text);

        let several = |path: &str| fs::read(spec().join(path)).map_err(|_| ReadError::NotFound);
        let one = |asked: &str| if asked == path { Ok(text.clone().into()) } else { Err(ReadError::NotFound) };
        let comparison = apig_codegen::diff((&job(service), &several), (&job(service), &one));
        assert!(!comparison.after.has_errors(), "{}", comparison.after.human(Style::Plain, ""));
        assert!(comparison.changes.is_empty(), "{service}: {:#?}", comparison.changes);
        assert_eq!(generated(service, &several), generated(service, &one), "{service}");
    }
}

/// What is generated, without the first lines, which name the sources.
fn generated(service: &str, read: &apig_codegen::Read<'_>) -> Vec<(String, String)> {
    let tree = apig_codegen::generate(&job(service), read).tree.unwrap();
    let rest = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    tree.files().map(|(path, text)| (path.to_owned(), rest(text))).collect()
}
