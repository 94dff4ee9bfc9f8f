//! Explains each code: what it means, why it matters, an example of both. The texts are in `explanations/<topic>.md`, a
//! section for each code. Must not know who asks, nor how they are printed.

use std::borrow::Cow;

/// The texts, in the order in which they are listed.
const TOPICS: [&str; 16] = [
    include_str!("explanations/files.md"),
    include_str!("explanations/syntax.md"),
    include_str!("explanations/overlays.md"),
    include_str!("explanations/keywords.md"),
    include_str!("explanations/references.md"),
    include_str!("explanations/operations.md"),
    include_str!("explanations/services.md"),
    include_str!("explanations/schemas.md"),
    include_str!("explanations/paging.md"),
    include_str!("explanations/waiters.md"),
    include_str!("explanations/deprecation.md"),
    include_str!("explanations/names.md"),
    include_str!("explanations/notes.md"),
    include_str!("explanations/lint.md"),
    include_str!("explanations/audit.md"),
    include_str!("explanations/diff.md"),
];

/// What a code means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub id: &'static str,
    /// What is wrong, in one sentence.
    pub summary: &'static str,
    /// Why that matters, and what to do.
    pub rationale: Cow<'static, str>,
    /// A fragment that has the mistake; empty if none can show it.
    pub bad: &'static str,
    /// The same without it.
    pub good: &'static str,
}

/// What the generator can say of documents, topic by topic.
pub fn explanations() -> impl Iterator<Item = Explanation> {
    let sections = TOPICS.into_iter().flat_map(|topic| topic.split("## ").skip(1));
    sections.map(section)
}

/// A section: the code, a line, paragraphs, and two fenced examples. Tests hold that each has them.
fn section(text: &'static str) -> Explanation {
    let (id, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (summary, rest) = rest.trim_start().split_once('\n').unwrap_or((rest, ""));
    let rationale = rest.split("```").next().unwrap_or_default().trim();
    let example = |fence: &str| {
        let after = rest.split_once(fence).map_or("", |(_, after)| after);
        after.split_once("\n```").map_or("", |(example, _)| example)
    };
    Explanation {
        id: id.trim(),
        summary,
        rationale: rationale.into(),
        bad: example("```bad\n"),
        good: example("```good\n"),
    }
}
