//! Nesting and chains: what a recursive reader would answer with a stack overflow.

use super::{accepted, codes, refused, run, with_schemas};
use std::fmt::Write;

const LEVELS: usize = 10_000;

/// Of a chain of types, each of which is resolved and told: without a limit, they use up the stack of a test.
const LINKS: usize = 3_000;

fn example(text: &str) -> String {
    with_schemas(&format!("    Thing:\n      type: object\n      example: {text}\n"))
}

#[test]
fn lists_and_maps_in_each_other() {
    refused("a.yaml", example(&format!("{}{}", "[".repeat(LEVELS), "]".repeat(LEVELS))), "too-deep");
    refused("a.yaml", example(&format!("{}1{}", "{a: ".repeat(LEVELS), "}".repeat(LEVELS))), "too-deep");
    refused("a.yaml", "[".repeat(LEVELS), "too-deep");
    refused("a.yaml", "{".repeat(LEVELS), "too-deep");
}

#[test]
fn lists_in_lists_on_one_line() {
    refused("a.yaml", "- ".repeat(LEVELS), "too-deep");
    refused("a.yaml", format!("openapi: 3.0.3\nx-deep:\n  {}a", "- ".repeat(LEVELS)), "too-deep");
    refused("a.yaml", "? ".repeat(LEVELS), "complex-key");
}

#[test]
fn maps_by_indentation() {
    // The indentation alone makes this grow with the square of the levels; a tenth of them will do.
    let mut text = "openapi: 3.0.3\nx-deep:\n".to_owned();
    for level in 1..LEVELS / 10 {
        let _ = writeln!(text, "{}a:", " ".repeat(level));
    }
    refused("a.yaml", text, "too-deep");
}

#[test]
fn json() {
    for levels in [LEVELS, 100] {
        refused("a.json", "[".repeat(levels), "json-syntax");
    }
    for levels in [LEVELS, 127, 110] {
        refused("a.json", format!("{}{}", "[".repeat(levels), "]".repeat(levels)), "too-deep");
        refused("a.json", format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels)), "too-deep");
    }
}

#[test]
fn the_deepest_that_is_read_can_be_generated_too() {
    let deep = |levels: usize| {
        let mut text = "{type: string}".to_owned();
        for _ in 0..levels {
            text = format!("{{type: object, properties: {{a: {text}}}}}");
        }
        with_schemas(&format!("    Thing: {text}\n"))
    };
    // Each level is two maps, and some go before.
    accepted("a.yaml", deep(45));
    refused("a.yaml", deep(60), "too-deep");
}

fn chain(levels: usize, link: impl Fn(usize) -> String, end: &str) -> String {
    let mut schemas = "    Thing: {type: object, properties: {first: {$ref: '#/components/schemas/S0'}}}\n".to_owned();
    for at in 0..levels {
        let _ = writeln!(schemas, "    S{at}: {}", link(at + 1));
    }
    let _ = writeln!(schemas, "    S{levels}: {end}");
    with_schemas(&schemas)
}

#[test]
fn a_chain_of_references() {
    let text = chain(LEVELS, |next| format!("{{$ref: '#/components/schemas/S{next}'}}"), "{type: string}");
    refused("a.yaml", text, "too-deep");
}

#[test]
fn a_chain_of_lists() {
    let text = chain(
        LINKS,
        |next| format!("{{type: array, items: {{$ref: '#/components/schemas/S{next}'}}}}"),
        "{type: string}",
    );
    refused("a.yaml", text, "too-deep");
}

#[test]
fn a_chain_of_maps() {
    let link = |next| format!("{{type: object, additionalProperties: {{$ref: '#/components/schemas/S{next}'}}}}");
    refused("a.yaml", chain(LEVELS / 10, link, "{type: string}"), "too-deep");
}

#[test]
fn a_chain_of_parts() {
    let link = |next| {
        format!("{{allOf: [{{$ref: '#/components/schemas/S{next}'}}], properties: {{p{next}: {{type: string}}}}}}")
    };
    refused("a.yaml", chain(LINKS, link, "{type: object}"), "too-deep");
}

#[test]
fn a_chain_of_single_parts() {
    let link = |next| format!("{{allOf: [{{$ref: '#/components/schemas/S{next}'}}]}}");
    refused("a.yaml", chain(LEVELS / 10, link, "{type: object, properties: {a: {type: string}}}"), "too-deep");
}

#[test]
fn a_chain_of_properties() {
    let link = |next| format!("{{type: object, properties: {{next: {{$ref: '#/components/schemas/S{next}'}}}}}}");
    let read = super::read_only(&chain(LEVELS, link, "{type: object, properties: {a: {type: string}}}"));
    assert_eq!(read, Vec::<&str>::new());
}

#[test]
fn parts_that_fan_out() {
    let mut schemas =
        "    Thing: {allOf: [{$ref: '#/components/schemas/S0'}, {$ref: '#/components/schemas/S0'}]}\n".to_owned();
    for at in 0..40 {
        let next = format!("{{$ref: '#/components/schemas/S{}'}}", at + 1);
        let _ = writeln!(schemas, "    S{at}: {{allOf: [{next}, {next}], properties: {{p{at}: {{type: string}}}}}}");
    }
    schemas.push_str("    S40: {type: object, properties: {id: {type: string}}}\n");
    let output = accepted("a.yaml", with_schemas(&schemas));
    assert!(format!("{:?}", output.tree).contains("p39"));
}

#[test]
fn properties_that_fan_out() {
    let mut schemas = "    Thing: {type: object, properties: {a: {$ref: '#/components/schemas/S0'}}}\n".to_owned();
    for at in 0..40 {
        let next = format!("{{$ref: '#/components/schemas/S{}'}}", at + 1);
        let _ = writeln!(schemas, "    S{at}: {{type: object, properties: {{a: {next}, b: {next}}}}}");
    }
    schemas.push_str("    S40: {type: object, properties: {id: {type: string}}}\n");
    accepted("a.yaml", with_schemas(&schemas));
}

#[test]
fn aliases_of_aliases() {
    let mut text =
        "openapi: 3.0.3\ninfo: {title: a, version: b}\npaths: {}\nx-bomb:\n  - &a0 [x, x, x, x, x, x, x, x, x]\n"
            .to_owned();
    for level in 1..=9 {
        let _ = writeln!(text, "  - &a{level} [{}]", vec![format!("*a{}", level - 1); 9].join(", "));
    }
    refused("a.yaml", text, "alias-bomb");
}

#[test]
fn aliases_that_contain_themselves() {
    refused("a.yaml", "&a [*a]", "alias-cycle");
    refused("a.yaml", "a: &a {b: &b {c: *a}}", "alias-cycle");
    refused("a.yaml", "&a *a", "yaml-syntax");
    refused("a.yaml", "a: *later\nb: &later 1", "unknown-anchor");
}

#[test]
fn an_alias_may_repeat_a_schema() {
    let output = run(&[(
        "a.yaml",
        with_schemas(
            "    Thing:\n      type: object\n      properties:\n        a: &text {type: string, maxLength: 3}\n        b: *text\n",
        )
        .as_bytes(),
    )]);
    assert!(codes(&output).is_empty(), "{:?}", output.report);
}
