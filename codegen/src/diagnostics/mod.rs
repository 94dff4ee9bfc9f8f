//! Collects messages about the input, each with its spans, and sorts them. Must not know IO, nor who calls.

mod diagnostic;
mod excerpt;
mod explanations;
pub mod messages;
mod nearest;
mod report;
mod topics;

use diagnostic::Quotes;
pub use diagnostic::{Diagnostic, Label, Patch, Severity, shortened};
pub use explanations::{Explanation, explanations};
pub use nearest::{MOST_SLIPS, nearest};
pub(crate) use report::written_patch;
pub use report::{Report, Style, printable};
pub use topics::Topic;

use crate::source::Span;
use std::collections::BTreeSet;

/// The messages so far. A message that is reported twice at the same span is kept once, with all further labels.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    is_lenient: bool,
}

impl Diagnostics {
    /// None so far. Faults are errors if `strict`; they are in a list that is made by default.
    pub fn new(strict: bool) -> Self {
        Self { list: Vec::new(), is_lenient: !strict }
    }

    /// Whether faults are no errors.
    pub fn is_lenient(&self) -> bool {
        self.is_lenient
    }

    /// Adds a message.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds the messages of another list.
    pub fn append(&mut self, mut other: Self) {
        self.list.append(&mut other.list);
    }

    /// The messages so far.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Tells whether nothing may be written.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// The messages that are errors in the end.
    pub fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        let is_error = |message: &&Diagnostic| message.severity == Severity::Error;
        self.list.iter().filter(is_error).filter(|message| !(message.is_fault && self.is_lenient))
    }

    /// The messages in the order of their spans.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        for fault in self.list.iter_mut().filter(|message| message.is_fault && self.is_lenient) {
            fault.severity = Severity::Warning;
        }
        let main = |diagnostic: &Diagnostic| diagnostic.labels.first().map(|label| label.span);
        let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
        let labels = |diagnostic: &'_ Diagnostic| diagnostic.labels.iter().map(|label| label.span).collect::<Vec<_>>();
        let wrong: BTreeSet<Span> = self.list.iter().filter(is_error).flat_map(labels).collect();
        // To fix the error fixes this too.
        let is_fixed = |diagnostic: &Diagnostic| main(diagnostic).is_some_and(|span| wrong.contains(&span));
        self.list.retain(|diagnostic| diagnostic.code != messages::AMBIGUOUS || !is_fixed(diagnostic));
        self.list.sort_by(|a, b| {
            let key = |diagnostic: &'_ Diagnostic| (main(diagnostic), diagnostic.severity, diagnostic.code);
            key(a).cmp(&key(b)).then_with(|| (&a.message, &a.labels).cmp(&(&b.message, &b.labels)))
        });
        self.list.dedup_by(|next, kept| {
            let same = next.code == kept.code && next.message == kept.message && main(next) == main(kept);
            if same {
                let has_label = |label: &Label| kept.labels.contains(label);
                let further: Vec<Label> = next.labels.iter().filter(|label| !has_label(label)).cloned().collect();
                kept.labels.extend(further);
            }
            same
        });
        topics::gather(self.list)
    }
}
