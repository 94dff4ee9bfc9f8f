//! Formats how a run went for programs: as one JSON object, as annotations of a pull request, or as a SARIF log. Must
//! not know streams.

use crate::printing::ending::failure;
use crate::printing::summary::{Change, Summary};
use apig_codegen::Report;
use serde_json::{Value, json};

/// The whole summary as one JSON object.
pub fn object(summary: &Summary) -> Value {
    let diagnostics =
        summary.diagnostics.as_ref().map_or_else(|| "[]".to_owned(), |report| report.json(&summary.spec_prefix));
    let changes: Vec<Value> = summary
        .changes
        .iter()
        .map(|change| json!({ "kind": change.kind, "path": change.path, "detail": change.detail }))
        .collect();
    let mut object = json!({
        "check": summary.check,
        "success": summary.is_success(),
        "folder": summary.folder,
        "files": summary.files,
        "diagnostics": serde_json::from_str(&diagnostics).unwrap_or(Value::String(diagnostics)),
        "changes": changes,
        "notes": summary.notes,
        "error": failure(summary),
        "mend": summary.mend,
        "milliseconds": u64::try_from(summary.time.as_millis()).unwrap_or(u64::MAX),
    });
    if let (true, Some(report)) = (summary.lists_findings, &summary.diagnostics) {
        let list = report.list_json(&summary.spec_prefix);
        object["report"] = serde_json::from_str(&list).unwrap_or(Value::String(list));
    }
    object
}

/// The summary as a SARIF 2.1.0 log: diagnostics of the documents, files that are out of date, why the run ended early.
pub fn sarif(summary: &Summary) -> String {
    const STALE: &str = "out-of-date";
    let none = Report::default();
    let report = summary.diagnostics.as_ref().unwrap_or(&none);
    let mut log = log(report, &summary.spec_prefix, summary.error.as_deref());
    let stale = summary.changes.iter().filter(|_| summary.check).map(|change| {
        json!({
            "ruleId": STALE,
            "level": "error",
            "message": { "text": format!("{} is {}: run `{}`", change.path, change.kind, summary.mend) },
            "locations": [{ "physicalLocation": {
                "artifactLocation": { "uri": change.path.replace('%', "%25").replace(' ', "%20") },
                "region": { "startLine": 1 },
            } }],
        })
    });
    let stale: Vec<Value> = stale.collect();
    if let (false, Some(rules)) =
        (stale.is_empty(), log.pointer_mut("/runs/0/tool/driver/rules").and_then(Value::as_array_mut))
    {
        let summary = "A generated file is not what the generator makes of the documents.";
        rules.push(json!({ "id": STALE, "shortDescription": { "text": summary } }));
    }
    if let Some(results) = log.pointer_mut("/runs/0/results").and_then(Value::as_array_mut) {
        results.extend(stale);
    }
    ascii(&log)
}

/// Diagnostics of documents as a SARIF log, and why the run ended early, if it did.
pub fn log(report: &Report, spec_prefix: &str, error: Option<&str>) -> Value {
    let mut log = report.sarif(spec_prefix);
    if let Some(run) = log.pointer_mut("/runs/0") {
        let notes = error.iter().map(|error| json!({ "level": "error", "message": { "text": error } }));
        run["invocations"] = json!([{
            "executionSuccessful": error.is_none(),
            "toolExecutionNotifications": notes.collect::<Vec<_>>(),
        }]);
    }
    log
}

/// JSON in ASCII: other characters as escapes, so that no terminal acts upon them.
pub fn ascii(value: &Value) -> String {
    let mut text = String::new();
    for c in value.to_string().chars() {
        if c.is_ascii() && c != '\u{7f}' {
            text.push(c);
        } else {
            text.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
}

/// A workflow command: `https://docs.github.com/actions/reference/workflow-commands-for-github-actions`.
pub fn annotation(change: &Change, mend: &str) -> String {
    let file = property(&change.path);
    let detail: String = change.detail.iter().map(|line| format!("\n{line}")).collect();
    let text = escaped(&format!("{} is {}: run `{mend}`{detail}", change.path, change.kind));
    format!("::error file={file},title=Generated file is {}::{text}", change.kind)
}

/// Text as a property of a workflow command.
pub fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

/// Text as the message of a workflow command.
pub fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_are_escaped() {
        let change = Change { kind: "stale", path: "a:b,c.rs".to_owned(), detail: vec!["+100%".to_owned()] };
        let expected =
            "::error file=a%3Ab%2Cc.rs,title=Generated file is stale::a:b,c.rs is stale: run `gen`%0A+100%25";
        assert_eq!(annotation(&change, "gen"), expected);
    }
}
