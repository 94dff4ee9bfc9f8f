//! Decides which of several types a value is: by JSON type, by a tag, or by the names of an object that fit best. Must not
//! know how the types are read.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// How a variant is told apart.
#[doc(hidden)]
#[derive(Debug)]
pub struct Shape {
    /// What JSON it may be: of [`types`].
    pub types: u16,
    /// The values of the tag, or those of text or of an integer out of a list.
    pub of: &'static [&'static str],
    /// What the items of a list may be.
    pub items: u16,
    /// The names of an object, or of the objects of a list, as far as they tell it apart.
    pub names: &'static [(&'static str, bool, u16)],
}

/// The types of JSON, as [`json_union!`](crate::json_union) names them.
#[doc(hidden)]
#[allow(non_upper_case_globals, missing_docs)]
pub mod types {
    pub const null: u16 = 1;
    pub const boolean: u16 = 1 << 1;
    pub const integer: u16 = 1 << 2;
    /// An integer beyond 64 bits with a sign.
    pub const large: u16 = 1 << 3;
    pub const number: u16 = 1 << 4;
    pub const string: u16 = 1 << 5;
    pub const array: u16 = 1 << 6;
    pub const object: u16 = 1 << 7;
    pub const any: u16 = (1 << 8) - 1;
    /// An object that keeps the names that it does not list.
    pub const open: u16 = 1 << 8;
    /// The variant for objects whose tag is unknown.
    pub const fallback: u16 = 1 << 9;

    pub const required: bool = true;
    pub const optional: bool = false;
}

impl Shape {
    /// Whether it may be of that type.
    pub fn is(&self, ty: u16) -> bool {
        self.types & ty != 0
    }

    /// How well a value fits; `None` if it cannot be one.
    fn fit(&self, value: &Value) -> Option<usize> {
        if !fits(self.types, value) {
            return None;
        }
        match value {
            Value::Object(entries) => Some(1 + self.known(entries)?),
            Value::Array(items) => {
                let item = |item: &Value| {
                    let known = item.as_object().map_or(Some(0), |entries| self.known(entries))?;
                    fits(self.items, item).then_some(known)
                };
                items.iter().map(item).sum()
            }
            Value::String(text) => Some(self.listed(text)),
            // An integer is a number too, but fits better where there are only integers.
            Value::Number(number) => Some(usize::from(!self.is(types::number)) + self.listed(&number.to_string())),
            Value::Null | Value::Bool(_) => Some(0),
        }
    }

    /// How many names it knows; `None` if one is missing, or holds something else.
    fn known(&self, entries: &Map<String, Value>) -> Option<usize> {
        let mut count = 0;
        for (name, required, types) in self.names {
            match entries.get(*name) {
                Some(value) if value.is_null() || fits(*types, value) => count += 1,
                None if !required => {}
                Some(_) | None => return None,
            }
        }
        Some(count)
    }

    /// Values of a list go before any value, and that before values that are not on the list.
    fn listed(&self, value: &str) -> usize {
        match (self.of.contains(&value), self.of.is_empty()) {
            (true, _) => 4,
            (false, true) => 2,
            (false, false) => 0,
        }
    }
}

fn fits(types: u16, value: &Value) -> bool {
    let ty = match value {
        Value::Null => types::null,
        Value::Bool(_) => types::boolean,
        Value::Number(number) if number.is_i64() => types::integer | types::number,
        // Other integers lose digits as a number; where there is an integer, they are not taken for that.
        Value::Number(number) if number.is_u64() && types & types::integer != 0 => types::large,
        Value::Number(number) if number.is_u64() => types::large | types::number,
        // Integers of more than 64 bits are no longer integers in a tree.
        Value::Number(number) if number.as_f64().is_some_and(|number| number.fract() == 0.0) => {
            types::number | types::large
        }
        Value::Number(_) => types::number,
        Value::String(_) => types::string,
        Value::Array(_) => types::array,
        Value::Object(_) => types::object,
    };
    types & ty != 0
}

/// The only variant of that type.
pub(super) fn only(variants: &[Shape], ty: u16) -> Option<usize> {
    let mut fitting = variants.iter().enumerate().filter(|(_, variant)| variant.is(ty)).map(|(at, _)| at);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The variant for objects whose tag is unknown.
pub(super) fn fallback(variants: &[Shape]) -> Option<usize> {
    variants.iter().position(|variant| variant.is(types::fallback))
}

/// The variant of a tag.
pub(super) fn of_tag(variants: &[Shape], tag: &Value) -> Option<usize> {
    let text;
    let tag = match tag {
        Value::String(tag) => tag.as_str(),
        other => {
            text = other.to_string();
            &text
        }
    };
    variants.iter().position(|variant| variant.is(types::object) && variant.of.contains(&tag))
}

/// The variant that fits best, of equal ones the first; none if it would lose what another one knows.
pub(super) fn best(variants: &[Shape], value: &Value) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (at, variant) in variants.iter().enumerate() {
        if let Some(score) = variant.fit(value)
            && best.is_none_or(|(_, most)| score > most)
        {
            best = Some((at, score));
        }
    }
    let (at, _) = best?;
    let found = variants.get(at)?;
    let (Value::Object(entries), false) = (value, found.is(types::open)) else { return Some(at) };
    let known: BTreeSet<&str> = found.names.iter().map(|(name, ..)| *name).collect();
    let mut others = variants.iter().filter(|variant| variant.is(types::object)).flat_map(|variant| variant.names);
    let is_lost = others.any(|(name, ..)| !known.contains(name) && entries.contains_key(*name));
    (!is_lost).then_some(at)
}
