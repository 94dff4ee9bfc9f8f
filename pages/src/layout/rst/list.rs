//! Tells items of lists. Knows their marks. Must not know what stands in them.

use super::row::Row;

/// The length of the mark that an item of a list begins with. Letters and numbers can be words, too: the next row tells.
pub fn mark(row: Row, next: Option<&Row>) -> Option<usize> {
    let bullet = row.text.chars().next().filter(|c| "*+-•‣⁃".contains(*c)).map(char::len_utf8);
    let length = bullet.or_else(|| number(row.text))?;
    let behind = row.text.get(length..)?;
    if !behind.is_empty() && !behind.starts_with(' ') {
        return None;
    }
    let goes_on = |next: &Row| {
        let is_item = next.indent == row.indent && number(next.text).is_some();
        next.is_blank() || is_item || next.indent >= row.behind(length).indent
    };
    (bullet.is_some() || next.is_none_or(goes_on)).then_some(length)
}

/// The length of `1.`, `12)`, `(a)` or `#.`.
fn number(text: &str) -> Option<usize> {
    let opened = text.strip_prefix('(').unwrap_or(text);
    let digits = opened.bytes().take_while(u8::is_ascii_digit).count();
    let one = opened.starts_with(|c: char| c == '#' || c.is_ascii_alphabetic());
    let length = if digits > 0 { digits } else { usize::from(one) };
    let close = opened.get(length..)?.chars().next()?;
    let is_closed = close == ')' || close == '.' && opened.len() == text.len();
    (length > 0 && is_closed).then(|| text.len() - opened.len() + length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_from_words() {
        let mark = |text, next| mark(Row::new(1, text), Some(&Row::new(2, next)));
        for (text, length) in
            [("-  a", 1), ("• a", 3), ("12. a", 3), ("#. a", 2), ("(b) a", 3), ("a) a", 2), ("-", 1), ("1.", 2)]
        {
            assert_eq!(mark(text, ""), Some(length), "{text}");
        }
        for text in ["-a", "1.5 a", "ab. a", "(1. a", "", "1", "(", "**a** b"] {
            assert_eq!(mark(text, ""), None, "{text}");
        }
        assert_eq!(
            (mark("A. Smith wrote", "it."), mark("1. a", "2. b"), mark("1. a", "   b")),
            (None, Some(2), Some(2))
        );
    }
}
