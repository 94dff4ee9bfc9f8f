//! Documentation: the vendor's words as lines that rustdoc prints and does not obey. A description is data: it must not
//! become a doctest, a link, HTML or a heading, nor hide what it says.

use crate::api::{Constraints, Json, Number, Schema, Type};
use crate::resolve::show;
use crate::rust::Docs;
use crate::text::is_bidi;

/// A description as lines of safe Markdown.
pub fn text(description: &str) -> Docs {
    let mut lines: Docs = Vec::new();
    let mut fence: Option<String> = None;
    for line in description.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        let line = visible(line);
        let trimmed = line.trim();
        let mark = fence_of(trimmed);
        match (&fence, mark) {
            (None, Some(mark)) => {
                // Without a language, rustdoc would compile the block.
                lines.push(format!("{mark}text"));
                fence = Some(mark);
            }
            (Some(open), Some(mark)) if mark.starts_with(open.as_str()) && trimmed == mark => {
                lines.push(open.clone());
                fence = None;
            }
            (Some(_), _) => lines.push(line.trim_end().to_owned()),
            (None, None) => wrap(&paragraph(&line), &mut lines),
        }
    }
    lines.extend(fence);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    lines.split_off(start)
}

/// A text of one line: for titles and table cells.
pub fn line(text: &str) -> String {
    paragraph(&visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// Lines of documentation are no longer than this, unless a word is.
const WIDTH: usize = 100;

/// Breaks a line between words. Never before a word that would start a list, a heading or a table there.
pub fn wrap(line: &str, lines: &mut Docs) {
    let indent = line.len() - line.trim_start().len();
    let (marker, _) = list_marker(line.trim_start());
    let hanging = " ".repeat(indent + marker.len());
    let mut current = String::new();
    for word in line.split_inclusive(' ') {
        let full = current.chars().count() + word.trim_end().chars().count() > WIDTH;
        if full && current.trim() != "" && may_start_a_line(word) {
            lines.push(current.trim_end().to_owned());
            current.clone_from(&hanging);
        }
        current.push_str(word);
    }
    lines.push(current.trim_end().to_owned());
}

fn may_start_a_line(word: &str) -> bool {
    let starts_plainly = word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '(' | '"' | '`' | '\'' | '\\'));
    starts_plainly && !word.starts_with("``")
}

/// A cell of a table.
pub fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

/// Text between backticks, whatever it holds.
pub fn code(text: &str) -> String {
    let text = visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).replace('`', "'");
    format!("`{text}`")
}

/// Adds a paragraph.
pub fn paragraph_of(docs: &mut Docs, lines: Docs) {
    if lines.is_empty() {
        return;
    }
    if !docs.is_empty() {
        docs.push(String::new());
    }
    docs.extend(lines);
}

/// A fence's run of backticks or tildes.
fn fence_of(trimmed: &str) -> Option<String> {
    let first = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let run: String = trimmed.chars().take_while(|c| *c == first).collect();
    let rest = trimmed.get(run.len()..).unwrap_or("");
    (run.len() >= 3 && !rest.contains('`')).then_some(run)
}

/// Control characters and those that turn the direction of text are named instead of printed.
fn visible(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\t' => out.push_str("    "),
            c if c.is_control() || is_bidi(c) || c == '\u{feff}' => out.push_str(&format!("U+{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// A line outside of a fence.
fn paragraph(line: &str) -> String {
    let trimmed = line.trim();
    let indent = (line.len() - line.trim_start().len()).min(3);
    let (marker, rest) = list_marker(trimmed);
    // Four spaces, after a list marker too, would be a block of code.
    let mut out = " ".repeat(if marker.is_empty() { 0 } else { indent });
    out.push_str(marker);
    if rest.starts_with(['#', '=', '+', '-', '*']) && !rest.starts_with("**") {
        out.push('\\');
    }
    inline(rest, &mut out);
    out
}

/// `- `, `* `, `1. `: the marker with one space, and what follows.
fn list_marker(line: &str) -> (&str, &str) {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let length = match line.get(digits..).map(|rest| rest.chars().next()) {
        Some(Some('-' | '*' | '+')) if digits == 0 => 1,
        Some(Some('.' | ')')) if (1..=9).contains(&digits) => digits + 1,
        Some(_) | None => return ("", line),
    };
    match line.get(length..).and_then(|rest| rest.strip_prefix(' ')) {
        Some(rest) => (line.get(..=length).unwrap_or(""), rest.trim_start()),
        None => ("", line),
    }
}

/// Words of a line: code spans and web links stay, everything else that means something to Markdown is escaped.
fn inline(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (piece, used) = match c {
            '`' => code_span(rest).unwrap_or_else(|| ("\\`".to_owned(), 1)),
            '[' => link(rest).unwrap_or_else(|| ("\\[".to_owned(), 1)),
            'h' => address(rest).unwrap_or_else(|| ("h".to_owned(), 1)),
            ']' | '<' | '>' => (format!("\\{c}"), 1),
            '~' => ("\\~".to_owned(), 1),
            // An escape that the author wrote.
            '\\' if rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_punctuation())) => {
                (rest.get(..2).unwrap_or("").to_owned(), 2)
            }
            '\\' => ("\\\\".to_owned(), 1),
            c => (c.to_string(), c.len_utf8()),
        };
        out.push_str(&piece);
        rest = rest.get(used..).unwrap_or("");
    }
}

