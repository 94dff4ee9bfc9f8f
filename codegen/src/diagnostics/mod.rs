//! Collects messages about the input, each with its spans, and sorts them. Must not know IO, nor who calls.

mod excerpt;
mod explanations;
pub mod messages;
mod report;
mod topics;

pub use explanations::{Explanation, explanations};
pub use report::{Report, Style, printable};
pub use topics::Topic;

use crate::source::Span;
use std::collections::BTreeSet;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The crate is written; something in the input is wrong, has no effect or cannot be checked.
    Warning,
    /// The crate is written; something in it is not what one expects of the input, for this reason. Counted, and listed on demand.
    Note,
}

impl Severity {
    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A span in the input and its part in the message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// Where it points.
    pub span: Span,
    /// The text at the span; may be empty for the main label.
    pub text: String,
}

/// A replacement of text that would fix the problem.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Patch {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

/// One message about the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the kind of message, such as `unknown-keyword`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// One sentence: what is wrong.
    pub message: String,
    /// Where; the first label is the main one.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Vec<String>,
    /// The edit that would fix it, where that is certain enough.
    pub patch: Option<Patch>,
    /// Whether nothing is lost when one goes on all the same.
    is_fault: bool,
    quotes: Quotes,
    topic: Option<(Topic, Option<Span>)>,
}

/// How the replacement of a patch is written. Only [`Report`] knows the text that it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quotes {
    /// As a word in the quotes of what it replaces, or in none.
    Kept,
    /// The text that is there, in quotes.
    Added,
    /// The text that is there, without its quotes.
    Removed,
    /// To the letter.
    Exact,
}

impl Diagnostic {
    /// A message at a span.
    pub fn new(code: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        let labels = vec![Label { span, text: String::new() }];
        let (message, help) = (shortened(message.into()), Vec::new());
        Self { code, severity, message, labels, help, patch: None, is_fault: false, quotes: Quotes::Kept, topic: None }
    }

    fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }

    /// What is wrong and loses nothing when one goes on: an error in strict runs, else a warning.
    fn fault(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { is_fault: true, ..Self::error(code, span, message) }
    }

    fn note(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, span, message)
    }

    fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, span, message)
    }

    fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = shortened(text.into());
        }
        self
    }

    /// One more label.
    pub fn and(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: shortened(text.into()) });
        self
    }

    /// What to do about it.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(shortened(text.into()));
        self
    }

    /// A word that would fix it, written in the quotes of the one that it replaces.
    pub fn patch(self, span: Span, replacement: impl Into<String>) -> Self {
        self.edit(span, replacement, Quotes::Kept)
    }

    /// Text that would fix it, to the letter.
    pub fn rewrite(self, span: Span, replacement: impl Into<String>) -> Self {
        self.edit(span, replacement, Quotes::Exact)
    }

    /// One message of that topic is enough; `similar` is the name that may be intended in all of them.
    fn about(self, topic: Topic, similar: Option<Span>) -> Self {
        Self { topic: Some((topic, similar)), ..self }
    }

    /// The text needs quotes.
    fn quote(self, span: Span) -> Self {
        self.edit(span, "", Quotes::Added)
    }

    /// The text must lose its quotes.
    fn unquote(self, span: Span) -> Self {
        self.edit(span, "", Quotes::Removed)
    }

    fn edit(mut self, span: Span, replacement: impl Into<String>, quotes: Quotes) -> Self {
        self.patch = Some(Patch { span, replacement: replacement.into() });
        self.quotes = quotes;
        self
    }
}

/// Names come from the input and may be megabytes long.
const LONGEST_TEXT: usize = 600;

/// The start of a text that is too long to be read.
pub fn shortened(text: String) -> String {
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

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

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Tells whether nothing may be written.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|message| message.severity == Severity::Error && !(message.is_fault && self.is_lenient))
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

/// Suggestions are looked for so often in one place, and among so many candidates: more is a list of its own and no typo.
pub const MOST_SLIPS: usize = 32;
const MOST_CANDIDATES: usize = 2_000;

/// The candidate that is most similar to what was written, if it is similar enough to be intended.
pub fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    let allowed = (length / 3).clamp(1, 4);
    candidates
        .into_iter()
        // Cheap, and most candidates end here: a difference in length is at least as many edits.
        .filter(|candidate| *candidate != written && candidate.chars().count().abs_diff(length) <= allowed)
        .take(MOST_CANDIDATES)
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Edits between two words; a difference in case alone counts as one.
fn distance(a: &str, b: &str) -> usize {
    if a.eq_ignore_ascii_case(b) { 1 } else { strsim::osa_distance(a, b) }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_word_is_found_and_a_far_one_is_not() {
        for (written, candidates, expected) in [
            ("AppQouta", vec!["AppQuota", "AppQuotaInfo"], Some("AppQuota")),
            ("maxlength", vec!["minLength", "maxLength"], Some("maxLength")),
            ("typ", vec!["title", "type"], Some("type")),
            ("name", vec!["description"], None),
            ("same", vec!["same"], None),
        ] {
            assert_eq!(nearest(written, candidates), expected, "{written}");
        }
    }
}
