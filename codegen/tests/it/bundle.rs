//! One document out of several files: `bundle/<case>.txtar` has the files, `expected.yaml`, which comes of them, and `expected`, which is
//! said of them; one that is called `foreign--…` is not ours to mend. What the project's own documents mean must not change on the way. Must not know how references are followed.

use crate::support::{Files, SERVICES, cases, expect, job, spec, stripped};
use apig_codegen::{Document, Style, Syntax};

/// The bundle, and what is said about it.
fn bundle(files: &Files, path: &str, strict: bool, syntax: Syntax) -> (Option<String>, String) {
    let bundle = apig_codegen::bundle(&Document::new(path), strict, syntax, &files.reader());
    assert_eq!(bundle.text.is_none(), bundle.report.has_errors());
    (bundle.text, bundle.report.human(Style::Plain, ""))
}

/// The bundle of a document that consists of this text.
fn bundle_text(path: &str, text: &str, syntax: Syntax) -> String {
    let (bundle, said) = bundle(&Files::one(path, text), path, true, syntax);
    bundle.unwrap_or_else(|| panic!("{said}\n{text}"))
}

#[test]
fn each_case_makes_the_document_that_is_expected() {
    expect("bundle", |expected| {
        for case in cases("bundle") {
            let files = case.files();
            let (text, said) = bundle(&files, files.roots()[0], case.topic() != "foreign", Syntax::Yaml);
            expected.part(&case, "expected", &stripped(&said));
            expected.part(&case, "expected.yaml", text.as_deref().unwrap_or_default());
            if let Some(text) = text {
                stays(&text);
            }
        }
    });
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
    let several = Files::below(&spec(), ".yaml");
    for path in SERVICES {
        let (text, said) = bundle(&several, path, true, Syntax::Yaml);
        let text = text.unwrap_or_else(|| panic!("{said}"));
        assert_eq!(said, "");
        assert!(!text.contains(".yaml"), "{path} refers to another file:\n{text}");
        stays(&text);

        let one = Files::one(path, text);
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
