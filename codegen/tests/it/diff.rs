//! What a comparison of two versions finds: one directory below `diff/` per case, with the documents `before/` and `after/`
//! (each `openapi.yaml`, or one in a folder per service, is a root) and `expected.txt`, a line for each change. `BLESS=1`
//! writes what came.
//!
//! A directory is called after the one change that it is, `<id>` or `<id>--<variant>`; `none--<variant>` is no change and
//! `several--<variant>` are more than one. To add a case, add a directory. Must not know how changes are found.

use crate::support::{self, Files, spec, tests};
use apig_codegen::diff::{Change, Comparison, Direction, Judgement, Location, Verdict, catalogue, rust_rules};
use apig_codegen::{Job, ReadError, Style, diff};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let named = |path: PathBuf| (path.file_name().expect("a name").to_string_lossy().into_owned(), path);
    let mut entries: Vec<_> = entries.map(named).collect();
    entries.sort();
    entries
}

fn cases() -> Vec<(String, PathBuf)> {
    entries(&tests("diff")).into_iter().filter(|(_, path)| path.is_dir()).collect()
}

/// The roots below a folder: `openapi.yaml` and `<service>/openapi.yaml`.
fn job(root: &Path) -> Job {
    Files::below(root, ".yaml").job()
}

fn compare(before: &Path, after: &Path) -> Comparison {
    let read = |root: &Path, path: &str| fs::read(root.join(path)).map_err(|_| ReadError::NotFound);
    let comparison =
        diff((&job(before), &|path: &str| read(before, path)), (&job(after), &|path: &str| read(after, path)));
    for report in [&comparison.before, &comparison.after] {
        assert!(!report.has_errors(), "{}", report.human(Style::Plain, ""));
    }
    for change in &comparison.changes {
        assert!(change.before.is_some() || change.after.is_some(), "{change:?} has no place");
    }
    comparison
}

fn line(change: &Change) -> String {
    let wire = change.wire.name();
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
        "{}\n{} cases differ; read them, and if they are right: BLESS=1 cargo test -p apig-codegen --test it diff",
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
    assert!(missing.is_empty(), "no case in {} for {missing:?}", tests("diff").display());
    let only_rust: BTreeSet<&str> = rust_rules().map(|rule| rule.id).collect();
    let known = |name: &str| ["none", "several"].contains(&name) || only_rust.contains(name);
    let unknown: Vec<_> = named.difference(&ids).filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "no rule has the ids {unknown:?}");
    // What only Rust callers see hardly comes alone.
    let texts = cases.iter().map(|(_, case)| fs::read_to_string(case.join("expected.txt")).expect("expected.txt"));
    let texts: Vec<String> = texts.collect();
    let told = |id: &&&str| texts.iter().any(|text| text.lines().any(|line| line.starts_with(&format!("{id} "))));
    let missing: Vec<_> = only_rust.iter().filter(|id| !told(id)).collect();
    assert!(missing.is_empty(), "no case in {} tells {missing:?}", tests("diff").display());
}

#[test]
fn what_did_not_change_is_no_change() {
    assert_eq!(compare(&spec(), &spec()).changes, [], "the project's own");
    for (name, case) in cases() {
        for side in ["before", "after"] {
            let root = case.join(side);
            assert_eq!(compare(&root, &root).changes, [], "{name}/{side}");
        }
    }
}

#[test]
fn a_change_undone_is_a_change() {
    for (name, case) in cases() {
        let (there, back) = (case.join("before"), case.join("after"));
        let changes = compare(&back, &there).changes;
        assert_eq!(changes.is_empty(), name.starts_with("none--"), "{name}: {changes:?}");
        assert!(name.starts_with("several--") || changes.len() < 2, "{name}: {changes:?}");
    }
}

/// Lines that say what is said or taken for granted anyway: a type that follows from what stands beside it.
const SAID_ANYWAY: &[&str] = &["type: object", "type: string"];

#[test]
fn no_line_vanishes_unnoticed() {
    for case in ["bound-narrowed", "property-removed", "waiter-changed", "region-removed", "deprecated"] {
        let root = tests("diff").join(case).join("before");
        let (job, path) = (job(&root), root.join("openapi.yaml"));
        let text = fs::read_to_string(&path).expect("a document");
        let mut noticed = 0;
        for (at, vanished) in text.lines().enumerate() {
            let rest: Vec<&str> =
                text.lines().enumerate().filter(|(other, _)| *other != at).map(|(_, line)| line).collect();
            let rest = rest.join("\n");
            let read = |text: &str| Ok(text.as_bytes().to_vec());
            let comparison = diff((&job, &|_: &str| read(&text)), (&job, &|_: &str| read(&rest)));
            if comparison.after.has_errors() || SAID_ANYWAY.contains(&vanished.trim()) {
                continue;
            }
            noticed += 1;
            assert!(!comparison.changes.is_empty(), "{case}, line {}: {vanished}", at + 1);
        }
        assert!(noticed > 2, "{case}: most lines make an error, so nothing was tested");
    }
}

