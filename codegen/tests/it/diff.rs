//! What a comparison of two versions finds: a file below `diff/` per case, with the documents `before/…` and `after/…` (each
//! `openapi.yaml`, or one in a folder per service, is a root) and `expected`, a line for each change.
//!
//! A case is called after the one change that it is, `<id>` or `<id>--<variant>`; `none--<variant>` is no change and
//! `several--<variant>` are more than one. Must not know how changes are found.

use crate::support::{Case, Files, cases, expect, job, spec};
use apig_codegen::diff::{Callers, Change, Comparison, Direction, Judgement, Location, Verdict, catalogue, rust_rules};
use apig_codegen::{Job, Style, diff, generate};
use std::collections::BTreeSet;

fn compare(before: &Files, after: &Files) -> Comparison {
    let comparison = diff((&before.job(), &before.reader()), (&after.job(), &after.reader()));
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
    expect("diff", |expected| {
        for case in cases("diff") {
            let [before, after] = case.versions();
            let changes = compare(&before, &after).changes;
            let ids: Vec<&str> = changes.iter().map(|change| change.id).collect();
            let fits = match case.topic() {
                "none" => ids.is_empty(),
                "several" => ids.len() > 1,
                id => ids == [id],
            };
            if fits {
                expected.part(&case, "expected", &changes.iter().map(line).collect::<String>());
            } else {
                expected.wrong(format!("==== {} is {ids:?}", case.name));
            }
        }
    });
}

#[test]
fn every_kind_of_change_has_a_case() {
    let ids: BTreeSet<&str> = catalogue().map(|rule| rule.id).collect();
    assert!(ids.len() > 80 && ids.len() == catalogue().count(), "ids are missing or not unique: {ids:?}");
    let cases = cases("diff");
    let named: BTreeSet<&str> = cases.iter().map(Case::topic).collect();
    let missing: Vec<_> = ids.difference(&named).collect();
    assert!(missing.is_empty(), "no case in tests/diff for {missing:?}");
    let only_rust: BTreeSet<&str> = rust_rules().map(|rule| rule.id).collect();
    let known = |name: &str| ["none", "several"].contains(&name) || only_rust.contains(name);
    let unknown: Vec<_> = named.difference(&ids).filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "no rule has the ids {unknown:?}");
    // What only Rust callers see hardly comes alone.
    let lines = cases.iter().flat_map(|case| case.part("expected").lines());
    let told = |id: &&&str| lines.clone().any(|line| line.starts_with(&format!("{id} ")));
    let missing: Vec<_> = only_rust.iter().filter(|id| !told(id)).collect();
    assert!(missing.is_empty(), "no case in tests/diff tells {missing:?}");
}

#[test]
fn what_did_not_change_is_no_change() {
    let own = Files::below(&spec(), ".yaml");
    assert_eq!(compare(&own, &own).changes, [], "the project's own");
    for case in cases("diff") {
        for files in case.versions() {
            assert_eq!(compare(&files, &files).changes, [], "{}", case.name);
        }
    }
}

#[test]
fn a_change_undone_is_a_change() {
    for case in cases("diff") {
        let [before, after] = case.versions();
        let (changes, name) = (compare(&after, &before).changes, &case.name);
        assert_eq!(changes.is_empty(), name.starts_with("none--"), "{name}: {changes:?}");
        assert!(name.starts_with("several--") || changes.len() < 2, "{name}: {changes:?}");
    }
}

/// Lines that say what is said or taken for granted anyway: a type that follows from what stands beside it.
const SAID_ANYWAY: &[&str] = &["type: object", "type: string"];

