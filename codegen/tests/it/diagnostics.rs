//! What a maintainer is told: a file below `diagnostics/` per case, with the documents (`openapi.yaml` or `openapi.json` is the root)
//! and `expected`, the report as a terminal shows it.
//!
//! `mistakes/` holds what maintainers do by mistake: what is changed in `base.yaml`, a document like our own; one slip each, and one
//! finding.
//!
//! A case below `diagnostics/` is called after the code that it provokes, `<code>` or `<code>--<variant>`, and provokes no other;
//! `several--<variant>` may mix. Must not know how messages are made.

use crate::support::{Case, Files, base, cases, expect, stripped};
use apig_codegen::{Diagnostic, Job, Output, Report, Severity, Style, generate};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// Messages that no document provokes: `defect` reports a mistake of the generator itself.
const NEVER: &[&str] = &["defect"];

/// A case for each code, and one for each slip of the pen.
const SUITES: [&str; 2] = ["diagnostics", "mistakes"];

fn run(files: &Files) -> Output {
    generate(&files.job(), &files.reader())
}

/// A case, its documents and what comes of them.
struct Run {
    case: Case,
    files: Files,
    output: Output,
}

/// What comes of all cases, which several tests look at.
static RUNS: LazyLock<[Vec<Run>; 2]> = LazyLock::new(|| {
    SUITES.map(|suite| {
        let run = |case: Case| {
            let files = case.files();
            Run { output: run(&files), case, files }
        };
        cases(suite).into_iter().map(run).collect()
    })
});

#[test]
fn every_mistake_is_reported_as_expected() {
    expect("diagnostics", |expected| {
        for Run { case, output, .. } in RUNS.iter().flatten() {
            let report = &output.report;
            let notes = if report.notes().is_empty() { String::new() } else { report.list("") };
            expected.part(case, "expected", &stripped(&(report.human(Style::Plain, "") + &notes)));
        }
    });
}

#[test]
fn a_case_provokes_the_code_it_is_called_after_and_no_other() {
    for Run { case, output, .. } in &RUNS[0] {
        let name = &case.name;
        // What is called otherwise because of a mistake is noted, too.
        let (found, notes) = (output.report.diagnostics(), output.report.notes());
        let found = if found.is_empty() { notes } else { found };
        let codes: BTreeSet<&str> = found.iter().map(|diagnostic| diagnostic.code).collect();
        if case.topic() == "several" {
            assert!(output.report.diagnostics().len() > 1, "{name}: {codes:?}");
        } else {
            assert_eq!(codes, BTreeSet::from([case.topic()]), "{name}");
        }
        let errors = output.report.diagnostics().iter().any(|diagnostic| diagnostic.severity == Severity::Error);
        assert_eq!(output.report.has_errors(), errors, "{name}");
        assert_eq!(output.tree.is_none(), errors, "{name}: nothing is generated if and only if there is an error");
    }
}

#[test]
fn faults_are_errors_in_strict_runs_and_warnings_in_others() {
    let run = |files: &Files| generate(&Job { strict: false, ..files.job() }, &files.reader());
    let faults = codes("fault");
    let mut tolerated = BTreeSet::new();
    for Run { case, files, output } in &RUNS[0] {
        let (lenient, name) = (run(files), &case.name);
        let of = |report: &Report, severity: Severity| -> BTreeSet<&str> {
            let of = report.diagnostics().iter().filter(|one| one.severity == severity);
            of.map(|one| one.code).collect()
        };
        let errors = of(&lenient.report, Severity::Error);
        assert_eq!(lenient.tree.is_none(), !errors.is_empty(), "{name}");
        let codes = of(&output.report, Severity::Error);
        tolerated.extend(codes.intersection(&of(&lenient.report, Severity::Warning)).map(|code| (*code).to_owned()));
        assert!(codes.difference(&errors).all(|code| faults.contains(*code)), "{name}");
    }
    let never: Vec<_> = faults.iter().filter(|code| !tolerated.contains(*code)).collect();
    assert!(never.is_empty(), "no case shows that one goes on after {never:?}");
    let tree = run(&Case::of("diagnostics", "example-mismatch--parameter").files()).tree;
    let texts: String = tree.expect("a tree").files().map(|(_, text)| text).collect();
    assert!(!texts.contains("501"), "what the SDK refuses is shown as a call: {texts}");
}

