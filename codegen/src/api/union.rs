//! Holds types of which a value is one, and decides which: by a property, by JSON type, or by the names of an object that
//! fit best. The runtime decides in the same way. Must not know how types are read.

use super::{Definition, Json, Kind, Object, Scalar, Schema, Type};
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

/// Unions in unions up to which shapes are looked at.
const MAX_NESTING: usize = 3;

impl Union {
    /// What tells each alternative apart, in their order.
    pub fn shapes(&self, types: &[Definition]) -> Vec<Shape> {
        self.alternatives.iter().map(|alternative| Shape::of(&alternative.schema, types, 0)).collect()
    }

    /// The alternative that a value is of; `None` if it is of none.
    pub fn alternative(&self, value: &Json, types: &[Definition]) -> Option<&Alternative> {
        let shapes = self.shapes(types);
        let fitting = |ty: JsonType| shapes.iter().filter(move |shape| shape.types.contains(&ty)).count();
        let only = |ty: JsonType| {
            let at = shapes.iter().position(|shape| shape.types.contains(&ty)).filter(|_| fitting(ty) == 1);
            at.and_then(|at| self.alternatives.get(at))
        };
        match (value, &self.tag) {
            (Json::Object(entries), Some(tag)) => {
                let tag = entries.get(tag).map(|tag| tag.as_str().map_or_else(|| tag.to_string(), str::to_owned));
                let tagged =
                    |alternative: &&Alternative| tag.as_ref().is_some_and(|tag| alternative.tags.contains(tag));
                let mut all = self.alternatives.iter();
                all.clone().find(tagged).or_else(|| all.find(|alternative| alternative.is_fallback))
            }
            (Json::Object(_), None) if fitting(JsonType::Object) == 1 => only(JsonType::Object),
            (Json::Array(_), _) if fitting(JsonType::Array) == 1 => only(JsonType::Array),
            (value, _) => self.alternatives.get(best(&shapes, value)?),
        }
    }

    /// Whether a value may be of one alternative at least.
    pub fn fits(&self, value: &Json, types: &[Definition]) -> bool {
        self.shapes(types).iter().any(|shape| shape.fit(value).is_some())
    }

    /// Whether all that it may be is a value without others in it.
    pub fn is_scalar(&self, types: &[Definition]) -> bool {
        let is_compound = |ty: &JsonType| matches!(ty, JsonType::Array | JsonType::Object);
        !self.shapes(types).iter().any(|shape| shape.types.iter().any(is_compound))
    }
}

/// The shape that fits best, of equal ones the first; none if it would lose what another one knows.
fn best(shapes: &[Shape], value: &Json) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (at, shape) in shapes.iter().enumerate() {
        if let Some(score) = shape.fit(value)
            && best.is_none_or(|(_, most)| score > most)
        {
            best = Some((at, score));
        }
    }
    let (at, _) = best?;
    let found = shapes.get(at)?;
    let Some(entries) = value.as_object().filter(|_| !found.is_open) else { return Some(at) };
    let mut others =
        shapes.iter().filter(|shape| shape.types.contains(&JsonType::Object)).flat_map(|it| it.names.keys());
    let is_lost = others.any(|name| !found.names.contains_key(name) && entries.contains_key(name));
    (!is_lost).then_some(at)
}

