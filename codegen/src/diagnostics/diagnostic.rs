//! Holds one message about the input: a code, spans, help, and an edit that would fix it. Must not know which messages there are.

use super::Topic;
use crate::source::Span;

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
    pub(super) is_fault: bool,
    pub(super) quotes: Quotes,
    pub(super) topic: Option<(Topic, Option<Span>)>,
}

/// How the replacement of a patch is written. Only [`Report`] knows the text that it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
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

    pub(super) fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, span, message)
    }

    /// What is wrong and loses nothing when one goes on: an error in strict runs, else a warning.
    pub(super) fn fault(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { is_fault: true, ..Self::error(code, span, message) }
    }

    pub(super) fn note(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, span, message)
    }

    pub(super) fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, span, message)
    }

    /// The text at the main span.
    pub fn label(mut self, text: impl Into<String>) -> Self {
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
    pub(super) fn about(self, topic: Topic, similar: Option<Span>) -> Self {
        Self { topic: Some((topic, similar)), ..self }
    }

    /// The text needs quotes.
    pub(super) fn quote(self, span: Span) -> Self {
        self.edit(span, "", Quotes::Added)
    }

    /// The text must lose its quotes.
    pub(super) fn unquote(self, span: Span) -> Self {
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