#[test]
fn documents_with_errors_are_not_compared() {
    let good = tests("diff").join("title-changed/before");
    let job = job(&good);
    let comparison = diff(
        (&job, &|_| Err(ReadError::NotFound)),
        (&job, &|path: &str| fs::read(good.join(path)).map_err(|_| ReadError::NotFound)),
    );
    assert!(comparison.changes.is_empty() && comparison.before.has_errors() && !comparison.after.has_errors());
}

/// The page that lists all kinds of changes, each with the first of its cases as an example.
fn page() -> String {
    let mut page = "<!-- Written by `BLESS=1 cargo test -p apig-codegen --test it diff`, from codegen/src/diff/catalogue and codegen/tests/diff. -->\n\n\
        # Kinds of changes\n\n\
        What a comparison of two versions of the documents tells apart, and what each change does to programs that talk to the\n\
        service, in whatever language. What it does to programs that use the Rust crate is another matter, and told beside it.\n\n\
        | verdict | means |\n|---|---|\n\
        | none | requests and answers stay as they were |\n\
        | documentation | only words changed |\n\
        | compatible | programs that worked go on to work |\n\
        | dangerous | programs that worked may meet what they did not expect |\n\
        | breaking | programs that worked may be refused, or misread an answer |\n\n\
        Moving things to other files, another order, or writing the same in other words of OpenAPI is no change. Components that no\n\
        operation uses are not compared.\n\n\
        What vanished and what appeared in its place are told as one thing under another name if two of these agree: the name,\n\
        nearly; the description; the type. What else differs is told beside it. Where several would fit, none does.\n\n"
        .to_owned();
    let cases: BTreeMap<String, PathBuf> = cases().into_iter().collect();
    for rule in catalogue() {
        page.push_str(&format!("## `{}`\n\n{}\n\n", rule.id, rule.meaning));
        let told = |judgement: &Judgement| format!("**{}**: {}.", judgement.wire.name(), judgement.reason);
        page.push_str(&match &rule.verdict {
            Verdict::Always(judgement) => format!("- {}\n", told(judgement)),
            Verdict::ByDirection { request, response } => {
                format!("- To the server: {}\n- From the server: {}\n", told(request), told(response))
            }
        });
        let case = cases.iter().find(|(name, _)| name.split("--").next() == Some(rule.id));
        let (_, case) = case.expect("a case for each rule");
        page.push_str(&example(case));
    }
    page.trim_end().to_owned() + "\n"
}

/// The lines that differ, and what was said of them.
fn example(case: &Path) -> String {
    let (before, after) = (case.join("before"), case.join("after"));
    let roots = |root: &Path| job(root).documents.into_iter().map(|document| document.path);
    let paths: BTreeSet<String> = roots(&before).chain(roots(&after)).collect();
    let mut lines = String::new();
    for path in paths {
        let text = |root: &Path| fs::read_to_string(root.join(&path)).unwrap_or_default();
        let (old, new) = (text(&before), text(&after));
        let whole = old.is_empty() || new.is_empty();
        for change in similar::TextDiff::from_lines(&old, &new).iter_all_changes() {
            match change.tag() {
                similar::ChangeTag::Equal => {}
                similar::ChangeTag::Delete if whole => lines = format!("-{path}\n"),
                similar::ChangeTag::Insert if whole => lines = format!("+{path}\n"),
                similar::ChangeTag::Delete => lines.push_str(&format!("-{change}")),
                similar::ChangeTag::Insert => lines.push_str(&format!("+{change}")),
            }
        }
    }
    let changes = compare(&before, &after).changes;
    format!("\n```diff\n{lines}```\n\n> {}\n\n", changes.first().expect("a change").message)
}

#[test]
fn the_page_of_changes_is_up_to_date() {
    let path = spec().join("CHANGES.md");
    let page = page();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, page).expect("the page is written");
    } else {
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(written == page, "spec/CHANGES.md is stale: BLESS=1 cargo test -p apig-codegen --test it diff");
    }
}

#[test]
fn what_is_wrong_with_a_service_that_is_the_same_stops_nothing() {
    let document = |title: &str, properties: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: {title}, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: Show\n      \
             responses:\n        '200':\n          description: OK\n          content:\n            application/json:\n              \
             schema: {{type: object, properties: {{{properties}}}}}\n"
        )
    };
    // Both properties would be one field.
    let clash = document("Clash", "a-b: {type: string}, a_b: {type: string}");
    let job = support::job(["clash/openapi.yaml", "plain/openapi.yaml"]);
    let read = |plain: String| {
        let clash = clash.clone();
        move |path: &str| Ok(if path.starts_with("clash") { clash.clone() } else { plain.clone() }.into_bytes())
    };
    let (before, after) = (read(document("Plain", "a: {type: string}")), read(document("Plain", "b: {type: integer}")));
    let alone = support::job(["clash/openapi.yaml"]);
    assert!(apig_codegen::generate(&alone, &before).report.has_errors());

    let comparison = diff((&job, &before), (&job, &after));

    assert!(!comparison.before.has_errors() && !comparison.after.has_errors());
    assert!(comparison.changes.iter().all(|change| change.service == "plain"), "{:?}", comparison.changes);
    assert!(!comparison.changes.is_empty());
}