#[test]
fn one_slip_is_one_finding() {
    assert!(RUNS[1].len() >= 40, "{} cases", RUNS[1].len());
    for Run { case, output: Output { report, .. }, .. } in &RUNS[1] {
        assert_eq!(report.diagnostics().len(), 1, "{}:\n{}", case.name, report.human(Style::Plain, ""));
    }
    let report = run(&base("mistakes")).report;
    assert!(report.diagnostics().is_empty(), "without a slip:\n{}", report.human(Style::Plain, ""));
}

#[test]
fn every_code_has_a_case() {
    let codes: BTreeSet<String> = ["error", "fault", "warning", "note"].into_iter().flat_map(codes).collect();
    assert!(codes.len() > 40, "the codes were not found: {codes:?}");
    let cases = cases("diagnostics");
    let named: BTreeSet<&str> = cases.iter().map(Case::topic).collect();
    let is_missing = |code: &&String| !named.contains(code.as_str()) && !NEVER.contains(&code.as_str());
    let missing: Vec<_> = codes.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "no case in tests/diagnostics for {missing:?}");
    let unknown: Vec<_> = named.iter().filter(|name| **name != "several" && !codes.contains(**name)).collect();
    assert!(unknown.is_empty(), "no message has the codes {unknown:?}");
}

/// The codes of the messages that a constructor makes.
fn codes(constructor: &str) -> BTreeSet<String> {
    let topics = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/diagnostics/messages"));
    let topics = topics.expect("the folder of messages").map(|topic| topic.expect("an entry").path());
    let source: String = topics.map(|topic| fs::read_to_string(topic).expect("the messages of a topic")).collect();
    let call = format!("Diagnostic::{constructor}(");
    let starts = source.split(&call).skip(1).map(str::trim_start);
    let code = |rest: &str| rest.strip_prefix('"').and_then(|rest| rest.split('"').next()).map(str::to_owned);
    starts.map(|rest| code(rest).expect("a code in quotes")).collect()
}

#[test]
fn all_formats_name_the_same_places() {
    for Run { case, files, output: Output { report, .. } } in RUNS.iter().flatten() {
        let name = &case.name;
        let human = report.human(Style::Plain, "spec/");
        let json: Value = serde_json::from_str(&report.json("spec/")).expect("JSON");
        let sarif = report.sarif("spec/");
        let results = sarif["runs"][0]["results"].as_array().expect("results");
        let count = report.diagnostics().len();
        assert_eq!((json.as_array().map(Vec::len), results.len()), (Some(count), count), "{name}");
        for ((diagnostic, json), result) in
            report.diagnostics().iter().zip(json.as_array().expect("a list")).zip(results)
        {
            let place = &json["places"][0];
            let text = |key: &str| place[key].as_str().expect("text").to_owned();
            let number = |key: &str| place[key].as_u64().expect("a number");
            let (path, at, column) = (text("path"), number("line"), number("column"));
            // An overlay need not lie below the root.
            let below = path.strip_prefix("spec/").unwrap_or(if path == "overlay.yaml" { &path } else { "" });
            assert!(files.0.contains_key(below), "{name}: {path}");
            assert!((at, column) >= (1, 1) && (number("end_line"), number("end_column")) >= (at, column), "{name}");
            assert_eq!(json["code"], diagnostic.code, "{name}");
            assert_eq!(json["message"], diagnostic.message.as_str(), "{name}");
            assert!(human.contains(&format!("--> {path}:{at}:{column}\n")), "{name}: {path}:{at}:{column}\n{human}");
            check_result(&sarif, result, diagnostic, json);
        }
        check_annotations(name, report);
    }
}

/// A result of SARIF against the message and its JSON.
fn check_result(sarif: &Value, result: &Value, diagnostic: &Diagnostic, json: &Value) {
    let code = diagnostic.code;
    assert_eq!(result["ruleId"], code);
    let rule = &sarif["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("an index") as usize];
    assert_eq!(rule["id"], code);
    assert!(rule["help"]["text"].as_str().is_some_and(|text| !text.is_empty()), "{code}");
    assert!(result["message"]["text"].as_str().expect("text").starts_with(&diagnostic.message), "{code}");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], json["places"][0]["path"], "{code}");
    for (key, plain) in
        [("startLine", "line"), ("startColumn", "column"), ("endLine", "end_line"), ("endColumn", "end_column")]
    {
        assert_eq!(place["region"][key], json["places"][0][plain], "{code}");
    }
    let related = result["relatedLocations"].as_array().map_or(0, Vec::len);
    assert_eq!(related, diagnostic.labels.len() - 1, "{code}");
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], json["replacement"], "{code}");
    assert_eq!(replacement["deletedRegion"]["startColumn"], json["replaces"]["column"], "{code}");
}

