//! Resolves a union: its types, what tells them apart, and what the document calls them. Must not know where unions are
//! written, nor what its types are called (`names`).

mod names;

use super::alternatives::Part;
use super::references::RefTarget;
use super::types::Resolver;
use super::without_spans::text;
use crate::api::{Alternative, Constraints, Schema, Shape, Union};
use crate::openapi::{self, Discriminator, RefOr, TypeName};
use crate::source::{FileId, Spanned};
use crate::yaml::Value;
use names::{of_type, own_names, written_type};
use std::collections::BTreeSet;

/// Parts of parts in which the values of a property are looked for.
const MAX_NESTING: usize = 8;

impl Resolver<'_, '_> {
    /// The content of a type that is a union.
    pub(super) fn union(&mut self, schema: &openapi::Schema, mut parts: Vec<Part>, name: &str) -> Union {
        let file = schema.span.file;
        let mapped = schema.discriminator.as_ref().map(|it| self.mapped(it, file, &mut parts)).unwrap_or_default();
        let discriminator = schema.discriminator.as_ref();
        let (tag, tags) = match discriminator {
            Some(discriminator) => {
                let property = discriminator.property.value.clone();
                let tags = self.told_tags(&parts, &property, &mapped);
                (Some(property), tags)
            }
            None => match self.found_tag(&parts) {
                Some((property, tags)) => (Some(property), tags),
                None => (None, Vec::new()),
            },
        };
        let mut union = Union { alternatives: Vec::new(), tag };
        let mut places = BTreeSet::new();
        let own_names = own_names(&parts);
        for (at, part) in parts.iter().enumerate() {
            let tags = tags.get(at).cloned().unwrap_or_default();
            let values =
                mapped.iter().filter(|(_, target)| part.place.as_ref() == Some(target)).map(|(value, _)| value);
            let names = self.names(part, &own_names, values.cloned().collect(), &tags);
            let place = names.first().map_or_else(|| written_type(&part.found).to_owned(), String::clone);
            let place = if places.insert(place.clone()) { place } else { format!("{place} {}", at + 1) };
            let place = Spanned::new(format!("{name} {place}"), part.span);
            let resolved = self.resolve_or_any(&part.schema, part.schema.span().file, &place);
            let found = Schema { nullable: false, others: part.others, ..resolved.schema };
            let of_type = of_type(&found.ty, &self.definitions);
            let item =
                found.ty.inner().and_then(|item| item.reference.as_ref()).map(|item| format!("{item} {of_type}"));
            let names = names.into_iter().chain([of_type.to_owned()]).chain(item).collect();
            let same = union.alternatives.iter_mut().find(|other| other.schema == found && !part.is_fallback);
            if let Some(same) = same {
                same.tags.extend(tags);
                // What one of them demands, the other need not.
                if same.schema.constraints != found.constraints {
                    same.schema.constraints = Constraints::default();
                }
                same.schema.format = same.schema.format.take().filter(|format| Some(format) == found.format.as_ref());
                continue;
            }
            union.alternatives.push(Alternative {
                names,
                tags,
                is_fallback: part.is_fallback,
                description: text(&part.found.description).or(resolved.description),
                schema: found,
                shape: Shape::default(),
                span: part.span,
            });
        }
        union
    }

    /// The values of `mapping`, and where each leads. What has another value, or none, is of the part that `defaultMapping` names.
    fn mapped(
        &mut self,
        discriminator: &Discriminator,
        file: FileId,
        parts: &mut Vec<Part>,
    ) -> Vec<(String, RefTarget)> {
        let mut mapped = Vec::new();
        for (value, target) in &discriminator.mapping {
            mapped.extend(self.part_at(target, file, parts).map(|place| (value.value.clone(), place)));
        }
        let default = discriminator.default.as_ref().and_then(|target| self.part_at(target, file, parts));
        if let Some(part) = parts.iter_mut().find(|part| default.is_some() && part.place == default) {
            part.is_fallback = true;
        }
        mapped
    }

    /// The part to which a mapping leads; what is none yet becomes one.
    fn part_at(&mut self, target: &Spanned<String>, file: FileId, parts: &mut Vec<Part>) -> Option<RefTarget> {
        let schema = RefOr::Ref(openapi::Reference::to(self.files.mapping_target(file, target)?));
        let found = self.files.find::<openapi::Schema>(file, &schema)?;
        let place = found.place.clone()?;
        if !parts.iter().any(|part| part.place.as_ref() == Some(&place)) {
            let part = Part { span: target.span, ..Part::found(&schema, found) };
            let at = parts.iter().position(|part| part.is_fallback).unwrap_or(parts.len());
            parts.insert(at, part);
        }
        Some(place)
    }

