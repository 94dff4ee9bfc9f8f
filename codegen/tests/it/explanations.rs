//! The explanations hold what they promise: the bad example of a code causes it, and the good one causes nothing.
//!
//! An example is a whole document, or a part of one: some of its keywords, or schemas, of which `Quota` is used. Must
//! not know which codes there are.

use crate::support::{Case, Files, cases};
use apig_codegen::explain::{self, Category, Explanation, explain};
use apig_codegen::{Style, generate};
use std::collections::BTreeSet;

/// Codes of which no text can be an example.
const WITHOUT_EXAMPLE: &[&str] = &["defect", "diff-config", "lint-config", "not-utf8", "unused-exception"];

/// Codes of the comparison with pages, whose own tests hold that each has a case.
const OF_PAGES: &[&str] = &[
    "audit-config",
    "differs-from-page",
    "missing-in-spec",
    "missing-on-page",
    "page-without-operation",
    "operation-without-page",
    "unread-page-text",
];

/// What the generator says of documents.
fn explanations() -> impl Iterator<Item = Explanation> {
    explain::explanations().filter(|(kind, _)| *kind == Category::Message).map(|(_, explanation)| explanation)
}

/// What examples of overlays are applied to.
const TARGET: &str = "openapi: 3.0.3\ninfo: {title: Quotas, version: v1}\npaths: {}\ntags: [{name: quota}]\n";

/// The example as a whole document, and its name.
fn document(example: &str) -> (&'static str, String) {
    let has = |key: &str| example.lines().any(|line| line.starts_with(key));
    if example.starts_with("{\"") {
        return ("openapi.json", example.to_owned());
    }
    if has("openapi:") || has("swagger:") || has("#") {
        return ("openapi.yaml", example.to_owned());
    }
    let head = "openapi: 3.0.3\ninfo: {title: Quotas, version: v1}\n";
    if has("paths:") {
        return ("openapi.yaml", format!("{head}{example}\n"));
    }
    let schemas: String = example.lines().map(|line| format!("    {line}\n")).collect();
    let used = "{description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Quota'}}}}";
    let paths = format!("paths:\n  /quotas:\n    get:\n      responses:\n        '200': {used}\n");
    ("openapi.yaml", format!("{head}{paths}components:\n  schemas:\n{schemas}"))
}

fn check(example: &str) -> (BTreeSet<&'static str>, String) {
    let files = if example.starts_with("overlay:") {
        Files::one("openapi.yaml", TARGET).with("overlay.yaml", example)
    } else {
        let (path, text) = document(example);
        Files::one(path, text)
    };
    let report = generate(&files.job(), &files.reader()).report;
    let found = if report.diagnostics().is_empty() { report.notes() } else { report.diagnostics() };
    let codes = found.iter().map(|diagnostic| diagnostic.code).collect();
    (codes, report.human(Style::Plain, ""))
}

#[test]
fn a_bad_example_causes_its_code_and_a_good_one_nothing() {
    for Explanation { id, bad, good, .. } in explanations() {
        if WITHOUT_EXAMPLE.contains(&id) || OF_PAGES.contains(&id) {
            assert_eq!((bad, good), ("", ""), "{id}");
            continue;
        }
        let (codes, text) = check(bad);
        assert_eq!(codes, BTreeSet::from([id]), "{id}: the bad example\n{bad}\n{text}");
        let (codes, text) = check(good);
        assert!(codes.is_empty(), "{id}: the good example\n{good}\n{text}");
    }
}

#[test]
fn every_code_is_explained_once_and_nothing_else_is() {
    let cases = cases("diagnostics");
    // `diagnostics` holds that each code of `messages` has a case and each case a code.
    let mut codes: Vec<&str> = cases.iter().map(Case::topic).collect();
    codes.retain(|code| *code != "several");
    codes.extend(["defect", "diff-config", "lint-config", "unused-exception"]);
    codes.extend(OF_PAGES);
    codes.sort_unstable();
    codes.dedup();
    let mut explained: Vec<&str> = explanations().map(|explanation| explanation.id).collect();
    explained.sort_unstable();
    assert_eq!(explained, codes);
}

#[test]
fn an_explanation_has_all_its_parts() {
    let mut ids = BTreeSet::new();
    for (kind, explanation) in explain::explanations() {
        let Explanation { id, summary, rationale, .. } = &explanation;
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{id:?}");
        assert!(summary.ends_with('.') && summary.len() < 160, "{id}: {summary:?}");
        assert!(rationale.ends_with('.') && !rationale.contains("```"), "{id}: {rationale:?}");
        assert!(ids.insert((*id).to_owned()), "{kind:?} {id} has the code of another thing");
        assert_eq!(explain(id), Some(explanation));
    }
    assert_eq!(explain("none"), None);
}
