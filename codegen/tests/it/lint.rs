//! What the rules find: one directory below `lint/` per case, with the documents (`openapi.yaml` is the root), `lint.yaml` if the
//! case is about it, and `expected.txt`, the report as a terminal shows it. `BLESS=1` writes what came. `fixed/` below a case holds
//! what mending makes of its files.
//!
//! A directory is called after the rule that finds something in it, `<rule>` or `<rule>--<variant>`, and no other rule finds
//! anything there. Must not know how rules work.

mod folder;

use crate::support::{self, Case};
use apig_codegen::lint::{fix, rules};
use apig_codegen::{Report, Severity, Style};
use folder::{Folder, blessed, cases, lint, services};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What can be wrong with `lint.yaml`.
const CONFIG: [&str; 6] =
    ["lint-config", "unused-exception", "unknown-keyword", "missing-keyword", "wrong-value-type", "yaml-syntax"];

/// Rules whose mend is in two places, so that a snippet cannot show it whole.
const TWO_PLACES: [&str; 1] = ["path-parameter-name"];

fn codes(report: &Report) -> BTreeSet<&str> {
    report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn every_finding_is_shown_as_expected() {
    let mut differing = Vec::new();
    for (name, case) in cases() {
        let text = lint(&case).human(Style::Plain, "");
        let text = text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n";
        differing.extend(
            blessed(&case.path.join("expected.txt"), &text).map(|difference| format!("==== {name}: {difference}")),
        );
    }
    assert!(
        differing.is_empty(),
        "{}\nread them, and if they are right: BLESS=1 cargo test -p apig-codegen --test it lint",
        differing.join("\n")
    );
}

#[test]
fn a_case_is_found_by_the_rule_it_is_called_after_and_by_no_other() {
    let known: BTreeSet<&str> = rules().iter().map(|rule| rule.id).chain(CONFIG).collect();
    for (name, case) in cases() {
        let code = name.split("--").next().expect("a first part");
        assert!(known.contains(code), "{name}: no rule has this name");
        let report = lint(&case);
        assert_eq!(codes(&report), BTreeSet::from([code]), "{name}\n{}", report.human(Style::Plain, ""));
    }
}

#[test]
fn every_rule_has_a_case_and_a_name_of_its_own() {
    let cases = cases();
    let named: BTreeSet<&str> = cases.iter().map(|(name, _)| name.as_str()).collect();
    let said = support::cases("diagnostics");
    let said: BTreeSet<&str> = said.iter().map(Case::topic).collect();
    let mut ids = BTreeSet::new();
    for rule in rules() {
        assert!(!said.contains(rule.id), "`{}` is a message of the generator", rule.id);
        assert!(named.contains(rule.id), "no case in tests/lint for the rule `{}`", rule.id);
        assert!(ids.insert(rule.id), "two rules are called `{}`", rule.id);
        for text in [rule.summary, rule.rationale] {
            assert!(text.ends_with('.') && !text.contains("  ") && !text.contains('\n'), "{}: {text:?}", rule.id);
        }
    }
}

/// The page of the rules says what the rules are, and what becomes of each of the vendor's.
#[test]
fn the_page_lists_the_rules() {
    const START: &str = "--test it lint`. -->\n";
    const END: &str = "<!-- end -->";
    let path = Folder::own().path.join("LINT.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once(START).expect("the start of the table");
    let (_, after) = rest.split_once(END).expect("the end of the table");
    let mut table = "\n| rule | severity | `--fix` | asks for |\n|---|---|---|---|\n".to_owned();
    for rule in rules() {
        let severity = if rule.severity == Severity::Error { "error" } else { "warning" };
        let fixes = if rule.fixes { "yes" } else { "" };
        table.push_str(&format!("| `{}` | {severity} | {fixes} | {} |\n", rule.id, rule.summary));
    }
    assert_eq!(blessed(&path, &format!("{before}{START}{table}\n{END}{after}")), None);

    let rows = page.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let vendors: BTreeMap<&str, &str> =
        rows.filter(|row| row.len() == 5 && row[1].contains("-01-")).map(|row| (row[1], row[3])).collect();
    assert_eq!(vendors.len(), 68, "the vendor's rules");
    for (id, here) in vendors {
        let ours: Vec<&str> = rules().iter().filter(|rule| rule.vendor.contains(&id)).map(|rule| rule.id).collect();
        let named: Vec<String> = ours.iter().map(|ours| format!("`{ours}`")).collect();
        let said = here.split("; generator").next().expect("a first part");
        let is_ours = if ours.is_empty() {
            here.starts_with("no: ") || here.starts_with("generator: ")
        } else {
            said == named.join(", ")
        };
        assert!(is_ours, "{id}: `{here}`, and its rules are {ours:?}");
    }
    let claimed = rules().iter().flat_map(|rule| rule.vendor);
    claimed.for_each(|id| assert!(page.contains(&format!("| {id} |")), "{id} is no rule of the vendor's"));
}

/// The bad example stands in the case of its rule; with the good one in its place, nothing is found any more.
#[test]
fn the_examples_of_a_rule_are_what_they_say() {
    for rule in rules() {
        let case = Folder::of(rule.id);
        let text = String::from_utf8(case.files["openapi.yaml"].clone()).expect("UTF-8");
        let mended = (0..30).find_map(|depth| {
            let indented = |text: &str| {
                let lines = text.lines().map(|line| {
                    if line.is_empty() { "\n".to_owned() } else { format!("{}{line}\n", " ".repeat(depth)) }
                });
                lines.collect::<String>()
            };
            let at = format!("\n{text}").find(&format!("\n{}", indented(rule.bad)))?;
            Some(format!("{}{}{}", &text[..at], indented(rule.good), &text[at + indented(rule.bad).len()..]))
        });
        let mended = mended.unwrap_or_else(|| panic!("{}: the bad example does not stand in its case", rule.id));
        if !TWO_PLACES.contains(&rule.id) {
            let mended = Folder { files: BTreeMap::from([("openapi.yaml".to_owned(), mended.into_bytes())]), ..case };
            let report = lint(&mended);
            assert!(
                report.diagnostics().is_empty(),
                "{}: the good example\n{}",
                rule.id,
                report.human(Style::Plain, "")
            );
        }
    }
}

#[test]
fn nothing_is_found_in_our_own_spec() {
    let spec = Folder::own();
    let report = lint(&spec);
    assert!(report.diagnostics().is_empty(), "{}\nsee spec/LINT.md", report.human(Style::Plain, "spec/"));
    for service in services(&spec) {
        assert!(apig_codegen::lint::lint(&spec.job(), &spec.reader(), &[service]).diagnostics().is_empty());
    }
}

/// Mending changes what it says, and nothing else; what is mended needs no more.
#[test]
fn what_is_mended_is_as_expected_and_means_the_same() {
    let fixes: BTreeSet<&str> = rules().iter().filter(|rule| rule.fixes).map(|rule| rule.id).collect();
    let mut mended = BTreeSet::new();
    for (name, case) in cases() {
        let code = name.split("--").next().expect("a first part");
        let fixed = fix(&case.job(), &case.reader(), &[]).expect(&name);
        assert!(fixed.files.is_empty() || fixes.contains(code), "{name}: a rule that does not mend has mended");
        assert_eq!(fixed.files.is_empty(), fixed.fixes.is_empty(), "{name}");
        let mut after = case.files.clone();
        for file in fixed.files {
            assert_eq!(case.files[&file.path], file.before, "{name}");
            let expected = case.path.join("fixed").join(&file.path);
            let text = String::from_utf8(file.after.clone()).expect("UTF-8");
            assert_eq!(blessed(&expected, &text), None, "{name}: read it, and if it is right: BLESS=1");
            after.insert(file.path, file.after);
        }
        let after = Folder { files: after, ..case.clone() };
        let again = fix(&after.job(), &after.reader(), &[]).expect(&name);
        assert!(again.files.is_empty() && again.fixes.is_empty(), "{name}: mending twice is not mending once");
        if after.files != case.files {
            mended.insert(code.to_owned());
            assert!(meaning(&case) == meaning(&after), "{name}: it means something else");
        }
    }
    assert_eq!(
        mended.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        fixes,
        "rules that mend, and cases in which they do"
    );
}

/// Lines may end as they do on Windows, and a file may start with a mark: both stay.
#[test]
fn mending_keeps_ends_of_lines_and_byte_order_marks() {
    let windows = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).expect("UTF-8").replace('\n', "\r\n");
        format!("\u{feff}{text}").into_bytes()
    };
    for (name, case) in cases() {
        let files = case.files.iter().map(|(path, bytes)| (path.clone(), windows(bytes))).collect();
        let there = Folder { files, ..case.clone() };
        let fixed = |folder: &Folder| {
            let fixed = fix(&folder.job(), &folder.reader(), &[]).expect(&name);
            fixed.files.into_iter().map(|file| (file.path, file.after)).collect::<BTreeMap<_, _>>()
        };
        let expected: BTreeMap<_, _> = fixed(&case).into_iter().map(|(path, bytes)| (path, windows(&bytes))).collect();
        assert!(fixed(&there) == expected, "{name}");
    }
}

