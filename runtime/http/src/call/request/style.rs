//! Writes a value as a parameter, in the styles of OpenAPI, which are those of RFC 6570 and some more. Knows how lists and
//! objects become text. Must not know where that text goes, nor which types there are: a value is what it is as JSON.

use super::escape::{Escape, escape};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// How a value is written into a URL, a header or a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    form: Form,
    explode: bool,
    reserved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Simple,
    Label,
    Matrix,
    /// Pairs; a list within one has this between its items.
    Pairs(&'static str),
    DeepObject,
    Json,
}

#[allow(missing_docs)]
impl Style {
    pub const SIMPLE: Self = Self::of(Form::Simple);
    pub const LABEL: Self = Self::of(Form::Label);
    pub const MATRIX: Self = Self::of(Form::Matrix);
    pub const FORM: Self = Self::of(Form::Pairs(","));
    pub const SPACE_DELIMITED: Self = Self::of(Form::Pairs("%20"));
    pub const PIPE_DELIMITED: Self = Self::of(Form::Pairs("%7C"));
    pub const DEEP_OBJECT: Self = Self::of(Form::DeepObject);

    /// Not a style, but a text of its own.
    pub const JSON: Self = Self::of(Form::Json);

    const fn of(form: Form) -> Self {
        Self { form, explode: false, reserved: false }
    }

    /// Each item of a list, and each property of an object, is a parameter.
    pub const fn exploded(self) -> Self {
        Self { explode: true, ..self }
    }

    /// Reserved characters stay as they are where they do not end the part of the URL that they stand in.
    pub const fn reserved(self) -> Self {
        Self { reserved: true, ..self }
    }

    pub(super) fn is_reserved(self) -> bool {
        self.reserved
    }
}

/// A parameter as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// The value is `null`, or a list or an object without anything in it, of which RFC 6570 says that it is undefined.
    Nothing,
    /// A text that has the name in it, if that belongs there.
    Text(String),
    /// Names and values.
    Pairs(Vec<(String, String)>),
}

/// Writes a value. Names are escaped as parts of a query are; values are `escaped`.
pub(super) fn write(name: &str, json: &RawValue, style: Style, escaped: Escape) -> serde_json::Result<Written> {
    let value = match style.form {
        Form::Json => Shape::Scalar(json.get().into()),
        Form::Simple | Form::Label | Form::Matrix | Form::Pairs(_) | Form::DeepObject => Shape::of(json)?,
    };
    // The parts, each with its name if it has one.
    let parts: Vec<(Option<String>, String)> = match value {
        Shape::Nothing => return Ok(Written::Nothing),
        Shape::Scalar(text) => return Ok(one(name, &escaped(&text), style)),
        Shape::List(items) => items.into_iter().map(|item| (None, escaped(&item))).collect(),
        Shape::Object(entries) if style.form == Form::DeepObject => {
            let mut pairs = Vec::new();
            for (key, value) in entries {
                deep(format!("{name}[{key}]"), value, escaped, &mut pairs)?;
            }
            return Ok(if pairs.is_empty() { Written::Nothing } else { Written::Pairs(pairs) });
        }
        // The whole of a form: each property is a field of it.
        Shape::Object(entries) if name.is_empty() && style.explode => {
            let mut pairs = Vec::new();
            for (key, value) in entries {
                let texts = match Shape::of(value)? {
                    Shape::List(items) => items,
                    Shape::Nothing | Shape::Scalar(_) | Shape::Object(_) => text(value)?.into_iter().collect(),
                };
                pairs.extend(texts.iter().map(|text| (escape(&key), escaped(text))));
            }
            return Ok(Written::Pairs(pairs));
        }
        Shape::Object(entries) => {
            let mut parts = Vec::new();
            for (key, value) in entries {
                parts.extend(text(value)?.map(|text| (Some(escaped(&key)), escaped(&text))));
            }
            parts
        }
    };
    if parts.is_empty() {
        return Ok(Written::Nothing);
    }
    let name = || escape(name);
    let pair = |(key, text): &(Option<String>, String)| match key {
        Some(key) => format!("{key}={text}"),
        None => text.clone(),
    };
    let flat = |parts: Vec<(Option<String>, String)>, between: &str| {
        let texts: Vec<String> = parts.into_iter().flat_map(|(key, text)| key.into_iter().chain([text])).collect();
        texts.join(between)
    };
    let joined = |between: &str| parts.iter().map(pair).collect::<Vec<_>>().join(between);
    Ok(match (style.form, style.explode) {
        (Form::Simple | Form::Json, true) => Written::Text(joined(",")),
        (Form::Simple | Form::Json, false) => Written::Text(flat(parts, ",")),
        (Form::Label, true) => Written::Text(format!(".{}", joined("."))),
        (Form::Label, false) => Written::Text(format!(".{}", flat(parts, ","))),
        (Form::Matrix, true) => {
            Written::Text(parts.into_iter().map(|(key, text)| matrix(&key.unwrap_or_else(name), &text)).collect())
        }
        (Form::Matrix, false) => Written::Text(matrix(&name(), &flat(parts, ","))),
        (Form::Pairs(_), true) | (Form::DeepObject, _) => {
            Written::Pairs(parts.into_iter().map(|(key, text)| (key.unwrap_or_else(name), text)).collect())
        }
        (Form::Pairs(between), false) => Written::Pairs(vec![(name(), flat(parts, between))]),
    })
}

