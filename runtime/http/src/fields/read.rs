//! Reads the fields of an object in the order in which they come. Knows serde; must not know which fields there are.

use super::Fields;
use crate::value::nullable::Nullable;
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// An object while it is read. After an error it has no more fields.
#[doc(hidden)]
pub struct Reader<'de, A: MapAccess<'de>> {
    map: A,
    error: Option<A::Error>,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    /// The name of the next field.
    pub fn name(&mut self) -> Option<Cow<'de, str>> {
        if self.error.is_some() {
            return None;
        }
        let name = self.map.next_key::<Text<'de>>();
        self.kept(name)?.map(|Text(name)| name)
    }

    /// The value of a field that is always there.
    pub fn required<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        *field = self.value();
    }

    /// That of one that need not be there, or may be `null`.
    pub fn optional<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        *field = self.value().flatten();
    }

    /// That of one of which `null` means something.
    pub fn nullable<T: Deserialize<'de>>(&mut self, field: &mut Nullable<T>) {
        *field = self.value().unwrap_or_default();
    }

    /// That of one that is never written.
    pub fn received<T: Deserialize<'de>>(&mut self, field: &mut Option<T>) {
        self.optional(field);
    }

    /// That of one that is not listed.
    pub fn rest<T: Deserialize<'de>>(&mut self, name: Cow<'de, str>, rest: &mut BTreeMap<String, T>) {
        rest.extend(self.value().map(|value| (name.into_owned(), value)));
    }

    /// Passes over the value of a field that is unknown.
    pub fn skip(&mut self) {
        self.value::<IgnoredAny>();
    }

    /// A field that must have come.
    pub fn present<T>(&mut self, name: &'static str, field: Option<T>) -> Option<T> {
        if field.is_none() {
            self.error.get_or_insert_with(|| Error::missing_field(name));
        }
        field
    }

    fn value<T: Deserialize<'de>>(&mut self) -> Option<T> {
        let value = self.map.next_value();
        self.kept(value)
    }

    fn kept<T>(&mut self, result: Result<T, A::Error>) -> Option<T> {
        result.map_err(|error| self.error = Some(error)).ok()
    }
}

/// Reads an object.
#[doc(hidden)]
pub fn read<'de, T: Fields, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Object(PhantomData))
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Fields> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "struct {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut reader = Reader { map, error: None, lifetime: PhantomData };
        let value = T::read(&mut reader);
        match reader.error {
            Some(error) => Err(error),
            None => value.ok_or_else(|| Error::custom("a field is missing")),
        }
    }
}

/// Reads a text as an enum.
#[doc(hidden)]
pub fn read_text<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Text::deserialize(deserializer).map(|Text(text)| T::from(&text))
}

/// A text that is only copied where it stands escaped.
pub(super) struct Text<'de>(pub(super) Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Text<'de>, E> {
        Ok(Text(Cow::Owned(text)))
    }
}
