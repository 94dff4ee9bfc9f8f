//! How a run went, for programs: one JSON object, or the annotations of a pull request. It must not know streams.

use crate::report::failure;
use crate::summary::{Change, Summary};
use serde_json::{Value, json};

/// Everything that is known about the run.
pub fn object(summary: &Summary) -> Value {
    let diagnostics =
        summary.diagnostics.as_ref().map_or_else(|| "[]".to_owned(), |report| report.json(&summary.shown_spec));
    let changes: Vec<Value> = summary
        .changes
        .iter()
        .map(|change| json!({ "kind": change.kind, "path": change.path, "detail": change.detail }))
        .collect();
    json!({
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
    })
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
