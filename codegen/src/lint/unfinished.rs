//! The rule about texts that are marked as not written yet. Must not know what is described.

use super::model::{Element, Model, describe};
use super::rule::{Findings, Preset, Rule};
use crate::diagnostics::Severity;
use crate::source::Span;

pub const UNFINISHED_TEXT: Rule = Rule {
    id: "unfinished-text",
    preset: Preset::Recommended,
    severity: Severity::Error,
    summary: "No text says TODO or FIXME.",
    rationale: "Texts become the documentation of the SDK. `cargo xtask new` writes TODO in the place of the page's words, and whoever \
                writes it means to come back. In small letters it is a word like any other.",
    bad: "\
size:
  type: integer
  format: int32
  description: 'TODO: what the table says.'
",
    good: "\
size:
  type: integer
  format: int32
  description: How large the thing is.
",
    vendor: &[],
    fixes: false,
    check: unfinished_text,
};

/// The keywords that hold texts for people.
pub const TEXTS: [&str; 3] = ["title", "summary", "description"];

/// A text for people that is finished, with its span: what is still to be written is found by this rule and no other.
pub fn finished<'n>(element: &Element<'n>, key: &str) -> Option<(&'n str, Span)> {
    element.text(key).filter(|(text, _)| mark(text).is_none())
}

fn unfinished_text(model: &Model<'_>, findings: &mut Findings) {
    for element in &model.elements {
        for key in TEXTS {
            let Some((text, span)) = element.text(key) else { continue };
            let Some((_, word)) = mark(text) else { continue };
            let written = model.sources.text(span.file).get(span.start..span.end).and_then(mark);
            let mark_span = written.map_or(span, |(at, word)| Span {
                start: span.start + at,
                end: span.start + at + word.len(),
                ..span
            });
            findings
                .at(element, mark_span, format!("the {key} of {} says {word}", describe(element)))
                .help("write what the vendor's page says");
        }
    }
}

/// The first word that marks a text as not finished, and its offset.
fn mark(text: &str) -> Option<(usize, &'static str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let found = ["TODO", "FIXME"].into_iter().flat_map(|word| text.match_indices(word).map(move |(at, _)| (at, word)));
    let whole = found.filter(|(at, word)| {
        let (before, after) = (text.get(..*at), text.get(at + word.len()..));
        !before.is_some_and(|text| text.ends_with(is_word)) && !after.is_some_and(|text| text.starts_with(is_word))
    });
    whole.min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_a_whole_word_in_capitals() {
        for (text, expected) in [
            ("TODO", Some((0, "TODO"))),
            ("TODO: what the table says.", Some((0, "TODO"))),
            ("(FIXME) How large it is.", Some((1, "FIXME"))),
            ("How large it is (TODO?).", Some((17, "TODO"))),
            ("TODOS, é-TODO and FIXME.", Some((10, "TODO"))),
            ("FIXME or TODO.", Some((0, "FIXME"))),
            ("How large it is.", None),
            ("What stands on the todo list. Todo: nothing.", None),
            ("TODOS and MY_TODO and TODO2 and ÉTODO", None),
            ("", None),
        ] {
            assert_eq!(mark(text), expected, "{text}");
        }
    }
}