    /// The values of a discriminator's property for each part: those of the mapping, or those that the part itself lists, or
    /// its name.
    fn told_tags(&mut self, parts: &[Part], property: &str, mapped: &[(String, RefTarget)]) -> Vec<Vec<String>> {
        let constants: Vec<Vec<String>> =
            parts.iter().map(|part| self.constants(&part.found, part.file, property, 0)).collect();
        let are_apart = are_apart(&constants);
        let tags = |(part, constants): (&Part, Vec<String>)| {
            // A base is for all that none of its subtypes is.
            if part.is_fallback && part.place.is_none() {
                return Vec::new();
            }
            let of_mapping = mapped.iter().filter(|(_, target)| part.place.as_ref() == Some(target));
            let of_mapping: Vec<String> = of_mapping.map(|(value, _)| value.clone()).collect();
            if !of_mapping.is_empty() {
                return of_mapping;
            }
            if are_apart && !constants.is_empty() || constants.len() == 1 {
                return constants;
            }
            part.place.iter().map(|place| place.name(&self.files.sources).to_owned()).collect()
        };
        parts.iter().zip(constants).map(tags).collect()
    }

    /// The first property of which each object lists values of its own, and these.
    fn found_tag(&mut self, parts: &[Part]) -> Option<(String, Vec<Vec<String>>)> {
        let objects: Vec<&Part> = parts.iter().filter(|part| is_object(part)).collect();
        let first = *objects.first().filter(|_| objects.len() > 1)?;
        for property in self.property_names(&first.found, first.file, 0) {
            let mut constants = |part: &Part| {
                let values = self.constants(&part.found, part.file, &property, 0);
                (!values.is_empty() || !is_object(part)).then_some(values)
            };
            // The first part without any ends it, which is soon for most properties.
            let constants = parts.iter().map(&mut constants).collect::<Option<Vec<_>>>();
            if let Some(constants) = constants.filter(|constants| are_apart(constants)) {
                return Some((property, constants));
            }
        }
        None
    }

    fn property_names(&mut self, schema: &openapi::Schema, file: FileId, depth: usize) -> Vec<String> {
        let mut names: Vec<String> = schema.properties.iter().map(|(name, _)| name.value.clone()).collect();
        if depth < MAX_NESTING {
            for part in &schema.all_of {
                let Some(found) = self.files.find(file, part) else { continue };
                names.extend(self.property_names(&found.value, found.file, depth + 1));
            }
        }
        names
    }

    /// The values that a schema lists for a property; none if it may hold others.
    fn constants(&mut self, schema: &openapi::Schema, file: FileId, property: &str, depth: usize) -> Vec<String> {
        if depth > MAX_NESTING {
            return Vec::new();
        }
        let own = schema.properties.iter().find(|(name, _)| name.value == property);
        if let Some((_, value)) = own {
            let Some(found) = self.files.find(file, value) else { return Vec::new() };
            let values = found.value.values.iter().flat_map(|values| &values.value);
            let words = values.map(|node| match &node.value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                Value::Bool(flag) => Some(flag.to_string()),
                Value::Null | Value::Array(_) | Value::Object(_) => None,
            });
            return words.collect::<Option<_>>().unwrap_or_default();
        }
        let mut fewest: Vec<String> = Vec::new();
        for part in &schema.all_of {
            let Some(found) = self.files.find(file, part) else { continue };
            let values = self.constants(&found.value, found.file, property, depth + 1);
            if !values.is_empty() && (fewest.is_empty() || values.len() < fewest.len()) {
                fewest = values;
            }
        }
        let inner = if schema.one_of.is_empty() { &schema.any_of } else { &schema.one_of };
        let mut all = Vec::new();
        for part in inner {
            let Some(found) = self.files.find(file, part) else { return Vec::new() };
            let values = self.constants(&found.value, found.file, property, depth + 1);
            if values.is_empty() {
                return fewest;
            }
            all.extend(values);
        }
        if fewest.is_empty() { all } else { fewest }
    }
}

fn is_object(part: &Part) -> bool {
    let openapi::Schema { types, properties, all_of, additional, one_of, any_of, .. } = &*part.found;
    let is_object = |ty: &Spanned<TypeName>| ty.value == TypeName::Object;
    let has_members = !properties.is_empty() || !all_of.is_empty() || additional.is_some();
    has_members || types.iter().any(is_object) || !one_of.is_empty() || !any_of.is_empty()
}

/// Whether no two parts list the same value.
fn are_apart(constants: &[Vec<String>]) -> bool {
    let mut seen = BTreeSet::new();
    constants.iter().all(|values| values.iter().collect::<BTreeSet<_>>().into_iter().all(|value| seen.insert(value)))
}
