//! Explains text that is no YAML: where the mistake is rather than where the parser noticed it, and what to do. Knows
//! the slips that people make. Must not know OpenAPI.

mod indentation;
mod invisible;
mod lines;
mod open;
mod text;

use super::LONGEST_KEY;
use super::events::parser;
use crate::diagnostics::{Diagnostic, messages};
use crate::source::{FileId, Span};
use granit_parser::{ErrorKind, ScanError};
use lines::{Line, line_start};
use std::ops::Range;
use text::{
    after_bracket, after_comment, beside_block, comment_inside, escape, quote_in_text, second_colon, single_quoted,
};

/// How a mistake is explained, and the fix for it.
struct Advice {
    range: Range<usize>,
    reason: String,
    help: &'static str,
    /// Another place that is involved.
    also: Option<(Range<usize>, &'static str)>,
    /// The text that would fix it.
    patch: Option<(Range<usize>, String)>,
}

impl Advice {
    fn new(range: Range<usize>, reason: impl Into<String>, help: &'static str) -> Self {
        Self { range, reason: reason.into(), help, also: None, patch: None }
    }

    fn also(self, range: Range<usize>, text: &'static str) -> Self {
        Self { also: Some((range, text)), ..self }
    }

    fn patch(self, range: Range<usize>, text: impl Into<String>) -> Self {
        Self { patch: Some((range, text.into())), ..self }
    }
}

/// The message for an error of the parser.
pub fn of(file: FileId, text: &str, error: &ScanError) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    if let Some(name) = long_name(text, at) {
        return messages::long_key(Span { file, start: name.start, end: name.end }, LONGEST_KEY);
    }
    let advice = invisible::find(text, at, error.kind())
        .or_else(|| open_quote(text, at, error.kind()))
        .or_else(|| open_bracket(text, at, error))
        .unwrap_or_else(|| by_error(error, text, at));
    let span = |range: Range<usize>| Span { file, start: range.start, end: range.end };
    let mut diagnostic = messages::yaml_syntax(span(advice.range), &advice.reason);
    if let Some((range, text)) = advice.also {
        diagnostic = diagnostic.and(span(range), text);
    }
    diagnostic = diagnostic.help(advice.help);
    match advice.patch.filter(|(range, new)| gets_further(text, at, range, new)) {
        Some((range, text)) => diagnostic.rewrite(span(range), text),
        None => diagnostic,
    }
}

/// Whether the parser gets further with a patch.
fn gets_further(text: &str, at: usize, range: &Range<usize>, new: &str) -> bool {
    let mut patched = text.to_owned();
    patched.replace_range(range.clone(), new);
    let noticed = parser(&patched).find_map(Result::err).map(|error| error.marker().byte_offset().unwrap_or(0));
    noticed.is_none_or(|noticed| patched.len().saturating_sub(noticed) < text.len() - at)
}

/// A key that is too long for the parser to find its colon, which is at the offset or behind it.
fn long_name(text: &str, at: usize) -> Option<Range<usize>> {
    let line = Line::at(text, at);
    let (before, rest) = line.text.split_at_checked(at.checked_sub(line.start)?)?;
    let name = match rest.strip_prefix(':') {
        Some(_) => before.rsplit(['{', '[', ',']).next()?.trim_start(),
        None => rest.split_once(": ")?.0,
    };
    let start = if rest.starts_with(':') { at - name.len() } else { at };
    (!name.contains(": ") && name.chars().count() > LONGEST_KEY).then_some(start..start + name.len())
}

