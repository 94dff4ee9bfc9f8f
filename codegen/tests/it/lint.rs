//! What the rules find: a file below `lint/` per case, with what it changes in `base.yaml`, in which nothing is found, `lint.yaml` if
//! the case is about it, and `expected`, the report as a terminal shows it. `fixed/…` is what mending changes.
//!
//! A case is called after the rule that finds something in it, `<rule>` or `<rule>--<variant>`, and no other rule finds
//! anything there. Must not know how rules work.

use crate::support::{Case, Construct, Files, base, cases, constructs, difference, expect, spec, stripped};
use apig_codegen::lint::{Fixed, Preset, fix, refused, rules};
use apig_codegen::{Diagnostic, Report, Severity, Style};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// What can be wrong with `lint.yaml`.
const CONFIG: [&str; 6] =
    ["lint-config", "unused-exception", "unknown-keyword", "missing-keyword", "wrong-value-type", "yaml-syntax"];

/// Rules whose mend is in two places, so that a snippet cannot show it whole.
const TWO_PLACES: [&str; 1] = ["path-parameter-name"];

fn lint(files: &Files) -> Report {
    apig_codegen::lint::lint(&files.job(), &with_all_rules(files).reader(), &[])
}

/// The same documents, of which everything is asked, unless they say what.
fn with_all_rules(files: &Files) -> Files {
    let mut files = files.clone();
    files.0.entry("lint.yaml".to_owned()).or_insert_with(|| "extends: vendor".into());
    files
}

/// The documents mended.
fn fixed(files: &Files) -> Fixed {
    fix(&files.job(), &with_all_rules(files).reader(), &[]).expect("nothing to keep from mending")
}

