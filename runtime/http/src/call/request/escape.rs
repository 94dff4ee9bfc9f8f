//! Escapes parts of a URL, and fills URL templates. The only module that knows the percent-encoding crate.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986: right in a segment and in a query alike, and what a signature
/// over the URL expects.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Escapes all but the unreserved characters of RFC 3986.
pub fn escape(text: &str) -> String {
    // Ids and numbers, which is nearly everything, need none. Without a way out of the loop it takes many bytes at once.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() | matches!(byte, b'-' | b'.' | b'_' | b'~');
    if text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        return text.to_owned();
    }
    utf8_percent_encode(text, RESERVED).to_string()
}

/// What stays of the reserved characters in a path: none that ends a segment.
const OF_SEGMENT: &AsciiSet = &kept(RESERVED, b":@!$&'()*+,;=");

/// What stays in a query: none that ends a parameter or the query, nor `+`, which is a space to most readers.
const OF_QUERY: &AsciiSet = &kept(RESERVED, b":/?[]@!$'()*,;=");

const fn kept(set: &AsciiSet, bytes: &[u8]) -> AsciiSet {
    // The empty difference: `AsciiSet` has no copy.
    let (mut set, mut rest) = (set.union(AsciiSet::EMPTY), bytes);
    while let [byte, others @ ..] = rest {
        set = set.remove(*byte);
        rest = others;
    }
    set
}

/// How a value gets into the place where it stands.
pub(super) type Escape = fn(&str) -> String;

/// As [`escape`], for a path whose document allows reserved characters.
pub(super) fn reserved_in_segment(text: &str) -> String {
    reserved(text, OF_SEGMENT)
}

/// As [`escape`], for a query whose document allows reserved characters.
pub(super) fn reserved_in_query(text: &str) -> String {
    reserved(text, OF_QUERY)
}

/// What is escaped already stays as it is, as RFC 6570 says.
fn reserved(text: &str, set: &'static AsciiSet) -> String {
    let mut parts = text.split('%');
    let first = utf8_percent_encode(parts.next().unwrap_or_default(), set).to_string();
    parts.fold(first, |mut escaped, part| {
        let is_escape = part.len() >= 2 && part.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
        escaped.push_str(if is_escape { "%" } else { "%25" });
        escaped.extend(utf8_percent_encode(part, set));
        escaped
    })
}

/// Whether a path has a segment that leads elsewhere, however it is written.
pub(super) fn has_dot_segment(path: &str) -> bool {
    let is_dots = |segment: &str| {
        let plain = segment.replace("%2e", ".").replace("%2E", ".");
        matches!(plain.as_str(), "." | "..")
    };
    path.split('/').any(is_dots)
}

/// Appends a template with each `{name}` replaced; fails with the name that has no value.
///
/// Goes through the template once, so that a value with braces is not filled in turn.
pub(super) fn fill(filled: &mut String, template: &str, values: &[(&str, String)]) -> Result<(), String> {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or(after)?;
        let (_, value) = values.iter().find(|(segment, value)| *segment == name && !value.is_empty()).ok_or(name)?;
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        for (text, escaped) in [
            ("azAZ09-._~", "azAZ09-._~"),
            ("a b", "a%20b"),
            ("a+b", "a%2Bb"),
            ("/?#%", "%2F%3F%23%25"),
            ("é€", "%C3%A9%E2%82%AC"),
            ("a,b;c:d@e&f=g!*'()[]{}", "a%2Cb%3Bc%3Ad%40e%26f%3Dg%21%2A%27%28%29%5B%5D%7B%7D"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }

    #[test]
    fn reserved_characters_stay_where_the_document_allows_them() {
        for (text, segment, query) in [
            ("a/b?c#d", "a%2Fb%3Fc%23d", "a/b?c%23d"),
            ("a:b@c,d;e", "a:b@c,d;e", "a:b@c,d;e"),
            ("a&b=c+d e", "a&b=c+d%20e", "a%26b=c%2Bd%20e"),
            ("[x]", "%5Bx%5D", "[x]"),
            ("100%", "100%25", "100%25"),
            ("%41%zz%", "%41%25zz%25", "%41%25zz%25"),
            ("\u{e9}\"", "%C3%A9%22", "%C3%A9%22"),
        ] {
            assert_eq!((reserved_in_segment(text), reserved_in_query(text)), (segment.to_owned(), query.to_owned()));
        }
    }

    #[test]
    fn dot_segments() {
        for path in ["/a/..", "/./b", "/%2e%2E/b", "/a/.%2e", ".."] {
            assert!(has_dot_segment(path), "{path}");
        }
        for path in ["/a/..b", "/...", "/a.", "/%2e%2e%2e", "", "/"] {
            assert!(!has_dot_segment(path), "{path}");
        }
    }

    #[test]
    fn templates() {
        let values = [("a", "1"), ("b", "%7Ba%7D"), ("empty", "")].map(|(name, value)| (name, value.to_owned()));
        for (template, filled) in [
            ("/v2/quotas", Ok("/v2/quotas")),
            ("/{a}/x/{b}", Ok("/1/x/%7Ba%7D")),
            ("/{a}{a}", Ok("/11")),
            ("/{c}", Err("c")),
            ("/{a", Err("a")),
            ("/{a}/{empty}", Err("empty")),
        ] {
            let mut url = String::new();
            let outcome = fill(&mut url, template, &values).map(|()| url);
            assert_eq!(outcome, filled.map(str::to_owned).map_err(str::to_owned));
        }
    }
}
