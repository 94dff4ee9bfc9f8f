//! How one schema is judged beside another, pair by pair: all formats of text and of numbers, and each keyword inside of a part of
//! `allOf`, sent and answered. The tables are `relations.txt`; reading what `BLESS=1` changes in it is the test. Must not know how
//! schemas are compared.

use crate::support::{Files, expect, tests};
use apig_codegen::diff;
use apig_codegen::diff::Direction;
use std::fmt::Write;

const TEXTS: &[&str] = &["", "date-time", "date", "byte", "binary", "password", "uuid"];

const NUMBERS: &[&str] = &[
    "integer",
    "integer int8",
    "integer int32",
    "integer int64",
    "integer uint32",
    "integer uint64",
    "number",
    "number float",
    "number double",
    "number decimal",
];

/// What is written into a part, of a text and of an object.
const OF_TEXT: &[&str] = &[
    "minLength: 3",
    "maxLength: 32",
    "pattern: '^a'",
    "enum: [a, b]",
    "format: uuid",
    "default: a",
    "example: a",
    "description: Words.",
    "deprecated: true",
    "nullable: true",
    "readOnly: true",
    "writeOnly: true",
    "x-server-clamps: true",
    "x-separator: ','",
];

const OF_OBJECT: &[&str] = &[
    "required: [x]",
    "required: [y]",
    "additionalProperties: false",
    "additionalProperties: {type: string}",
    "description: Words.",
    "deprecated: true",
    "nullable: true",
    "example: {x: a}",
    "default: {x: a}",
    "readOnly: true",
    "x-rust-name: Zed",
    "anyOf: [{required: [x]}, {required: [y]}]",
];

/// A property of this schema, sent and answered by types of their own.
fn document(schema: &str) -> Files {
    Files::one(
        "things/openapi.yaml",
        format!(
            "openapi: 3.0.3\ninfo: {{title: Things, version: '1'}}\npaths:\n  /things:\n    post:\n      operationId: AddThing\n      \
             requestBody: {{required: true, content: {{application/json: {{schema: {{$ref: '#/components/schemas/New'}}}}}}}}\n      \
             responses:\n        '200': {{description: OK, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Old'}}}}}}}}\n\
             components:\n  schemas:\n    New: {{type: object, properties: {{a: {schema}}}}}\n    Old: {{type: object, properties: {{a: \
             {schema}}}}}\n"
        ),
    )
}

/// A row: what is told of both directions.
fn row(table: &mut String, name: &str, before: &str, after: &str) {
    let (before, after) = (document(before), document(after));
    let job = |files: &Files| apig_codegen::Job { strict: false, ..files.job() };
    let comparison = diff((&job(&before), &before.reader()), (&job(&after), &after.reader()));
    assert!(!comparison.before.has_errors() && !comparison.after.has_errors(), "{name}");
    let told = |direction: Direction| {
        let changes = comparison.changes.iter().filter(|change| change.direction == Some(direction));
        let mut told: Vec<String> =
            changes.map(|change| format!("{} {}/{}", change.id, change.wire.name(), change.rust.name())).collect();
        told.sort();
        if told.is_empty() { "-".to_owned() } else { told.join(", ") }
    };
    let _ = writeln!(table, "{name}\n  sent: {}\n  answered: {}", told(Direction::Request), told(Direction::Response));
}

fn pairs(table: &mut String, all: &[&str], schema: impl Fn(&str) -> String) {
    for from in all {
        for to in all.iter().filter(|to| from != *to) {
            let shown = |name: &&str| if name.is_empty() { "none" } else { *name }.to_owned();
            row(table, &format!("{} -> {}", shown(from), shown(to)), &schema(from), &schema(to));
        }
    }
}

#[test]
fn each_pair_is_judged_as_expected() {
    let mut table = "Written by `BLESS=1 cargo test -p apig-codegen --test it relations`: change wire/Rust.\n\n# Formats of text\n\n".to_owned();
    let with = |ty: &str, format: &str| match format {
        "" => format!("{{type: {ty}}}"),
        _ => format!("{{type: {ty}, format: {format}}}"),
    };
    pairs(&mut table, TEXTS, |format| with("string", format));
    table.push_str("\n# Numbers\n\n");
    pairs(&mut table, NUMBERS, |name| {
        let (ty, format) = name.split_once(' ').unwrap_or((name, ""));
        with(ty, format)
    });
    for (title, parts, keywords) in [
        ("text", ["type: string", "maxLength: 64"], OF_TEXT),
        ("an object", ["type: object, properties: {x: {type: string}}", "properties: {y: {type: string}}"], OF_OBJECT),
    ] {
        for at in [0, 1] {
            let _ = writeln!(table, "\n# In part {} of `allOf`, {title}\n", at + 1);
            for keyword in keywords {
                let mut edited = parts.map(str::to_owned);
                edited[at] = match edited[at].split_once(": ") {
                    // Not twice in one part.
                    Some(("maxLength", _)) if keyword.starts_with("maxLength") => (*keyword).to_owned(),
                    _ => format!("{}, {keyword}", edited[at]),
                };
                let all_of = |parts: &[String; 2]| format!("{{allOf: [{{{}}}, {{{}}}]}}", parts[0], parts[1]);
                row(&mut table, keyword, &all_of(&parts.map(str::to_owned)), &all_of(&edited));
            }
        }
    }
    expect("relations", |expected| expected.file(&tests("relations.txt"), &table));
}
