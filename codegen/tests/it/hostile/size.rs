//! Much of one thing: what would show a cost that grows with the square of the input.

use super::{accepted, codes, read_only, refused, run, start, with_schemas};
use crate::support::job;
use apig_codegen::{Style, read};
use std::fmt::Write;

const MANY: usize = 20_000;

/// Where a message for each takes its time.
const SOME: usize = 4_000;

fn properties(lines: impl Iterator<Item = String>) -> String {
    let lines: String = lines.map(|line| format!("        {line}\n")).collect();
    with_schemas(&format!("    Thing:\n      type: object\n      properties:\n{lines}"))
}

#[test]
fn a_long_text() {
    let text = "long ".repeat(1_000_000);
    let document = with_schemas(&format!("    Thing:\n      type: object\n      description: '{text}'\n"));
    assert!(read_only(&document).is_empty());
    let text = text.get(..500_000).expect("ASCII");
    let document = with_schemas(&format!("    Thing:\n      type: object\n      maxLength: '{text}'\n"));
    let output = refused("a.yaml", document, "wrong-value-type");
    assert!(output.report.human(Style::Plain, "").len() < 2_000);
    let document = with_schemas(&format!("    Thing:\n      type: object\n      {}: 1\n", text.replace(' ', "_")));
    let output = run(&[("a.yaml", document.as_bytes())]);
    assert!(output.report.has_errors() && output.report.human(Style::Plain, "").len() < 4_000);
}

#[test]
fn many_properties() {
    let document = properties((0..MANY).map(|at| format!("p{at}: {{type: string}}")));
    assert!(read_only(&document).is_empty());
}

#[test]
fn many_duplicate_keys() {
    let document = properties((0..MANY).map(|_| "p: {type: string}".to_owned()));
    let (_, report) = read(&job(["a.yaml"]), &|_| Ok(document.clone().into_bytes()));
    assert_eq!(report.diagnostics().len(), MANY - 1);
    // A program gets them all; people get the first hundred.
    let human = report.human(Style::Plain, "");
    assert_eq!(human.matches("\nerror[").count(), 100);
    assert!(human.contains(&format!("{} more", MANY - 1 - 100)));
}

#[test]
fn many_duplicate_keys_in_one_line() {
    let mut text = "{\"openapi\": \"3.0.3\"".to_owned();
    for _ in 0..SOME {
        text.push_str(", \"x-ä\": 1");
    }
    text.push('}');
    let output = run(&[("a.json", text.as_bytes())]);
    assert!(codes(&output).contains("duplicate-key"), "{}", start(&output));
}

#[test]
fn many_unknown_names_in_an_example() {
    let mut lines: Vec<String> = (0..SOME).map(|at| format!("p{at}: {{type: string}}")).collect();
    lines.push("last: {type: string}\n      example:".to_owned());
    lines.extend((0..SOME).map(|at| format!("q{at}: text")));
    let found = read_only(&properties(lines.into_iter()));
    assert!(found.iter().all(|code| *code == "example-mismatch"), "{found:?}");
}

#[test]
fn many_required_names_that_are_none() {
    let mut document = properties((0..SOME).map(|at| format!("p{at}: {{type: string}}")));
    let names: Vec<String> = (0..SOME).map(|at| format!("q{at}")).collect();
    let _ = writeln!(document, "      required: [{}]", names.join(", "));
    assert_eq!(read_only(&document).len(), SOME);
}

#[test]
fn many_values_of_an_enum() {
    let values: Vec<String> = (0..MANY).map(|at| format!("v{at}")).collect();
    let document =
        properties(std::iter::once(format!("a: {{type: string, enum: [{}], example: none}}", values.join(", "))));
    assert_eq!(read_only(&document), ["example-mismatch"]);
}

/// Each has a name of its own, which it is called after.
#[test]
fn many_types_of_a_union() {
    let mut document = with_schemas("    Thing:\n      oneOf:\n");
    for at in 0..SOME {
        let _ = writeln!(document, "        - {{type: object, properties: {{p{at}: {{type: string}}}}}}");
    }
    assert!(read_only(&document).is_empty());
}

