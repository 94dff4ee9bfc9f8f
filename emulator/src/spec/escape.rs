//! Decodes paths and queries. The only module that knows percent-encoding. Knows URLs and nothing else.

use percent_encoding::percent_decode_str;

/// A segment of a path without its escapes; `None` if that is no text.
pub(crate) fn decoded(segment: &str) -> Option<String> {
    percent_decode_str(segment).decode_utf8().ok().map(|text| text.into_owned())
}

/// The pairs of a query, in its order; `None` if that is no text. A `+` is a space, as in forms.
pub(crate) fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((decoded(&name.replace('+', " "))?, decoded(&value.replace('+', " "))?))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(pairs("a=1&b&&c=x+y%2B=z"), Some(vec![pair("a", "1"), pair("b", ""), pair("c", "x y+=z")]));
        assert_eq!(pairs(""), Some(vec![]));
        assert_eq!(pairs("a=%FF"), None);
    }
}
