//! Knows how pages name their tables, and how they refer to them. Must not know what is in one.

use super::is_name;

/// `Table 3 Request body parameters`: what is behind the number.
pub fn caption(text: &str) -> Option<&str> {
    let rest = text.trim().strip_prefix("Table ")?;
    let (number, caption) = rest.split_once(' ')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_number.then(|| caption.trim())
}

/// The field that a table describes, by its title: `Description of the router field`, `nics field description`, `tag objects`.
pub fn described(caption: &str) -> Option<&str> {
    const BEFORE: [&str; 7] = [
        "data structure description of the ",
        "description of the ",
        "description of ",
        "parameters in the ",
        "data structure of the ",
        "data structure of ",
        "",
    ];
    const BEHIND: [&str; 10] = [
        " field data structure description",
        " data structure description",
        " field description",
        " parameter description",
        " structure",
        " parameter",
        " fields",
        " field",
        " objects",
        " object",
    ];
    /// A name has no more: `Security Group Rule`.
    const MOST_WORDS: usize = 4;
    /// What is said of a body, and not of a field.
    const BODIES: [&str; 11] =
        ["body", "form", "header", "message", "parameter", "path", "query", "request", "response", "uri", "url"];
    let caption = caption.split(" (").next()?;
    let lower = caption.to_ascii_lowercase();
    let before = BEFORE.into_iter().find(|before| lower.starts_with(before))?.len();
    let rest = lower.get(before..)?;
    let behind = BEHIND.into_iter().find(|behind| rest.ends_with(behind)).map_or(0, str::len);
    let name = caption.get(before..caption.len() - behind)?;
    let is_word = |word: &str| is_name(word) && !BODIES.contains(&word.to_ascii_lowercase().as_str());
    (before + behind > 0 && name.split(' ').count() <= MOST_WORDS && name.split(' ').all(is_word)).then_some(name)
}

/// The title of the table below, where an item stands in its place: `- Parameters in the request header`, `- auth.identity`.
pub fn item(text: &str) -> Option<&str> {
    let text = text.strip_prefix("- ")?;
    (text.starts_with("Parameters ") || is_name(text)).then_some(text)
}

/// Whether a line only says where something is described.
pub fn is_reference(text: &str) -> bool {
    let text = text.strip_prefix("- ").unwrap_or(text);
    let is_about_table = caption(text).is_some_and(|rest| rest.starts_with("describes") || rest.starts_with("lists"));
    is_about_table
        || text.starts_with("The following table")
        || text.starts_with("See ")
        || text.starts_with("For details") && text.contains("see ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_fields() {
        for (title, name) in [
            ("Description of the **router** field".replace('*', ""), Some("router")),
            ("nics field description (of servers)".to_owned(), Some("nics")),
            ("condition data structure description".to_owned(), Some("condition")),
            ("Parameters in the links field".to_owned(), Some("links")),
            ("Security Group Rule objects".to_owned(), Some("Security Group Rule")),
            ("Request body parameters".to_owned(), None),
            ("Parameters in the response".to_owned(), None),
            ("Response parameter".to_owned(), None),
            ("Parameter description".to_owned(), None),
            ("AclInfo".to_owned(), None),
            ("field".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(described(&title), name, "{title}");
        }
    }

    #[test]
    fn items_can_be_titles() {
        for text in ["Parameters in the request header", "auth.identity", "links"] {
            assert_eq!(item(&format!("- {text}")), Some(text));
            assert_eq!(item(text), None);
        }
        assert_eq!((item("- Only in winter."), item("- ")), (None, None));
    }

    #[test]
    fn references_are_told_from_words() {
        for text in [
            "For details, see Table 1.",
            "- See Status Codes.",
            "Table 2 describes the parameters.",
            "The following table lists them.",
        ] {
            assert!(is_reference(text), "{text}");
        }
        for text in ["For details, ask.", "Table 2 Parameters", "The table is round.", "Seen"] {
            assert!(!is_reference(text), "{text}");
        }
    }
}
