//! Decodes paths and queries. The only module that knows percent-encoding. Knows URLs and nothing else.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

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

/// A name, and a value with its escapes.
pub(crate) type RawPair = (String, String);

/// The pairs of a query, whose values are yet to be split where no escape stands. A `+` is an escaped space; a name that is no text
/// stays as it is.
pub(crate) fn raw_pairs(query: &str) -> Vec<RawPair> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = name.replace('+', "%20");
        (decoded(&name).unwrap_or(name), value.replace('+', "%20"))
    });
    pairs.collect()
}

/// A value of a form.
pub(crate) fn escaped(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// A text as any header can carry it.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if matches!(c, ' '..='~') { c } else { '?' }).collect()
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
        assert_eq!(raw_pairs("a%5B=1%2C+2&%FF"), [pair("a[", "1%2C%202"), pair("%FF", "")]);
    }
}
