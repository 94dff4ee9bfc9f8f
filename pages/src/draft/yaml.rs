//! Writes values as YAML in the form that the spec has: keys in their order, short lists on one line, long texts folded. Must not know
//! OpenAPI.

use apig_codegen::yaml_text;
use serde_yaml::{Mapping, Value};

/// A line is no longer, if its words can be parted: as long as those of the spec, into which a draft goes four spaces further in.
const WIDTH: usize = 128;

/// The lines of what stands below a key, `indent` spaces further in than the key.
pub fn lines(value: &Value, indent: usize) -> Vec<String> {
    let mut lines = Vec::new();
    match value {
        Value::Mapping(map) => mapping(map, indent, &mut lines),
        Value::Sequence(items) => sequence(items, indent, &mut lines),
        other => lines.push(format!("{}{}", " ".repeat(indent), scalar(other))),
    }
    lines
}

fn mapping(map: &Mapping, indent: usize, lines: &mut Vec<String>) {
    let space = " ".repeat(indent);
    for (key, value) in map {
        let key = format!("{space}{}:", scalar(key));
        match value {
            Value::Mapping(inner) if !inner.is_empty() => {
                lines.push(key);
                mapping(inner, indent + 2, lines);
            }
            Value::Sequence(items) if !items.is_empty() => match flow(items, &key) {
                Some(flow) => lines.push(format!("{key} {flow}")),
                None => {
                    lines.push(key);
                    sequence(items, indent + 2, lines);
                }
            },
            Value::String(text) => text_below(&key, text, indent + 2, lines),
            other => lines.push(format!("{key} {}", scalar(other))),
        }
    }
}

fn sequence(items: &[Value], indent: usize, lines: &mut Vec<String>) {
    let space = " ".repeat(indent);
    for item in items {
        let inner = self::lines(item, indent + 2);
        let is_nested = matches!(item, Value::Mapping(map) if !map.is_empty())
            || matches!(item, Value::Sequence(items) if !items.is_empty());
        if !is_nested {
            lines.push(format!("{space}- {}", scalar(item)));
            continue;
        }
        for (at, line) in inner.into_iter().enumerate() {
            let rest = line.get(indent + 2..).unwrap_or_default();
            lines.push(if at == 0 { format!("{space}- {rest}") } else { line });
        }
    }
}

/// Keys whose lists stand on one line, if they fit.
const FLOWING: [&str; 5] = ["required:", "tags:", "enum:", "x-enum-varnames:", "x-enum-descriptions:"];

fn flow(items: &[Value], key: &str) -> Option<String> {
    let flows = FLOWING.contains(&key.trim_start());
    let word = |item: &Value| match item {
        Value::Mapping(_) | Value::Sequence(_) | Value::Tagged(_) => None,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            let word = scalar(item);
            let is_open = !word.starts_with(['\'', '"']);
            (!(is_open && word.contains([',', '[', ']', '{', '}']))).then_some(word)
        }
    };
    let words: Option<Vec<String>> = items.iter().map(word).collect();
    let flow = format!("[{}]", words.filter(|_| flows)?.join(", "));
    (key.len() + 1 + flow.len() <= WIDTH).then_some(flow)
}

/// A text behind its key, or in lines of its own below it.
fn text_below(key: &str, text: &str, indent: usize, lines: &mut Vec<String>) {
    let space = " ".repeat(indent);
    let short = match scalar(&Value::from(text)) {
        // To people, `#` looks like a comment.
        plain if plain == text && text.contains('#') => format!("'{text}'"),
        short => short,
    };
    let is_plain =
        text.trim() == text && !text.is_empty() && text.split('\n').all(|line| !yaml_text(line).starts_with('"'));
    if text.contains('\n') && is_plain && text.lines().all(|line| !line.starts_with(' ')) {
        lines.push(format!("{key} |-"));
        lines.extend(text.lines().map(|line| if line.is_empty() { String::new() } else { format!("{space}{line}") }));
    } else if key.len() + 1 + short.len() > WIDTH && is_plain && !text.contains("  ") && !text.contains('\n') {
        lines.push(format!("{key} >-"));
        let mut line = space.clone();
        for word in text.split(' ') {
            if line.len() > indent && line.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push(std::mem::replace(&mut line, space.clone()));
            }
            if line.len() > indent {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    } else {
        lines.push(format!("{key} {short}"));
    }
}

/// A word, a number, a text on one line.
fn scalar(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => yaml_text(text),
        Value::Sequence(_) => "[]".to_owned(),
        Value::Mapping(_) | Value::Tagged(_) => "{}".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let texts = [
            "word",
            "1",
            "2020-09-20 00:00:00",
            "no",
            "",
            " a",
            "a: b",
            "a #b",
            "it's",
            "- a",
            "{a}",
            "\"q\" \\ \u{0}\u{85}\u{2028}\u{202e}",
            "one\ntwo",
            "one\n\n- two: 3\n  deep",
            "*a &b !c %d @e `f",
            "key:",
            "true",
            "~",
            "'",
            "[a, b]",
            "tab\there",
            "é",
        ];
        let long = "a word: and 'another' # one ".repeat(20);
        let texts = texts.into_iter().chain([long.trim(), long.as_str()]);
        for text in texts {
            let value = Value::Mapping(Mapping::from_iter([
                (Value::from(text), Value::from(text)),
                (Value::from("list"), Value::from(vec![Value::from(text), Value::from(vec![text, text])])),
            ]));
            let written = lines(&value, 2).join("\n");
            let read: Value = serde_yaml::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
            assert_eq!(read, value, "{written}");
        }
    }

    #[test]
    fn lists_of_words_stay_on_a_line() {
        let read: Value =
            serde_yaml::from_str("{enum: [A, B], ids: ['98df09fb-d459-4cbf-83a7-2b55ca6f3d5d'], a: [], b: {}}")
                .unwrap();
        let expected = ["enum: [A, B]", "ids:", "  - '98df09fb-d459-4cbf-83a7-2b55ca6f3d5d'", "a: []", "b: {}"];
        assert_eq!(lines(&read, 0), expected);
    }
}