/// A value without parts.
fn one(name: &str, text: &str, style: Style) -> Written {
    match style.form {
        Form::Simple => Written::Text(text.to_owned()),
        Form::Label => Written::Text(format!(".{text}")),
        Form::Matrix => Written::Text(matrix(&escape(name), text)),
        Form::Pairs(_) | Form::DeepObject | Form::Json => Written::Pairs(vec![(escape(name), text.to_owned())]),
    }
}

/// An empty value has no `=`.
fn matrix(name: &str, text: &str) -> String {
    if text.is_empty() { format!(";{name}") } else { format!(";{name}={text}") }
}

/// Objects in objects have a bracket more, and lists are repeated: OpenAPI says nothing of them, and most readers take it so.
fn deep(name: String, value: &RawValue, escaped: Escape, pairs: &mut Vec<(String, String)>) -> serde_json::Result<()> {
    match Shape::of(value)? {
        Shape::Nothing => {}
        Shape::Scalar(text) => pairs.push((escape(&name), escaped(&text))),
        Shape::List(items) => pairs.extend(items.into_iter().map(|item| (escape(&name), escaped(&item)))),
        Shape::Object(entries) => {
            for (key, value) in entries {
                deep(format!("{name}[{key}]"), value, escaped, pairs)?;
            }
        }
    }
    Ok(())
}

/// What a value is, one level deep.
pub(super) enum Shape<'a> {
    Nothing,
    Scalar(Cow<'a, str>),
    /// As text, without those that are `null`.
    List(Vec<Cow<'a, str>>),
    Object(Vec<(String, &'a RawValue)>),
}

impl<'a> Shape<'a> {
    pub fn of(json: &'a RawValue) -> serde_json::Result<Self> {
        Ok(match json.get().as_bytes().first() {
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(json.get())?;
                let texts = items.into_iter().filter_map(|item| text(item).transpose());
                Self::List(texts.collect::<Result<_, _>>()?)
            }
            Some(b'{') => Self::Object(serde_json::from_str::<Entries<'_>>(json.get())?.0),
            Some(_) | None => text(json)?.map_or(Self::Nothing, Self::Scalar),
        })
    }
}

/// A value as text: lists and objects as JSON, `null` not at all.
fn text(json: &RawValue) -> serde_json::Result<Option<Cow<'_, str>>> {
    Ok(match json.get() {
        "null" => None,
        text if text.starts_with('"') => Some(serde_json::from_str::<String>(text)?.into()),
        text => Some(text.into()),
    })
}

/// The entries of an object in their order.
pub(super) struct Entries<'a>(pub Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries<'de>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}

#[cfg(test)]
mod tests;
