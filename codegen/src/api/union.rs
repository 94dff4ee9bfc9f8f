//! Holds types of which a value is one, and decides which: by a property, by JSON type, or by the names of an object that
//! fit best. The runtime decides in the same way. Must not know how types are read.

use super::{Json, Schema};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// One of several types.
#[derive(Clone, Debug, Default)]
pub struct Union {
    /// The types, in the order of the document.
    pub alternatives: Vec<Alternative>,
    /// The property that tells objects apart, if one does.
    pub tag: Option<String>,
}

/// A type that a value may be of.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// What the document calls it, the best name first; there is one at least.
    pub names: Vec<String>,
    /// The values of the property that tells objects apart.
    pub tags: Vec<String>,
    /// Whether objects are of it whose property has another value.
    pub is_fallback: bool,
    /// Description.
    pub description: Option<String>,
    /// What it holds.
    pub schema: Schema,
    /// What tells its values apart.
    pub shape: Shape,
    /// Where it is written.
    pub span: Span,
}

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum JsonType {
    Null,
    Boolean,
    Integer,
    /// An integer beyond 64 bits with a sign.
    Large,
    Number,
    String,
    Array,
    Object,
}

/// Types of JSON.
pub type JsonTypes = BTreeSet<JsonType>;

/// What tells an alternative apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// What JSON it may be.
    pub types: JsonTypes,
    /// The values of text or of an integer, if they are listed.
    pub values: Vec<String>,
    /// What the items of a list may be.
    pub items: JsonTypes,
    /// The names of an object, or of the objects of a list.
    pub names: BTreeMap<String, Name>,
    /// Whether an object keeps the names that it does not list.
    pub is_open: bool,
}

/// A name of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Whether it is always there.
    pub required: bool,
    /// What it may hold.
    pub types: JsonTypes,
}

impl Union {
    /// The alternative that a value is of; `None` if it is of none.
    pub fn alternative(&self, value: &Json) -> Option<&Alternative> {
        let mut objects = self.alternatives.iter().filter(|one| one.shape.types.contains(&JsonType::Object));
        let mut lists = self.alternatives.iter().filter(|one| one.shape.types.contains(&JsonType::Array));
        match (value, &self.tag) {
            (Json::Object(entries), Some(tag)) => {
                let tag = entries.get(tag).map(|tag| tag.as_str().map_or_else(|| tag.to_string(), str::to_owned));
                let tagged = |one: &&Alternative| tag.as_ref().is_some_and(|tag| one.tags.contains(tag));
                let fallback = self.alternatives.iter().find(|one| one.is_fallback);
                objects.find(tagged).or(fallback)
            }
            (Json::Object(_), None) if objects.clone().count() == 1 => objects.next(),
            (Json::Array(_), _) if lists.clone().count() == 1 => lists.next(),
            (value, _) => best(&self.alternatives, value),
        }
    }

    /// Whether a value may be of one alternative at least.
    pub fn fits(&self, value: &Json) -> bool {
        self.alternatives.iter().any(|one| one.shape.fit(value).is_some())
    }

    /// Whether all that it may be is a value without others in it.
    pub fn is_scalar(&self) -> bool {
        let is_compound = |ty: &JsonType| matches!(ty, JsonType::Array | JsonType::Object);
        !self.alternatives.iter().any(|one| one.shape.types.iter().any(is_compound))
    }
}

/// The alternative that fits best, of equal ones the first; none if it would lose what another one knows.
fn best<'a>(alternatives: &'a [Alternative], value: &Json) -> Option<&'a Alternative> {
    let mut best: Option<(&Alternative, usize)> = None;
    for one in alternatives {
        if let Some(score) = one.shape.fit(value)
            && best.is_none_or(|(_, most)| score > most)
        {
            best = Some((one, score));
        }
    }
    let (found, _) = best?;
    let Some(entries) = value.as_object().filter(|_| !found.shape.is_open) else { return Some(found) };
    let objects = alternatives.iter().map(|one| &one.shape).filter(|shape| shape.types.contains(&JsonType::Object));
    let mut others = objects.flat_map(|shape| shape.names.keys());
    let is_lost = others.any(|name| !found.shape.names.contains_key(name) && entries.contains_key(name));
    (!is_lost).then_some(found)
}
impl Shape {
    /// How well a value fits; `None` if it cannot be one.
    fn fit(&self, value: &Json) -> Option<usize> {
        if !fits(&self.types, value) {
            return None;
        }
        match value {
            Json::Object(entries) => Some(1 + self.known(entries)?),
            Json::Array(items) => {
                let item = |item: &Json| {
                    let known = item.as_object().map_or(Some(0), |entries| self.known(entries))?;
                    fits(&self.items, item).then_some(known)
                };
                items.iter().map(item).sum()
            }
            Json::String(text) => Some(self.listed(text)),
            Json::Number(number) => {
                let is_integer = !self.types.contains(&JsonType::Number);
                Some(usize::from(is_integer) + self.listed(&number.to_string()))
            }
            Json::Null | Json::Bool(_) => Some(0),
        }
    }

    fn known(&self, entries: &serde_json::Map<String, Json>) -> Option<usize> {
        let mut count = 0;
        for (name, Name { required, types }) in &self.names {
            match entries.get(name) {
                Some(value) if value.is_null() || fits(types, value) => count += 1,
                None if !required => {}
                Some(_) | None => return None,
            }
        }
        Some(count)
    }

    fn listed(&self, value: &str) -> usize {
        match (self.values.iter().any(|listed| listed == value), self.values.is_empty()) {
            (true, _) => 4,
            (false, true) => 2,
            (false, false) => 0,
        }
    }
}

fn fits(types: &JsonTypes, value: &Json) -> bool {
    let is = |ty: JsonType| types.contains(&ty);
    match value {
        Json::Null => is(JsonType::Null),
        Json::Bool(_) => is(JsonType::Boolean),
        Json::Number(number) if number.is_i64() => is(JsonType::Integer) || is(JsonType::Number),
        // Other integers lose digits as a number; where there is an integer, they are not taken for that.
        Json::Number(number) if number.is_u64() && is(JsonType::Integer) => is(JsonType::Large),
        Json::Number(number) if number.is_u64() => is(JsonType::Large) || is(JsonType::Number),
        // Whole numbers are integers, however they are written.
        Json::Number(number) => {
            let float = number.as_f64().unwrap_or(f64::NAN);
            let is_whole = is(JsonType::Large) || is(JsonType::Integer) && float.abs() < 9e15;
            is(JsonType::Number) || is_whole && float.fract() == 0.0
        }
        Json::String(_) => is(JsonType::String),
        Json::Array(_) => is(JsonType::Array),
        Json::Object(_) => is(JsonType::Object),
    }
}
