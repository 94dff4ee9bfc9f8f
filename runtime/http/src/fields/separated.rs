//! Goes through the values of which a text is a list. Must not know whose text it is.

/// The values in a text, without blanks around them, and without brackets around all of them. Two texts that belong together have as many
/// values, so one that is empty between two separators is a value.
#[doc(hidden)]
pub fn separated<'t>(text: Option<&'t str>, separator: &'static str) -> impl Iterator<Item = &'t str> {
    let text = text.unwrap_or_default().trim();
    let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).trim();
    (!inside.is_empty()).then(|| inside.split(separator).map(str::trim)).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::separated;

    #[test]
    fn values_of_a_text() {
        for (text, separator, values) in [
            (None, "|", &[][..]),
            (Some(""), "|", &[]),
            (Some(" [ ] "), ",", &[]),
            (Some("a"), "|", &["a"]),
            (Some("a|b|c"), "|", &["a", "b", "c"]),
            (Some("a||c|"), "|", &["a", "", "c", ""]),
            (Some("[az-1, az-2]"), ",", &["az-1", "az-2"]),
            (Some("[a"), ",", &["[a"]),
            (Some("1.1.1.1,\n2.2.2.2"), ",", &["1.1.1.1", "2.2.2.2"]),
            (Some("a, b"), ", ", &["a", "b"]),
        ] {
            assert_eq!(separated(text, separator).collect::<Vec<_>>(), values, "{text:?}");
        }
    }
}
