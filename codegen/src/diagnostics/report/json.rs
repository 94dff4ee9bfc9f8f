//! Prints diagnostics as JSON: a list with all fields of each.

use super::{Report, acts};
use crate::diagnostics::{Diagnostic, Label};
use crate::source::Span;
use serde_json::{Value, json};
use std::fmt::Write;

impl Report {
    /// One JSON document: an array with an object per message.
    pub fn json(&self, spec_root: &str) -> String {
        defused(&self.diagnostics.iter().map(|diagnostic| self.object(diagnostic, spec_root)).collect())
    }

    /// A message with all its fields.
    pub(super) fn object(&self, diagnostic: &Diagnostic, spec_root: &str) -> Value {
        let location = |span: Span| {
            let start = self.sources.position(span.file, span.start);
            let end = self.sources.position(span.file, span.end);
            json!({
                "path": self.path(span, spec_root),
                "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
            })
        };
        let labelled = |label: &Label| {
            let mut location = location(label.span);
            location["text"] = label.text.as_str().into();
            location
        };
        json!({
            "code": diagnostic.code,
            "severity": diagnostic.severity.name(),
            "message": diagnostic.message,
            "places": diagnostic.labels.iter().map(labelled).collect::<Vec<_>>(),
            "help": diagnostic.help,
            "replacement": diagnostic.patch.as_ref().map(|patch| &patch.replacement),
            "replaces": diagnostic.patch.as_ref().map(|patch| location(patch.span)),
        })
    }
}

/// JSON leaves some characters as they are that a terminal would act upon.
pub fn defused(value: &Value) -> String {
    let text = value.to_string();
    if !text.contains(acts) {
        return text;
    }
    text.chars().fold(String::with_capacity(text.len()), |mut text, c| {
        let _ = if acts(c) { write!(text, "\\u{:04x}", u32::from(c)) } else { text.write_char(c) };
        text
    })
}
