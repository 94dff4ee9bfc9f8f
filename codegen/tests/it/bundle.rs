//! One document out of several files: `bundle/<case>/openapi.yaml` (or `.json`) is the root, `expected.yaml` what comes of
//! it, `expected.txt` what is said of it. `BLESS=1` writes what came. To add a case, add a folder. What the project's
//! own documents mean must not change on the way. Must not know how references are followed.

use crate::support::{Files, SERVICES, job, spec, tests};
use apig_codegen::{Document, Examples, ReadError, Style, Syntax};
use std::fs;
use std::path::Path;

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
    let files = Files::one(path, text);
    let bundle = apig_codegen::bundle(&document(path), Examples::MustMatch, syntax, &files.reader());
    bundle.text.unwrap_or_else(|| panic!("{}\n{text}", bundle.report.human(Style::Plain, "")))
}

#[test]
fn each_case_makes_the_document_that_is_expected() {
    let mut differing = Vec::new();
    for entry in fs::read_dir(tests("bundle")).unwrap() {
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
    let how = "look at what `BLESS=1 cargo test -p apig-codegen --test it bundle` changes";
    assert!(differing.is_empty(), "{how}\n{}", differing.join("\n"));
}

/// A bundle of a bundle is the same, by way of JSON, too.
fn stays(text: &str) {
    assert_eq!(bundle_text("a.yaml", text, Syntax::Yaml), text);
    let json = bundle_text("a.yaml", text, Syntax::Json);
    assert_eq!(bundle_text("a.json", &json, Syntax::Json), json);
    assert_eq!(bundle_text("a.json", &json, Syntax::Yaml), text);
}

#[test]
fn the_projects_documents_mean_the_same() {
    for path in SERVICES {
        let (text, said) = bundle(&spec(), path, Syntax::Yaml);
        let text = text.unwrap_or_else(|| panic!("{said}"));
        assert_eq!(said, "");
        assert!(!text.contains(".yaml"), "{path} refers to another file:\n{text}");
        stays(&text);

        let (several, one) = (Files::below(&spec(), ".yaml"), Files::one(path, text));
        let comparison = apig_codegen::diff((&job([path]), &several.reader()), (&job([path]), &one.reader()));
        assert!(!comparison.after.has_errors(), "{}", comparison.after.human(Style::Plain, ""));
        assert!(comparison.changes.is_empty(), "{path}: {:#?}", comparison.changes);
        assert_eq!(generated(path, &several), generated(path, &one), "{path}");
    }
}

/// What is generated, without the first lines, which name the sources.
fn generated(path: &str, files: &Files) -> Vec<(String, String)> {
    let tree = apig_codegen::generate(&job([path]), &files.reader()).tree.unwrap();
    let rest = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    tree.files().map(|(path, text)| (path.to_owned(), rest(text))).collect()
}
