//! Writes diagnostics as SARIF 2.1.0, which code scanners and editors read: rules with their explanations, locations,
//! and fixes. Knows reports and explanations. Must not know who reads it.

use crate::diagnostics::{Diagnostic, Label, Report, printable};
use crate::explain::explain;
use crate::source::Span;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// What a path keeps unescaped.
const OF_PATHS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

impl Report {
    /// A log of one run. `spec_root` is put before each path.
    pub fn sarif(&self, spec_root: &str) -> Value {
        let mut codes: Vec<&str> = self.diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let results: Vec<Value> = self
            .diagnostics
            .iter()
            .map(|diagnostic| {
                let index = codes.iter().position(|code| *code == diagnostic.code);
                self.result(diagnostic, index, spec_root)
            })
            .collect();
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": codes.into_iter().map(rule).collect::<Vec<_>>(),
                } },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        })
    }

    fn result(&self, diagnostic: &Diagnostic, index: Option<usize>, spec_root: &str) -> Value {
        let text = diagnostic.labels.first().map(|label| label.text.as_str()).filter(|text| !text.is_empty());
        let text = text.map(|text| format!("{}: {text}", diagnostic.message));
        let text = text.unwrap_or_else(|| diagnostic.message.clone());
        let lines: Vec<String> =
            std::iter::once(text).chain(diagnostic.help.iter().map(|help| format!("Help: {help}"))).collect();
        let mut result = json!({
            "ruleId": diagnostic.code,
            "level": diagnostic.severity.name(),
            "message": { "text": without_links(&lines.join("\n")) },
            "locations": diagnostic.labels.iter().take(1).map(|label| self.location(label.span, spec_root)).collect::<Vec<_>>(),
        });
        if let Some(index) = index {
            result["ruleIndex"] = index.into();
        }
        let related: Vec<Value> = diagnostic
            .labels
            .iter()
            .enumerate()
            .skip(1)
            .map(|(id, label)| self.related(id, label, spec_root))
            .collect();
        if !related.is_empty() {
            result["relatedLocations"] = related.into();
        }
        if let Some(patch) = &diagnostic.patch {
            let description = diagnostic.help.first().map_or("Change it.", String::as_str);
            result["fixes"] = json!([{
                "description": { "text": without_links(description) },
                "artifactChanges": [{
                    "artifactLocation": { "uri": self.uri(patch.span, spec_root) },
                    "replacements": [{
                        "deletedRegion": self.region(patch.span),
                        "insertedContent": { "text": patch.replacement },
                    }],
                }],
            }]);
        }
        result
    }

    fn related(&self, id: usize, label: &Label, spec_root: &str) -> Value {
        let mut location = self.location(label.span, spec_root);
        location["id"] = id.into();
        location["message"] =
            json!({ "text": if label.text.is_empty() { "here, too".to_owned() } else { without_links(&label.text) } });
        location
    }

    fn location(&self, span: Span, spec_root: &str) -> Value {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": self.uri(span, spec_root) },
            "region": self.region(span),
        } })
    }

    fn region(&self, span: Span) -> Value {
        let start = self.sources.position(span.file, span.start);
        let end = self.sources.position(span.file, span.end);
        json!({
            "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        })
    }

    fn uri(&self, span: Span, spec_root: &str) -> String {
        utf8_percent_encode(&self.sources.shown_path(span.file, spec_root), OF_PATHS).to_string()
    }
}

/// A code with what `explain` says of it.
fn rule(code: &str) -> Value {
    let Some(explanation) = explain(code) else { return json!({ "id": code }) };
    let examples = [("Bad", explanation.bad), ("Good", explanation.good)];
    let examples = || examples.iter().filter(|(_, example)| !example.is_empty());
    let plain: String = examples().map(|(name, example)| format!("\n\n{name}:\n\n{example}")).collect();
    let markdown: String =
        examples().map(|(name, example)| format!("\n\n{name}:\n\n```yaml\n{example}\n```")).collect();
    json!({
        "id": code,
        "shortDescription": { "text": explanation.summary },
        "fullDescription": { "text": explanation.rationale },
        "help": {
            "text": format!("{}{plain}", explanation.rationale),
            "markdown": format!("{}{markdown}", explanation.rationale),
        },
    })
}

/// Text with parts of the input, in which viewers must see no links.
fn without_links(text: &str) -> String {
    text.lines().map(|line| printable(line).replace("](", "] (")).collect::<Vec<_>>().join("\n")
}
