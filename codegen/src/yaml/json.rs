//! Reads JSON: checks it, then takes the value and the span of each token. What serde_json accepts is JSON, so the
//! second half looks only for what opens, closes and separates.

use super::builder::Builder;
use super::{Node, Number, Value, scalar};
use crate::diagnostics::{Diagnostic, Diagnostics, messages};
use crate::source::{FileId, Sources, Span};
use serde_core::de::IgnoredAny;

/// Reads a document; `None` means that diagnostics say why not.
pub fn read(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    let text = sources.text(file);
    let span = |start: usize, end: usize| Span { file, start, end };
    if text.trim().is_empty() {
        diagnostics.push(messages::empty_file(span(0, 0)));
        return None;
    }
    if let Err(error) = serde_json::from_str::<IgnoredAny>(text) {
        // serde_json counts columns in bytes, from 1, and 0 for "before the first".
        let line = sources.offset(file, error.line().max(1), 1);
        diagnostics.push(syntax(file, sources, line + error.column().saturating_sub(1), &error));
        return None;
    }
    let mut builder = Builder::new(text, diagnostics);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let mut end = at + 1;
        match byte {
            b'[' => builder.list(span(at, end), 0)?,
            b'{' => builder.map(span(at, end), 0)?,
            b']' | b'}' => builder.end(),
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => {}
            _ => {
                end = at + length(bytes.get(at..).unwrap_or_default());
                let span = span(at, end);
                match value(text.get(at..end).unwrap_or_default()) {
                    Ok(Value::String(name)) if builder.expects_key() => builder.key(name, span, 0),
                    Ok(value) => builder.value(Node { span, value }, 0),
                    Err(error) => {
                        let start = at + error.column().saturating_sub(1);
                        return builder.refuse(syntax(file, sources, start, &error)).and(None);
                    }
                }
            }
        }
        at = end;
    }
    builder.root
}

/// The value of a string, a number or a word. The check did not look at it: half a surrogate pair, a number beyond all.
fn value(written: &str) -> Result<Value, serde_json::Error> {
    if written.starts_with('"') {
        return serde_json::from_str(written).map(Value::String);
    }
    match scalar::value(written) {
        Value::Number(Number::Float(float)) if float.is_infinite() => {
            serde_json::from_str(written).map(|float| Value::Number(Number::Float(float)))
        }
        value => Ok(value),
    }
}

/// How many bytes a string, a number or a word takes.
fn length(rest: &[u8]) -> usize {
    let end = if rest.first() == Some(&b'"') {
        let mut escaped = false;
        let closing = rest.iter().skip(1).position(|byte| {
            let ends = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            ends
        });
        closing.map(|at| at + 2)
    } else {
        rest.iter().position(|byte| matches!(byte, b',' | b']' | b'}' | b':' | b' ' | b'\t' | b'\n' | b'\r'))
    };
    end.unwrap_or(rest.len()).max(1)
}

/// The message for an error of serde_json, at its position.
fn syntax(file: FileId, sources: &Sources, at: usize, error: &serde_json::Error) -> Diagnostic {
    let text = sources.text(file);
    let start = sources.floor(file, at.min(text.len()));
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    let reason =
        message.strip_suffix(&position).unwrap_or(&message).replace("EOF while parsing", "the file ends inside of");
    let before = text.get(..start).unwrap_or_default().trim_end();
    let rest = text.get(start..).unwrap_or_default();
    let comma = before.len().saturating_sub(1);
    if before.ends_with(',') && rest.starts_with(['}', ']']) {
        let span = Span { file, start: comma, end: comma + 1 };
        return messages::json_syntax(span, "a comma after the last item", Some("remove the comma"));
    }
    let help = rest.starts_with(['/', '#']).then_some("JSON knows no comments; YAML does");
    messages::json_syntax(Span { file, start, end: start }, &reason, help)
}