/// Every construct that there is, with all keywords in the wrong order: what is mended means the same.
#[test]
fn mending_leaves_every_construct_as_it_is() {
    let mut count = 0;
    for (name, case) in Folder::constructs() {
        let Some(case) = case.reversed() else { continue };
        let fixed = fix(&case.job(), &case.reader(), &[]).unwrap_or_else(|reason| panic!("{name}: {reason}"));
        let mut after = case.clone();
        count += fixed.fixes.len();
        after.files.extend(fixed.files.into_iter().map(|file| (file.path, file.after)));
        assert!(meaning(&case) == meaning(&after), "{name}: it means something else");
        let left = lint(&after);
        let fixes = |code: &str| rules().iter().any(|rule| rule.fixes && rule.id == code);
        let left = left.diagnostics().iter().filter(|one| one.patch.is_some() && fixes(one.code)).count();
        assert_eq!(left, 0, "{name}");
    }
    assert!(count > 500, "{count} places were mended");
}

/// What the documents of a case mean, but for places and the ends of sentences.
fn meaning(case: &Folder) -> String {
    let (services, report) = apig_codegen::read(&case.job(), &case.reader());
    assert!(!report.has_errors(), "{}", report.human(Style::Plain, ""));
    let written = format!("{services:?}").replace(".\"", "\"").replace(".\\n\"", "\\n\"");
    let mut pieces = written.split("Span {");
    let first = pieces.next().expect("a first piece").to_owned();
    pieces
        .map(|piece| piece.split_once('}').expect("the end of a place").1)
        .fold(first, |meaning, piece| meaning + piece)
}

#[test]
fn an_unreadable_document_is_not_linted() {
    let broken = Folder {
        files: BTreeMap::from([("openapi.yaml".to_owned(), b"openapi: 3.0.3\npaths: [".to_vec())]),
        ..Folder::of("key-order")
    };
    assert_eq!(codes(&lint(&broken)), BTreeSet::from(["yaml-syntax"]));
    assert!(fix(&broken.job(), &broken.reader(), &[]).expect("nothing to mend").files.is_empty());
}
