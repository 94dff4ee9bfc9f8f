//! Knows the words that pages of the kind share: names of sections and columns, statuses, methods, types. Must not know where on a
//! page they stand.

use crate::page::Type;

/// A section of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What the operation does.
    Function,
    /// Method, path and parameters of the path and the query.
    Uri,
    /// Headers and body of the request.
    Request,
    /// Bodies of the answers.
    Response,
    /// Examples of requests.
    RequestExamples,
    /// Examples of answers.
    ResponseExamples,
    /// The table of statuses.
    Statuses,
    /// Says nothing of the operation itself: how to call, which permissions, where errors are listed.
    General,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The name of a parameter or a field.
    Name,
    /// Whether it is mandatory.
    Mandatory,
    /// Its type.
    Type,
    /// The words on it.
    Description,
    /// A status.
    Status,
    /// An error code of the service.
    ErrorCode,
}

/// Sections by what pages call them.
const SECTIONS: &[(&str, Section)] = &[
    ("function", Section::Function),
    ("uri", Section::Uri),
    ("request parameters", Section::Request),
    ("request", Section::Request),
    ("response parameters", Section::Response),
    ("response", Section::Response),
    ("example requests", Section::RequestExamples),
    ("example request", Section::RequestExamples),
    ("example responses", Section::ResponseExamples),
    ("example response", Section::ResponseExamples),
    ("status codes", Section::Statuses),
    ("status code", Section::Statuses),
    ("error codes", Section::General),
    ("error code", Section::General),
    ("calling method", Section::General),
    ("constraints", Section::General),
    ("authorization information", Section::General),
];

/// Columns by what pages call them.
const COLUMNS: &[(&str, Column)] = &[
    ("parameter", Column::Name),
    ("name", Column::Name),
    ("mandatory", Column::Mandatory),
    ("type", Column::Type),
    ("parameter type", Column::Type),
    ("description", Column::Description),
    ("status code", Column::Status),
    ("error code", Column::ErrorCode),
    ("code", Column::ErrorCode),
];

fn called<T: Copy>(table: &[(&str, T)], text: &str) -> Option<T> {
    let text = text.trim().trim_end_matches(':');
    table.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, meaning)| *meaning)
}

/// The section that begins with a heading of these words.
pub fn section(text: &str) -> Option<Section> {
    called(SECTIONS, text)
}

/// What stands in a column that is headed by these words.
pub fn column(text: &str) -> Option<Column> {
    called(COLUMNS, text)
}

/// `Status code: 201`.
pub fn status_line(text: &str) -> Option<&str> {
    let (words, code) = text.split_once(':')?;
    let code = code.trim();
    (words.trim().eq_ignore_ascii_case("status code") && is_status(code)).then_some(code)
}

/// Whether it is a status of HTTP.
pub fn is_status(text: &str) -> bool {
    text.len() == 3
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.starts_with(|first| matches!(first, '1'..='5'))
}

/// `Table 3 Request body parameters`: what is behind the number.
pub fn caption(text: &str) -> Option<&str> {
    let rest = text.trim().strip_prefix("Table ")?;
    let (number, caption) = rest.split_once(' ')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_number.then(|| caption.trim())
}

/// `PUT /v2/{project_id}/…`, the second part from the first `/` on.
pub fn call(text: &str) -> Option<(&str, &str)> {
    const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"];
    let (method, rest) = text.trim().split_once(char::is_whitespace)?;
    let url = rest.trim();
    let path = match url.strip_prefix("https://") {
        Some(url) => url.get(url.find('/')?..)?,
        None => url,
    };
    let is_call = METHODS.contains(&method) && path.starts_with('/') && !path.contains(char::is_whitespace);
    is_call.then_some((method, path))
}

/// Whether the page says that there is nothing.
pub fn is_nothing(text: &str) -> bool {
    ["none", "n/a", "-"].contains(&text.trim().trim_end_matches('.').to_ascii_lowercase().as_str())
}

/// `Yes` and `No`, of the column "Mandatory".
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim() {
        "Yes" | "yes" => Some(true),
        "No" | "no" => Some(false),
        _ => None,
    }
}

/// Deeper than this no page nests its types.
const DEEPEST: usize = 8;

/// A type in the words of the pages, if it is one.
pub fn ty(text: &str) -> Option<Type> {
    nested(text.trim(), DEEPEST)
}

