//! Reads values of one of several types, and writes them. Knows serde, and how variants are told apart: by a property, by
//! JSON type, by the names of an object. Must not know any type.
//!
//! Nothing is read twice: what has to be seen whole before it is clear what it is becomes a tree once, which is bounded in
//! depth by its reader.

use super::read::Text;
use super::shape::{self, Shape};
use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer, SeqAccessDeserializer, StringDeserializer};
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;
use serde_path_to_error::Track;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// One of several types. Implemented by [`json_union!`](crate::json_union).
#[doc(hidden)]
pub trait Union: Sized {
    /// What errors call it.
    const NAME: &'static str;

    /// The property that tells objects apart, if one does.
    const TAG: &'static [&'static str];

    /// The variants, but for the one that is unknown.
    const VARIANTS: &'static [Shape];

    /// Reads what is known to be that variant.
    fn read<'de, D: Deserializer<'de>>(variant: usize, deserializer: D) -> Result<Self, D::Error>;

    /// What is none of them.
    fn unknown(value: Value) -> Self;
}

/// Reads a value of one of several types. Only a variant that is known, and broken, is an error.
#[doc(hidden)]
pub fn read_union<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_any(OneOf(PhantomData))
}

/// The same of what holds numbers with more digits than a tree keeps: decides by the tree, which is bounded in depth, and
/// reads the text.
#[doc(hidden)]
pub fn read_digits<'de, T: Union, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = Box::<RawValue>::deserialize(deserializer)?;
    let value: Value = serde_json::from_str(text.get()).map_err(Error::custom)?;
    let only = |ty: u16| shape::only(T::VARIANTS, ty);
    let (variant, is_known) = match (&value, T::TAG.first()) {
        (Value::Object(entries), Some(tag)) => {
            let known = entries.get(*tag).and_then(|tag| shape::of_tag(T::VARIANTS, tag));
            (known.or_else(|| shape::fallback(T::VARIANTS)), known.is_some())
        }
        (Value::Object(_), None) => (only(shape::types::object).or_else(|| shape::best(T::VARIANTS, &value)), true),
        (Value::Array(_), _) => (only(shape::types::array).or_else(|| shape::best(T::VARIANTS, &value)), true),
        (value, _) => (shape::best(T::VARIANTS, value), true),
    };
    let Some(variant) = variant else { return Ok(T::unknown(value)) };
    let mut input = serde_json::Deserializer::from_str(text.get());
    match located("", &mut input, |input| T::read(variant, input)) {
        Err(_) if !is_known => Ok(T::unknown(value)),
        result => result,
    }
}

/// A value as it stands in a URL.
#[doc(hidden)]
pub fn text(value: &Value, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value {
        Value::String(text) => formatter.write_str(text),
        other => write!(formatter, "{other}"),
    }
}

struct OneOf<T>(PhantomData<T>);

impl<'de, T: Union> Visitor<'de> for OneOf<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::NAME)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<T, E> {
        whole(flag.into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        whole(number.into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        whole(number.into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<T, E> {
        // JSON has one kind of number: `1.0` is an integer, where there is no other number.
        let is_whole = number.fract() == 0.0 && number.abs() < 9e15;
        let is_integer = is_whole && !T::VARIANTS.iter().any(|variant| variant.is(shape::types::number));
        whole(if is_integer { (number as i64).into() } else { number.into() })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        whole(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        whole(text.into())
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        whole(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<T, E> {
        whole(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        read_union(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
        let items = SeqAccessDeserializer::new(items);
        match shape::only(T::VARIANTS, shape::types::array) {
            Some(variant) => T::read(variant, items),
            None => whole(Value::deserialize(items)?),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        match (T::TAG.first(), shape::only(T::VARIANTS, shape::types::object)) {
            (Some(tag), _) => tagged(tag, map),
            (None, Some(variant)) => T::read(variant, MapAccessDeserializer::new(map)),
            (None, None) => whole(Value::deserialize(MapAccessDeserializer::new(map))?),
        }
    }
}

/// What a value is that has been read.
fn whole<T: Union, E: Error>(value: Value) -> Result<T, E> {
    match shape::best(T::VARIANTS, &value) {
        Some(variant) => located("", value, |value| T::read(variant, value)),
        None => Ok(T::unknown(value)),
    }
}

/// Reads an object that has a tag. What stands before the tag is kept; what stands behind it is read as it comes.
fn tagged<'de, T: Union, A: MapAccess<'de>>(tag: &str, mut map: A) -> Result<T, A::Error> {
    let mut before = Vec::new();
    while let Some(Text(name)) = map.next_key()? {
        let value: Value = map.next_value()?;
        let variant = (name == tag).then(|| shape::of_tag(T::VARIANTS, &value));
        before.push((name, value));
        let Some(variant) = variant else { continue };
        let object = MapAccessDeserializer::new(Replayed { before: before.into_iter(), next: None, behind: map });
        return match variant {
            Some(variant) => T::read(variant, object),
            None => Ok(other(Value::deserialize(object)?)),
        };
    }
    Ok(other(before.into_iter().map(|(name, value)| (name.into_owned(), value)).collect()))
}

/// An object without a tag that is known: the variant for all others, if there is one that it can be.
fn other<T: Union>(value: Value) -> T {
    let fallback = shape::fallback(T::VARIANTS);
    fallback.and_then(|variant| T::read(variant, &value).ok()).unwrap_or_else(|| T::unknown(value))
}

/// Reads out of a tree, and says where in it something is wrong: what reads the body knows the place of the tree alone.
fn located<'de, T, E: Error, D: Deserializer<'de>>(
    at: &str,
    input: D,
    read: impl FnOnce(serde_path_to_error::Deserializer<'_, '_, D>) -> Result<T, D::Error>,
) -> Result<T, E> {
    let mut track = Track::new();
    read(serde_path_to_error::Deserializer::new(input, &mut track)).map_err(|error| {
        let path = track.path().to_string();
        let inner = path.trim_end_matches('?').trim_end_matches('.');
        let dot = if at.is_empty() || inner.is_empty() || inner.starts_with('[') { "" } else { "." };
        let colon = if at.is_empty() && inner.is_empty() { "" } else { ": " };
        E::custom(format_args!("{at}{dot}{inner}{colon}{error}"))
    })
}

/// An object of which some entries have been read.
struct Replayed<'de, A> {
    before: std::vec::IntoIter<(Cow<'de, str>, Value)>,
    /// The one whose value is asked for next.
    next: Option<(Cow<'de, str>, Value)>,
    behind: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Replayed<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        let Some((name, value)) = self.before.next() else { return self.behind.next_key_seed(seed) };
        let (name, key) = match name {
            Cow::Borrowed(name) => (Cow::Borrowed(name), seed.deserialize(BorrowedStrDeserializer::new(name))?),
            Cow::Owned(name) => (Cow::Owned(name.clone()), seed.deserialize(StringDeserializer::new(name))?),
        };
        self.next = Some((name, value));
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.next.take() {
            Some((name, value)) => located(&name, value, |value| seed.deserialize(value)),
            None => self.behind.next_value_seed(seed),
        }
    }
}

#[cfg(test)]
mod tests;
