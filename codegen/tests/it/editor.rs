//! What editors check documents by: `spec/schema.json` is what the reader knows, and says of a document what the generator
//! says, as far as a schema can. `BLESS=1 cargo test -p apig-codegen --test it editor` writes the file.

use crate::support::{Files, cases, expect, spec, tests};
use jsonschema::Validator;
use serde_json::Value;

/// The files of the project's spec; what else may lie beside them is no OpenAPI.
fn documents() -> Files {
    let mut files = Files::below(&spec(), ".yaml");
    let is_part = |line: &str| line.starts_with("paths:") || line.starts_with("components:");
    files.0.retain(|_, text| String::from_utf8_lossy(text).lines().any(is_part));
    files
}

/// As an editor sees it: names are text.
fn json(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    let key = |key: Yaml| match key {
        Yaml::String(text) => text,
        other => serde_yaml::to_string(&other).unwrap().trim().to_owned(),
    };
    match value {
        Yaml::Mapping(map) => Value::Object(map.into_iter().map(|(name, value)| (key(name), json(value))).collect()),
        Yaml::Sequence(items) => Value::Array(items.into_iter().map(json).collect()),
        other => serde_json::to_value(other).unwrap(),
    }
}

fn validator() -> Validator {
    let schema = serde_json::from_str(&apig_codegen::editor_schema()).unwrap();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&schema).unwrap()
}

/// What is wrong with documents.
fn complaints(validator: &Validator, files: &Files) -> Vec<String> {
    let mut complaints = Vec::new();
    for (path, text) in &files.0 {
        let document = json(serde_yaml::from_slice(text).unwrap_or_else(|error| panic!("{path}: {error}")));
        let errors = validator.iter_errors(&document);
        complaints.extend(errors.map(|error| format!("{path}: {}: {error}", error.instance_path())));
    }
    complaints
}

#[test]
fn the_file_is_what_the_reader_knows() {
    expect("editor", |expected| expected.file(&spec().join("schema.json"), &apig_codegen::editor_schema()));
}

#[test]
fn what_is_generated_from_is_accepted() {
    let validator = validator();
    let mut golden = Files::below(&tests("golden"), "/spec.yaml");
    // It has numbers of more than 64 bits, which the test's reader does not take.
    golden.0.remove("bounds/spec.yaml");
    // They leave out, or write beside a reference, what our own documents, which are 3.0, may not.
    golden.0.remove("optional_parts/spec.yaml");
    golden.0.remove("references/spec.yaml");
    golden.0.remove("faulty_parameters/spec.yaml");
    golden.0.remove("faulty_values/spec.yaml");
    // It has `true` and `false` for schemas, as these may not.
    golden.0.remove("other_names/spec.yaml");
    for files in [documents(), golden] {
        assert!(files.0.len() > 15, "{:?}", files.0.keys());
        let complaints = complaints(&validator, &files);
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    }
}

#[test]
fn what_is_unknown_missing_or_refused_is_not_accepted() {
    let validator = validator();
    let mut wrong = Vec::new();
    let mut cases = cases("diagnostics");
    cases.retain(|case| CODES.contains(&case.topic()));
    assert!(cases.len() > 15, "{} cases", cases.len());
    for case in cases {
        let is_refused = !complaints(&validator, &case.files()).is_empty();
        if is_refused == BEYOND_A_SCHEMA.contains(&case.name.as_str()) {
            wrong.push((case.name, is_refused));
        }
    }
    assert!(wrong.is_empty(), "which cases are refused has changed: {wrong:?}");
}

const CODES: &[&str] = &["unknown-keyword", "missing-keyword", "misplaced-extension"];

/// The generator knows more: what is at the end of a `$ref`, what a keyword beside it says, which way a list is paged, what is waited for, and how near a name that may be
/// somebody else's extension is to one of ours.
const BEYOND_A_SCHEMA: &[&str] = &[
    "unknown-keyword--in-what-is-not-read",
    "unknown-keyword--reference-to-a-schema",
    "misplaced-extension--issuer",
    "misplaced-extension--former-without-enum",
    "misplaced-extension--without-enum",
    "missing-keyword--api-key-name",
    "missing-keyword--http-scheme",
    "missing-keyword--items",
    "missing-keyword--pagination",
    "missing-keyword--pagination-key",
    "missing-keyword--pagination-of-waiters",
    "missing-keyword--schema",
    "missing-keyword--waiter",
    "missing-keyword--waiter-fails-at",
    "missing-keyword--waiter-field",
    "missing-keyword--waiter-item",
    "missing-keyword--waiter-state",
    "unknown-keyword--extension",
];

/// An editor finds the schema by a comment, relative to the file.
#[test]
fn every_file_of_the_spec_names_it() {
    let files = documents();
    for path in files.0.keys() {
        let first = files.text(path).lines().next().unwrap();
        let schema = first.strip_prefix("# yaml-language-server: $schema=");
        let schema = schema.map(|schema| spec().join(path).parent().unwrap().join(schema));
        assert!(schema.is_some_and(|schema| schema.exists()), "{path}: the first line names no schema");
    }
}
