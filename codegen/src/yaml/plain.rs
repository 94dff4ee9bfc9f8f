//! Finds text without quotes that YAML, or another reader of YAML, takes for something else than its author does. Must
//! not know OpenAPI.

use super::{Value, scalar};
use crate::diagnostics::{Diagnostic, messages};
use crate::source::Span;

/// Checks a key without quotes.
pub fn check_key(written: &str, span: Span) -> Option<Diagnostic> {
    in_typographic_quotes(written).map(|inner| messages::typographic_quotes(span, inner))
}

/// Checks a value without quotes: the message, and the intended text where the value is empty. `key` is its key.
pub fn check(
    text: &str,
    written: &str,
    value: &Value,
    span: Span,
    key: Option<&str>,
) -> (Option<Diagnostic>, Option<String>) {
    if let (true, Some(key)) = (span.start == span.end, key) {
        // A pointer as a comment: nobody writes comments like that.
        let Some(comment) = comment(text, span.start, span).filter(|comment| starts(text, *comment, "#/")) else {
            return (None, None);
        };
        let intended = text.get(comment.start..comment.end).map(str::to_owned);
        return (Some(messages::comment_for_value(comment, key)), intended);
    }
    if let Some(quotes) = check_key(written, span) {
        return (Some(quotes), None);
    }
    let is_prose = written.contains(' ') && text.get(span.start..span.end) == Some(written);
    if let Some(comment) = comment(text, span.end, span).filter(|comment| is_prose && is_glued(text, *comment)) {
        let whole = Span { end: comment.end, ..span };
        return (Some(messages::comment_in_text(comment, whole)), None);
    }
    let message = scalar::ambiguous(written, value).map(|(here, other)| match value {
        Value::Number(_) => messages::ambiguous_number(span, &here, &other),
        Value::Null | Value::Bool(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            messages::ambiguous_text(span, &other)
        }
    });
    (message, None)
}

/// The comment that follows an offset in its line, behind blanks; the span of an empty value may be the colon before it.
fn comment(text: &str, from: usize, span: Span) -> Option<Span> {
    let rest = text.get(from..)?;
    let blanks = rest.len() - rest.trim_start_matches([':', ' ']).len();
    // Looked for first: a line may have megabytes.
    let comment = rest.get(blanks..).filter(|comment| comment.starts_with('#'))?.split(['\n', '\r']).next()?.trim_end();
    let start = from + blanks;
    Some(Span { start, end: start + comment.len(), ..span })
}

fn starts(text: &str, span: Span, with: &str) -> bool {
    text.get(span.start..span.end).is_some_and(|part| part.starts_with(with))
}

/// `#2`, not `# two`.
fn is_glued(text: &str, span: Span) -> bool {
    text.get(span.start + 1..span.end).is_some_and(|part| part.starts_with(char::is_alphanumeric))
}

/// The text inside of quotes as a word processor makes them.
fn in_typographic_quotes(written: &str) -> Option<&str> {
    const QUOTES: [char; 8] = ['“', '”', '„', '‘', '’', '‚', '«', '»'];
    let inner = written.strip_prefix(QUOTES)?.strip_suffix(QUOTES)?;
    (!inner.contains(QUOTES)).then_some(inner)
}

/// Where the dash of an item belongs that begins with a key in a line of its own: in place of the two spaces before it.
pub fn dash_missing(text: &str, first: Span, second: Span) -> Option<Span> {
    let before = |span: Span| text.get(..span.start).and_then(|before| before.rsplit('\n').next());
    let is_item = before(first)?.trim_start_matches(' ') == "- ";
    let blanks = before(second)?;
    let alike = blanks.len() == before(first)?.len() && blanks.chars().all(|c| c == ' ');
    let start = second.start.checked_sub(2)?;
    (is_item && alike).then_some(Span { start, end: second.start, ..second })
}

#[cfg(test)]
mod tests {
    use super::in_typographic_quotes;

    #[test]
    fn quotes_around_the_whole_only() {
        assert_eq!(in_typographic_quotes("“DAY”"), Some("DAY"));
        assert_eq!(in_typographic_quotes("“DAY” or “HOUR”"), None);
        assert_eq!(in_typographic_quotes("“"), None);
    }
}
