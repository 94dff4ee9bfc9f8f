//! Drafts of invented pages are as expected, and what the generator accepts. Bless with `BLESS=1`.

use apig_codegen::{Document, Examples, Job, ReadError, RuntimeChoice, Style};
use apig_pages::draft::{Draft, Options, Spec, draft, lines};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/draft")
}

fn drafted(name: &str, without_words: bool) -> Result<Draft, String> {
    let text = fs::read_to_string(folder().join(name)).unwrap();
    let spec = fs::read_to_string(folder().join("spec.yaml")).unwrap();
    let files = BTreeMap::from([("widgets/openapi.yaml".to_owned(), spec)]);
    let options = Options { without_words, file: "widgets/openapi.yaml".to_owned(), ..Options::default() };
    draft(&apig_pages::page(name, &text), &Spec::new("widgets", &files), &options)
}

/// The draft as it is printed, and what needs a look.
fn shown(draft: Result<Draft, String>) -> String {
    let draft = match draft {
        Ok(draft) => draft,
        Err(reason) => return format!("error: {reason}\n"),
    };
    let mut text = format!("{} {}\n", draft.method, draft.path);
    let mut add = |lines: Vec<String>| lines.iter().for_each(|line| writeln!(text, "{line}").unwrap());
    add(lines(&draft.operation, 2));
    for (name, schema) in &draft.schemas {
        add(vec![format!("{name}:")]);
        add(lines(schema, 2));
    }
    add(draft.notes.iter().map(|note| format!("line {}: {}", note.number, note.text)).collect());
    text
}

fn check(name: &str, without_words: bool) {
    let path = folder().join("expected").join(format!("{name}{}", if without_words { ".without_words" } else { "" }));
    let found = shown(drafted(name, without_words));
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(folder().join("expected")).unwrap();
        fs::write(&path, &found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{}: run with BLESS=1 and look at what differs\n{found}", path.display());
}

const CASES: [&str; 5] = ["create.txt", "list.md", "upload.txt", "hostile.txt", "no_operation.txt"];

#[test]
fn pages_become_drafts() {
    CASES.iter().for_each(|name| check(name, false));
    check("create.txt", true);
}

/// The document of a draft on its own, without the spec that it would go to.
#[test]
fn the_generator_accepts_drafts() {
    for name in CASES {
        let text = fs::read_to_string(folder().join(name)).unwrap();
        let page = apig_pages::page(name, &text);
        let mut spec = Spec::alone("Widgets");
        let options = Options { file: Spec::ALONE.to_owned(), ..Options::default() };
        let Ok(draft) = draft(&page, &spec, &options) else { continue };
        spec.take(&draft);
        let yaml = lines(spec.root().unwrap(), 0).join("\n");
        let job = Job {
            package: "widgets".to_owned(),
            runtime: RuntimeChoice::OfDocuments,
            documents: vec![Document::new("widgets.yaml")],
            command: String::new(),
            spec_root: String::new(),
            front_page: false,
            extra: false,
            strict: false,
            examples: Examples::Checked,
        };
        let read = |path: &str| match path {
            "widgets.yaml" => Ok(yaml.clone().into_bytes()),
            _ => Err(ReadError::NotFound),
        };
        let report = apig_codegen::generate(&job, &read).report;
        assert!(!report.has_errors(), "{name}:\n{}\n{yaml}", report.human(Style::Plain, ""));
    }
}
