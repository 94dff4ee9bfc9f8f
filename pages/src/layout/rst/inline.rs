//! Takes the marks off words: emphasis, literals, roles, links, escapes. Knows inline markup. Must not know blocks.

/// A kind of inline markup: what opens and what closes it.
#[derive(Clone, Copy)]
struct Mark {
    open: &'static str,
    close: &'static str,
    words: fn(&str) -> String,
}

/// The longer of two that begin alike is first.
const MARKS: [Mark; 5] = [
    Mark { open: "``", close: "``", words: str::to_owned },
    Mark { open: "**", close: "**", words: unescaped },
    Mark { open: "*", close: "*", words: unescaped },
    Mark { open: "`", close: "`", words: reference },
    // An image, or other words that are not there.
    Mark { open: "|", close: "|", words: |_| String::new() },
];

/// The words of a paragraph.
pub fn plain(text: &str) -> String {
    if !text.contains(is_special) {
        return collapsed(text);
    }
    let mut words = String::with_capacity(text.len());
    // Marks that nothing further on closes. What is not there is looked for once.
    let mut unclosed = [false; MARKS.len()];
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let role = role(rest);
        let marked = rest.get(role..).unwrap_or_default();
        let mark = MARKS.iter().zip(&mut unclosed).find(|(mark, _)| marked.starts_with(mark.open));
        let end = mark.filter(|(_, is_unclosed)| !**is_unclosed).and_then(|(mark, is_unclosed)| {
            if !can_open(text.get(..at)?, marked.get(mark.open.len()..)?) {
                return None;
            }
            let end = end(marked, *mark);
            *is_unclosed = end.is_none();
            Some((*mark, end?))
        });
        if let Some((mark, end)) = end {
            words.push_str(&(mark.words)(marked.get(mark.open.len()..end).unwrap_or_default()));
            let behind = marked.get(end + mark.close.len()..).unwrap_or_default();
            let is_link = mark.open.len() == 1;
            let underscores = if is_link { behind.len() - behind.trim_start_matches('_').len() } else { 0 };
            at += role + end + mark.close.len() + underscores;
        } else {
            let (shown, length) = characters(rest);
            words.push_str(shown);
            at += length;
        }
    }
    collapsed(&words)
}

/// Whether markup or an escape can begin with it.
fn is_special(c: char) -> bool {
    matches!(c, '\\' | '*' | '`' | '|' | ':')
}

/// What is shown of the next characters, and their length: an escape, marks that open nothing, or all up to the next of both.
fn characters(text: &str) -> (&str, usize) {
    if let Some(escaped) = text.strip_prefix('\\') {
        // An escaped space stands for nothing.
        let length = escaped.chars().next().map_or(0, char::len_utf8);
        let shown = escaped.get(..length).filter(|c| !c.contains(char::is_whitespace));
        return (shown.unwrap_or_default(), 1 + length);
    }
    let mark = MARKS.iter().find(|mark| text.starts_with(mark.open)).map(|mark| mark.open.len());
    let first = text.chars().next().map_or(0, char::len_utf8);
    let length = mark.unwrap_or_else(|| {
        text.get(first..).and_then(|rest| rest.find(is_special)).map_or(text.len(), |at| first + at)
    });
    (text.get(..length).unwrap_or_default(), length)
}

fn unescaped(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let (shown, length) = characters(rest);
        words.push_str(shown);
        rest = rest.get(length..).unwrap_or_default();
    }
    words
}

/// `Words <target>`: the words, or the target where there are none.
fn reference(text: &str) -> String {
    let words = text.strip_suffix('>').and_then(|text| text.rsplit_once('<')).map(|(words, target)| {
        let words = words.trim();
        if words.is_empty() { target } else { words }
    });
    unescaped(words.unwrap_or(text))
}

/// The length of `:role:`, where a text in backticks follows.
fn role(text: &str) -> usize {
    const LONGEST: usize = 40;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b":-+._".contains(byte);
    if !text.starts_with(':') {
        return 0;
    }
    let length = text.bytes().take(LONGEST).take_while(is_name).count();
    let is_role = length > 2 && text.get(..length).is_some_and(|name| name.ends_with(':'));
    let is_followed = text.get(length..).is_some_and(|rest| rest.starts_with('`') && !rest.starts_with("``"));
    if is_role && is_followed { length } else { 0 }
}

/// Whether a mark between these can open: words follow at once, none are before it at once, and it is not all that is in quotes.
fn can_open(before: &str, behind: &str) -> bool {
    let Some(next) = behind.chars().next().filter(|next| !next.is_whitespace()) else { return false };
    let Some(last) = before.chars().next_back() else { return true };
    let is_apart = last.is_whitespace() || "'\"([{<-/:".contains(last) || !last.is_ascii() && !last.is_alphanumeric();
    let quotes = [('\'', '\''), ('"', '"'), ('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')];
    is_apart && !quotes.contains(&(last, next))
}

/// Where the mark at the begin of a text is closed: words are before it at once, and none follow at once.
fn end(text: &str, mark: Mark) -> Option<usize> {
    let mut from = mark.open.len();
    loop {
        let at = from + text.get(from..)?.find(mark.close)?;
        let before = text.get(mark.open.len()..at)?;
        let behind = text.get(at + mark.close.len()..)?;
        let slashes = before.len() - before.trim_end_matches('\\').len();
        let is_escaped = mark.open != "``" && slashes % 2 == 1;
        let behind = if mark.open.len() == 1 { behind.trim_start_matches('_') } else { behind };
        let can_follow =
            |c: char| c.is_whitespace() || "'\")]}>-/\\:.,;!?".contains(c) || !c.is_ascii() && !c.is_alphanumeric();
        let is_apart = behind.is_empty() || behind.starts_with(can_follow);
        if before.ends_with(|c: char| !c.is_whitespace()) && is_apart && !is_escaped {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Words with one space between them.
fn collapsed(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_off_words() {
        for (marked, words) in [
            ("**Bold**, *slanted* and ``a  *literal* \\_``.", "Bold, slanted and a *literal* \\_."),
            ("See :ref:`The list <l-1>` and `the page <https://example.org/a_b>`__.", "See The list and the page."),
            (
                ":ref:`l-1`, `plain`, `name`_, :py:func:`f`, `<https://a.example>`__",
                "l-1, plain, name, f, https://a.example",
            ),
            (r"a\_b\* \*c\* d\\e **f\*g** \ *h*\ i", r"a_b* *c* d\e f*g hi"),
            ("2 * 3 * 4, a*b*c, \"*\", (*), **, * a *", "2 * 3 * 4, a*b*c, \"*\", (*), **, * a *"),
            ("**from** to **to**\\ ``-``\\ **end**", "from to to-end"),
            ("*a **b* c", "a **b c"),
            ("**open and ``open", "**open and ``open"),
            ("a |image1| b, x|y|z", "a b, x|y|z"),
            ("12:30 :no role `x", "12:30 :no role `x"),
            ("(*a*) [**b**]: ``c``-``d``", "(a) [b]: c-d"),
            ("über*x* **ü**", "über*x* ü"),
            ("\\", ""),
            ("`a <b", "`a <b"),
        ] {
            assert_eq!(plain(marked), words, "{marked}");
        }
    }

    #[test]
    fn marks_that_nothing_closes_are_looked_for_once() {
        for mark in ["*a ", "**a ", "`a ", "``a ", "|a ", ":a:`b ", "\\", "``", "*"] {
            let text = mark.repeat(50_000);
            assert!(plain(&text).len() <= text.len());
        }
    }
}
