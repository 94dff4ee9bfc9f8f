//! What editors check documents by: `spec/schema.json` is what the reader knows, and says of a document what the generator
//! says, as far as a schema can. `BLESS=1 cargo test -p apig-codegen --test it editor` writes the file.

use crate::support::{self, tests};
use jsonschema::Validator;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The YAML files below a folder, whose paths end like this.
fn documents(folder: &Path, end: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(documents(&path, end));
        } else if path.to_string_lossy().ends_with(end) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The files of the project's spec; what else may lie beside them is no OpenAPI.
fn spec() -> Vec<PathBuf> {
    let mut paths = documents(&support::spec(), ".yaml");
    paths.retain(|path| {
        let text = fs::read_to_string(path).unwrap();
        text.lines().any(|line| line.starts_with("paths:") || line.starts_with("components:"))
    });
    paths
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

fn read(path: &Path) -> Option<Value> {
    serde_yaml::from_str(&fs::read_to_string(path).ok()?).ok().map(json)
}

fn validator() -> Validator {
    let schema = serde_json::from_str(&apig_codegen::editor_schema()).unwrap();
    assert!(jsonschema::draft7::meta::is_valid(&schema));
    jsonschema::draft7::new(&schema).unwrap()
}

/// What is wrong with a document.
fn complaints(validator: &Validator, path: &Path) -> Vec<String> {
    let document = read(path).unwrap_or_else(|| panic!("{} is not read", path.display()));
    validator
        .iter_errors(&document)
        .map(|error| format!("{}: {}: {error}", path.display(), error.instance_path()))
        .collect()
}

#[test]
fn the_file_is_what_the_reader_knows() {
    let path = support::spec().join("schema.json");
    let schema = apig_codegen::editor_schema();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &schema).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == schema, "spec/schema.json is out of date: BLESS=1 cargo test -p apig-codegen --test it editor");
}

#[test]
fn what_is_generated_from_is_accepted() {
    let validator = validator();
    let paths = spec();
    assert!(paths.len() > 15, "{paths:?}");
    let golden = documents(&tests("golden"), "/spec.yaml");
    // It has numbers of more than 64 bits, which the test's reader does not take.
    let golden: Vec<_> = golden.into_iter().filter(|path| !path.ends_with("bounds/spec.yaml")).collect();
    assert!(golden.len() > 15, "{golden:?}");
    let complaints: Vec<_> = paths.iter().chain(&golden).flat_map(|path| complaints(&validator, path)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn what_is_unknown_missing_or_refused_is_not_accepted() {
    let validator = validator();
    let folder = tests("diagnostics");
    let mut wrong = Vec::new();
    let mut names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.retain(|name| CODES.iter().any(|code| name.to_string_lossy().starts_with(code)));
    assert!(names.len() > 15, "{names:?}");
    for name in names.iter().map(|name| name.to_str().unwrap()) {
        let documents = documents(&folder.join(name), ".yaml");
        let is_refused = documents.iter().any(|document| !complaints(&validator, document).is_empty());
        if is_refused == BEYOND_A_SCHEMA.contains(&name) {
            wrong.push((name, is_refused));
        }
    }
    assert!(wrong.is_empty(), "which cases are refused has changed: {wrong:?}");
}

const CODES: &[&str] = &["unknown-keyword", "missing-keyword", "misplaced-extension"];

/// The generator knows more: what is at the end of a `$ref`, what a keyword beside it says, and how near a name that may be
/// somebody else's extension is to one of ours.
const BEYOND_A_SCHEMA: &[&str] = &[
    "misplaced-extension--issuer",
    "misplaced-extension--without-enum",
    "missing-keyword--api-key-name",
    "missing-keyword--http-scheme",
    "missing-keyword--items",
    "missing-keyword--schema",
    "unknown-keyword--extension",
];

/// An editor finds the schema by a comment, relative to the file.
#[test]
fn every_file_of_the_spec_names_it() {
    for path in spec() {
        let text = fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap();
        let schema = first.strip_prefix("# yaml-language-server: $schema=");
        let schema = schema.map(|schema| path.parent().unwrap().join(schema));
        assert!(schema.is_some_and(|schema| schema.exists()), "{}: the first line names no schema", path.display());
    }
}
