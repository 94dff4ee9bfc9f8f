//! Tells explicit markup: directives, targets, comments. Knows what stands behind `..`. Must not know what comes of it.

/// What begins with `..`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explicit<'a> {
    /// A directive, with its argument.
    Directive(Directive, &'a str),
    /// A footnote: what stands behind so many bytes is its words.
    Note(usize),
    /// What others refer to: nothing of it is shown, up to an empty row.
    Target,
    /// An image that is given a name, a comment: nothing of it is shown.
    Hidden,
}

/// What becomes of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directive {
    /// Its argument is the title of the table in it.
    Table,
    /// What is in it, is shown as it is.
    Code,
    /// Its argument is words, and so is what is in it.
    Words,
    /// What is in it, is words.
    Container,
    /// Nothing of it is words.
    Hidden,
}

const DIRECTIVES: &[(&str, Directive)] = &[
    ("table", Directive::Table),
    ("csv-table", Directive::Table),
    ("list-table", Directive::Table),
    ("code", Directive::Code),
    ("code-block", Directive::Code),
    ("sourcecode", Directive::Code),
    ("parsed-literal", Directive::Code),
    ("admonition", Directive::Words),
    ("attention", Directive::Words),
    ("caution", Directive::Words),
    ("danger", Directive::Words),
    ("deprecated", Directive::Words),
    ("error", Directive::Words),
    ("hint", Directive::Words),
    ("important", Directive::Words),
    ("note", Directive::Words),
    ("rubric", Directive::Words),
    ("seealso", Directive::Words),
    ("tip", Directive::Words),
    ("topic", Directive::Words),
    ("warning", Directive::Words),
    ("contents", Directive::Hidden),
    ("image", Directive::Hidden),
    ("include", Directive::Hidden),
    ("index", Directive::Hidden),
    ("meta", Directive::Hidden),
    ("raw", Directive::Hidden),
    ("toctree", Directive::Hidden),
];

/// What a row is that begins with `..`, if it does.
pub fn explicit(text: &str) -> Option<Explicit<'_>> {
    let rest = text.strip_prefix("..")?;
    if !rest.is_empty() && !rest.starts_with(' ') {
        return None;
    }
    let rest = rest.trim_start();
    if rest.starts_with('[')
        && let Some(end) = rest.find("] ")
    {
        return Some(Explicit::Note(text.len() - rest.len() + end + 1));
    }
    if rest.starts_with('_') {
        return Some(Explicit::Target);
    }
    let directive = rest.split_once("::").filter(|(name, _)| is_name(name));
    Some(directive.map_or(Explicit::Hidden, |(name, argument)| {
        let known = DIRECTIVES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        Explicit::Directive(known.map_or(Directive::Container, |(_, kind)| *kind), argument.trim())
    }))
}

fn is_name(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"-+_.:".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn explicit_markup_is_told_apart() {
        let table = Explicit::Directive(Directive::Table, "**Table 1** Parameters");
        for (text, expected) in [
            (".. table:: **Table 1** Parameters", Some(table)),
            ("..  Code-Block:: json", Some(Explicit::Directive(Directive::Code, "json"))),
            (".. only:: html", Some(Explicit::Directive(Directive::Container, "html"))),
            (".. _anchor:", Some(Explicit::Target)),
            (".. _a::b: https://example.org", Some(Explicit::Target)),
            (".. |image1| image:: a.png", Some(Explicit::Hidden)),
            (".. a comment", Some(Explicit::Hidden)),
            ("..", Some(Explicit::Hidden)),
            (".. [1] Words", Some(Explicit::Note(6))),
            ("... and so on", None),
            ("a", None),
        ] {
            assert_eq!(explicit(text), expected, "{text}");
        }
    }
}
