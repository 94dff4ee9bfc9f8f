//! Turns descriptions into lines that rustdoc prints and does not obey. A description is data: it must not become a
//! doctest, a link, HTML or a heading, nor hide what it says.

mod bounds;
mod inline;

use crate::api::Json;
use crate::rust::Docs;
use crate::text::{is_bidi, on_one_line};
pub use bounds::words as bounds;
use inline::inline;

/// A description as lines of safe Markdown.
pub fn text(description: &str) -> Docs {
    let mut lines: Docs = Vec::new();
    let mut fence = Fence::None;
    // The indentation of the current list item's text.
    let mut item = 0;
    for line in description.replace("\r\n", "\n").replace('\r', "\n").split('\n') {
        let line = visible(line);
        let trimmed = line.trim();
        let mark = fence_of(trimmed);
        let closes = |open: &String| mark.as_ref().is_some_and(|mark| mark.starts_with(open) && trimmed == mark);
        match &fence {
            Fence::None => match &mark {
                Some(mark) => {
                    // Without a language, rustdoc would compile the block.
                    lines.push(format!("{mark}text"));
                    fence = Fence::Open(mark.clone());
                }
                None => {
                    let (_, rest) = list_marker(trimmed);
                    fence = fence_of(rest).map_or(Fence::None, Fence::Escaped);
                    paragraph_in(&line, &mut item, &mut lines);
                }
            },
            Fence::Open(open) if closes(open) => {
                lines.push(open.clone());
                (fence, item) = (Fence::None, 0);
            }
            Fence::Open(_) => lines.push(line.trim_end().to_owned()),
            Fence::Escaped(open) => {
                let closes = closes(open);
                paragraph_in(&line, &mut item, &mut lines);
                fence = if closes { Fence::None } else { fence };
            }
        }
    }
    lines.extend(if let Fence::Open(open) = fence { Some(open) } else { None });
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(0);
    lines.split_off(start)
}

/// Whether a block of code is open, and with which mark.
enum Fence {
    None,
    Open(String),
    /// It began within a list, where one line that is not indented would end it: it is text instead.
    Escaped(String),
}

/// A line outside of a block of code. What follows an item of a list without a blank line belongs to it.
fn paragraph_in(line: &str, item: &mut usize, lines: &mut Docs) {
    let text = paragraph(line, *item);
    let (marker, _) = list_marker(text.trim_start());
    if text.is_empty() || !marker.is_empty() {
        let indent = text.len() - text.trim_start().len();
        *item = if text.is_empty() { 0 } else { indent + marker.len() };
        wrap(&text, lines);
    } else {
        wrap(&format!("{}{text}", " ".repeat(*item)), lines);
    }
}

/// A text of one line: for titles and table cells.
pub fn line(text: &str) -> String {
    paragraph(&visible(&on_one_line(text)), 0)
}

/// Lines of documentation are no longer than this, unless a word is.
const WIDTH: usize = 100;

/// Breaks a line between words. Never before a word that would start a list, a heading or a table there.
fn wrap(line: &str, lines: &mut Docs) {
    if line.len() <= WIDTH {
        return lines.push(line.trim_end().to_owned());
    }
    let indent = line.len() - line.trim_start().len();
    let (marker, _) = list_marker(line.trim_start());
    let hanging = " ".repeat(indent + marker.len());
    let mut marker = marker;
    let (mut current, mut characters) = (String::new(), 0);
    for word in line.split_inclusive(' ') {
        let full = characters + word.trim_end().chars().count() > WIDTH;
        if full && current.trim() != marker.trim() && may_start_a_line(word) {
            lines.push(current.trim_end().to_owned());
            (current, characters) = (hanging.clone(), hanging.len());
            marker = "";
        }
        current.push_str(word);
        characters += word.chars().count();
    }
    lines.push(current.trim_end().to_owned());
}

/// A line of our own, broken where it is long.
pub fn wrapped(line: &str) -> Docs {
    let mut lines = Vec::new();
    wrap(line, &mut lines);
    lines
}

fn may_start_a_line(word: &str) -> bool {
    let starts_plainly =
        word.starts_with(|c: char| c.is_alphabetic() || matches!(c, '(' | '[' | '"' | '`' | '\'' | '\\'));
    starts_plainly && !word.starts_with("``")
}

/// A cell of a table.
pub fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

/// Text between backticks, whatever it holds.
pub fn code(text: &str) -> String {
    let text = visible(&on_one_line(text)).replace('`', "'");
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

/// Replaces control characters and those that turn the direction of text by their names.
fn visible(line: &str) -> String {
    if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\t' => out.push_str("    "),
            c if c.is_control() || is_bidi(c) || is_hidden(c) => out.push_str(&format!("U+{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Characters that are not seen, or break the line where nobody expects it.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}')
}

/// A line outside of a fence, in an item of a list whose text is indented so far.
fn paragraph(line: &str, item: usize) -> String {
    let trimmed = line.trim();
    let indent = (line.len() - line.trim_start().len()).min(item + 3);
    let (marker, rest) = list_marker(trimmed);
    // Four spaces, after a list marker too, would be a block of code.
    let mut out = " ".repeat(if marker.is_empty() { 0 } else { indent });
    out.push_str(marker);
    if rest.starts_with(['#', '=', '+', '-', '*', '|']) && !rest.starts_with("**") {
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
            ("- one\nmore\n\nafter", "- one\n  more\n\nafter"),
            ("1. one\n      far", "1. one\n   far"),
            ("- ```\ncode\n```\nafter", "- \\`\\`\\`\n  code\n  \\`\\`\\`\n  after"),
            ("a\n===", "a\n\\==="),
            ("zero\u{200b}width", "zeroU+200Bwidth"),
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