/// GitHub shows ten annotations of a kind and drops the others; one error says how the run ended.
fn check_annotations(name: &str, report: &Report) {
    let github = report.github("spec/");
    let of = |severity| report.diagnostics().iter().filter(move |diagnostic| diagnostic.severity == severity);
    let shown = of(Severity::Error).take(9).chain(of(Severity::Warning).take(10));
    let hidden = report.diagnostics().len() - shown.clone().count();
    let mut lines = github.lines();
    for diagnostic in shown {
        let level = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
        let line = lines.next().unwrap_or_default();
        let start = |file| format!("::{level} title={},file={file}", diagnostic.code);
        let is_named = line.starts_with(&start("spec/")) || line.starts_with(&start("overlay.yaml"));
        assert!(is_named && line.contains(",line=") && line.contains(",endColumn="), "{name}: {line}");
    }
    assert_eq!(lines.next().is_some_and(|line| line.starts_with("… and ")), hidden > 0, "{name}: {github}");
    assert_eq!(lines.next(), None, "{name}");
}

#[test]
fn annotations_that_find_no_room_are_counted() {
    let names: String = (0..12).map(|at| format!("        p{at}: {{type: strin}}\n")).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: v1}}\npaths: {{}}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n{names}"
    );
    let report = run(&Files::one("openapi.yaml", text)).report;
    let github = report.github("");
    assert_eq!(github.lines().filter(|line| line.starts_with("::error ")).count(), 9);
    assert!(github.contains("\n… and 3 more errors: "), "{github}");
}

#[test]
fn a_thousand_findings_begin_with_their_kinds() {
    let names: String = (0..1000).map(|at| format!("        p{at}: {{type: string, sumary: a}}\n")).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{title: A, version: v1}}\npaths: {{}}\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n{names}        last: {{type: strin}}\n"
    );
    let human = run(&Files::one("openapi.yaml", text)).report.human(Style::Plain, "");
    let kinds: Vec<&str> = human.lines().take_while(|line| !line.is_empty()).collect();
    let first = |kind: &str, at: &str| kinds.iter().any(|line| line.contains(kind) && line.ends_with(at));
    assert_eq!(kinds.len(), 2, "{kinds:?}");
    assert!(first("1000  error[unknown-keyword] ", " first at openapi.yaml:9:28"), "{kinds:?}");
    assert!(first("   1  error[unknown-type] ", ":1009:22"), "{kinds:?}");
    assert_eq!(human.matches("error[unknown-keyword]: ").count(), 50, "as many of each kind");
    assert!(human.trim_end().ends_with("… and 950 more"));
}

#[test]
fn a_patch_mends_what_it_is_offered_for() {
    let mut patched = 0;
    for Run { case, files, output: Output { report, .. } } in &RUNS[1] {
        let name = &case.name;
        let [Diagnostic { patch: Some(_), .. }] = report.diagnostics() else { continue };
        let json: Value = serde_json::from_str(&report.json("")).expect("JSON");
        let (place, text) = (&json[0]["replaces"], json[0]["replacement"].as_str().expect("text"));
        assert_eq!(place["path"], "openapi.yaml", "{name}");
        let before = files.text("openapi.yaml");
        let offset = |line: &str, column: &str| {
            let number = |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("a small one") - 1;
            let start: usize = before.split_inclusive('\n').take(number(line)).map(str::len).sum();
            let rest = &before[start..];
            start + rest.char_indices().nth(number(column)).map_or(rest.len(), |(at, _)| at)
        };
        let (from, to) = (offset("line", "column"), offset("end_line", "end_column"));
        let after = format!("{}{text}{}", &before[..from], &before[to..]);
        let (_, left) = apig_codegen::read(&files.job(), &files.with("openapi.yaml", after.as_str()).reader());
        // Where a slip was repeated, the first one is mended, and the others are found then.
        let first = report.diagnostics()[0].labels[0].span;
        let same = left.diagnostics().iter().any(|diagnostic| diagnostic.labels[0].span == first);
        assert!(left.diagnostics().len() <= 1 && !same, "{name}:\n{after}\n{}", left.human(Style::Plain, ""));
        patched += 1;
    }
    assert!(patched > 40, "{patched} patches");
}
