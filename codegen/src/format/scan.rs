//! Finds where literals, brackets and arguments of a line of code end. Must not know what the code means.

/// How long the string literal is that a text begins with.
pub fn literal(text: &str) -> Option<usize> {
    if let Some(raw) = text.strip_prefix("r#\"") {
        return Some(raw.find("\"#").map_or(text.len(), |end| 3 + end + 2));
    }
    let mut is_escaped = false;
    let end = text.strip_prefix('"')?.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    Some(end.map_or(text.len(), |end| 1 + end + 1))
}

/// The parts between separators outside of brackets, literals and the arguments of closures.
pub fn split(text: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c, depth) in signs(text) {
        if c == separator && depth == 0 {
            parts.extend(text.get(start..at));
            start = at + c.len_utf8();
        }
    }
    parts.extend(text.get(start..));
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// A text before its first bracket, between that and the one that closes it, and after.
pub fn call(text: &str) -> Option<(&str, &str, &str)> {
    let (open, _, _) = signs(text).find(|(_, c, _)| *c == '(')?;
    let (close, _, _) = signs(text).find(|(at, c, depth)| *at > open && *c == ')' && *depth == 0)?;
    Some((text.get(..open)?, text.get(open + 1..close)?, text.get(close + 1..)?))
}

/// The characters outside of literals with how many brackets are open after each.
fn signs(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let (mut at, mut depth, mut before, mut in_closure) = (0, 0_usize, ' ', false);
    std::iter::from_fn(move || {
        while let Some(length) = literal(text.get(at..)?) {
            at += length;
        }
        let (here, c) = (at, text.get(at..)?.chars().next()?);
        at += c.len_utf8();
        match c {
            '(' | '[' | '{' | '<' => depth += 1,
            // Of an arrow.
            '>' if matches!(before, '-' | '=') => {}
            ')' | ']' | '}' | '>' => depth = depth.saturating_sub(1),
            '|' => {
                in_closure = !in_closure;
                depth = if in_closure { depth + 1 } else { depth.saturating_sub(1) };
            }
            _ => {}
        }
        before = c;
        Some((here, c, depth))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_end_where_they_do() {
        for (text, length) in
            [("\"a\" b", 3), (r#""\"" b"#, 4), (r#""\\" b"#, 4), ("r#\"a\"b\"# c", 8), ("\"a", 2), ("r#\"a", 4)]
        {
            assert_eq!(literal(text), Some(length), "{text}");
        }
        assert_eq!(literal("r#type"), None);
    }

    #[test]
    fn arguments_are_told_apart() {
        for (text, parts) in [
            ("", &[][..]),
            ("a, (b, c), [d, e], ", &["a", "(b, c)", "[d, e]"]),
            ("a: B<C, D>, e: impl Fn(F, G) -> H", &["a: B<C, D>", "e: impl Fn(F, G) -> H"]),
            (r#""a, \"b", |c, d| { e(f, g); }, ",""#, &[r#""a, \"b""#, "|c, d| { e(f, g); }", "\",\""]),
        ] {
            assert_eq!(split(text, ','), parts);
        }
        assert_eq!(call("a.b(c(d), \")\").e()?"), Some(("a.b", "c(d), \")\"", ".e()?")));
        assert_eq!(call("a"), None);
    }
}