/// Each property might be what tells them apart.
#[test]
fn many_types_of_a_union_with_many_properties() {
    let properties: Vec<String> = (0..300).map(|at| format!("p{at}: {{type: string}}")).collect();
    let mut document = with_schemas("    Thing:\n      anyOf:\n");
    for at in 0..300 {
        let _ =
            writeln!(document, "        - {{type: object, title: T{at}, properties: {{{}}}}}", properties.join(", "));
    }
    assert!(read_only(&document).is_empty());
}

#[test]
fn many_names_without_a_value() {
    let names = (0..SOME).map(|at| format!("p{at}:"));
    let found = read_only(&properties(names.chain(["last:\n        type: string".to_owned()])));
    assert_eq!(found.len(), SOME + 1);
    assert_eq!(found.iter().filter(|code| **code == "wrong-value-type").count(), SOME);
}

#[test]
fn many_unknown_keywords() {
    let mut document = with_schemas("    Thing:\n      type: string\n");
    for at in 0..SOME {
        let _ = writeln!(document, "      maxlength{at}: 1");
    }
    let output = refused("a.yaml", document, "unknown-keyword");
    assert_eq!(output.report.diagnostics().len(), SOME);
}

#[test]
fn many_dangling_references() {
    let mut document = with_schemas("    Thing:\n      type: object\n");
    for at in 0..1_000 {
        let _ = writeln!(document, "    S{at}: {{type: array, items: {{$ref: '#/components/schemas/T{at}'}}}}");
    }
    let output = refused("a.yaml", document, "dangling-ref");
    assert_eq!(output.report.diagnostics().len(), 1_000);
}

#[test]
fn many_operations() {
    let mut document = "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths:\n".to_owned();
    for at in 0..1_000 {
        let _ =
            writeln!(document, "  /p{at}: {{get: {{operationId: Op{at}, responses: {{'204': {{description: OK}}}}}}}}");
    }
    assert!(read_only(&document).is_empty());
}

#[test]
fn huge_numbers() {
    let found = |line: &str| {
        let output = run(&[("a.yaml", properties(std::iter::once(line.to_owned())).as_bytes())]);
        (codes(&output).into_iter().collect::<Vec<_>>(), start(&output))
    };
    for line in [
        "a: {type: integer, maximum: 18446744073709551615}",
        "a: {type: integer, maximum: 99999999999999999999999}",
        "a: {type: integer, minimum: -99999999999999999999999999999999999999999999999999999}",
        "a: {type: number, maximum: .inf, minimum: -.inf}",
        "a: {type: string, maxLength: 18446744073709551615}",
        "a: {type: integer, enum: [18446744073709551615]}",
        "a: {type: integer, example: 0x7fffffffffffffff}",
        "a: {type: number, example: 1e308}",
    ] {
        assert_eq!(found(line).0, Vec::<&str>::new(), "{line}: {}", found(line).1);
    }
    for (line, code) in [
        ("a: {type: string, maxLength: 18446744073709551616}", "wrong-value-type"),
        ("a: {type: string, maxLength: 1e3}", "wrong-value-type"),
        ("a: {type: integer, example: 9223372036854775808}", "example-mismatch"),
        ("a: {type: integer, example: 99999999999999999999999999999999999999999999999999}", "example-mismatch"),
        ("a: {type: integer, enum: [18446744073709551616]}", "enum-value"),
        ("a: {type: number, maximum: 1e400}", "ambiguous-text"),
    ] {
        assert_eq!(found(line).0, [code], "{line}: {}", found(line).1);
    }
    refused("a.json", with_json_number("1e400"), "json-syntax");
    accepted("a.json", with_json_number("1e300"));
}

fn with_json_number(number: &str) -> String {
    format!(
        "{{\"openapi\": \"3.0.3\", \"info\": {{\"title\": \"a\", \"version\": \"b\"}}, \"paths\": {{}}, \"x-number\": {number}}}"
    )
}
