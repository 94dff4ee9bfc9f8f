//! Resolves objects: their properties, and what else they may hold. Must not know what a property's type means.

use super::alternatives::is_rule;
use super::data_types::{is_closed, is_never};
use super::types::Resolver;
use crate::api::{Object, Property, Rule, Schema, Type};
use crate::diagnostics::{MOST_SLIPS, messages, nearest};
use crate::openapi::{self, RefOr};
use crate::source::Spanned;
use std::collections::BTreeMap;

impl Resolver<'_, '_> {
    /// The content of a type that is an object.
    pub fn object(&mut self, schema: &openapi::Schema, name: &str) -> Object {
        let mut object = Object::default();
        let mut names = BTreeMap::new();
        for (key, property) in &schema.properties {
            if is_never(property) {
                let what = format!("the property `{}`", key.value);
                self.files.diagnostics.push(messages::ignored(key.span, &what, "it may not be there"));
                continue;
            }
            let place = Spanned::new(format!("{name} {}", key.value), key.span);
            let resolved = self.resolve_or_any(property, property.span().file, &place);
            names.insert(key.value.as_str(), object.properties.len());
            object.properties.push(Property {
                name: key.value.clone(),
                rust_name: resolved.rust_name,
                was: resolved.was,
                description: resolved.description,
                required: false,
                required_at: None,
                read_only: resolved.read_only,
                write_only: resolved.write_only,
                deprecated: resolved.deprecated,
                schema: resolved.schema,
                span: key.span,
            });
        }
        let place = Spanned::new(name.to_owned(), schema.places.at("additionalProperties").unwrap_or(schema.span));
        object.closed = is_closed(schema);
        object.additional =
            self.other_names(schema, &place).unwrap_or_else(|| Some(Box::new(Schema::plain(Type::Any))));
        object.rules = rules(schema);
        let mut slips = 0;
        for required in &schema.required {
            let at = names.get(required.value.as_str()).copied();
            match at.and_then(|at| object.properties.get_mut(at)) {
                Some(property) => {
                    property.required = true;
                    property.required_at = Some(required.span);
                }
                None => {
                    slips += 1;
                    let names = object.properties.iter().map(|property| property.name.as_str());
                    let suggestion = nearest(&required.value, names.take_while(|_| slips <= MOST_SLIPS));
                    let message = messages::required_unknown(required.span, &required.value, suggestion);
                    self.files.diagnostics.push(message);
                }
            }
        }
        object
    }
}

/// The sets of properties of which one must be there: types of a union that say nothing else.
fn rules(schema: &openapi::Schema) -> Vec<Rule> {
    let lists = [(&schema.one_of, "oneOf"), (&schema.any_of, "anyOf")];
    let rule = |(list, key): (&Vec<RefOr<openapi::Schema>>, &str)| {
        let set = |part: &RefOr<openapi::Schema>| match part {
            RefOr::Value(part) if is_rule(part) => {
                Some(part.required.iter().map(|name| name.value.clone()).collect::<Vec<_>>())
            }
            RefOr::Value(_) | RefOr::Ref(_) => None,
        };
        let sets = list.iter().map(set).collect::<Option<Vec<_>>>().filter(|sets| !sets.is_empty())?;
        let span = schema.places.of(key).unwrap_or(schema.span);
        Some(Rule { only_one: key == "oneOf", sets, span })
    };
    lists.into_iter().filter_map(rule).collect()
}
