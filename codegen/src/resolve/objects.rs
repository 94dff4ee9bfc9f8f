//! Resolves objects: their own properties and those of the parts of their `allOf`, at any depth. Must not know what a
//! property's type means.

use super::constraints::describe;
use super::references::RefTarget;
use super::schemas::{MAX_NESTING, SchemaUse};
use super::types::Resolver;
use crate::api::{Object, Property, Type};
use crate::diagnostics::{MOST_SLIPS, messages};
use crate::openapi::{self, AdditionalProperties, RefOr, TypeName};
use crate::source::{FileId, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// An object under construction.
#[derive(Default)]
struct Merge {
    object: Object,
    names: BTreeMap<String, usize>,
    required: Vec<Spanned<String>>,
    parts: BTreeSet<RefTarget>,
    /// The parts that lead to the one that is being read.
    in_progress: Vec<Option<RefTarget>>,
}

impl Resolver<'_, '_> {
    /// The content of a type that is an object.
    pub fn object(&mut self, schema: &openapi::Schema, file: FileId, name: &Spanned<String>) -> Object {
        let mut merge = Merge::default();
        self.merge(schema, file, &name.value, &mut merge);
        let mut slips = 0;
        for required in &merge.required {
            let at = merge.names.get(&required.value).copied();
            match at.and_then(|at| merge.object.properties.get_mut(at)) {
                Some(property) => {
                    property.required = true;
                    property.required_at = Some(required.span);
                }
                None => {
                    slips += 1;
                    let names = merge.object.properties.iter().map(|property| property.name.as_str());
                    let suggestion =
                        crate::diagnostics::nearest(&required.value, names.take_while(|_| slips <= MOST_SLIPS));
                    let message = messages::required_unknown(required.span, &required.value, suggestion);
                    self.files.diagnostics.push(message);
                }
            }
        }
        merge.object
    }

    /// Adds the properties of a schema and of the parts of its `allOf`, parts first.
    fn merge(&mut self, schema: &openapi::Schema, file: FileId, name: &str, into: &mut Merge) {
        if into.in_progress.len() > MAX_NESTING {
            self.files.diagnostics.push(messages::ref_too_deep(schema.span, MAX_NESTING));
            return;
        }
        for part in &schema.all_of {
            let Some(found) = self.files.find(file, part) else { continue };
            if let RefOr::Ref(reference) = part
                && into.in_progress.contains(&found.place)
            {
                let target = &reference.target;
                self.files.diagnostics.push(messages::ref_cycle(target.span, &target.value));
                continue;
            }
            // The same part by another way adds nothing; skipping it keeps a fan of parts linear.
            if found.place.as_ref().is_some_and(|place| !into.parts.insert(place.clone())) {
                continue;
            }
            into.in_progress.push(found.place);
            self.merge(&found.value, found.file, name, into);
            into.in_progress.pop();
        }
        let other = schema.types.iter().find(|ty| !matches!(ty.value, TypeName::Object | TypeName::Null));
        if let Some(other) = other {
            let instead = "combine objects only, or describe the type without `allOf`";
            self.files.diagnostics.push(messages::unsupported(
                other.span,
                "`allOf` of other types than objects",
                instead,
            ));
        }
        into.required.extend(schema.required.iter().cloned());
        for (key, property) in &schema.properties {
            let place = Spanned::new(format!("{name} {}", key.value), key.span);
            let resolved = self.resolve_or_any(property, file, &place);
            self.add(into, key, resolved);
        }
        match schema.additional.as_ref().map(|additional| (&additional.value, additional.span)) {
            Some((AdditionalProperties::Schema(values), span)) => {
                let values = self.resolve_or_any(values, file, &Spanned::new(format!("{name} value"), span));
                into.object.additional = Some(Box::new(values.schema));
            }
            // One part that allows no other names forbids them all.
            Some((AdditionalProperties::Allowed(allowed), _)) => into.object.closed |= !allowed,
            None => {}
        }
    }

    fn add(&mut self, into: &mut Merge, key: &Spanned<String>, resolved: SchemaUse) {
        let existing = into.names.get(&key.value).and_then(|at| into.object.properties.get_mut(*at));
        match existing {
            // One property by two ways.
            Some(existing) if existing.span == key.span => {}
            // All parts hold, so the narrower bound does.
            Some(existing) if existing.schema == resolved.schema => {
                super::constraints::tighten(&mut existing.schema.constraints, resolved.schema.constraints);
                existing.description = existing.description.take().or(resolved.description);
            }
            // Anything agrees with everything.
            Some(_) if resolved.schema.ty == Type::Any => {}
            Some(existing) if existing.schema.ty == Type::Any => existing.schema = resolved.schema,
            Some(existing) => {
                let types = (describe(&resolved.schema.ty), describe(&existing.schema.ty));
                self.files.diagnostics.push(messages::all_of_conflict(key.span, existing.span, &key.value, types));
            }
            None => {
                into.names.insert(key.value.clone(), into.object.properties.len());
                into.object.properties.push(Property {
                    name: key.value.clone(),
                    rust_name: resolved.rust_name,
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
        }
    }
}
