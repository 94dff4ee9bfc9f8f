//! Writes values as YAML and JSON. Readers of YAML 1.1 and 1.2 read the text alike, whatever a string looks like: a
//! date, `on`, `no`, `201`, `1_000`. Must not know OpenAPI.

use super::{LONGEST_KEY, Node, Number, Value};
use crate::text::is_bidi;
use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// As YAML, in blocks.
pub fn yaml(node: &Node) -> String {
    let mut writer = Writer { text: String::new() };
    match &node.value {
        Value::Array(_) | Value::Object(_) => writer.block(node, 0, false),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => writer.after_indicator(node, 0),
    }
    writer.text
}

/// As JSON, indented. JSON has no infinite numbers; they become `null`, as in other writers.
pub fn json(node: &Node) -> String {
    // A value that was read can be written: keys are strings, and a `String` takes whatever is added to it.
    let written = serde_json::to_string_pretty(node).unwrap_or_default();
    let mut text = String::with_capacity(written.len() + 1);
    for c in written.chars() {
        // JSON does not escape some characters that mislead an eye or a terminal; they occur in strings only.
        if c == '\n' || is_printable(c) { text.push(c) } else { text.push_str(&escape(c)) }
    }
    text.push('\n');
    text
}

struct Writer {
    text: String,
}

impl Writer {
    /// A map or a list that is not empty, on lines of its own; `on_line` if the first of them has begun already.
    fn block(&mut self, node: &Node, indent: usize, on_line: bool) {
        let mut begun = on_line;
        let mut begin = |text: &mut String| {
            if !std::mem::take(&mut begun) {
                text.extend(std::iter::repeat_n(' ', indent));
            }
        };
        match &node.value {
            Value::Object(object) if !object.members.is_empty() => {
                for member in &object.members {
                    begin(&mut self.text);
                    self.key(&member.key.value, indent);
                    self.after_indicator(&member.value, indent);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for item in items {
                    begin(&mut self.text);
                    self.text.push('-');
                    let is_map = item.as_object().is_some_and(|object| !object.members.is_empty());
                    if is_map {
                        self.text.push(' ');
                        self.block(item, indent + 2, true);
                    } else {
                        self.after_indicator(item, indent);
                    }
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                self.after_indicator(node, indent);
            }
        }
    }

    fn key(&mut self, key: &str, indent: usize) {
        let key = in_line(key);
        if key.len() > LONGEST_KEY {
            self.text.push_str("? ");
            self.text.push_str(&key);
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', indent));
        } else {
            self.text.push_str(&key);
        }
        self.text.push(':');
    }

    /// What follows `key:` or `-`, up to the end of the line or below it.
    fn after_indicator(&mut self, node: &Node, indent: usize) {
        let scalar = match &node.value {
            Value::Null => "null".to_owned(),
            Value::Bool(flag) => flag.to_string(),
            Value::Number(number) => number_text(*number),
            Value::String(text) if is_literal(text) => return self.literal(text, indent + 2),
            Value::String(text) => in_line(text),
            Value::Array(items) if items.is_empty() => "[]".to_owned(),
            Value::Object(object) if object.members.is_empty() => "{}".to_owned(),
            Value::Array(_) | Value::Object(_) => {
                self.text.push('\n');
                return self.block(node, indent + 2, false);
            }
        };
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(&scalar);
        self.text.push('\n');
    }

    fn literal(&mut self, text: &str, indent: usize) {
        self.text.push_str(if text.ends_with('\n') { " |\n" } else { " |-\n" });
        for line in text.lines() {
            if !line.is_empty() {
                self.text.extend(std::iter::repeat_n(' ', indent));
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }
}

/// Whether a text of several lines reads best, and comes back unchanged, as a block of them.
fn is_literal(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    body.contains('\n')
        && !body.ends_with('\n')
        && !body.starts_with([' ', '\n'])
        && body.split('\n').all(|line| line.is_empty() || (!line.trim().is_empty() && line.chars().all(is_printable)))
}

/// A text as YAML on one line: plain where no reader takes it for something else, else in quotes.
pub fn in_line(text: &str) -> String {
    if !text.chars().all(is_printable) {
        return escaped(text);
    }
    if is_plain(text) { text.to_owned() } else { format!("'{}'", text.replace('\'', "''")) }
}

/// Text that begins with a letter is no number, date, or mark; of words, only these mean something to some reader.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    text.starts_with(|c: char| c.is_alphabetic() || c == '/' || c == '$')
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && !text.contains(" #")
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a character needs no escape: YAML allows it, and no eye or terminal is misled by it.
fn is_printable(c: char) -> bool {
    !c.is_control() && !is_bidi(c) && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn escaped(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_printable(c) => quoted.push(c),
            c => quoted.push_str(&escape(c)),
        }
    }
    quoted.push('"');
    quoted
}

/// What is not printable has four digits at most.
fn escape(c: char) -> String {
    format!("\\u{:04x}", u32::from(c))
}

/// As YAML 1.1 demands: a number with an exponent has a point and a sign, too.
fn number_text(number: Number) -> String {
    let number = match number {
        Number::Integer(number) => return number.to_string(),
        Number::Float(number) => number,
    };
    if number.is_nan() {
        return ".nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { ".inf" } else { "-.inf" }.to_owned();
    }
    let text = format!("{number:?}");
    let Some((digits, exponent)) = text.split_once('e') else { return text };
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{digits}{point}e{sign}{exponent}")
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Number(Number::Integer(number)) => serializer.serialize_i128(*number),
            Value::Number(Number::Float(number)) => serializer.serialize_f64(*number),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Value::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.members.len()))?;
                let mut members = object.members.iter();
                members.try_for_each(|member| map.serialize_entry(&member.key.value, &member.value))?;
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests;
