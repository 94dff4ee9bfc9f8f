//! Makes values that a schema allows: those that the document shows, else made-up ones. Knows the model. Must not know what a
//! value is for.

mod numbers;
mod pattern;
mod text;

use crate::api::{Definition, Json, JsonType, Kind, Object, Property, Scalar, Schema, Type, TypeId, Union, whole};
use crate::resolve::{Sender, refused};
use std::collections::BTreeSet;

/// A document whose mandatory fields lead on for ever, or demand a million items, gets this much and no more.
const MAX_VALUES: usize = 1_000;
const MAX_DEPTH: usize = 32;
/// How deep what is optional may stand.
const MAX_OPTIONAL: usize = 5;

/// How much of what is optional is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Nothing.
    Least,
    /// All of it, down to a depth.
    Most,
}

/// A value that this side may send; one that the document forbids where it leaves no other. `None` if there is no end of it.
pub fn of(schema: &Schema, types: &[Definition], sender: Sender, amount: Amount) -> Option<Json> {
    let sampler = |is_strict| Sampler { types, sender, amount, is_strict, left: MAX_VALUES, turn: 0 };
    sampler(true).value(schema, 0).or_else(|| sampler(false).value(schema, 0))
}

struct Sampler<'a> {
    types: &'a [Definition],
    sender: Sender,
    amount: Amount,
    /// Whether there is no value rather than one that is forbidden.
    is_strict: bool,
    /// How many values there may be, still.
    left: usize,
    /// Which one of several values it is, where they must differ.
    turn: usize,
}

impl<'a> Sampler<'a> {
    fn value(&mut self, schema: &Schema, depth: usize) -> Option<Json> {
        if depth > MAX_DEPTH {
            return self.null(schema);
        }
        self.left = self.left.checked_sub(1)?;
        if let Some(shown) = self.shown(schema) {
            return Some(shown);
        }
        let made = self.made(schema, depth);
        made.or_else(|| self.null(schema))
    }

    fn made(&mut self, schema: &Schema, depth: usize) -> Option<Json> {
        if let Some(values) = &schema.constraints.values {
            return self.first(schema, values.iter().cloned());
        }
        match &schema.ty {
            Type::Scalar(Scalar::Boolean) => self.first(schema, [true, false].map(Json::from)),
            Type::Scalar(Scalar::Integer(_) | Scalar::Number(_)) => {
                self.first(schema, numbers::candidates(&schema.constraints))
            }
            Type::Scalar(Scalar::Text(form)) => self.first(schema, text::candidates(*form, schema)),
            Type::Any => {
                let entries = self.entries(schema, None, depth);
                self.first(schema, ["string".into(), entries.unwrap_or_default(), Json::Array(Vec::new())])
            }
            Type::FreeForm => self.entries(schema, None, depth),
            Type::Map(inner) => self.entries(schema, Some(inner), depth),
            Type::Array(item) => self.items(schema, item, depth),
            Type::Named(id) => self.named(schema, *id, depth),
        }
    }

    fn named(&mut self, schema: &Schema, id: TypeId, depth: usize) -> Option<Json> {
        let types: &'a [Definition] = self.types;
        match &types.get(id.0)?.kind {
            Kind::Object(object) => self.object(object, depth),
            Kind::StringEnum(variants) => {
                self.first(schema, variants.iter().map(|variant| variant.value.as_str().into()))
            }
            Kind::IntegerEnum(_, variants) => self.first(schema, variants.iter().map(|variant| whole(variant.value))),
            Kind::Union(union) => self.alternative(union, schema, depth),
        }
    }

    /// What can be said where nothing else can.
    fn null(&self, schema: &Schema) -> Option<Json> {
        (schema.nullable || !self.is_strict).then_some(Json::Null)
    }

    /// What the document shows. What callers send is put together of what it shows of its parts, so that all parts are there.
    fn shown(&self, schema: &Schema) -> Option<Json> {
        let has_parts = !self.is_last(schema) && !matches!(schema.ty, Type::Any);
        if has_parts && self.sender == Sender::Caller || self.turn > 0 {
            return None;
        }
        let shown = schema.examples.iter().chain(&schema.default).filter(|value| !value.is_null());
        shown.into_iter().find(|value| self.allows(schema, value)).cloned()
    }

    fn allows(&self, schema: &Schema, value: &Json) -> bool {
        refused(value, schema, self.types, self.sender).is_none()
    }

    /// The first of several values that the schema allows, or another of them where they must differ.
    fn first(&self, schema: &Schema, values: impl IntoIterator<Item = Json>) -> Option<Json> {
        let mut values = values.into_iter().peekable();
        let any = values.peek().cloned().filter(|_| !self.is_strict);
        let mut seen = BTreeSet::new();
        let mut allowed = values.filter(|value| seen.insert(value.to_string()) && self.allows(schema, value));
        allowed.nth(self.turn).or(any)
    }

