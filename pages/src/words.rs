//! Knows the words that pages of the kind share: names of sections and columns, statuses, methods, types. Must not know where on a
//! page they stand.

mod titles;
mod types;

pub use titles::{caption, described, is_reference, item};
pub use types::ty;

/// A section of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What the operation does.
    Function,
    /// Method, path and parameters of the path and the query.
    Uri,
    /// Calls that the path allows.
    UriExamples,
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
    ("uri format", Section::Uri),
    ("request parameters", Section::Request),
    ("request parameter", Section::Request),
    ("request message", Section::Request),
    ("request", Section::Request),
    ("response parameters", Section::Response),
    ("response parameter", Section::Response),
    ("response message", Section::Response),
    ("response", Section::Response),
    ("normal response", Section::Response),
    ("abnormal response", Section::Response),
    ("example requests", Section::RequestExamples),
    ("example request", Section::RequestExamples),
    ("request example", Section::RequestExamples),
    ("example responses", Section::ResponseExamples),
    ("example response", Section::ResponseExamples),
    ("response example", Section::ResponseExamples),
    ("status codes", Section::Statuses),
    ("status code", Section::Statuses),
    ("returned values", Section::Statuses),
    ("returned value", Section::Statuses),
    ("error codes", Section::General),
    ("error code", Section::General),
    ("calling method", Section::General),
    ("constraints", Section::General),
    ("notes and constraints", Section::General),
    ("authorization information", Section::General),
];

/// Columns by what pages call them.
const COLUMNS: &[(&str, Column)] = &[
    ("parameter", Column::Name),
    ("name", Column::Name),
    ("field", Column::Name),
    ("mandatory", Column::Mandatory),
    ("required", Column::Mandatory),
    ("type", Column::Type),
    ("parameter type", Column::Type),
    ("description", Column::Description),
    ("remarks", Column::Description),
    ("status code", Column::Status),
    ("returned value", Column::Status),
    ("returned values", Column::Status),
    ("error code", Column::ErrorCode),
    ("code", Column::ErrorCode),
];

/// A part of a section, where an item or a line says so and no heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Tables of parameters and fields.
    Parameters,
    /// Examples.
    Examples,
}

/// What parts are called, in words of these.
const PARTS: &[&str] = &[
    "abnormal",
    "body",
    "description",
    "example",
    "examples",
    "format",
    "header",
    "message",
    "normal",
    "parameter",
    "parameters",
    "query",
    "request",
    "requests",
    "response",
    "responses",
    "uri",
];

/// `- Example request 2: Cutting a tree`, `Example:`, `- Parameter description`: the part that begins here, and what is said of it.
pub fn part(text: &str) -> Option<(Part, &str)> {
    let (name, rest) = text.split_once([':', '(']).unwrap_or((text, ""));
    let name = name.strip_prefix("- ").unwrap_or(name).trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let name = name.to_ascii_lowercase();
    let words: Vec<&str> = name.split(' ').collect();
    let is_all_known = words.iter().all(|word| PARTS.contains(word));
    let is_example = words.iter().any(|word| word.starts_with("example"));
    let part = match words.as_slice() {
        _ if is_all_known && is_example => Part::Examples,
        [_, _, ..] | ["parameters"] if is_all_known && rest.is_empty() => Part::Parameters,
        [.., "parameter" | "parameters", "description"] if rest.is_empty() => Part::Parameters,
        _ => return None,
    };
    Some((part, rest.trim().trim_end_matches(')')))
}

/// `- Normal response`, `- Abnormal response`: whether the part that begins here is of success, if it says so.
pub fn is_success(text: &str) -> Option<bool> {
    let lower = text.to_ascii_lowercase();
    let is = |wanted: &str| lower.split(|c: char| !c.is_alphabetic()).any(|word| word == wanted);
    if is("abnormal") { Some(false) } else { is("normal").then_some(true) }
}

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

/// `204`, `200 OK`: the status, and what it is called.
pub fn status(text: &str) -> Option<(&str, &str)> {
    let (code, words) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let is_called = words.is_empty() || words.starts_with(char::is_alphabetic);
    (is_status(code) && is_called).then(|| (code, words.trim()))
}

