//! Escapes words of documents for markdown: none becomes markup, HTML, a link or a mention. Must not know what they
//! say.

use std::fmt::Write;

/// A message: what stands between backticks is code, the rest is text.
pub fn message(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return plain(text);
    }
    let part = |(at, part): (usize, &&str)| if at % 2 == 0 { plain(part) } else { code(part) };
    parts.iter().enumerate().map(part).collect()
}

/// Text without markup: whatever means something to markdown or HTML is written as a character reference.
pub fn plain(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            // Reads like a person or an issue after markdown is done with it, so that a reference does not help.
            '@' | '#' => _ = write!(escaped, "&#{};&#8203;", u32::from(c)),
            // `.` and `-` would begin a list only at the start of a line, where no such text stands.
            _ if c.is_ascii_punctuation() && !".,;:'()/-?%".contains(c) => _ = write!(escaped, "&#{};", u32::from(c)),
            _ => escaped.push(c),
        }
    }
    // A link by its looks alone.
    escaped.replace("://", "&#58;//").replace("www.", "www&#46;")
}

/// A word as code; one that holds a backtick cannot be.
pub fn code(text: &str) -> String {
    let text = one_line(text);
    if text.contains('`') || text.trim().is_empty() { plain(&text) } else { format!("`{text}`") }
}

/// Lines as a block of code in this language. The fence is longer than any in the lines.
pub fn block(language: &str, lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| one_line(line)).collect();
    let run = |line: &String| line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(lines.iter().map(run).max().unwrap_or(0).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", lines.join("\n"))
}

/// A path as part of an address.
pub fn address(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => address.push(char::from(byte)),
            _ => _ = write!(address, "%{byte:02X}"),
        }
    }
    address
}

fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || apig_codegen::is_bidi(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_document_stay_words() {
        for (text, expected) in [
            ("`call_limits` is required", "`call_limits` is required"),
            ("from `a|b` to *c*", "from `a|b` to &#42;c&#42;"),
            ("<script>alert(1)</script>", "&#60;script&#62;alert(1)&#60;/script&#62;"),
            ("a ` tick", "a &#96; tick"),
            ("http://a.b www.a.b", "http&#58;//a.b www&#46;a.b"),
            ("@all #1", "&#64;&#8203;all &#35;&#8203;1"),
            ("two\nlines\u{202e}", "two lines "),
        ] {
            assert_eq!(message(text), expected, "{text}");
        }
    }

    #[test]
    fn no_line_ends_a_block() {
        assert_eq!(block("diff", &["+ a".to_owned(), "````".to_owned()]), "`````diff\n+ a\n````\n`````\n");
    }

    #[test]
    fn a_path_ends_no_link() {
        assert_eq!(address("spec/a b)>.yaml"), "spec/a%20b%29%3E.yaml");
    }
}
