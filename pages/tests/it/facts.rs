//! The spec says what the vendor's documents say: `facts.tsv`, read from the documents by another hand, is compared with
//! what the spec means, both ways. Must not know how the spec is written, nor what is generated from it.

use crate::support::{Cells, Files, Key, LAYOUTS, OURS, below, cells, facts, files, job, operations, reader, services};
use apig_codegen::Style;
use apig_codegen::api::Json;
use apig_pages::audit::{Source, Spec};
use apig_pages::facts::{of_spec, plain};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What the spec says, in the columns of the table.
fn reading() -> BTreeMap<Key, Cells> {
    let (services, _) = services(&files());
    let mut reading = BTreeMap::new();
    for service in &services {
        for operation in &service.operations {
            for fact in of_spec(service, operation) {
                let key = [&service.name, &operation.id, &fact.place.to_string(), &fact.name].map(String::clone);
                let known = reading.insert(key, cells(&service.name, &fact));
                assert!(known.is_none(), "the spec says twice: {} {fact:?}", operation.id);
            }
        }
    }
    reading
}

/// The keys of an example in the order of the document do not count, nor how lists are marked.
fn comparable(key: &Key, cells: &Cells) -> Cells {
    let mut cells = cells.clone();
    cells[6] = plain(&cells[6]);
    if key[2].starts_with("example") {
        let json: Json = serde_json::from_str(&cells[6]).unwrap();
        cells[6] = json.to_string();
    }
    cells
}

#[test]
fn the_spec_says_what_the_documents_say() {
    let reading = reading();
    let mut mistakes = Vec::new();
    for (key, expected) in facts() {
        let Some(found) = reading.get(&key) else {
            mistakes.push(format!("{key:?} is missing in the spec"));
            continue;
        };
        let (mut expected, found) = (comparable(&key, &expected), comparable(&key, found));
        if expected[6] == OURS && found[6] != "-" {
            expected[6].clone_from(&found[6]);
        }
        if expected != found {
            mistakes.push(format!("{key:?}\n  documents: {expected:?}\n  spec:      {found:?}"));
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn the_documents_say_what_the_spec_says() {
    let known: BTreeSet<Key> = facts().into_iter().map(|(key, _)| key).collect();
    // Of the other operations, the tables of their resources tell.
    let operations: BTreeSet<&[String]> = known.iter().map(|key| &key[..2]).collect();
    let of_sdks = of_sdks();
    let is_told = |key: &Key| operations.contains(&key[..2]) && !of_sdks.contains(&key[1..]);
    let invented: Vec<Key> = reading().into_keys().filter(|key| is_told(key) && !known.contains(key)).collect();
    assert!(invented.is_empty(), "no document says: {invented:#?}");
}

/// Operation, place and name of what the SDKs alone tell.
fn of_sdks() -> BTreeSet<Vec<String>> {
    let table = &files()["sdks.tsv"];
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').take(3).map(str::to_owned).collect()).collect()
}

/// A fact that stood twice in the table would be checked once, and one that is lost would not be missed.
#[test]
fn each_fact_stands_once() {
    let facts = facts();
    let keys: BTreeSet<&Key> = facts.iter().map(|(key, _)| key).collect();
    assert_eq!(facts.len(), keys.len());
    assert!(facts.len() >= 800, "twenty operations, 800 facts");
}

/// What pages of the API Gateway and of IAM state, as `cargo xtask transcribe --facts --without-words` wrote it from them, a table for
/// each resource, and what is known of ROMA Connect without its pages. `spec/audit.yaml` says where the spec knows better. The pages of IAM
/// name a type after where it stands, which is left out of its tables, and two of their examples are no JSON, which is mended; what they
/// say of errors was seen, as in `facts.tsv`.
#[test]
fn the_spec_says_what_the_tables_say_and_no_more() {
    let tables = |service| below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts").join(service), &["tsv"]);
    let mut yaml = files();
    let sdks = yaml.get_mut("sdks.tsv").unwrap();
    tables("roma").values().for_each(|table| sdks.push_str(table));
    let (spec, rest) = (Spec::read(&job(), &reader(&yaml)), operations());
    for (service, tables, least) in
        [("apig", tables("apig"), 9_900), ("iam", tables("iam"), 560), ("roma", Files::new(), 5_000)]
    {
        // The others stand in `facts.tsv`.
        let mut texts = rest.pages(LAYOUTS[0], &format!("{service}/"));
        texts.extend(tables);
        let sources: Vec<Source<'_>> = texts.iter().map(|(path, text)| Source { path, text }).collect();
        let audit = spec.audit(&sources, Some(service));
        assert!(audit.report.diagnostics().is_empty(), "{}", audit.report.human(Style::Plain, ""));
        assert!(audit.facts >= least, "{service}: {} facts", audit.facts);
    }
}
