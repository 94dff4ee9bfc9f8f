//! Escapes the text of a line, so that Markdown shows it as it is written. Must not know what a line is.

/// Appends the text of a line: code spans and web links stay, everything else that means something to Markdown is escaped.
pub fn inline(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest
        .bytes()
        .position(|byte| matches!(byte, b'`' | b'[' | b'h' | b'!' | b'&' | b']' | b'<' | b'>' | b'~' | b'\\'))
    {
        let (plain, special) = rest.split_at(at);
        out.push_str(plain);
        let used = match special.as_bytes() {
            [b'`', ..] => code_span(special, out),
            [b'[', ..] => link(special, out),
            [b'h', ..] => Some(address(special, out).unwrap_or_else(|| as_it_is(special, 1, out))),
            // An escape that the author wrote.
            [b'\\', next, ..] if next.is_ascii_punctuation() => Some(as_it_is(special, 2, out)),
            [b'!', b'[', ..] => None,
            [b'!', ..] => Some(as_it_is(special, 1, out)),
            [b'&', ..] if !is_entity(special) => Some(as_it_is(special, 1, out)),
            _ => None,
        };
        let used = used.unwrap_or_else(|| {
            out.push('\\');
            as_it_is(special, 1, out)
        });
        rest = special.get(used..).unwrap_or("");
    }
    out.push_str(rest);
}

fn as_it_is(text: &str, length: usize, out: &mut String) -> usize {
    out.push_str(text.get(..length).unwrap_or(""));
    length
}

/// `&lt;`, which would be shown as another character.
fn is_entity(text: &str) -> bool {
    let name = text.get(1..).and_then(|rest| rest.split_once(';')).map_or("", |(name, _)| name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
}

/// Prints a code span that ends on the same line, and returns its length; so do the functions below.
fn code_span(text: &str, out: &mut String) -> Option<usize> {
    let inner = text.strip_prefix('`')?;
    let end = inner.find('`').filter(|end| *end > 0)?;
    if inner.get(end + 1..).is_some_and(|after| after.starts_with('`')) {
        return None;
    }
    Some(as_it_is(text, end + 2, out))
}

/// `[words](https://…)`.
fn link(text: &str, out: &mut String) -> Option<usize> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | ',' | '.' | '/' | '\'');
    let (url, _) = rest.split_once(')')?;
    (words.chars().all(plain) && is_web(url)).then(|| as_it_is(text, words.len() + url.len() + 4, out))
}

/// `https://…` without angle brackets.
fn address(text: &str, out: &mut String) -> Option<usize> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.find(|c: char| !is_url_char(c)).unwrap_or(text.len());
    let url = text.get(..end)?.trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '*', '_']);
    is_web(url).then(|| {
        out.push('<');
        out.push_str(url);
        out.push('>');
        url.len()
    })
}

fn is_web(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty()) && url.chars().all(is_url_char)
}

fn is_url_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'*+,;=%()".contains(c)
}
