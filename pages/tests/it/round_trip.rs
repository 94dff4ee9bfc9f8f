//! A draft says what its page says: the audit finds nothing between the two. Must not know how either is made.

use crate::support::{Files, LAYOUTS, below, job_of, operations, reader};
use apig_codegen::{Diagnostic, Style};
use apig_pages::audit::{Audit, Source, Spec};
use apig_pages::draft::{self, Options, draft, lines};
use std::path::Path;

/// Drafts one document of all pages, and compares them with it.
fn check(pages: &[(String, String)]) -> usize {
    let mut document = draft::Spec::alone("Things");
    let mut transcribed = "transcribed:\n".to_owned();
    let mut drafted = 0;
    for (path, text) in pages {
        let page = apig_pages::page(path, text);
        let options = Options { file: draft::Spec::ALONE.to_owned(), ..Options::default() };
        if page.path.is_none() {
            continue;
        }
        let draft = draft(&page, &document, &options).unwrap_or_else(|reason| panic!("{path}: {reason}"));
        let id = draft.operation.get("operationId").and_then(|id| id.as_str()).unwrap().to_owned();
        transcribed.push_str(&format!("  - things/{id}\n"));
        document.take(&draft);
        drafted += 1;
    }
    let yaml = lines(document.root().unwrap(), 0).join("\n") + "\n";
    let files = Files::from([("things/openapi.yaml".to_owned(), yaml), ("audit.yaml".to_owned(), transcribed)]);
    let sources: Vec<Source<'_>> = pages.iter().map(|(path, text)| Source { path, text }).collect();
    let spec = Spec::read(&job_of(&["things/openapi.yaml"]), &reader(&files));
    let Audit { report, .. } = spec.audit(&sources, None);
    let found: Vec<&Diagnostic> = report.diagnostics().iter().filter(|one| !is_known(one)).collect();
    assert!(found.is_empty(), "{} differ\n{}", found.len(), report.human(Style::Plain, ""));
    drafted
}

/// The token is the service's, not the page's.
fn is_known(finding: &Diagnostic) -> bool {
    finding.message.contains("the header `X-Auth-Token`")
}

#[test]
fn drafts_say_what_their_pages_say() {
    let operations = operations();
    for layout in LAYOUTS {
        for service in ["apig", "roma"] {
            assert!(check(&operations.pages(layout, service)) >= 9, "{layout:?}");
        }
    }
    // More kinds of types than those of the table.
    let pages = below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/audit/base"), &["txt", "md"]);
    assert_eq!(check(&pages.into_iter().collect::<Vec<_>>()), 2);
}

/// Pages use one name for several things: what holds one of them is another thing, too.
#[test]
fn drafts_keep_apart_what_pages_call_the_same() {
    let page = |name: &str, ty: &str, values: &str| {
        let row = |name: &str, ty: &str, words: &str| format!("| {name} | {ty} | {words} |\n");
        let table = |number: u8, caption: &str, rows: &str| {
            format!("Table {number} {caption}\n| Parameter | Type | Description |\n|---|---|---|\n{rows}")
        };
        let body = row("info", "Info object", "All.")
            + &row("status", "String", &format!("How. Enumeration values: {values}"));
        let text = format!(
            "Querying {name}\nFunction\nThis API is used to look.\nURI\nGET /{name}\nResponse Parameters\nStatus code: 200\n{}{}{}Status Codes\n{}",
            table(1, "Response body parameters", &body),
            table(2, "Info", &row("heads", "Array of Head objects", "Each.")),
            table(3, "Head", &row("value", ty, "What.")),
            "| Status Code | Description |\n|---|---|\n| 200 | OK |\n",
        );
        (format!("{name}.txt"), text)
    };
    let pages =
        [page("doors", "String", "on off"), page("walls", "Integer", "up down"), page("roofs", "String", "left right")];
    assert_eq!(check(&pages), 3);
}
