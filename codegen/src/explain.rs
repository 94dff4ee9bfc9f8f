//! Finds the explanation of whatever has a code: messages about documents, rules of the linter, kinds of changes. Knows
//! where each kind keeps its texts. Must not know how they are printed.

pub use crate::diagnostics::Explanation;

use crate::diff::{Callers, Judgement, Rule, Verdict, catalogue, rust_rules};
use crate::{diagnostics, lint};

/// What a code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// A message about documents.
    Message,
    /// A rule of the linter.
    Rule,
    /// A kind of change between two versions.
    Change,
}

/// All explanations, category by category.
pub fn explanations() -> impl Iterator<Item = (Category, Explanation)> {
    let messages = diagnostics::explanations().map(|explanation| (Category::Message, explanation));
    let rules = lint::rules().iter().map(|rule| (Category::Rule, of_rule(rule)));
    let changes = catalogue().chain(rust_rules()).map(|rule| (Category::Change, of_change(rule)));
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
    let sentence = |Judgement { wire, reason }: &Judgement| format!("{}, because {reason}.", wire.name());
    let verdict = match &rule.verdict {
        Verdict::Always(judgement) => format!("On the wire: {}", sentence(judgement)),
        Verdict::ByDirection { request, response } => {
            format!("In requests: {}\nIn answers: {}", sentence(request), sentence(response))
        }
    };
    let callers = rule.callers.as_ref().map_or_else(String::new, |Callers { rust, reason }| {
        format!("\nFor Rust callers who compile as before: {}, because {reason}.", rust.name())
    });
    let rationale = format!("{verdict}{callers}").into();
    Explanation { id: rule.id, summary: rule.meaning, rationale, bad: "", good: "" }
}
