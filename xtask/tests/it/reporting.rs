//! Tests what is told of documents that are not ours: faults are warnings, notes are counted, and `--report` lists all.

use crate::support::{Case, Run};
use serde_json::Value;

/// An example that does not match, and two keywords that have no effect.
const FAULTS: &str = "openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /things:
    post:
      operationId: CreateThing
      parameters:
        - {name: size, in: query, schema: {type: integer}, example: large}
      responses:
        '204': {description: Created, links: {next: {operationId: GetThing}}}
      callbacks: {}
";

fn case() -> Case {
    let case = Case::empty();
    case.spec("things.yaml", FAULTS);
    case
}

fn success(run: Run) -> Run {
    assert_eq!(run.code, Some(0), "{run:?}");
    run
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn faults_of_others_are_warnings_unless_strict() {
    let case = case();
    let run = case.run(&["--strict"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("error[example-mismatch]"), "{}", run.err);
    assert_eq!(case.names("."), ["spec"]);
    let run = success(case.run(&[]));
    assert!(run.err.contains("warning[example-mismatch]") && !run.err.contains("note[ignored]"), "{}", run.err);
    assert!(run.err.contains("2 ignored; `--report` lists it"), "{}", run.err);
    let pattern = FAULTS.replace("type: integer}, example: large", "type: string, pattern: '(?=a)'}");
    case.spec("things.yaml", &pattern);
    success(case.run(&[]));
    let run = case.run(&["--strict"]);
    assert!(run.code == Some(1) && run.err.contains("--strict allows no warnings, and there is one"), "{run:?}");
}

#[test]
fn a_report_lists_all_with_counts_first() {
    let case = case();
    let Run { out, err, .. } = success(case.run(&["--report"]));
    assert!(!err.contains("`--report`"), "{err}");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>()[..2], ["1", "warning[example-mismatch]"]);
    assert_eq!(lines[1].split_whitespace().collect::<Vec<_>>()[..2], ["2", "note[ignored]"]);
    assert!(out.contains("things.yaml:10:39: `links` has no effect: "), "{out}");

    let object = json(&success(case.run(&["--report", "--format", "json"])).out);
    let counts = serde_json::json!({ "warning": { "example-mismatch": 1 }, "note": { "ignored": 2 } });
    assert_eq!(object["report"]["counts"], counts);
    assert_eq!(object["report"]["findings"].as_array().map(Vec::len), Some(3));
    assert_eq!(object["diagnostics"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_report_can_be_a_file() {
    let case = case();
    let option = |name: &str| format!("--report={}", case.path(name).display());
    success(case.run(&[&option("report.txt")]));
    assert!(case.read("report.txt").starts_with("      1  warning[example-mismatch]  first at "));
    success(case.run(&[&option("report.json")]));
    assert_eq!(json(&case.read("report.json"))["counts"]["note"]["ignored"], 2);
    let run = case.run(&[&option("spec/things.yaml")]);
    assert!(run.code == Some(1) && run.err.contains("is a part of the spec"), "{run:?}");
    assert_eq!(case.read("spec/things.yaml"), FAULTS);
}