fn codes(report: &Report) -> BTreeSet<&str> {
    report.diagnostics().iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn every_finding_is_shown_as_expected() {
    expect("lint", |expected| {
        for case in cases("lint") {
            expected.part(&case, "expected", &stripped(&lint(&case.files()).human(Style::Plain, "")));
        }
    });
}

#[test]
fn a_case_is_found_by_the_rule_it_is_called_after_and_by_no_other() {
    let report = lint(&base("lint"));
    assert!(report.diagnostics().is_empty(), "base.yaml\n{}", report.human(Style::Plain, ""));
    let known: BTreeSet<&str> = rules().iter().map(|rule| rule.id).chain(CONFIG).collect();
    for case in cases("lint") {
        let (name, code) = (&case.name, case.topic());
        assert!(known.contains(code), "{name}: no rule has this name");
        let report = lint(&case.files());
        assert_eq!(codes(&report), BTreeSet::from([code]), "{name}\n{}", report.human(Style::Plain, ""));
    }
}

#[test]
fn every_rule_has_a_case_and_a_name_of_its_own() {
    let (cases, said) = (cases("lint"), cases("diagnostics"));
    let named: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
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

/// `extends` says how much is asked; what no preset asks for is asked by naming the rule.
#[test]
fn a_preset_has_the_rules_of_those_before_it() {
    const PRESETS: [Preset; 3] = [Preset::Minimal, Preset::Recommended, Preset::Vendor];
    for rule in rules() {
        let case = Case::of("lint", rule.id).files();
        let found = |config: &str| {
            let mut files = case.clone();
            files.0.insert("lint.yaml".to_owned(), config.into());
            lint(&files).diagnostics().iter().find(|found| found.code == rule.id).map(|found| found.severity)
        };
        for preset in PRESETS {
            let severity = match preset {
                preset if preset < rule.preset => None,
                Preset::Recommended if rule.preset == Preset::Recommended => Some(Severity::Warning),
                _ => Some(rule.severity),
            };
            assert_eq!(found(&format!("extends: {}", preset.name())), severity, "{} in {preset:?}", rule.id);
        }
        let named = found(&format!("{{extends: minimal, rules: {{{}: error}}}}", rule.id));
        assert_eq!(named, Some(Severity::Error), "{}", rule.id);
        let by_default = found("rules: {}");
        assert_eq!(by_default.is_some(), rule.preset <= Preset::DEFAULT, "{}", rule.id);
    }
}

/// The page of the rules says what the rules are, and what becomes of each of the vendor's.
#[test]
fn the_page_lists_the_rules() {
    const START: &str = "--test it lint`. -->\n";
    const END: &str = "<!-- end -->";
    let path = spec().join("LINT.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once(START).expect("the start of the table");
    let (_, after) = rest.split_once(END).expect("the end of the table");
    let mut table = "\n| rule | from | severity | `--fix` | asks for |\n|---|---|---|---|---|\n".to_owned();
    for rule in rules() {
        let severity = if rule.severity == Severity::Error { "error" } else { "warning" };
        let fixes = if rule.fixes { "yes" } else { "" };
        table.push_str(&format!(
            "| `{}` | {} | {severity} | {fixes} | {} |\n",
            rule.id,
            rule.preset.name(),
            rule.summary
        ));
    }
    expect("lint", |expected| expected.file(&path, &format!("{before}{START}{table}\n{END}{after}")));

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
        let files = Case::of("lint", rule.id).files();
        let text = files.text("openapi.yaml");
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
            let report = lint(&Files::one("openapi.yaml", mended));
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
    let files = Files::below(&spec(), ".yaml");
    let report = lint(&files);
    assert!(report.diagnostics().is_empty(), "{}\nsee spec/LINT.md", report.human(Style::Plain, "spec/"));
    for service in files.roots().into_iter().filter_map(|root| root.strip_suffix("/openapi.yaml")) {
        let report = apig_codegen::lint::lint(&files.job(), &files.reader(), &[service.to_owned()]);
        assert!(report.diagnostics().is_empty(), "{service}");
    }
}

/// Mending changes what it says, and nothing else; what is mended needs no more.
#[test]
fn what_is_mended_is_as_expected_and_means_the_same() {
    let fixes: BTreeSet<&str> = rules().iter().filter(|rule| rule.fixes).map(|rule| rule.id).collect();
    let mut mended = BTreeSet::new();
    expect("lint", |expected| {
        for case in cases("lint") {
            let (name, code, before) = (&case.name, case.topic(), case.files());
            let came = fixed(&before);
            let is_mended = fixes.contains(code) || CONFIG.contains(&code);
            assert!(came.files.is_empty() || is_mended, "{name}: a rule that does not mend has mended");
            assert_eq!(came.files.is_empty(), came.fixes.is_empty(), "{name}");
            let mut after = before.clone();
            for file in came.files {
                assert_eq!(before.0[&file.path], file.before, "{name}");
                after.0.insert(file.path, file.after);
            }
            for path in before.0.keys() {
                let part = format!("fixed/{path}.diff");
                expected.part(&case, &part, &difference(before.text(path), after.text(path)));
            }
            let again = fixed(&after);
            assert!(again.files.is_empty() && again.fixes.is_empty(), "{name}: mending twice is not mending once");
            if after != before && !CONFIG.contains(&code) {
                mended.insert(code.to_owned());
                assert!(meaning(&before) == meaning(&after), "{name}: it means something else");
            }
        }
    });
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
    for case in cases("lint") {
        let files = case.files();
        let there = Files(files.0.iter().map(|(path, bytes)| (path.clone(), windows(bytes))).collect());
        let mended = |files: &Files| {
            fixed(files).files.into_iter().map(|file| (file.path, file.after)).collect::<BTreeMap<_, _>>()
        };
        let expected: BTreeMap<_, _> =
            mended(&files).into_iter().map(|(path, bytes)| (path, windows(&bytes))).collect();
        assert!(mended(&there) == expected, "{}", case.name);
    }
}

/// Every construct that there is, with all keywords in the wrong order: what is mended means the same.
#[test]
fn mending_leaves_every_construct_as_it_is() {
    let mut count = 0;
    for Construct { name, files, .. } in constructs() {
        let Some(case) = reversed(files) else { continue };
        let mended = fixed(&case);
        let mut after = case.clone();
        count += mended.fixes.len();
        after.0.extend(mended.files.into_iter().map(|file| (file.path, file.after)));
        assert!(meaning(&case) == meaning(&after), "{name}: it means something else");
        let left = lint(&after);
        let fixes = |code: &str| rules().iter().any(|rule| rule.fixes && rule.id == code);
        let is_sound = refused(&left) == 0;
        let left = left.diagnostics().iter().filter(|one| is_sound && one.patch.is_some() && fixes(one.code)).count();
        assert_eq!(left, 0, "{name}");
    }
    assert!(count > 500, "{count} places were mended");
}

/// The same documents, one keyword below the other, the last one first. `None` if one holds numbers of more than 64 bits.
fn reversed(files: &Files) -> Option<Files> {
    let text = |bytes: &[u8]| {
        let document = backwards(serde_yaml::from_slice(bytes).ok()?);
        Some(serde_yaml::to_string(&document).expect("YAML again").into_bytes())
    };
    let files = files.0.iter().map(|(path, bytes)| Some((path.clone(), text(bytes)?)));
    Some(Files(files.collect::<Option<_>>()?))
}

fn backwards(value: Value) -> Value {
    match value {
        Value::Mapping(mapping) => {
            let mut members: Vec<_> = mapping.into_iter().map(|(key, value)| (key, backwards(value))).collect();
            members.reverse();
            Value::Mapping(members.into_iter().collect())
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(backwards).collect()),
        other => other,
    }
}

/// What documents mean, but for places and the ends of sentences.
fn meaning(files: &Files) -> String {
    let job = apig_codegen::Job { strict: false, ..files.job() };
    let (services, report) = apig_codegen::read(&job, &files.reader());
    assert!(!report.has_errors(), "{}", report.human(Style::Plain, ""));
    let written = format!("{services:?}").replace(".\"", "\"").replace(".\\n\"", "\\n\"");
    let mut pieces = written.split("Span(");
    let first = pieces.next().expect("a first piece").to_owned();
    pieces
        .map(|piece| piece.split_once(')').expect("the end of a place").1)
        .fold(first, |meaning, piece| meaning + piece)
}

/// What the generator offers a patch for is mended, too.
#[test]
fn the_patches_of_what_is_wrong_are_applied() {
    let mut mended = BTreeSet::new();
    let is_rule = |one: &Diagnostic| rules().iter().any(|rule| rule.id == one.code);
    for case in cases("diagnostics") {
        let files = case.files();
        let before = lint(&files);
        let of_generator: Vec<&Diagnostic> = before.diagnostics().iter().filter(|one| !is_rule(one)).collect();
        let [Diagnostic { patch: Some(_), severity: Severity::Error, message, .. }] = of_generator[..] else {
            continue;
        };
        let came = fixed(&files);
        // Where something worse stood behind it, everything is as it was.
        let is_left = came.report.diagnostics().iter().any(|one| one.message == *message);
        assert_eq!(is_left, came.files.is_empty(), "{}\n{}", case.name, came.report.human(Style::Plain, ""));
        mended.extend((!is_left).then_some(case.name));
    }
    assert!(mended.len() > 40, "{} {mended:?}", mended.len());
}

#[test]
fn an_unreadable_document_is_not_linted() {
    let broken = Files::one("openapi.yaml", "openapi: 3.0.3\npaths: [");
    assert_eq!(codes(&lint(&broken)), BTreeSet::from(["yaml-syntax"]));
    assert!(fixed(&broken).files.is_empty());
}

/// What rules find is told beside what the generator refuses, and not for it: a reference that is misspelled leaves nothing unused.
#[test]
fn what_is_refused_hides_no_finding() {
    let case = Case::of("lint", "key-order").files();
    let text = case.text("openapi.yaml");
    assert!(text.contains("type: integer"));
    let report = lint(&case.with("openapi.yaml", text.replacen("type: integer", "type: integr", 1)));
    assert_eq!(codes(&report), BTreeSet::from(["key-order", "unknown-type"]), "{}", report.human(Style::Plain, ""));
    assert_eq!(refused(&report), 1);
    let of_elsewhere =
        BTreeSet::from(["get-status", "missing-status", "parameter-order", "unused-component", "unused-tag"]);
    let sound = lint(&base("mistakes"));
    for case in cases("mistakes") {
        let report = lint(&case.files());
        let found: BTreeSet<&str> = codes(&report).difference(&codes(&sound)).copied().collect();
        assert!(refused(&report) == 0 || found.is_disjoint(&of_elsewhere), "{}: {found:?}", case.name);
    }
}