    fn items(&mut self, schema: &Schema, item: &Schema, depth: usize) -> Option<Json> {
        let bounds = &schema.constraints;
        let count = |bound: u64| usize::try_from(bound).unwrap_or(usize::MAX);
        let least = bounds.min_items.map_or(0, count);
        // One that leads no further costs nothing, and an empty list is none at all where lists are spread over pairs of names and texts.
        let has_one = self.wants_more(depth) || self.amount == Amount::Most && self.is_last(item);
        let most = usize::from(has_one).max(least).min(bounds.max_items.map_or(usize::MAX, count));
        let (mut items, outer) = (Vec::new(), self.turn);
        for at in 0..most.min(self.left) {
            if bounds.unique_items {
                self.turn = at;
            }
            items.extend(self.value(item, depth + 1));
            if items.len() <= at {
                break;
            }
        }
        self.turn = outer;
        (items.len() >= least || !self.is_strict || self.left == 0).then_some(Json::Array(items))
    }

    /// A map: names that it must have, and as many others as there must be.
    fn entries(&mut self, schema: &Schema, inner: Option<&Schema>, depth: usize) -> Option<Json> {
        let bounds = &schema.constraints;
        let least = bounds.min_properties.unwrap_or(0).max(u64::from(self.wants_more(depth)));
        let least = usize::try_from(least.min(bounds.max_properties.unwrap_or(u64::MAX))).unwrap_or(usize::MAX);
        let mut names = bounds.required.clone();
        names.extend((names.len()..least.min(self.left)).map(|at| format!("key{at}")));
        let mut map = serde_json::Map::new();
        for name in names {
            let value = match inner {
                Some(inner) => self.value(inner, depth + 1),
                None => Some("string".into()),
            };
            match value {
                Some(value) => drop(map.insert(name, value)),
                None if bounds.required.contains(&name) => return None,
                None => {}
            }
        }
        Some(Json::Object(map))
    }

    /// A value of one of several types, with what tells it apart.
    fn alternative(&mut self, union: &Union, schema: &Schema, depth: usize) -> Option<Json> {
        let mut any = None;
        for one in &union.alternatives {
            let mut made = self.value(&one.schema, depth + 1);
            if let (Some(Json::Object(entries)), Some(tag), Some(is)) = (&mut made, &union.tag, one.tags.first()) {
                let name = one.shape.names.get(tag);
                let is_text = name.is_none_or(|name| name.types.contains(&JsonType::String));
                let other = || is.parse().ok().filter(|_| !is_text);
                entries.insert(tag.clone(), other().unwrap_or_else(|| is.as_str().into()));
            }
            let is_told = |value: &&Json| union.alternative(value).is_some_and(|found| std::ptr::eq(found, one));
            if made.as_ref().filter(is_told).is_some_and(|value| self.allows(schema, value)) {
                return made;
            }
            any = any.or(made);
        }
        any.filter(|value| !self.is_strict || self.allows(schema, value))
    }

    fn object(&mut self, object: &Object, depth: usize) -> Option<Json> {
        let names = self.names(object, depth);
        let mut map = serde_json::Map::new();
        for property in object.properties.iter().filter(|property| names.contains(property.name.as_str())) {
            match self.value(&property.schema, depth + 1) {
                Some(value) => drop(map.insert(property.name.clone(), value)),
                None if property.required => return None,
                None => {}
            }
        }
        let others = object.additional.as_ref().filter(|_| self.wants_more(depth) && !object.closed);
        if let Some(value) = others.and_then(|others| self.value(others, depth + 1)) {
            map.entry("additional").or_insert(value);
        }
        Some(Json::Object(map))
    }

    /// The properties that are there: no more and no less than may be there together.
    fn names<'o>(&self, object: &'o Object, depth: usize) -> BTreeSet<&'o str> {
        let is_sent = |property: &Property| match self.sender {
            Sender::Caller => !property.read_only,
            Sender::Server => !property.write_only,
        };
        let is_shown = |property: &Property| self.sender == Sender::Server && self.shown(&property.schema).is_some();
        let sent = || object.properties.iter().filter(|property| is_sent(property));
        let of = |property: &'o Property| property.name.as_str();
        let required: BTreeSet<&str> = sent().filter(|property| property.required).map(of).collect();
        let wanted = |property: &&Property| property.required || self.wants_more(depth) || is_shown(property);
        let mut names: BTreeSet<&str> = sent().filter(wanted).map(of).collect();
        for rule in &object.rules {
            let is_possible = |set: &&Vec<String>| set.iter().all(|name| sent().any(|one| one.name == *name));
            let missing = |set: &&Vec<String>| set.iter().filter(|name| !required.contains(name.as_str())).count();
            let Some(chosen) = rule.sets.iter().filter(is_possible).min_by_key(missing) else { continue };
            if rule.only_one {
                let others = rule.sets.iter().flatten().map(String::as_str);
                others.filter(|name| !required.contains(name)).for_each(|name| {
                    names.remove(name);
                });
            }
            names.extend(chosen.iter().map(String::as_str));
        }
        names
    }

    /// Whether nothing stands below a value.
    fn is_last(&self, schema: &Schema) -> bool {
        match &schema.ty {
            Type::Scalar(_) => true,
            Type::Any | Type::FreeForm | Type::Array(_) | Type::Map(_) => false,
            Type::Named(id) => match self.types.get(id.0).map(|definition| &definition.kind) {
                Some(Kind::StringEnum(_) | Kind::IntegerEnum(..)) => true,
                Some(Kind::Object(_) | Kind::Union(_)) | None => false,
            },
        }
    }

    fn wants_more(&self, depth: usize) -> bool {
        match self.amount {
            Amount::Least => false,
            Amount::Most => depth < MAX_OPTIONAL && self.left > MAX_VALUES / 2,
        }
    }
}
