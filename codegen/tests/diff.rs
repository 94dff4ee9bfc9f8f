//! What a comparison of two versions finds: one directory below `diff/` per case, with the documents `before/` and `after/`
//! (each `openapi.yaml`, or one in a folder per service, is a root) and `expected.txt`, a line for each change. `BLESS=1`
//! writes what came.
//!
//! A directory is called after the one change that it is, `<id>` or `<id>--<variant>`; `none--<variant>` is no change and
//! `several--<variant>` are more than one. To add a case, add a directory. Must not know how changes are found.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use apig_codegen::diff::{Change, Comparison, Direction, Location, Wire, catalogue};
use apig_codegen::{Document, Examples, Job, ReadError, Style, diff};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff")
}

fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let named = |path: PathBuf| (path.file_name().expect("a name").to_string_lossy().into_owned(), path);
    let mut entries: Vec<_> = entries.map(named).collect();
    entries.sort();
    entries
}

fn cases() -> Vec<(String, PathBuf)> {
    entries(&folder()).into_iter().filter(|(_, path)| path.is_dir()).collect()
}

/// The roots below a folder: `openapi.yaml` and `<service>/openapi.yaml`.
fn job(root: &Path) -> Job {
    let inside = entries(root).into_iter().filter(|(_, path)| path.is_dir());
    let candidates = inside.map(|(name, _)| format!("{name}/openapi.yaml")).chain(["openapi.yaml".to_owned()]);
    let documents = candidates.filter(|path| root.join(path).exists()).map(|path| Document { path }).collect();
    let (package, command) = ("test-sdk".to_owned(), "test".to_owned());
    Job { package, documents, command, spec_root: String::new(), examples: Examples::MustMatch }
}

fn compare(before: &Path, after: &Path) -> Comparison {
    let read = |root: &Path, path: &str| fs::read(root.join(path)).map_err(|_| ReadError::NotFound);
    let comparison = diff(
        (&job(before), &|path: &str| read(before, path)),
        (&job(after), &|path: &str| read(after, path)),
    );
    for report in [&comparison.before, &comparison.after] {
        assert!(!report.has_errors(), "{}", report.human(Style::Plain, ""));
    }
    comparison
}

fn line(change: &Change) -> String {
    let wire = match change.wire {
        Wire::None => "nothing",
        Wire::Documentation => "documentation",
        Wire::Compatible => "compatible",
        Wire::Dangerous => "dangerous",
        Wire::Breaking => "breaking",
    };
    let direction = match change.direction {
        None => "",
        Some(Direction::Request) => ", request",
        Some(Direction::Response) => ", response",
        Some(Direction::Both) => ", both",
    };
    let place = |place: &Option<Location>| match place {
        None => "-".to_owned(),
        Some(place) => {
            assert_eq!(place.line, place.end_line, "a place is a line: {place:?}");
            format!("{}:{}:{}-{}", place.path, place.line, place.column, place.end_column)
        }
    };
    let also = if change.also.is_empty() { String::new() } else { format!("\n  also {:?}", change.also) };
    let operations = if change.operations.is_empty() { "-".to_owned() } else { change.operations.join(", ") };
    format!(
        "{} [{wire}{direction}] {}\n  {} -> {}\n  in {operations}\n  {:?}{also}\n",
        change.id,
        change.message,
        place(&change.before),
        place(&change.after),
        change.subject
    )
}

#[test]
fn every_edit_is_found_as_expected() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut differing = Vec::new();
    for (name, case) in cases() {
        let changes = compare(&case.join("before"), &case.join("after")).changes;
        let text: String = changes.iter().map(line).collect();
        let ids: Vec<&str> = changes.iter().map(|change| change.id).collect();
        let fits = match name.split("--").next().expect("a first part") {
            "none" => ids.is_empty(),
            "several" => ids.len() > 1,
            id => ids == [id],
        };
        let expected = case.join("expected.txt");
        if bless && fits {
            fs::write(&expected, text).expect("expected.txt is written");
        } else if !fits || fs::read_to_string(&expected).unwrap_or_default() != text {
            let written = fs::read_to_string(&expected).unwrap_or_default();
            differing.push(format!("==== {name}: expected\n{written}==== came\n{text}"));
        }
    }
    assert!(
        differing.is_empty(),
        "{}\n{} cases differ; read them, and if they are right: BLESS=1 cargo test -p apig-codegen --test diff",
        differing.join("\n"),
        differing.len()
    );
}

#[test]
fn every_kind_of_change_has_a_case() {
    let ids: BTreeSet<&str> = catalogue().map(|rule| rule.id).collect();
    assert!(ids.len() > 80 && ids.len() == catalogue().count(), "ids are missing or not unique: {ids:?}");
    let cases = cases();
    let named: BTreeSet<&str> = cases.iter().filter_map(|(name, _)| name.split("--").next()).collect();
    let missing: Vec<_> = ids.difference(&named).collect();
    assert!(missing.is_empty(), "no case in {} for {missing:?}", folder().display());
    let unknown: Vec<_> = named.difference(&ids).filter(|name| !["none", "several"].contains(*name)).collect();
    assert!(unknown.is_empty(), "no rule has the ids {unknown:?}");
}
