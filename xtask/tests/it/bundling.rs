//! Tests what `bundle` prints and writes, and what it leaves alone.

use crate::support::{A, Case, Run, document, finish, with_schema};
use std::path::Path;

/// A case with a document in two files.
fn case() -> Case {
    let case = Case::empty();
    case.spec("things.yaml", &with_schema("'sub/more.yaml#/components/schemas/More'", A));
    case.spec("sub/more.yaml", "components:\n  schemas:\n    More: {type: object, description: '2020-01-01'}\n");
    case
}

fn bundle(case: &Case, arguments: &[&str]) -> Run {
    finish(case.bare().args(["bundle", "--spec", "spec/things.yaml"]).args(arguments))
}

#[test]
fn one_document_on_standard_output() {
    let case = case();
    let yaml = bundle(&case, &[]).ok().out;
    assert!(yaml.contains("$ref: '#/components/schemas/More'"), "{yaml}");
    assert!(yaml.ends_with("    More:\n      type: object\n      description: '2020-01-01'\n"), "{yaml}");
    let json: serde_json::Value = serde_json::from_str(&bundle(&case, &["--json"]).ok().out).unwrap();
    assert_eq!(json["components"]["schemas"]["More"]["description"], "2020-01-01");
    assert_eq!(case.names("."), ["spec"]);
}

#[test]
fn a_file_is_replaced_in_one_step() {
    let case = case();
    let yaml = bundle(&case, &[]).ok().out;
    for name in ["one.yaml", "one.yaml", "one.json"] {
        assert_eq!(bundle(&case, &["--out", name]).ok().out, "");
    }
    assert_eq!(case.read("one.yaml"), yaml);
    assert!(case.read("one.json").starts_with("{\n  \"openapi\": \"3.0.3\""));
    assert_eq!(case.names("."), ["one.json", "one.yaml", "spec"]);
}

#[test]
fn nothing_is_written_on_an_error() {
    let case = case();
    case.write("one.yaml", "what was there");
    case.spec("sub/more.yaml", "components: {schemas: {More: *more}}\n");
    let run = bundle(&case, &["--out", "one.yaml"]).fails("error: 1 error in the spec; nothing was written");
    assert!(run.err.contains("error[unknown-anchor]") && run.err.contains("--> spec/sub/more.yaml:"), "{}", run.err);
    assert_eq!(case.read("one.yaml"), "what was there");
    assert_eq!(bundle(&case, &[]).fails("nothing was written").out, "");

    case.spec("sub/more.yaml", "components: {schemas: {More: {type: object}}}\n");
    let before = (case.read("spec/things.yaml"), case.read("spec/sub/more.yaml"));
    for out in ["spec/things.yaml", "spec/sub/more.yaml", "spec/sub/../sub/more.yaml"] {
        bundle(&case, &["--out", out]).fails("is a part of the spec that was read");
    }
    assert_eq!((case.read("spec/things.yaml"), case.read("spec/sub/more.yaml")), before);
    bundle(&case, &["--out", "spec"]).fails("`spec` is not a regular file");
    bundle(&case, &["--out", "none/one.yaml"]).fails("cannot find `none`");
    assert_eq!(case.names("spec/sub"), ["more.yaml"]);
}

#[cfg(unix)]
#[test]
fn links_and_devices_stay() {
    let case = case();
    case.write("one.yaml", "");
    std::os::unix::fs::symlink("one.yaml", case.path("link.yaml")).unwrap();
    bundle(&case, &["--out", "link.yaml"]).ok();
    assert!(case.path("link.yaml").is_symlink() && case.read("one.yaml").starts_with("openapi:"));
    bundle(&case, &["--out", "/dev/null"]).fails("is not a regular file");
}

#[test]
fn the_projects_services() {
    let case = Case::empty();
    let bundle = |arguments: &[&str]| finish(case.bare().arg("bundle").args(arguments));
    for service in ["apig", "iam", "roma"] {
        let run = bundle(&[service]).ok();
        assert!(run.out.starts_with("openapi: '3.0.3'\n") && !run.out.contains(".yaml#"), "{}", run.out);
    }
    for (arguments, message) in [
        (&["aipg"][..], "there is no service `aipg`; did you mean `apig`?"),
        (&["../spec/apig"], "there are: apig, iam, roma"),
        (&["\u{1b}[31m"], "there is no service `\u{fffd}[31m`"),
        (&[], "Usage:"),
        (&["apig", "--spec", "a.yaml"], "Usage:"),
        (&["apig", "--yaml"], "Usage:"),
    ] {
        let run = bundle(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains(message), "{run:?}");
    }
    assert!(bundle(&["--help"]).ok().out.contains("Examples:\n  cargo xtask bundle apig"));
    assert!(!Path::new(&case.path("spec")).exists());
}

#[test]
fn a_warning_is_told_and_does_no_harm() {
    let case = Case::new(A);
    let example = "              example: {name: 1}\n";
    let text = document(A).replace("              schema:\n", &format!("{example}              schema:\n"));
    case.spec("things.yaml", &text);
    let run = bundle(&case, &[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.starts_with("warning[example-mismatch]") && run.out.contains("name: 1"), "{run:?}");
}
