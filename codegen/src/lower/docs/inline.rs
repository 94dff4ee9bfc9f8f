//! The words of a line as Markdown that says what they say. Must not know what a line is.

/// Words of a line: code spans and web links stay, everything else that means something to Markdown is escaped.
pub fn inline(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (piece, used) = match c {
            '`' => code_span(rest).unwrap_or_else(|| ("\\`".to_owned(), 1)),
            '[' => link(rest).unwrap_or_else(|| ("\\[".to_owned(), 1)),
            'h' => address(rest).unwrap_or_else(|| ("h".to_owned(), 1)),
            '!' if rest.starts_with("![") => ("\\!".to_owned(), 1),
            '&' if is_entity(rest) => ("\\&".to_owned(), 1),
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

/// `&lt;`, which would be shown as another character.
fn is_entity(text: &str) -> bool {
    let name = text.get(1..).and_then(|rest| rest.split_once(';')).map_or("", |(name, _)| name);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
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