/// A quote that opens above the line of the error and is still open there, or at the end of the file.
fn open_quote(text: &str, at: usize, kind: &ErrorKind) -> Option<Advice> {
    let help = "close the quote, or write it twice if it belongs to the text";
    let ends = text.trim_end().len();
    let open = match kind {
        ErrorKind::UnclosedQuotedScalar => Some(at),
        _ => open::open_at(text, at).quote,
    };
    let quote = open.filter(|quote| at >= ends || *quote == at || line_start(text, *quote) < line_start(text, at))?;
    let advice = if at >= ends || quote == at {
        Advice::new(quote..quote + 1, "a quote that opens here is not closed", help)
            .also(ends..ends, "the file ends inside of it")
    } else {
        Advice::new(quote..quote + 1, "a quote that opens here is not closed on its line", help)
            .also(at..at, "so the text after it makes no sense")
    };
    // Where the next line is no more text, the quote was to end with its own.
    let line = Line::at(text, quote);
    let next_is_yaml =
        line.below(text).is_none_or(|next| next.has_dash() || next.content().ends_with(':') || next.value().is_some());
    let in_flow = open::open_at(text, quote).bracket.is_some();
    // The colon of a key follows its quotes.
    let is_name = line.range().start == quote && line.content().ends_with(':');
    let end = line.range().end - usize::from(is_name);
    match text.get(quote..quote + 1) {
        Some(mark) if next_is_yaml && !in_flow => Some(advice.patch(end..end, mark)),
        Some(_) | None => Some(advice),
    }
}

/// A bracket that opens above the line of the error and is still open there.
fn open_bracket(text: &str, at: usize, error: &ScanError) -> Option<Advice> {
    let bracket =
        open::open_at(text, at).bracket.filter(|bracket| line_start(text, *bracket) < line_start(text, at))?;
    let (range, reason) = (at..at, by_error(error, text, at).reason);
    let advice = Advice::new(range, reason, "close it, or mend what it holds");
    Some(advice.also(bracket..bracket + 1, "this is not closed before it"))
}

/// The parser's message, or a better one, and what to do.
fn by_error(error: &ScanError, text: &str, at: usize) -> Advice {
    let line = Line::at(text, at);
    let own = |reason: &str, help: &'static str| Advice::new(at..at, reason, help);
    match error.kind() {
        _ if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.text.starts_with(mark)) => {
            own("a mark that git leaves at a conflict", "choose one of the two sides, and remove the marks")
        }
        _ if text.get(at..).is_some_and(|rest| rest.starts_with(','))
            && text.get(..at).is_some_and(|before| before.trim_end().ends_with(['[', '{', ','])) =>
        {
            let help = "remove it, or write what is missing; text without a character is `''`";
            Advice::new(at..at + 1, "a `,` with nothing before it", help)
        }
        ErrorKind::CommentInterceptedScalar => comment_inside(at..line.range().end),
        ErrorKind::InvalidBlockScalarHeader => beside_block(line, at),
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
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::InvalidIndentation => after_comment(text, line)
            .or_else(|| after_bracket(line, at))
            .or_else(|| indentation::fits_no_column(text, line))
            .unwrap_or_else(|| {
                let help = "indent it like the other names of its map: compare with the lines above";
                own("the indentation fits no line above", help)
            }),
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
            let end = line.range().end.max(at);
            let advice = own(&format!("text cannot start with {character:?}"), "put the text into quotes");
            match text.get(at..end) {
                Some(rest) if line.value().is_some_and(|(range, _)| range.start == at) => {
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

/// A line without a key: `-item`, `name:value`, a key that lacks its colon, or text that is outside of its block.
fn no_name(text: &str, line: Line<'_>) -> Option<Advice> {
    let (content, range) = (line.content(), line.range());
    if content.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphanumeric)) {
        let advice = Advice::new(range.clone(), "a `-` without a space after it", "write `- `, then the item");
        return Some(advice.patch(range.start..range.start + 1, "- "));
    }
    if let Some((name, value)) = content.split_once(':')
        && !name.contains(char::is_whitespace)
        && value.starts_with(char::is_alphanumeric)
    {
        let advice = Advice::new(range.clone(), "a `:` without a space after it", "write `name: value`");
        return Some(advice.patch(range, format!("{name}: {value}")));
    }
    let above = line.above(text).next();
    if let Some(block) = above.filter(|above| above.begins_block() && above.column() >= line.column()) {
        let reason = "text that is not indented deeper than the name that it belongs to";
        let advice = Advice::new(range, reason, "indent all of the text deeper than that name");
        let advice = advice.also(block.range(), "the text of this begins in the next line");
        return Some(indentation::reindented(advice, line, block.column() + 2));
    }
    let is_word = !content.contains(char::is_whitespace);
    if is_word && line.below(text).is_some_and(|below| below.column() > line.column()) {
        let advice = Advice::new(range.clone(), "a name without a `:` after it", "add the `:`");
        return Some(advice.patch(range.end..range.end, ":"));
    }
    None
}
