//! Defines what a rule is, and how it reports findings. Must not know any rule.

use super::model::{Element, Model};
use crate::diagnostics::{Diagnostic, Label, Patch, Severity, shortened};
use crate::source::{FileId, Span};

/// How much is asked of a document: `extends` of `lint.yaml`. Each has the rules of those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Preset {
    /// What is a fault in any document.
    Minimal,
    /// What callers or tools of any document stumble over.
    Recommended,
    /// What holds for documents that transcribe pages of a vendor's: words, names, order.
    Vendor,
}

impl Preset {
    /// Of a document that asks for none.
    pub const DEFAULT: Self = Self::Recommended;

    /// What `extends` calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Recommended => "recommended",
            Self::Vendor => "vendor",
        }
    }

    /// The one that `extends` calls so.
    pub fn of(name: &str) -> Option<Self> {
        [Self::Minimal, Self::Recommended, Self::Vendor].into_iter().find(|preset| preset.name() == name)
    }
}

/// Something that a careful reviewer of a spec would ask for.
pub struct Rule {
    /// Stable name, which is also the code of its findings.
    pub id: &'static str,
    /// The first preset that has it.
    pub preset: Preset,
    /// How bad a finding is, unless `lint.yaml` says otherwise. Outside of `vendor`, what is no fault in any document is a warning.
    pub severity: Severity,
    /// What it requires, in one sentence.
    pub summary: &'static str,
    /// Why.
    pub rationale: &'static str,
    /// YAML that breaks the rule, from the start of a document.
    pub bad: &'static str,
    /// The same YAML, fixed.
    pub good: &'static str,
    /// Ids of the vendor's own rules that it covers.
    pub vendor: &'static [&'static str],
    /// Whether `--fix` fixes its findings.
    pub fixes: bool,
    pub(super) check: fn(&Model<'_>, &mut Findings),
}

/// Something that breaks a rule.
pub struct Finding {
    pub diagnostic: Diagnostic,
    /// Where it is, so that an exception can name it.
    pub file: FileId,
    pub pointer: String,
}

/// The findings of one rule.
pub struct Findings {
    rule: &'static str,
    severity: Severity,
    list: Vec<Finding>,
}

impl Findings {
    pub fn new(rule: &'static str, severity: Severity) -> Self {
        Self { rule, severity, list: Vec::new() }
    }

    /// Adds a finding at a span of an element.
    pub fn at(&mut self, element: &Element<'_>, span: Span, message: impl Into<String>) -> FindingBuilder<'_> {
        let diagnostic = Diagnostic::new(self.rule, self.severity, span, message);
        self.list.push(Finding { diagnostic, file: element.file, pointer: element.pointer.clone() });
        FindingBuilder { finding: self.list.last_mut() }
    }

    /// Adds a finding about an element.
    pub fn of(&mut self, element: &Element<'_>, message: impl Into<String>) -> FindingBuilder<'_> {
        self.at(element, element.span(), message)
    }

    pub fn into_list(self) -> Vec<Finding> {
        self.list
    }
}

/// Completes the finding that was added last.
pub struct FindingBuilder<'f> {
    finding: Option<&'f mut Finding>,
}

impl FindingBuilder<'_> {
    fn with(mut self, change: impl FnOnce(&mut Diagnostic)) -> Self {
        if let Some(finding) = self.finding.as_mut() {
            change(&mut finding.diagnostic);
        }
        self
    }

    /// The text at the span.
    pub fn label(self, text: impl Into<String>) -> Self {
        self.with(|diagnostic| {
            if let Some(label) = diagnostic.labels.first_mut() {
                label.text = shortened(text.into());
            }
        })
    }

    /// Another span.
    pub fn and(self, span: Span, text: impl Into<String>) -> Self {
        self.with(|diagnostic| diagnostic.labels.push(Label { span, text: shortened(text.into()) }))
    }

    /// What to do.
    pub fn help(self, text: impl Into<String>) -> Self {
        self.with(|diagnostic| diagnostic.help.push(shortened(text.into())))
    }

    /// The intended word, in the quotes of the one that it replaces.
    pub fn word(self, span: Span, word: &str) -> Self {
        self.with(|diagnostic| *diagnostic = diagnostic.clone().patch(span, word))
    }

    /// The edit that fixes it, to the letter.
    pub fn patch(self, patch: Option<Patch>) -> Self {
        self.with(|diagnostic| {
            if let Some(Patch { span, replacement }) = patch {
                *diagnostic = diagnostic.clone().rewrite(span, replacement);
            }
        })
    }
}
