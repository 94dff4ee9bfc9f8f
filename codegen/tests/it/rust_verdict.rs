//! What changes of a document do to Rust callers: each case edits `rust_verdict/things.yaml`, says what changed on the wire,
//! and expects each change with its verdict and items, in the part of its name in `rust_verdict/expected.txtar`. To add a case, add a
//! line. Must not know how verdicts are found.

mod cases;

use crate::support::{self, Case, Files, expect, tests};
use apig_codegen::diff::{Change, ItemChange, Location, Rust, Subject, Wire, judge, worst_for_rust};
use apig_codegen::public_api::PublicItem;
use apig_codegen::{Job, Style, Tree, diff, generate, public_items};
use cases::CASES;
use std::collections::BTreeSet;
use std::fs;

fn document() -> String {
    fs::read_to_string(tests("rust_verdict").join("things.yaml")).unwrap()
}

/// The document after the edits of a case, each of which must change something.
fn edited(case: &cases::Case) -> String {
    let mut text = document();
    for (from, to) in case.edits {
        assert!(text.contains(from), "{}: there is no {from:?}", case.name);
        text = text.replace(from, to);
    }
    text
}

fn job() -> Job {
    Job { package: "things-sdk".to_owned(), ..support::job(["things.yaml"]) }
}

fn items(text: &str) -> Vec<PublicItem> {
    let (items, report) = public_items(&job(), &|_| Ok(text.as_bytes().to_vec()));
    assert!(!items.is_empty(), "{}", report.human(Style::Plain, ""));
    items
}

fn tree(text: &str) -> Tree {
    generate(&job(), &|_| Ok(text.as_bytes().to_vec())).tree.unwrap()
}

/// `property-removed Thing.name`: a change, and what it is about; after `was`, what that was called before, and so on for what else it
/// is about.
fn change(text: &str) -> Change {
    let (id, subjects) = text.split_once(' ').unwrap();
    let subjects: Vec<Subject> = subjects.split(" was ").map(subject).collect();
    let is_renamed = id.ends_with("-renamed") || id == "operation-id-changed";
    let renamed = subjects.chunks_exact(2).filter(|_| is_renamed).map(|pair| (pair[1].clone(), pair[0].clone()));
    let place = |is_there: bool| {
        let (path, line, column) = (String::new(), 1, 1);
        is_there.then_some(Location { path, line, column, end_line: line, end_column: column })
    };
    Change {
        id: String::leak(id.to_owned()),
        message: String::new(),
        what: String::new(),
        service: "things".to_owned(),
        subject: subjects[0].clone(),
        also: subjects[1..].to_vec(),
        renamed: renamed.collect(),
        operations: Vec::new(),
        direction: None,
        announced: None,
        security: false,
        before: place(!id.ends_with("-added")),
        after: place(!id.ends_with("-removed")),
        wire: Wire::None,
        set: None,
        rust: Rust::None,
        items: Vec::new(),
    }
}

/// `service`, `region:north`, `type:Thing`, `Thing.name`, `Color="red"`, `ShowThing`, `ShowThing/thing_id` (`?` of the query,
/// `@` in a header), `ShowThing:body`, `ShowThing:200`, `ShowThing:200@X-Id`, `ListThings:until ThingThere`.
fn subject(text: &str) -> Subject {
    let own = str::to_owned;
    let parameter = |sign, location| {
        let (operation, name) = text.split_once(sign)?;
        Some(Subject::Parameter { operation: own(operation), location, name: own(name) })
    };
    if text == "service" {
        return Subject::Service;
    }
    match text.split_once(':') {
        Some(("region", name)) => return Subject::Region { name: own(name) },
        Some(("type", name)) => return Subject::Type { name: own(name) },
        Some((operation, "body")) => return Subject::Body { operation: own(operation) },
        Some((operation, answer)) => {
            let operation = own(operation);
            return match (answer.strip_prefix("until "), answer.split_once('@')) {
                (Some(name), _) => Subject::Waiter { operation, name: own(name) },
                (None, Some((status, name))) => Subject::Header { operation, status: own(status), name: own(name) },
                (None, None) => Subject::Answer { operation, status: own(answer) },
            };
        }
        None => {}
    }
    if let Some((ty, name)) = text.split_once('.') {
        return Subject::Property { ty: own(ty), name: own(name) };
    }
    if let Some((ty, value)) = text.split_once('=') {
        return Subject::Value { ty: own(ty), value: own(value) };
    }
    let parameter = parameter('/', "path").or_else(|| parameter('?', "query")).or_else(|| parameter('@', "header"));
    parameter.unwrap_or_else(|| Subject::Operation { id: own(text) })
}

