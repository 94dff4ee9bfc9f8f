//! First pass of JSON: checks it, then finds the shape and the place of everything. What serde_json accepts is JSON, so
//! the second half looks only for what opens, closes and separates. Knows no values.

use super::structure::{Builder, Kind, Shape};
use super::values;
use crate::diagnostics::{Diagnostics, messages};
use crate::source::{FileId, Sources, Span};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Reads the structure; `None` means that diagnostics say why not.
pub fn read(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Shape> {
    let text = sources.text(file);
    let place = |start: usize, end: usize| Span { file, start, end };
    if text.trim().is_empty() {
        diagnostics.push(messages::empty_file(place(0, 0)));
        return None;
    }
    if let Err(error) = serde_json::from_str::<Checked>(text) {
        diagnostics.push(values::json_error(file, sources, &error));
        return None;
    }
    let mut builder = Builder::new(text, diagnostics);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let mut end = at + 1;
        let goes_on = match byte {
            b'[' => builder.start(place(at, end), 0, Kind::Sequence(Vec::new())),
            b'{' => builder.start(place(at, end), 0, Kind::Mapping(Vec::new())),
            b']' | b'}' => builder.end(),
            b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => true,
            _ => {
                end = at + length(bytes.get(at..).unwrap_or_default());
                let written = text.get(at..end).unwrap_or_default();
                let name = || serde_json::from_str::<String>(written).unwrap_or_default();
                builder.name_or_scalar(place(at, end), name)
            }
        };
        if !goes_on {
            return None;
        }
        at = end;
    }
    builder.root
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

/// A value that was read to its last character, and not kept: unlike serde's `IgnoredAny` with its strings decoded.
struct Checked;

impl<'de> Deserialize<'de> for Checked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Checked {
    type Value = Self;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self, A::Error> {
        while access.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self, A::Error> {
        while access.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }
}
