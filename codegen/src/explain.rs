//! Whatever has a code, explained: messages about documents, rules of the linter, kinds of changes. Knows where each kind
//! keeps its words; must not know how they are printed.

pub use crate::diagnostics::Explanation;

use crate::diff::{Judgement, Rule, Verdict, catalogue, rust_rules};
use crate::{diagnostics, lint};

/// What kind of thing has a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something that the generator says of documents.
    Message,
    /// A rule of the linter.
    Rule,
    /// A kind of change between two versions.
    Change,
}

/// All explanations, kind by kind.
pub fn explanations() -> impl Iterator<Item = (Kind, Explanation)> {
    let messages = diagnostics::explanations().map(|explanation| (Kind::Message, explanation));
    let rules = lint::rules().iter().map(|rule| (Kind::Rule, of_rule(rule)));
    let changes = catalogue().chain(rust_rules()).map(|rule| (Kind::Change, of_change(rule)));
    messages.chain(rules).chain(changes)
}

/// The explanation of one code.
pub fn explain(id: &str) -> Option<Explanation> {
    explanations().map(|(_, explanation)| explanation).find(|explanation| explanation.id == id)
}

fn of_rule(rule: &lint::Rule) -> Explanation {
    let lint::Rule { id, summary, rationale, bad, good, .. } = rule;
    Explanation { id, summary, rationale: (*rationale).into(), bad, good }
}

fn of_change(rule: &Rule) -> Explanation {
    let told = |Judgement { wire, reason }: &Judgement| format!("{}, because {reason}.", wire.name());
    let verdict = match &rule.verdict {
        Verdict::Always(judgement) => format!("On the wire: {}", told(judgement)),
        Verdict::ByDirection { request, response } => {
            format!("In requests: {}\nIn answers: {}", told(request), told(response))
        }
    };
    Explanation { id: rule.id, summary: rule.meaning, rationale: verdict.into(), bad: "", good: "" }
}
