//! Reports values of the wrong type, with the likely intention and a remedy. Must not know which keywords there are.

use super::TypeName;
use crate::diagnostics::messages::Remedy;
use crate::diagnostics::{Diagnostic, messages};
use crate::yaml::{Node, Number, Value};

/// What messages call a length or a count.
pub const COUNT: &str = "a whole number that is not negative";

/// The boolean that text was probably intended as.
pub fn intended_flag(node: &Node) -> Option<bool> {
    let Value::String(text) = &node.value else { return None };
    match text.to_ascii_lowercase().as_str() {
        "yes" | "on" | "y" | "true" => Some(true),
        "no" | "off" | "n" | "false" => Some(false),
        _ => None,
    }
}

/// Reports a value of the wrong type, with what may have been intended.
pub fn wrong_type(node: &Node, what: &str, expected: &str) -> Diagnostic {
    messages::wrong_type(node.span, what, expected, node.kind(), remedy(node, what, expected))
}

/// The same of a value without which nothing is lost.
pub fn strange_value(node: &Node, what: &str, expected: &str) -> Diagnostic {
    messages::strange_value(node.span, what, expected, node.kind(), remedy(node, what, expected))
}

/// The same of a keyword's value, of which one may go on with what was probably meant, or without it.
pub fn wrong_value(node: &Node, what: &str, expected: &str) -> Diagnostic {
    let message = if loses_something(node, expected) { wrong_type } else { strange_value };
    message(node, what, expected)
}

/// Whether going on without a value of the wrong type, or with what [`text`] and [`number`] make of it, loses something.
fn loses_something(node: &Node, expected: &str) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => expected == "a map",
        Value::String(_) => expected == "a map",
        Value::Array(items) => expected == "a string" || expected == "a map" && !items.is_empty(),
        Value::Object(object) => expected == "a string" || expected == "a list" && !object.members.is_empty(),
    }
}

/// What was written without quotes and is meant as text.
pub fn text(node: &Node) -> Option<String> {
    match &node.value {
        Value::Number(Number::Integer(number)) => Some(number.to_string()),
        // With its fraction, for versions.
        Value::Number(Number::Float(number)) => Some(format!("{number:?}")),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::String(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// What was written in quotes and is meant as a number.
pub fn number(node: &Node) -> Option<Number> {
    let Value::String(text) = &node.value else { return None };
    let float = || text.parse().ok().filter(|float: &f64| float.is_finite()).map(Number::Float);
    text.parse().ok().map(Number::Integer).or_else(float)
}

fn remedy(node: &Node, what: &str, expected: &str) -> Remedy<'static> {
    match (&node.value, expected, intended_flag(node)) {
        (Value::Number(_) | Value::Bool(_), "a string", _) => Remedy::AddQuotes,
        (_, "`true` or `false`", Some(true)) => Remedy::Replace("true".to_owned(), "write `true`, without quotes"),
        (_, "`true` or `false`", Some(false)) => Remedy::Replace("false".to_owned(), "write `false`, without quotes"),
        (Value::String(text), "a number" | COUNT, _) if only_digits(text).is_some_and(|digits| digits != *text) => {
            Remedy::Replace(only_digits(text).unwrap_or_default(), "write the digits alone")
        }
        (Value::String(name), "a map", _) if what == "a schema" && TypeName::named(name).is_some() => {
            Remedy::Replace(format!("{{type: {name}}}"), "a schema says its type in `type`")
        }
        (Value::Array(_), "a map", _) if what == "`items`" => Remedy::Words(
            "all items have one schema, a map without `-`; a schema for each place is a list in `prefixItems`, since OpenAPI 3.1",
        ),
        (Value::String(text), "a map", _) if what == "a schema" && is_plain(text) && !text.contains([' ', ',']) => {
            let reference = format!("{{$ref: '#/components/schemas/{text}'}}");
            Remedy::Replace(reference, "a schema that has a name is referred to with `$ref`")
        }
        (Value::String(text), "a map", _) if what == "a tag" && is_plain(text) => {
            let tag = format!("{{name: '{text}'}}");
            Remedy::Replace(
                tag,
                "the root declares a tag by its `name`, with a `description`; operations refer to the name",
            )
        }
        (Value::String(text), "a number", _) if number_in_text(text, expected).is_some() => {
            number_in_text(text, expected).unwrap_or(Remedy::Unknown)
        }
        (Value::String(text), _, _) if text.parse::<u64>().is_ok() => Remedy::RemoveQuotes,
        (Value::Null, _, _) => Remedy::Words("the value is missing, or indented too little"),
        (Value::String(text), "a list", _) if text.starts_with('-') => Remedy::Words("write a space after each `-`"),
        (Value::String(text), "a list", _) if is_plain(text) => {
            Remedy::Replace(format!("[{text}]"), "a list is written `[a, b]`, or with a `- ` before each item")
        }
        (Value::String(_), "a list", _) => Remedy::Words("a list is written `[a, b]`, or with a `- ` before each item"),
        (Value::Array(_), "a map", _) => Remedy::Words("a map has a name and a colon before each value, and no `-`"),
        (Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_), _, _) => {
            Remedy::Unknown
        }
    }
}

/// A whole number that was written with separators, a comma at its end, or zeros at its start.
fn only_digits(text: &str) -> Option<String> {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '_' | '\''));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let bare = digits.trim_start_matches('0');
    is_number.then(|| if bare.is_empty() { "0".to_owned() } else { bare.to_owned() })
}

/// Names that a list may hold without quotes.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ',' | ' '))
}

/// The remedy for text that would be of the expected type without its quotes.
pub fn number_in_text(text: &str, expected: &str) -> Option<Remedy<'static>> {
    let digits = text.trim_start_matches(['+', '-']);
    let is_padded = digits.starts_with('0') && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    reads_as(text, expected).then_some(match is_padded {
        // Without quotes it is text too.
        true => Remedy::Words(
            "write the number without zeros at its start, or, if they are octal digits, the decimal number that they mean",
        ),
        false => Remedy::RemoveQuotes,
    })
}

fn reads_as(text: &str, expected: &str) -> bool {
    match expected {
        "an integer" => text.parse::<i64>().is_ok(),
        "a number" => text.parse::<f64>().is_ok_and(f64::is_finite),
        "a boolean" => matches!(text, "true" | "false"),
        _ => false,
    }
}