#[test]
fn no_line_vanishes_unnoticed() {
    for case in ["bound-narrowed", "property-removed", "waiter-goal-changed", "region-removed", "deprecated"] {
        let [before, _] = Case::of("diff", case).versions();
        let text = before.text("openapi.yaml");
        let mut noticed = 0;
        for (at, vanished) in text.lines().enumerate() {
            let rest: Vec<&str> =
                text.lines().enumerate().filter(|(other, _)| *other != at).map(|(_, line)| line).collect();
            let rest = rest.join("\n");
            let after = before.with("openapi.yaml", rest);
            let comparison = diff((&before.job(), &before.reader()), (&after.job(), &after.reader()));
            if comparison.after.has_errors() || SAID_ANYWAY.contains(&vanished.trim()) {
                continue;
            }
            noticed += 1;
            assert!(!comparison.changes.is_empty(), "{case}, line {}: {vanished}", at + 1);
        }
        assert!(noticed > 2, "{case}: most lines make an error, so nothing was tested");
    }
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
        Callers of the Rust crate have a compiler, so that the worst is what it does not tell:\n\n\
        | verdict | means | raises |\n|---|---|---|\n\
        | none | the crate stays as it was | |\n\
        | patch | what the crate does or says changes, its public items do not | patch |\n\
        | minor | items appear, or are deprecated | minor |\n\
        | dangerous | callers compile, and the crate refuses calls that worked, before anything is sent | minor |\n\
        | major | items vanish or change type: callers may not compile | major |\n\
        | silent | callers compile, and something else is sent or returned | major |\n\n\
        Names that change places are silent: two arguments of a path, two values of an enum, two properties of one type. So arguments keep\n\
        their names, or get new ones, but do not exchange them. A new duty is dangerous and no major change: the server refuses the\n\
        call with or without a new version of the crate, and the crate tells it sooner, in words, with everything else that is wrong. Who had\n\
        to change a program for a major version would have nothing to change in it.\n\n\
        🔐 marks kinds that are about who may call, or who may see what: each report has a section of its own for them.\n\n\
        Moving things to other files, another order, or writing the same in other words of OpenAPI is no change. Components that no\n\
        operation uses are not compared.\n\n\
        What vanished and what appeared in its place are told as one thing under another name if two of these agree: the name,\n\
        nearly; the description; the type. What else differs is told beside it. Where several would fit, none does.\n\n\
        A project may judge a kind otherwise on the wire, with a reason, in `diff.yaml`:\n\n\
        ```yaml\nseverities:\n  property-removed: {wire: dangerous, reason: Our callers take answers apart field by field.}\n```\n\n\
        What breaks callers and is meant stands in `accepted.yaml`, where `cargo xtask diff --accept --reason \"…\"` puts it: each report\n\
        shows it with its reason, and no `--fail-on` fails for it. It stands there from the change to its release.\n\n\
        A version with errors, of which no crate can be made, is compared on the wire as far as it can be read. An operation with an error in\n\
        it, or in what it refers to, is listed as not compared: what an error hides is no change, so that nobody is said to break callers who\n\
        mends it. A newer version with errors fails whatever `--fail-on` asks for, as it is none to go on with; an older one does not, since\n\
        nobody has a crate of it.\n\n"
        .to_owned();
    let cases = cases("diff");
    for rule in catalogue() {
        page.push_str(&format!("## `{}`{}\n\n{}\n\n", rule.id, if rule.security { " 🔐" } else { "" }, rule.meaning));
        let told = |judgement: &Judgement| format!("**{}**: {}.", judgement.wire.name(), judgement.reason);
        page.push_str(&match &rule.verdict {
            Verdict::Always(judgement) => format!("- {}\n", told(judgement)),
            Verdict::ByDirection { request, response } => {
                format!("- To the server: {}\n- From the server: {}\n", told(request), told(response))
            }
        });
        if let Some(Callers { rust, reason }) = &rule.callers {
            page.push_str(&format!("- Callers in Rust: **{}**: {reason}.\n", rust.name()));
        }
        let case = cases.iter().find(|case| case.topic() == rule.id).expect("a case for each rule");
        page.push_str(&example(case));
    }
    page.trim_end().to_owned() + "\n"
}

/// The lines that differ, and what was said of them.
fn example(case: &Case) -> String {
    let [before, after] = case.versions();
    let paths: BTreeSet<&str> = before.roots().into_iter().chain(after.roots()).collect();
    let mut lines = String::new();
    for path in paths {
        let text = |files: &Files| files.0.get(path).map_or("", |_| files.text(path)).to_owned();
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
    expect("diff", |expected| expected.file(&spec().join("CHANGES.md"), &page()));
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
    let both = job(["clash/openapi.yaml", "plain/openapi.yaml"]);
    let read = |plain: String| {
        let clash = clash.clone();
        move |path: &str| Ok(if path.starts_with("clash") { clash.clone() } else { plain.clone() }.into_bytes())
    };
    let (before, after) = (read(document("Plain", "a: {type: string}")), read(document("Plain", "b: {type: integer}")));
    let alone = job(["clash/openapi.yaml"]);
    assert!(generate(&alone, &before).report.has_errors());

    let comparison = diff((&both, &before), (&both, &after));

    assert!(!comparison.before.has_errors() && !comparison.after.has_errors());
    assert!(comparison.changes.iter().all(|change| change.service == "plain"), "{:?}", comparison.changes);
    assert!(!comparison.changes.is_empty());
}

#[test]
fn a_document_is_the_same_if_all_that_is_read_with_it_is() {
    let root = |reference: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: Odd, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: Show\n      \
             responses:\n        '200':\n          description: OK\n          content:\n            application/json:\n              \
             schema: {{type: object, properties: {reference}}}\n"
        )
    };
    // The second is no OpenAPI, and read nonetheless. The third is a name that leads to the file when it is decoded.
    for reference in ["{a: {$ref: 'parts.yaml#/a'}}", "{$ref: 'parts.yaml#/all'}", "{a: {$ref: 'p%61rts.yaml#/a'}}"] {
        let files = |ty: &str| {
            let parts = format!("a: &a {{type: {ty}}}\nall:\n  a: *a\n");
            Files::one("odd/openapi.yaml", root(reference)).with("odd/parts.yaml", parts)
        };
        let (before, after) = (files("string"), files("integer"));
        let job = Job { strict: false, ..job(["odd/openapi.yaml"]) };
        let ids = |after: &Files| -> Vec<&str> {
            let comparison = diff((&job, &before.reader()), (&job, &after.reader()));
            assert!(!comparison.after.has_errors(), "{}", comparison.after.human(Style::Plain, ""));
            comparison.changes.iter().map(|change| change.id).collect()
        };

        assert_eq!(ids(&after), ["type-changed"], "{reference}");
        assert_eq!(ids(&before), [""; 0], "{reference}");
    }
}