fn nested(text: &str, depth: usize) -> Option<Type> {
    let depth = depth.checked_sub(1)?;
    let lower = text.to_ascii_lowercase();
    let scalar = match lower.as_str() {
        "string" | "strings" => Type::String,
        "integer" | "integers" | "int" => Type::Integer,
        "long" | "longs" => Type::Long,
        "float" | "floats" => Type::Float,
        "double" | "doubles" | "number" | "numbers" => Type::Double,
        "boolean" | "booleans" | "bool" => Type::Boolean,
        "file" => Type::File,
        "object" | "objects" | "dict" => Type::Object,
        _ => return compound(text, &lower, depth),
    };
    Some(scalar)
}

fn compound(text: &str, lower: &str, depth: usize) -> Option<Type> {
    let behind = |prefix: &str| lower.starts_with(prefix).then(|| text.get(prefix.len()..)).flatten();
    if let Some(items) = behind("array of ").or_else(|| behind("list of ")) {
        return nested(items.trim(), depth).map(|items| Type::Array(Box::new(items)));
    }
    let inner = |prefix: &str| behind(prefix).and_then(|rest| rest.strip_suffix('>'));
    if let Some(items) = inner("array<").or_else(|| inner("list<")) {
        return generic(items, depth).map(|items| Type::Array(Box::new(items)));
    }
    if let Some((_, values)) = inner("map<").and_then(|both| both.split_once(',')) {
        return generic(values, depth).map(|values| Type::Map(Box::new(values)));
    }
    let name = behind_word(text, "objects").or_else(|| behind_word(text, "object"))?;
    is_name(name).then(|| Type::Named(name.to_owned()))
}

/// What stands in angle brackets, where a name is an object's.
fn generic(text: &str, depth: usize) -> Option<Type> {
    let text = text.trim();
    nested(text, depth).or_else(|| is_name(text).then(|| Type::Named(text.to_owned())))
}

/// `Identity objects` without its last word.
fn behind_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(word.len())?;
    let is_it = text.get(at..)?.eq_ignore_ascii_case(word);
    let before = text.get(..at).filter(|_| is_it)?;
    before.ends_with(char::is_whitespace).then(|| before.trim())
}

/// Whether it can be the name of an object, a parameter or a field.
pub fn is_name(text: &str) -> bool {
    let is_braced = text.starts_with('{') && text.ends_with('}');
    let is_word = |c: char| c.is_alphanumeric() || "_-.$@/[]".contains(c);
    (1..=128).contains(&text.len()) && (is_braced || text.chars().all(is_word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_pages_write_them() {
        let named = || Type::Named("AclInfo".to_owned());
        for (text, expected) in [
            ("String", Some(Type::String)),
            ("Array of strings", Some(Type::Array(Box::new(Type::String)))),
            ("Array of AclInfo objects", Some(Type::Array(Box::new(named())))),
            ("AclInfo object", Some(named())),
            ("Map<String,AclInfo>", Some(Type::Map(Box::new(named())))),
            ("Map<String,Array<String>>", Some(Type::Map(Box::new(Type::Array(Box::new(Type::String)))))),
            ("Object", Some(Type::Object)),
            ("Credential ID.", None),
            ("the object", Some(Type::Named("the".to_owned()))),
            ("", None),
            ("Array of ", None),
        ] {
            assert_eq!(ty(text), expected, "{text:?}");
        }
        let deep = "Array of ".repeat(100_000) + "strings";
        assert_eq!(ty(&deep), None);
    }

    #[test]
    fn calls_captions_and_statuses_are_told_from_other_lines() {
        assert_eq!(call("POST /v2/{project_id}/apps"), Some(("POST", "/v2/{project_id}/apps")));
        assert_eq!(call("GET https://{endpoint}/v2/a"), Some(("GET", "/v2/a")));
        assert_eq!((call("GET it /now"), call("get /a"), call("PUT")), (None, None, None));
        assert_eq!(caption("Table 3 Request body parameters"), Some("Request body parameters"));
        assert_eq!((caption("Table of contents"), caption("Table")), (None, None));
        assert_eq!(status_line("Status code: 201"), Some("201"));
        assert_eq!((status_line("Status code: 999"), status_line("Status: 200")), (None, None));
    }
}
