//! Writes the fields of an object. Knows serde, and which fields are left out; must not know which there are.

use super::Fields;
use crate::value::nullable::Nullable;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// What takes the fields of an object.
#[doc(hidden)]
pub trait Writer {
    /// A field, whatever it holds.
    fn required<T: Serialize>(&mut self, name: &str, value: &T);

    /// A field, if it holds something.
    fn optional<T: Serialize>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    /// A field, if it is there, be it `null`.
    fn nullable<T: Serialize>(&mut self, name: &str, value: &Nullable<T>) {
        if !value.is_absent() {
            self.required(name, value);
        }
    }

    /// A field that only servers send.
    fn received<T>(&mut self, _: &str, _: &T) {}

    /// Whatever has another name.
    fn rest<T: Serialize>(&mut self, rest: &BTreeMap<String, T>) {
        for (name, value) in rest {
            self.required(name, value);
        }
    }
}

/// Writes an object. Formats that begin with the number of entries get the right one.
#[doc(hidden)]
pub fn write<T: Fields, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut count = Count(0);
    value.write(&mut count);
    let mut entries = Entries { map: serializer.serialize_map(Some(count.0))?, error: None };
    value.write(&mut entries);
    match entries.error {
        Some(error) => Err(error),
        None => entries.map.end(),
    }
}

/// Writes an object that a property tells apart from others, with that property if the object does not hold it.
#[doc(hidden)]
pub fn write_tagged<T: Fields, S: Serializer>(
    tag: &[&str],
    is: &str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut names = Names { count: 0, tag: tag.first().copied().unwrap_or_default(), is_there: tag.is_empty() };
    value.write(&mut names);
    let Names { count, tag, is_there } = names;
    let map = serializer.serialize_map(Some(count + usize::from(!is_there)))?;
    let mut entries = Entries { map, error: None };
    if !is_there {
        entries.required(tag, &is);
    }
    value.write(&mut entries);
    match entries.error {
        Some(error) => Err(error),
        None => entries.map.end(),
    }
}

/// Counts the fields, and looks for one of them.
struct Names<'a> {
    count: usize,
    tag: &'a str,
    is_there: bool,
}

impl Writer for Names<'_> {
    fn required<T: Serialize>(&mut self, name: &str, _: &T) {
        self.count += 1;
        self.is_there |= name == self.tag;
    }
}

struct Count(usize);

impl Writer for Count {
    fn required<T: Serialize>(&mut self, _: &str, _: &T) {
        self.0 += 1;
    }
}

struct Entries<M: SerializeMap> {
    map: M,
    error: Option<M::Error>,
}

impl<M: SerializeMap> Writer for Entries<M> {
    fn required<T: Serialize>(&mut self, name: &str, value: &T) {
        if self.error.is_none() {
            self.error = self.map.serialize_entry(name, value).err();
        }
    }
}
