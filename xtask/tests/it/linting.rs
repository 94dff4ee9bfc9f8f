//! Tests `cargo xtask lint`: exit codes, formats, and what `--fix` leaves on the disk.

use crate::support::{Case, Run, finish};
use serde_json::Value;
use std::fs;

/// A document with three findings: one that is mended, one that is not, and a warning.
const THINGS: &str = "\
openapi: 3.0.3
info:
  version: v1
  title: Things # in this order, please
  description: Keeps things.
servers:
  - url: http://things.example.com
    description: Example
paths: {}
components:
  schemas: {}
";

const FIXED: &str = "\
openapi: 3.0.3
info:
  title: Things # in this order, please
  version: v1
  description: Keeps things.
servers:
  - url: http://things.example.com
    description: Example
paths: {}
components:
  schemas: {}
";

fn case() -> Case {
    let case = Case::empty();
    case.spec("things.yaml", THINGS);
    case.spec("lint.yaml", "extends: vendor\n");
    case
}

fn lint(case: &Case, arguments: &[&str]) -> Run {
    finish(case.bare().args(["lint", "--spec", "spec/things.yaml"]).args(arguments))
}

#[test]
fn findings_go_to_standard_error_and_their_count_to_standard_output() {
    let run = lint(&case(), &[]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.err.contains("error[key-order]: `title` stands after `version`\n --> spec/things.yaml:4:3\n"),
        "{run:?}"
    );
    assert!(run.err.contains("error[https-server]"), "{run:?}");
    assert!(
        run.out.starts_with("2 errors (1 document, ") && run.out.trim_end().ends_with("; `--fix` mends 1"),
        "{run:?}"
    );
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn warnings_alone_are_no_failure() {
    let case = case();
    case.spec("lint.yaml", "{extends: vendor, rules: {key-order: warning, https-server: ignore}}\n");
    let run = lint(&case, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.starts_with("warning[key-order]") && run.out.starts_with("1 warning ("), "{run:?}");
}

#[test]
fn a_document_that_asks_for_nothing_is_asked_for_what_any_should_have() {
    let case = Case::empty();
    case.spec("things.yaml", THINGS);
    let run = lint(&case, &[]);
    assert_eq!((run.code, run.err.matches("warning[").count()), (Some(0), 1), "{run:?}");
    assert!(run.err.starts_with("warning[https-server]"), "{run:?}");
}

#[test]
fn mending_writes_says_what_it_did_and_is_done_then() {
    let case = case();
    let run = lint(&case, &["--fix"]);
    assert_eq!(run.code, Some(1), "what is left is an error: {run:?}");
    assert!(
        run.out.starts_with("  mended spec/things.yaml:4:3 `title` stands after `version` (key-order)\n"),
        "{run:?}"
    );
    assert!(run.out.contains("\n1 error, 1 mended ("), "{run:?}");
    assert_eq!(case.read("spec/things.yaml"), FIXED);
    assert_eq!(case.names("spec"), ["lint.yaml", "things.yaml"]);
    let again = lint(&case, &["--fix"]);
    assert!(again.out.starts_with("1 error ("), "{again:?}");
    assert_eq!(case.read("spec/things.yaml"), FIXED);
}

#[test]
fn without_fix_nothing_is_written() {
    let case = case();
    lint(&case, &[]);
    assert_eq!(case.read("spec/things.yaml"), THINGS);
}

#[cfg(unix)]
#[test]
fn a_file_that_must_not_be_written_leaves_everything_as_it_was() {
    let case = case();
    let path = case.path("spec/things.yaml");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    lint(&case, &["--fix"]).fails("is read-only; nothing was changed");
    assert_eq!(case.read("spec/things.yaml"), THINGS);
    assert_eq!(case.names("spec"), ["lint.yaml", "things.yaml"]);
}

#[test]
fn json_is_one_object() {
    let case = case();
    let json = |run: &Run| -> Value { serde_json::from_str(&run.out).unwrap() };
    let run = lint(&case, &["--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    let first = json(&run);
    assert_eq!((&first["success"], &first["errors"], &first["warnings"]), (&false.into(), &2.into(), &0.into()));
    let codes: Vec<&Value> = first["diagnostics"].as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["key-order", "https-server"]);
    assert!(first["diagnostics"][0]["replacement"].is_string());
    let fixed = json(&lint(&case, &["--format", "json", "--fix"]));
    assert_eq!((&fixed["fixes"][0]["rule"], &fixed["fixes"][0]["line"]), (&"key-order".into(), &4.into()));
    let nothing = finish(case.bare().args(["lint", "--spec", "none.yaml", "--format", "json"]));
    assert_eq!((nothing.code, nothing.err.as_str()), (Some(1), ""));
    assert!(json(&nothing)["error"].as_str().unwrap().starts_with("cannot read `none.yaml`"));
}

/// What `gen` refuses is counted apart; rules are asked all the same.
#[test]
fn what_gen_refuses_is_counted_apart() {
    let case = case();
    case.spec("things.yaml", &THINGS.replace("  schemas: {}", "  schemas: {}\n  schemas: {}"));
    let run = lint(&case, &[]);
    assert!(run.code == Some(1) && run.err.contains("error[duplicate-key]"), "{run:?}");
    assert!(run.err.contains("error[key-order]") && run.err.contains("error[https-server]"), "{run:?}");
    assert!(run.out.starts_with("1 error of `gen`, and 2 errors") && !run.out.contains("`--fix`"), "{run:?}");
    let json: Value = serde_json::from_str(&lint(&case, &["--format", "json"]).out).unwrap();
    assert_eq!(json["refused"], 1);
}

#[test]
fn github_gets_a_line_for_each_finding() {
    let run = lint(&case(), &["--format", "github"]);
    let lines: Vec<&str> = run.err.lines().collect();
    assert_eq!(lines.len(), 2, "{run:?}");
    assert!(lines[0].starts_with("::error title=key-order,file=spec/things.yaml,line=4,"), "{run:?}");
}

#[test]
fn a_service_that_is_none_and_contradictions_are_wrong_usage() {
    let case = case();
    for (arguments, said) in [
        (&["lint", "apigg"][..], "there is no service `apigg`; did you mean `apig`?"),
        (&["lint", "apig", "--spec", "spec/things.yaml"], "cannot be used with"),
        (&["lint", "--none"], "unexpected argument"),
        (&["lint", "--format", "xml"], "possible values"),
    ] {
        let run = finish(case.bare().args(arguments));
        assert_eq!(run.code, Some(2), "{run:?}");
        assert!(run.err.contains(said), "{run:?}");
    }
}

#[test]
fn our_own_spec_is_clean() {
    for arguments in [&["lint"][..], &["lint", "iam"], &["lint", "apig", "roma"]] {
        let run = finish(case().bare().args(arguments)).ok();
        assert!(run.out.starts_with("nothing to mend ("), "{run:?}");
    }
}

#[test]
fn help_has_examples() {
    let run = finish(case().bare().args(["lint", "--help"])).ok();
    assert!(run.out.contains("Examples:\n  cargo xtask lint"), "{}", run.out);
}