/// Every change with its verdict, and below it the lines that it takes away and adds.
fn shown(changes: &[Change]) -> String {
    let mut text = format!("{:?}\n", worst_for_rust(changes));
    for change in changes {
        text.push_str(&format!("\n{:?} {} {:?} {}\n", change.rust, change.id, change.subject, change.message));
        for item in &change.items {
            text.extend(item.before.iter().map(|line| format!("  - {line}\n")));
            text.extend(item.after.iter().map(|line| format!("  + {line}\n")));
            text.extend(item.meaning.iter().map(|[was, is]| format!("    was {was}\n    is {is}\n")));
        }
    }
    text
}

#[test]
fn each_case_is_judged_as_expected() {
    let (before, old) = (items(&document()), tree(&document()));
    expect("rust_verdict", |expected| {
        let all = Case::of("rust_verdict", "expected");
        for case in CASES {
            let text = edited(case);
            let after = items(&text);
            let changes = judge(case.changes.iter().map(|text| change(text)).collect(), &before, &after);
            assert_eq!(worst_for_rust(&changes), case.worst, "{}\n{}", case.name, shown(&changes));
            // Where no line differs, it is told exactly whether any file does.
            let says_nothing = case.worst == Rust::None;
            assert!(case.worst > Rust::Patch || says_nothing == (tree(&text) == old), "{}", case.name);
            each_item_is_told_once(case.name, &changes, &before, &after);
            expected.part(&all, case.name, &shown(&changes));
        }
    });
}

/// What vanished and what appeared is what the lists say, and each once.
fn each_item_is_told_once(case: &str, changes: &[Change], before: &[PublicItem], after: &[PublicItem]) {
    let lines = |items: &[PublicItem]| -> BTreeSet<String> { items.iter().map(PublicItem::line).collect() };
    let (before, after) = (lines(before), lines(after));
    let told = |side: fn(&ItemChange) -> &Option<String>| {
        let items = changes.iter().flat_map(|change| &change.items).filter(|item| item.before != item.after);
        let mut told: Vec<String> = items.filter_map(|item| side(item).clone()).collect();
        told.sort();
        told
    };
    let gone: Vec<String> = before.difference(&after).cloned().collect();
    let new: Vec<String> = after.difference(&before).cloned().collect();
    assert_eq!((told(|item| &item.before), told(|item| &item.after)), (gone, new), "{case}");
}

/// What `golden/silent_caller.rs` proves: it compiles against both versions, and nothing that it sends and gets is the same.
#[test]
fn what_a_compiled_caller_does_otherwise_is_silent() {
    let read = |case: &'static str| move |_: &str| Ok(fs::read(tests("golden").join(case).join("spec.yaml")).unwrap());
    let (before, after) = (read("silent_before"), read("silent_after"));
    let changes = diff((&job(), &before), (&job(), &after)).changes;
    let silent = changes.iter().filter(|change| change.rust == Rust::Silent);
    let told: Vec<String> = silent.map(|change| format!("{} {:?}", change.id, change.subject.root())).collect();
    let of = |operation: &str| format!("Operation {{ id: {operation:?} }}");
    let state = "Type { name: \"State\" }";
    assert_eq!(
        told,
        [
            format!("path-changed {}", of("ShowUser")),
            format!("path-changed {}", of("BindApp")),
            format!("operation-id-changed {}", of("OpenLock")),
            format!("rust-name-changed {}", of("ListTimes")),
            format!("rust-name-changed {}", of("ListTimes")),
            format!("pagination-exchanged {}", of("ListThings")),
            format!("waiter-goal-changed {}", of("ShowTask")),
            format!("rust-name-changed {state}"),
            format!("rust-name-changed {state}"),
            format!("separator-changed {state}"),
            "enum-value-name-changed Type { name: \"Level\" }".to_owned(),
            "enum-value-name-changed Type { name: \"Level\" }".to_owned(),
        ]
    );
    // Both operations exchanged their ids, which is told once.
    assert_eq!(changes.len(), told.len() + 1, "{changes:#?}");
}

