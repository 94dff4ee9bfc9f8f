//! What to say of text that is no YAML: where the mistake is rather than where the parser noticed it, and what to do.
//! Knows the slips that people make; must not know OpenAPI.

mod indentation;
mod invisible;
mod lines;
mod open;

use crate::diagnostics::{Diagnostic, messages};
use crate::source::{FileId, Span};
use granit_parser::{ErrorKind, ScanError};
use lines::{Line, line_start};
use std::ops::Range;

/// What is said of a slip.
struct Advice {
    /// Where it is.
    place: Range<usize>,
    /// What it is.
    reason: String,
    /// What to do about it.
    help: &'static str,
    /// Another place that has to do with it.
    also: Option<(Range<usize>, &'static str)>,
    /// The text that would mend it.
    patch: Option<(Range<usize>, String)>,
}

impl Advice {
    fn new(place: Range<usize>, reason: impl Into<String>, help: &'static str) -> Self {
        Self { place, reason: reason.into(), help, also: None, patch: None }
    }

    fn also(self, place: Range<usize>, text: &'static str) -> Self {
        Self { also: Some((place, text)), ..self }
    }

    fn patch(self, place: Range<usize>, text: impl Into<String>) -> Self {
        Self { patch: Some((place, text.into())), ..self }
    }
}

/// The message for what the parser says.
pub fn of(file: FileId, text: &str, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let advice = invisible::find(text, at, error.kind())
        .or_else(|| open_quote(text, at))
        .or_else(|| open_bracket(text, at, error))
        .unwrap_or_else(|| words(error, text, at));
    let span = |place: Range<usize>| Span { file, start: place.start, end: place.end };
    let mut diagnostic = messages::yaml_syntax(span(advice.place), &advice.reason);
    if let Some((place, text)) = advice.also {
        diagnostic = diagnostic.and(span(place), text);
    }
    diagnostic = diagnostic.help(advice.help);
    match advice.patch {
        Some((place, text)) => diagnostic.rewrite(span(place), text),
        None => diagnostic,
    }
}

/// A quote that opens above the place and is still open there.
fn open_quote(text: &str, at: usize) -> Option<Advice> {
    let quote = open::open_at(text, at).quote.filter(|quote| line_start(text, *quote) < line_start(text, at))?;
    let help = "close the quote, or write it twice if it belongs to the text";
    let advice = Advice::new(quote..quote + 1, "a quote that opens here is not closed on its line", help)
        .also(at..at, "so the text after it makes no sense");
    // Where the next line is no more text, the quote was to end with its own.
    let line = Line::at(text, quote);
    let next_is_yaml =
        line.below(text).is_some_and(|next| next.has_dash() || next.said().ends_with(':') || next.value().is_some());
    let end = line.place().end;
    match text.get(quote..quote + 1) {
        Some(mark) if next_is_yaml => Some(advice.patch(end..end, mark)),
        Some(_) | None => Some(advice),
    }
}

/// A bracket that opens above the place and is still open there.
fn open_bracket(text: &str, at: usize, error: &ScanError) -> Option<Advice> {
    let bracket =
        open::open_at(text, at).bracket.filter(|bracket| line_start(text, *bracket) < line_start(text, at))?;
    let (place, reason) = (at..at, words(error, text, at).reason);
    let advice = Advice::new(place, reason, "close it, or mend what it holds");
    Some(advice.also(bracket..bracket + 1, "this is not closed before it"))
}

/// The parser's words, or better ones, and what to do.
fn words(error: &ScanError, text: &str, at: usize) -> Advice {
    let line = Line::at(text, at);
    let own = |reason: &str, help: &'static str| Advice::new(at..at, reason, help);
    match error.kind() {
        _ if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.text.starts_with(mark)) => {
            own("a mark that git leaves at a conflict", "choose one of the two sides, and remove the marks")
        }
        ErrorKind::MappingValueNotAllowed => {
            second_colon(line, at).or_else(|| indentation::too_deep(text, line)).unwrap_or_else(|| {
                own(
                    "a `:` where no map can be",
                    "the line is indented too far, or the one above lacks its `:` or the space after its `-`",
                )
            })
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => no_name(text, line)
            .unwrap_or_else(|| own("a name without a value", "write `name: value`, with a space after the colon")),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => {
            after_bracket(line, at).or_else(|| indentation::fits_nothing(text, line)).unwrap_or_else(|| {
                let help = "indent it like the other names of its map: compare with the lines above";
                own("the indentation fits no line above", help)
            })
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => {
            quote_in_text(line, at, '\'', "inside of single quotes, `'` is written `''`")
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            quote_in_text(line, at, '"', "inside of double quotes, `\"` is written `\\\"`")
        }
        ErrorKind::UnknownQuotedScalarEscape => escape(line, at),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => own(
            &format!("YAML does not allow the character {character:?}"),
            "remove it, or write it as an escape in double quotes",
        ),
        ErrorKind::UnexpectedCharacter { character } => {
            let end = line.place().end.max(at);
            let advice = own(&format!("text cannot start with {character:?}"), "put the text into quotes");
            match text.get(at..end) {
                Some(rest) if line.value().is_some_and(|(place, _)| place.start == at) => {
                    advice.patch(at..end, single_quoted(rest))
                }
                Some(_) | None => advice,
            }
        }
        ErrorKind::UnclosedFlowCollection { .. } | ErrorKind::UnclosedQuotedScalar => {
            own(&error.info(), "close it, or put the text into quotes")
        }
        _ => own(&error.info(), "look at the indentation, brackets and quotes of this line and of the ones above"),
    }
}

fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// `description: Time: UTC`, or text that ends in a colon.
fn second_colon(line: Line<'_>, at: usize) -> Option<Advice> {
    let (place, value) = line.value()?;
    let is_plain = !value.starts_with(['\'', '"', '[', '{', '&', '*', '|', '>']);
    if !is_plain || !(value.contains(": ") || value.ends_with(':')) {
        return None;
    }
    let advice = Advice::new(at..at + 1, "a second `:` in the line", "put text that holds `: ` into quotes");
    Some(if value.contains(" #") { advice } else { advice.patch(place, single_quoted(value)) })
}

/// `description: [UTC] the time`: text that begins like a list.
fn after_bracket(line: Line<'_>, at: usize) -> Option<Advice> {
    let (place, value) = line.value().filter(|(place, value)| value.starts_with(['[', '{']) && place.start < at)?;
    let advice =
        Advice::new(at..at + 1, "text after the closing bracket", "put text that starts with a bracket into quotes");
    Some(if value.contains(" #") { advice } else { advice.patch(place, single_quoted(value)) })
}

/// A line in which nothing is a name: `-item`, `name:value`, a name that lacks its colon, or text that is outside of its block.
fn no_name(text: &str, line: Line<'_>) -> Option<Advice> {
    let (said, place) = (line.said(), line.place());
    if said.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) {
        let advice = Advice::new(place.clone(), "a `-` without a space after it", "write `- `, then the item");
        return Some(advice.patch(place.start..place.start + 1, "- "));
    }
    if let Some((name, value)) = said.split_once(':')
        && !name.contains(char::is_whitespace)
        && value.starts_with(char::is_alphanumeric)
    {
        let advice = Advice::new(place.clone(), "a `:` without a space after it", "write `name: value`");
        return Some(advice.patch(place, format!("{name}: {value}")));
    }
    let above = line.above(text).next();
    if let Some(block) = above.filter(|above| above.begins_block() && above.column() >= line.column()) {
        let reason = "text that is not indented deeper than the name that it belongs to";
        let advice = Advice::new(place, reason, "indent all of the text deeper than that name");
        let advice = advice.also(block.place(), "the text of this begins in the next line");
        return Some(indentation::reindented(advice, line, block.column() + 2));
    }
    let is_word = !said.contains(char::is_whitespace);
    if is_word && line.below(text).is_some_and(|below| below.column() > line.column()) {
        let advice = Advice::new(place.clone(), "a name without a `:` after it", "add the `:`");
        return Some(advice.patch(place.end..place.end, ":"));
    }
    None
}

/// Text in quotes that holds such a quote. If the line ends in one, all that is between is the text.
fn quote_in_text(line: Line<'_>, at: usize, mark: char, help: &'static str) -> Advice {
    let end = line.text.get(..at - line.start).and_then(|before| before.rfind(mark)).map_or(at, |end| line.start + end);
    let advice = Advice::new(end..end + 1, "text after the closing quote", help);
    let whole = line.value().unwrap_or((line.place(), line.said()));
    let inner = whole.1.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    let doubled = mark.to_string().repeat(2);
    match inner {
        Some(inner) if mark == '\'' && !inner.contains(&doubled) => advice.patch(whole.0, single_quoted(inner)),
        Some(inner) if mark == '"' && !inner.contains(['\'', '\\']) => advice.patch(whole.0, single_quoted(inner)),
        Some(_) | None => advice,
    }
}

/// `"\w"`: the escape, and the text in single quotes, where a backslash is one.
fn escape(line: Line<'_>, at: usize) -> Advice {
    const KNOWN: &str = "0abtnvfre \"/\\N_LPxuU\t";
    let rest = line.text.get(at.saturating_sub(line.start)..).unwrap_or_default();
    let inner = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let mut escapes = inner.match_indices('\\').filter_map(|(at, _)| Some((at, inner.get(at + 1..)?.chars().next()?)));
    let unknown = escapes.clone().find(|(_, c)| !KNOWN.contains(*c));
    let place = unknown.map_or(at..at, |(offset, c)| at + 1 + offset..at + 2 + offset + c.len_utf8());
    let help = "write `\\\\` for a backslash, or use single quotes";
    let advice = Advice::new(place, "an escape that YAML does not know", help);
    let all_unknown = escapes.all(|(_, c)| !KNOWN.contains(c) || c.is_alphabetic() && c != 'n' && c != 't');
    let is_whole = rest.len() >= inner.len() + 2;
    if all_unknown && is_whole && !inner.contains('\'') {
        return advice.patch(at..at + inner.len() + 2, single_quoted(inner));
    }
    advice
}