/// Whether it is a status of HTTP.
pub fn is_status(text: &str) -> bool {
    text.len() == 3
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.starts_with(|first| matches!(first, '1'..='5'))
}

const METHODS: [&str; 8] = ["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE"];

/// `PUT /v2/{project_id}/…`, the second part from the first `/` on, without the query.
pub fn call(text: &str) -> Option<(&str, &str)> {
    let (method, rest) = text.trim().split_once(char::is_whitespace)?;
    METHODS.contains(&method).then_some((method, path(rest)?))
}

/// The path of a URL, or a path.
fn path(text: &str) -> Option<&str> {
    let url = text.trim();
    let path = match url.strip_prefix("https://") {
        Some(url) => url.get(url.find('/')?..)?,
        None => url,
    };
    let path = path.split('?').next().map(|path| path.strip_suffix('{').unwrap_or(path))?;
    (path.starts_with('/') && !path.contains(char::is_whitespace)).then_some(path)
}

/// `Method: POST`, `PATH: /v1/trees`: the half of a call, if the rest stands on another line.
pub fn half_call(text: &str) -> Option<(Option<&str>, Option<&str>)> {
    let (name, rest) = text.split_once(':')?;
    match name.trim().to_ascii_lowercase().as_str() {
        "method" if METHODS.contains(&rest.trim()) => Some((Some(rest.trim()), None)),
        "path" | "uri" | "url" => path(rest).map(|path| (None, Some(path))),
        _ => None,
    }
}

/// Whether the page says that there is nothing.
pub fn is_nothing(text: &str) -> bool {
    if text.ends_with("has no message body.") {
        return true;
    }
    ["none", "n/a", "-"].contains(&text.trim().trim_end_matches('.').to_ascii_lowercase().as_str())
}

/// `Yes` and `No`, of the column "Mandatory".
pub fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim() {
        "Yes" | "yes" | "Mandatory" => Some(true),
        "No" | "no" | "Optional" => Some(false),
        _ => None,
    }
}

/// Whether it can be the vendor's name of an operation: `ListTreesV2`, and not the number of a page, `en-us_topic_12`.
pub fn is_operation(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether it can be the name of an object, a parameter or a field.
pub fn is_name(text: &str) -> bool {
    let is_braced = text.starts_with('{') && text.ends_with('}');
    let is_word = |c: char| c.is_alphanumeric() || "_-.:$@/[]".contains(c);
    (1..=128).contains(&text.len()) && (is_braced || text.chars().all(is_word) && !text.ends_with(':'))
}

/// `time_unit` is `TimeUnit`.
pub fn camel(words: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + chars.as_str())
    };
    let name: String = words.split(|c: char| !c.is_ascii_alphanumeric()).map(word).collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) { name } else { format!("Value{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_captions_and_statuses_are_told_from_other_lines() {
        assert_eq!(call("POST /v2/{project_id}/apps"), Some(("POST", "/v2/{project_id}/apps")));
        assert_eq!(call("GET https://{endpoint}/v2/a"), Some(("GET", "/v2/a")));
        assert_eq!(call("GET /v2/a?b={b c}"), Some(("GET", "/v2/a")));
        assert_eq!(call("GET /v2/a{?b, c}"), Some(("GET", "/v2/a")));
        assert_eq!(
            (half_call("Method: PUT"), half_call("PATH: /v1/a")),
            (Some((Some("PUT"), None)), Some((None, Some("/v1/a"))))
        );
        assert_eq!((half_call("Method: put it"), half_call("URI: see below")), (None, None));
        assert_eq!((call("GET it /now"), call("get /a"), call("PUT")), (None, None, None));
        assert_eq!(caption("Table 3 Request body parameters"), Some("Request body parameters"));
        assert_eq!((caption("Table of contents"), caption("Table")), (None, None));
        assert_eq!(status_line("Status code: 201"), Some("201"));
        assert_eq!((status_line("Status code: 999"), status_line("Status: 200")), (None, None));
    }
}