impl Shape {
    fn of(schema: &Schema, types: &[Definition], depth: usize) -> Self {
        let only = |ty: JsonType| Self { types: [ty].into(), ..Self::default() };
        let shape = match &schema.ty {
            Type::Scalar(Scalar::Boolean) => only(JsonType::Boolean),
            Type::Scalar(Scalar::Integer(_)) => only(JsonType::Integer),
            Type::Scalar(Scalar::Number(_)) => only(JsonType::Number),
            Type::Scalar(Scalar::Text(_)) => only(JsonType::String),
            Type::Any => Self { types: all(), items: all(), is_open: true, ..Self::default() },
            Type::FreeForm | Type::Map(_) => Self { is_open: true, ..only(JsonType::Object) },
            Type::Array(item) => {
                let item = Self::of(item, types, depth);
                Self { items: item.types, names: item.names, ..only(JsonType::Array) }
            }
            Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
                Some(Kind::Object(object)) => Self {
                    names: names(object, types, depth),
                    is_open: object.additional.is_some(),
                    ..only(JsonType::Object)
                },
                Some(Kind::StringEnum(variants)) => {
                    let values = variants.iter().map(|variant| variant.value.clone());
                    Self { values: values.collect(), ..only(JsonType::String) }
                }
                Some(Kind::IntegerEnum(_, variants)) => {
                    let values = variants.iter().map(|variant| variant.value.to_string());
                    Self { values: values.collect(), ..only(JsonType::Integer) }
                }
                Some(Kind::Union(union)) if depth < MAX_NESTING => Self::of_union(union, types, depth),
                Some(Kind::Union(_)) | None => Self { types: all(), items: all(), is_open: true, ..Self::default() },
            },
        };
        let null = schema.nullable.then_some(JsonType::Null);
        Self { types: shape.types.iter().copied().chain(null).collect(), ..shape }
    }

    /// That of a union in a union: what all of its alternatives have in common, and what each may have.
    fn of_union(union: &Union, types: &[Definition], depth: usize) -> Self {
        let shapes = union.alternatives.iter().map(|one| Self::of(&one.schema, types, depth + 1));
        shapes.reduce(Self::or).unwrap_or_default()
    }

    fn or(self, other: Self) -> Self {
        let Self { types, values, items, names, is_open } = self;
        let are_objects = |types: &JsonTypes| types.contains(&JsonType::Object) || types.contains(&JsonType::Array);
        let is_only = [are_objects(&types), are_objects(&other.types)];
        let mut all: BTreeMap<String, Name> = BTreeMap::new();
        for (name, here) in names.iter().chain(&other.names) {
            let in_both = names.contains_key(name) && other.names.contains_key(name) || is_only != [true, true];
            let entry = all.entry(name.clone()).or_insert_with(|| Name { required: true, types: JsonTypes::new() });
            entry.required &= here.required && in_both;
            entry.types.extend(&here.types);
        }
        Self {
            types: &types | &other.types,
            values: [values, other.values].concat(),
            items: &items | &other.items,
            names: all,
            is_open: is_open || other.is_open,
        }
    }

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

fn names(object: &Object, types: &[Definition], depth: usize) -> BTreeMap<String, Name> {
    let name = |property: &super::Property| {
        let required = property.required && !property.read_only && !property.write_only;
        (property.name.clone(), Name { required, types: json_types(&property.schema, types, depth) })
    };
    object.properties.iter().map(name).collect()
}

/// What JSON a value may be, whatever is inside of it.
fn json_types(schema: &Schema, types: &[Definition], depth: usize) -> JsonTypes {
    match &schema.ty {
        Type::Named(id) => match types.get(id.0).map(|definition| &definition.kind) {
            Some(Kind::Union(union)) if depth < MAX_NESTING => {
                union.alternatives.iter().flat_map(|one| json_types(&one.schema, types, depth + 1)).collect()
            }
            Some(Kind::Union(_)) | None => all(),
            Some(Kind::Object(_)) => [JsonType::Object].into(),
            Some(Kind::StringEnum(_)) => [JsonType::String].into(),
            Some(Kind::IntegerEnum(..)) => [JsonType::Integer].into(),
        },
        Type::Array(_) => [JsonType::Array].into(),
        Type::Scalar(_) | Type::Any | Type::FreeForm | Type::Map(_) => Shape::of(schema, types, depth).types,
    }
}

fn all() -> JsonTypes {
    use JsonType::{Array, Boolean, Integer, Null, Number, Object, String};
    [Null, Boolean, Integer, Number, String, Array, Object].into()
}

fn fits(types: &JsonTypes, value: &Json) -> bool {
    let is = |ty: JsonType| types.contains(&ty);
    match value {
        Json::Null => is(JsonType::Null),
        Json::Bool(_) => is(JsonType::Boolean),
        Json::Number(number) if number.is_i64() => is(JsonType::Integer) || is(JsonType::Number),
        // Whole numbers are integers, however they are written.
        Json::Number(number) if !is(JsonType::Number) => {
            is(JsonType::Integer) && number.as_f64().is_some_and(|float| float.fract() == 0.0 && float.abs() < 9e15)
        }
        Json::Number(number) => !(number.is_u64() && is(JsonType::Integer)),
        Json::String(_) => is(JsonType::String),
        Json::Array(_) => is(JsonType::Array),
        Json::Object(_) => is(JsonType::Object),
    }
}
