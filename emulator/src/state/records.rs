//! Holds what a gateway or a project has, kind by kind, in the order of creation: of each thing its id and its fields, in the
//! words of the documents. Must not know requests and answers, nor what any kind is.

use apig_codegen::api::Json;
use serde_json::Map;
use std::collections::BTreeMap;

/// The fields of a thing.
pub(crate) type Fields = Map<String, Json>;

/// The fields of a JSON object.
pub(crate) fn fields(json: Json) -> Fields {
    match json {
        Json::Object(fields) => fields,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => Fields::new(),
    }
}

/// A thing that somebody made.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub id: String,
    pub fields: Fields,
}

impl Record {
    pub fn new(id: String) -> Self {
        Self { id, fields: Fields::new() }
    }

    pub fn get(&self, field: &str) -> &Json {
        self.fields.get(field).unwrap_or(&Json::Null)
    }

    /// The text of a field; empty if it is not there.
    pub fn text(&self, field: &str) -> &str {
        self.get(field).as_str().unwrap_or_default()
    }

    pub fn set(&mut self, field: &str, value: impl Into<Json>) {
        self.fields.insert(field.to_owned(), value.into());
    }

    /// Whether a field has this text.
    pub fn is(&self, field: &str, text: &str) -> bool {
        self.get(field).as_str() == Some(text)
    }
}

/// Things, by kind.
#[derive(Clone, Debug, Default)]
pub(crate) struct Records(BTreeMap<String, Vec<Record>>);

impl Records {
    /// All of a kind, in the order of creation.
    pub fn all(&self, kind: &str) -> &[Record] {
        self.0.get(kind).map_or(&[], Vec::as_slice)
    }

    pub fn all_mut(&mut self, kind: &str) -> &mut [Record] {
        self.0.get_mut(kind).map_or(&mut [], Vec::as_mut_slice)
    }

    pub fn get(&self, kind: &str, id: &str) -> Option<&Record> {
        self.all(kind).iter().find(|record| record.id == id)
    }

    pub fn get_mut(&mut self, kind: &str, id: &str) -> Option<&mut Record> {
        self.all_mut(kind).iter_mut().find(|record| record.id == id)
    }

    /// Adds a thing behind all others of its kind, or puts it where the one of its id is.
    pub fn put(&mut self, kind: &str, record: Record) {
        match self.get_mut(kind, &record.id) {
            Some(before) => *before = record,
            None => self.0.entry(kind.to_owned()).or_default().push(record),
        }
    }

    pub fn remove(&mut self, kind: &str, id: &str) -> Option<Record> {
        let of_kind = self.0.get_mut(kind)?;
        let at = of_kind.iter().position(|record| record.id == id)?;
        Some(of_kind.remove(at))
    }

    /// Removes all things of which a field says this: what belongs to something that is gone.
    pub fn forget(&mut self, field: &str, text: &str) {
        self.0.values_mut().for_each(|of_kind| of_kind.retain(|record| !record.is(field, text)));
    }

    /// The kinds that there is something of, with what there is.
    pub fn kinds(&self) -> impl Iterator<Item = (&str, &[Record])> {
        self.0
            .iter()
            .filter(|(_, of_kind)| !of_kind.is_empty())
            .map(|(kind, of_kind)| (kind.as_str(), of_kind.as_slice()))
    }
}
