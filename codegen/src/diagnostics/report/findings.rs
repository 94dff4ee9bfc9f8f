//! Lists all findings, notes too, for `--report`: kinds with their counts first, then each finding with its place. Must
//! not know where the list goes.

use super::{Report, printable};
use crate::diagnostics::{Diagnostic, Severity};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Findings of one code, the worst kinds first.
pub(super) type Kinds<'r> = BTreeMap<(Severity, &'static str), Vec<&'r Diagnostic>>;

/// Sorts findings by kind.
pub(super) fn kinds<'r>(findings: impl Iterator<Item = &'r Diagnostic>) -> Kinds<'r> {
    let mut kinds = Kinds::new();
    for finding in findings {
        kinds.entry((finding.severity, finding.code)).or_default().push(finding);
    }
    kinds
}

impl Report {
    /// Errors, warnings and notes.
    fn findings(&self) -> Kinds<'_> {
        kinds(self.diagnostics.iter().chain(&self.notes))
    }

    /// How many findings there are of each kind, in a column.
    pub(super) fn counts(&self, kinds: &Kinds<'_>, spec_root: &str) -> String {
        let name = |(severity, code): &(Severity, &str)| format!("{}[{code}]", severity.name());
        let width = kinds.keys().map(|kind| name(kind).len()).max().unwrap_or_default();
        let mut text = String::new();
        for (kind, findings) in kinds {
            let place = findings.first().map(|first| self.place(first, spec_root)).unwrap_or_default();
            let _ = writeln!(text, "{:>7}  {:<width$}  first at {place}", findings.len(), name(kind));
        }
        text
    }

    fn place(&self, finding: &Diagnostic, spec_root: &str) -> String {
        let Some(label) = finding.labels.first() else { return String::new() };
        let at = self.sources.position(label.span.file, label.span.start);
        format!("{}:{}:{}", self.path(label.span, spec_root), at.line, at.column)
    }

    /// All findings for people: how many of each kind, then each kind with its places. `spec_root` is put before each path.
    pub fn list(&self, spec_root: &str) -> String {
        let kinds = self.findings();
        if kinds.is_empty() {
            return "nothing was found\n".to_owned();
        }
        let mut text = self.counts(&kinds, spec_root);
        for ((severity, code), findings) in &kinds {
            let _ = writeln!(text, "\n{}[{code}]", severity.name());
            for finding in findings {
                let _ = writeln!(text, "  {}: {}", self.place(finding, spec_root), printable(&finding.message));
            }
        }
        text
    }

    /// How many notes there are of each code, in one line; `None` if there are none.
    pub fn noted(&self) -> Option<String> {
        let kinds = kinds(self.notes.iter());
        let counts: Vec<String> = kinds.iter().map(|((_, code), notes)| format!("{} {code}", notes.len())).collect();
        (!counts.is_empty()).then(|| counts.join(", "))
    }

    /// All findings for programs: an object with `counts` by severity and code, and `findings` as [`json`](Self::json) has
    /// messages.
    pub fn list_json(&self, spec_root: &str) -> String {
        let mut counts: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        let kinds = self.findings();
        for ((severity, code), findings) in &kinds {
            counts.entry(severity.name()).or_default().insert(code, findings.len());
        }
        let findings: Vec<Value> = kinds.values().flatten().map(|finding| self.object(finding, spec_root)).collect();
        super::json::defused(&json!({ "counts": counts, "findings": findings }))
    }
}