/// A code span that ends on the same line.
fn code_span(text: &str) -> Option<(String, usize)> {
    let inner = text.strip_prefix('`')?;
    let end = inner.find('`').filter(|end| *end > 0)?;
    if inner.get(end + 1..).is_some_and(|after| after.starts_with('`')) {
        return None;
    }
    Some((text.get(..end + 2)?.to_owned(), end + 2))
}

/// `[words](https://…)`.
fn link(text: &str) -> Option<(String, usize)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | ',' | '.' | '/' | '\'');
    let (url, _) = rest.split_once(')')?;
    (words.chars().all(plain) && is_web(url)).then(|| (format!("[{words}]({url})"), words.len() + url.len() + 4))
}

/// `https://…` without angle brackets.
fn address(text: &str) -> Option<(String, usize)> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.find(|c: char| !is_url_char(c)).unwrap_or(text.len());
    let url = text.get(..end)?.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '*', '_']);
    is_web(url).then(|| (format!("<{url}>"), url.len()))
}

fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && url.chars().all(is_url_char)
}

fn is_url_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%()".contains(c)
}

/// What a place demands of its value, in words.
pub fn bounds(schema: &Schema) -> Option<String> {
    let constraints = &schema.constraints;
    let mut parts = Vec::new();
    let unit = if matches!(schema.ty, Type::Array(_)) { "items" } else { "characters" };
    parts.extend(span(constraints.min_length, constraints.max_length, unit));
    parts.extend(span(constraints.min_items, constraints.max_items, "items"));
    parts.extend(span(constraints.min_properties, constraints.max_properties, "entries"));
    parts.extend(range(constraints));
    if let Some(factor) = constraints.multiple_of {
        parts.push(format!("multiple of {}", show(factor)));
    }
    if constraints.unique_items {
        parts.push("no item twice".to_owned());
    }
    if let Some(pattern) = &constraints.pattern {
        parts.push(format!("pattern {}", code(&pattern.text)));
    }
    let mut text = parts.join("; ");
    if constraints.server_clamps && !text.is_empty() {
        text.push_str(" (the server corrects other values)");
    }
    if let Some(default) = &schema.default {
        let default = format!("default {}", code(&plain(default)));
        text = if text.is_empty() { default } else { format!("{text}; {default}") };
    }
    (!text.is_empty()).then(|| sentence(&text))
}

fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).chain(['.']).collect()
}

fn span(min: Option<u64>, max: Option<u64>, unit: &str) -> Option<String> {
    match (min, max) {
        (Some(min), Some(max)) => Some(format!("{min} to {max} {unit}")),
        (Some(min), None) => Some(format!("at least {min} {unit}")),
        (None, Some(max)) => Some(format!("at most {max} {unit}")),
        (None, None) => None,
    }
}

fn range(constraints: &Constraints) -> Option<String> {
    let end = |value: Number, exclusive: bool| format!("{}{}", show(value), if exclusive { " (excluded)" } else { "" });
    match (&constraints.minimum, &constraints.maximum) {
        (Some(min), Some(max)) => {
            Some(format!("from {} to {}", end(min.value, min.exclusive), end(max.value, max.exclusive)))
        }
        (Some(min), None) => Some(format!("at least {}", end(min.value, min.exclusive))),
        (None, Some(max)) => Some(format!("at most {}", end(max.value, max.exclusive))),
        (None, None) => None,
    }
}

/// A value as people write it.
pub fn plain(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_become_harmless_markdown() {
        for (description, expected) in [
            ("Plain words.", "Plain words."),
            ("Two\nlines", "Two\nlines"),
            ("\n\n  text  \n\n", "text"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("Brackets (<>) are not supported.", "Brackets (\\<\\>) are not supported."),
            ("See [Self::send] and [x](javascript:alert(1))", "See \\[Self::send\\] and \\[x\\](javascript:alert(1))"),
            ("See [the docs](https://example.com/a)", "See [the docs](https://example.com/a)"),
            ("At https://example.com/a.", "At <https://example.com/a>."),
            ("```rust\nfn main() {}\n```", "```text\nfn main() {}\n```"),
            ("```\nnever closed", "```text\nnever closed\n```"),
            ("~~~~\n~~~\n~~~~", "~~~~text\n~~~\n~~~~"),
            ("a ```rust b", "a \\`\\`\\`rust b"),
            ("    indented()", "indented()"),
            ("-     code()", "- code()"),
            (">     quoted", "\\>     quoted"),
            ("- ```rust", "- \\`\\`\\`rust"),
            ("- one\n  - two", "- one\n  - two"),
            ("1. one", "1. one"),
            ("# heading", "\\# heading"),
            ("use `a<b>` here", "use `a<b>` here"),
            ("*/ \"# {{ x }} {% y %}", "\\*/ \"# {{ x }} {% y %}"),
            ("safe\u{202e}evil", "safeU+202Eevil"),
            ("bell\u{7}", "bellU+0007"),
            ("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"),
        ] {
            assert_eq!(text(description).join("\n"), expected, "{description:?}");
        }
    }

    #[test]
    fn cells_and_code_stay_on_their_line() {
        assert_eq!(cell("a | b\nc"), "a \\| b c");
        assert_eq!(code("a`b\nc"), "`a'b c`");
    }
}
