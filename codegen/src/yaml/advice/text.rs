//! Explains text that needs quotes, or another place. Knows block marks, comments and escapes. Must not know
//! indentation.

use super::Advice;
use super::lines::Line;
use std::ops::Range;

/// Text in single quotes.
pub fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// `description: Time: UTC`, or text that ends in a colon.
pub fn second_colon(line: Line<'_>, at: usize) -> Option<Advice> {
    let (range, value) = line.value()?;
    let is_plain = !value.starts_with(['\'', '"', '[', '{', '&', '*', '|', '>']);
    if !is_plain || !(value.contains(": ") || value.ends_with(':')) {
        return None;
    }
    let advice = Advice::new(at..at + 1, "a second `:` in the line", "put text that holds `: ` into quotes");
    Some(if value.contains(" #") { advice } else { advice.patch(range, single_quoted(value)) })
}

/// `description: [UTC] the time`: text that begins like a list.
pub fn after_bracket(line: Line<'_>, at: usize) -> Option<Advice> {
    let (range, value) = line.value().filter(|(range, value)| value.starts_with(['[', '{']) && range.start < at)?;
    let advice =
        Advice::new(at..at + 1, "text after the closing bracket", "put text that starts with a bracket into quotes");
    Some(if value.contains(" #") { advice } else { advice.patch(range, single_quoted(value)) })
}

/// A comment between two lines of text.
pub fn comment_inside(comment: Range<usize>) -> Advice {
    let help = "move the comment above the text, or put the text into quotes if the `#` belongs to it";
    Advice::new(comment, "a comment inside of text over several lines", help)
}

/// Text that continues below a comment in a line of its own.
pub fn after_comment(text: &str, line: Line<'_>) -> Option<Advice> {
    let comment = Line::at(text, line.start.checked_sub(1)?);
    let is_text = line.value().is_none() && !line.content().ends_with(':') && !line.has_dash();
    let owner = line.above(text).find(|above| above.column() < line.indentation())?;
    let goes_on = owner.value().is_some_and(|(_, value)| !value.starts_with(['\'', '"', '[', '{', '|', '>', '*']));
    (is_text && goes_on && comment.content().starts_with('#')).then(|| comment_inside(comment.range()))
}

/// `title: > text`: text beside the mark of a block; or text that begins with such a character.
pub fn beside_block(line: Line<'_>, at: usize) -> Advice {
    let range = at..line.range().end.max(at);
    let content = line.text.get(at.saturating_sub(line.start)..).unwrap_or_default().trim_end();
    let mark = content.get(..1).unwrap_or_default();
    let is_header =
        content.get(1..).is_some_and(|rest| rest.starts_with([' ', '+', '-']) || rest.starts_with(char::is_numeric));
    if is_header {
        let help = "write it in the lines below, indented deeper; or put it into quotes, if it is to start with that character";
        return Advice::new(range, format!("text on the line of the `{mark}` that lets it begin on the next"), help);
    }
    let help = "put text that starts with `|` or `>` into quotes";
    Advice::new(range.clone(), format!("text cannot start with `{mark}`"), help).patch(range, single_quoted(content))
}

/// Text in quotes that holds such a quote. If the line ends in one, all that is between is the text.
pub fn quote_in_text(line: Line<'_>, at: usize, mark: char, help: &'static str) -> Advice {
    let end = line.text.get(..at - line.start).and_then(|before| before.rfind(mark)).map_or(at, |end| line.start + end);
    let advice = Advice::new(end..end + 1, "text after the closing quote", help);
    let whole = line.value().unwrap_or((line.range(), line.content()));
    let inner = whole.1.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    let doubled = mark.to_string().repeat(2);
    match inner {
        Some(inner) if mark == '\'' && !inner.contains(&doubled) => advice.patch(whole.0, single_quoted(inner)),
        Some(inner) if mark == '"' && !inner.contains(['\'', '\\']) => advice.patch(whole.0, single_quoted(inner)),
        Some(_) | None => advice,
    }
}

/// `"\w"`: the escape, and the text in single quotes, where a backslash is one.
pub fn escape(line: Line<'_>, at: usize) -> Advice {
    const KNOWN: &str = "0abtnvfre \"/\\N_LPxuU\t";
    let rest = line.text.get(at.saturating_sub(line.start)..).unwrap_or_default();
    let inner = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let mut escapes = inner.match_indices('\\').filter_map(|(at, _)| Some((at, inner.get(at + 1..)?.chars().next()?)));
    let unknown = escapes.clone().find(|(_, c)| !KNOWN.contains(*c));
    let range = unknown.map_or(at..at, |(offset, c)| at + 1 + offset..at + 2 + offset + c.len_utf8());
    let help = "write `\\\\` for a backslash, or use single quotes";
    let advice = Advice::new(range, "an escape that YAML does not know", help);
    let all_unknown = escapes.all(|(_, c)| !KNOWN.contains(c) || c.is_alphabetic() && c != 'n' && c != 't');
    let is_whole = rest.len() >= inner.len() + 2;
    if all_unknown && is_whole && !inner.contains('\'') {
        return advice.patch(at..at + inner.len() + 2, single_quoted(inner));
    }
    advice
}
