//! Tests `cargo xtask audit`: exit codes, formats, and which files are pages.

use crate::support::{Case, Run, finish};
use serde_json::Value;
use std::fs;

const SPEC: &str = "\
openapi: 3.0.3
info: {title: Things, version: v1}
paths:
  /v1/things:
    get:
      operationId: ListThings
      summary: Listing Things
      security: []
      parameters:
        - {name: limit, in: query, description: How many., schema: {type: integer, format: int32, maximum: 100}}
      responses:
        '204':
          description: OK
";

const PAGE: &str = "\
Listing Things
URI
GET /v1/things
| Parameter | Mandatory | Type | Description |
|---|---|---|---|
| limit | No | Integer | How many. Maximum: 100 |
Status Codes
| Status Code | Description |
|---|---|
| 204 | OK |
";

/// A project with one service, and a page of it.
fn case(page: &str) -> Case {
    let case = Case::empty();
    case.spec("things/openapi.yaml", SPEC);
    case.write("pages/list.txt", page);
    case
}

fn audit(case: &Case, arguments: &[&str]) -> Run {
    let mut command = case.bare();
    command.arg("audit").args(arguments).env("CARGO_MANIFEST_DIR", case.path("xtask"));
    finish(&mut command)
}

#[test]
fn where_nothing_differs_there_is_one_line() {
    let run = audit(&case(PAGE), &["pages/list.txt"]).ok();
    assert!(run.out.starts_with("nothing differs (1 page, 5 facts, ") && run.out.lines().count() == 1, "{run:?}");
}

#[test]
fn differences_go_to_standard_error_and_their_count_to_standard_output() {
    let run = audit(&case(&PAGE.replace("100", "50")), &["pages/list.txt"]).fails("error[differs-from-page]");
    assert!(run.err.contains("--> spec/things/openapi.yaml:10:"), "{run:?}");
    assert!(run.err.contains("::: pages/list.txt:6:1") && run.err.contains("the page says 50\n"), "{run:?}");
    assert!(run.err.ends_with("\n`cargo xtask explain differs-from-page` says more\n\n"), "{run:?}");
    assert!(run.out.starts_with("1 finding (1 page, 5 facts, ") && run.out.lines().count() == 1, "{run:?}");
}

#[test]
fn a_folder_is_read_with_all_below_it() {
    let case = case(PAGE);
    case.write("pages/b/other.md", &PAGE.replace("things", "others"));
    case.write("pages/b/index.RST", "Things\n======\n");
    case.write("pages/b/notes.pdf", "no page");
    let run = audit(&case, &["pages"]);
    assert_eq!(run.code, Some(0), "a warning is no failure: {run:?}");
    assert!(run.err.starts_with("warning[page-without-operation]: the spec has no `GET /v1/others`\n"), "{run:?}");
    assert!(run.out.starts_with("1 finding (2 pages and 1 page without an operation, 5 facts, "), "{run:?}");
}

#[test]
fn the_reference_of_a_service_has_all_its_operations() {
    let case = case(PAGE);
    case.write("pages/list.txt", "Things\n");
    audit(&case, &["pages"]).ok();
    audit(&case, &["pages", "--service", "things"])
        .fails("error[operation-without-page]: no page describes `GET /v1/things`\n");
}

#[test]
fn programs_get_one_object_a_log_or_annotations() {
    let case = case(&PAGE.replace("100", "50"));
    let json = |format: &str| -> Value {
        let run = audit(&case, &["pages", "--format", format]);
        assert_eq!((run.code, run.err.as_str()), (Some(1), ""), "{format}");
        serde_json::from_str(&run.out).unwrap()
    };
    let object = json("json");
    assert_eq!((&object["success"], &object["errors"], &object["facts"]), (&false.into(), &1.into(), &5.into()));
    assert_eq!(object["diagnostics"][0]["places"][1]["path"], "pages/list.txt");
    assert_eq!(json("sarif")["runs"][0]["results"][0]["ruleId"], "differs-from-page");
    let run = audit(&case, &["pages", "--format", "github"]);
    let start = "::error title=differs-from-page,file=spec/things/openapi.yaml,line=10,";
    assert!(run.err.starts_with(start) && run.err.lines().count() == 1, "{run:?}");
}

#[test]
fn a_spec_that_is_wrong_is_told_as_such() {
    let case = case(PAGE);
    case.spec("things/openapi.yaml", &SPEC.replace("type: integer", "type: intger"));
    audit(&case, &["pages"]).fails("error[unknown-type]");
}

#[test]
fn what_cannot_be_read_is_said_in_the_format_that_was_asked_for() {
    let case = case(PAGE);
    fs::create_dir(case.path("empty")).unwrap();
    for (arguments, code, said) in [
        (&[][..], 2, "required arguments were not provided"),
        (&["none.txt"], 1, "cannot read `none.txt`"),
        (&["empty"], 1, "there is no page: looked for names that end with .txt"),
        (&["pages", "--service", "thing"], 2, "there is no service `thing`; did you mean `things`?"),
        (&["pages", "--format", "xml"], 2, "possible values"),
    ] {
        let run = audit(&case, arguments);
        assert!(run.code == Some(code) && run.err.contains(said), "{run:?}");
    }
    let run = audit(&case, &["none.txt", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    assert!(run.out.starts_with("{\"error\":\"cannot read `none.txt`"), "{run:?}");
}

/// Bytes that are no text, names and lines that steer a terminal, and a pipe.
#[cfg(unix)]
#[test]
fn hostile_pages_are_shown_and_not_obeyed() {
    let case = case(PAGE);
    let bytes = [b"GET /v1/\x1b[31mthings\xff\xfe\nURI\nGET /v1/\x1b[31m\n".as_slice(), &[0; 9]].concat();
    fs::write(case.path("pages/\u{1b}[31m.txt"), bytes).unwrap();
    let run = audit(&case, &["pages"]);
    assert!(run.code == Some(0) && run.err.contains("page-without-operation"), "{run:?}");
    assert!(!run.err.contains('\u{1b}') && !run.out.contains('\u{1b}'), "{run:?}");
    let made = std::process::Command::new("mkfifo").arg(case.path("pipe.txt")).status().unwrap();
    assert!(made.success());
    audit(&case, &["pipe.txt"]).fails("is not a regular file");
}

#[test]
fn help_has_examples() {
    let run = audit(&case(PAGE), &["--help"]).ok();
    assert!(run.out.contains("Examples:\n  cargo xtask audit"), "{}", run.out);
}