/// What `golden/former_caller.rs` proves: a type, an operation and a setter that had other names break nobody who uses those. A field has
/// one name, and no constant is a pattern for what is behind a reference.
#[test]
fn what_has_its_former_name_still_breaks_nobody() {
    let read = |case: &'static str| move |_: &str| Ok(fs::read(tests("golden").join(case).join("spec.yaml")).unwrap());
    let changes = diff((&job(), &read("former_before")), (&job(), &read("former_after"))).changes;
    let breaks = |change: &&Change| change.rust >= Rust::Major;
    let told: BTreeSet<String> =
        changes.iter().filter(breaks).map(|change| format!("{} {:?}", change.id, change.subject)).collect();
    let expected = [
        r#"enum-value-name-changed Value { ty: "Size", value: "1" }"#,
        r#"enum-value-name-changed Value { ty: "Size", value: "2" }"#,
        r#"enum-value-name-changed Value { ty: "Sort", value: "\"a\"" }"#,
        r#"rust-name-changed Parameter { operation: "AddItem", location: "query", name: "verbose" }"#,
        r#"rust-name-changed Property { ty: "Item", name: "color" }"#,
        r#"rust-name-changed Property { ty: "SendPicture request", name: "text" }"#,
    ];
    assert_eq!(told, expected.map(str::to_owned).into());
    let gone = changes.iter().flat_map(|change| &change.items).filter(|item| item.after.is_none());
    let gone: BTreeSet<(&str, Option<&str>)> =
        gone.map(|item| (item.path.as_str(), item.renamed_to.as_deref())).collect();
    let expected = [
        ("things::CreateThing::talkative", None),
        ("things::SendPicture::caption", None),
        ("things::types::Kind::First", Some("things::types::Sort::One")),
        ("things::types::Size::Large", Some("things::types::Size::Big")),
        ("things::types::Size::Small", Some("things::types::Size::Little")),
        ("things::types::Thing::colour", None),
        ("things::types::ThingInput::colour", None),
    ];
    assert_eq!(gone, expected.into());
    let renamed: BTreeSet<(&str, &str)> = changes
        .iter()
        .flat_map(|change| &change.items)
        .filter_map(|item| Some((item.path.as_str(), item.renamed_to.as_deref()?)))
        .collect();
    for pair in [
        ("things::Client::create_thing", "things::Client::add_item"),
        ("things::Crate::put_thing", "things::Crate::put_item"),
        ("things::CreateThing", "things::AddItem"),
        ("things::CreateThingOutput", "things::AddItemOutput"),
        ("things::types::Content", "things::types::Inside"),
        ("things::types::ThingInput", "things::types::ItemInput"),
    ] {
        assert!(renamed.contains(&pair), "{pair:?} of {renamed:#?}");
    }
}

/// Its former name was an alias until now, and its present one is from now on: both are there before and after.
#[test]
fn a_type_gets_its_former_name_back_and_breaks_nobody() {
    let [before, after] = Case::of("diff", "type-renamed--back").versions();
    let changes = diff((&before.job(), &before.reader()), (&after.job(), &after.reader())).changes;
    assert_eq!(worst_for_rust(&changes), Rust::Minor, "{changes:#?}");
}

#[test]
fn no_expectation_is_left_over() {
    let known: BTreeSet<&str> = CASES.iter().map(|case| case.name).collect();
    let all = Case::of("rust_verdict", "expected");
    assert_eq!(all.names().collect::<BTreeSet<_>>(), known);
    assert_eq!(known.len(), CASES.len(), "two cases have one name");
}

/// The cases of the comparison after which callers compile, and something else is sent or returned.
const SILENT: &[&str] = &[
    "pagination-exchanged",
    "pagination-exchanged--parameters",
    "separator-changed",
    "several--operation-ids-exchanged",
    "several--operation-that-says-what-it-was",
    "waiter-goal-changed",
    "waiter-goal-changed--not-found",
    "waiter-goal-changed--opposite",
];

/// What the wire side finds, judged: whatever the edit, each item is told once, nothing is said of a crate that stays, and nothing is
/// called silent that is not.
#[test]
fn each_case_of_the_comparison_is_judged_in_full() {
    let mut silent = Vec::new();
    for case in support::cases("diff") {
        let (name, [before, after]) = (&case.name, case.versions());
        let items = |files: &Files| public_items(&files.job(), &files.reader()).0;
        let tree = |files: &Files| generate(&files.job(), &files.reader()).tree.unwrap();
        let changes = diff((&before.job(), &before.reader()), (&after.job(), &after.reader())).changes;
        each_item_is_told_once(name, &changes, &items(&before), &items(&after));
        let unexplained: Vec<&Change> = changes.iter().filter(|change| change.id.starts_with("rust-item-")).collect();
        let is_meant = ["rust-item-", "several--rust-items-"].iter().any(|start| name.starts_with(start));
        assert_eq!(unexplained.is_empty(), !is_meant, "{name}: {unexplained:#?}");
        silent.extend((worst_for_rust(&changes) == Rust::Silent).then(|| name.clone()));
        let is_left_alone = !changes.is_empty() && worst_for_rust(&changes) == Rust::None;
        assert!(!is_left_alone || tree(&before) == tree(&after), "{name} changes what is generated");
    }
    assert_eq!(silent, SILENT);
}
