//! Resolves a schema where it is used: follows references, and names inline types after their place. Must not know what
//! an object is made of.

use super::alternatives::{Alternatives, may_be_union};
use super::constraints;
use super::references::RefTarget;
use super::types::{Resolver, ValueRole};
use super::without_spans::{text, to_json};
use crate::api::{Constraints, Schema, Type};
use crate::diagnostics::messages;
use crate::openapi::{self, RefOr};
use crate::source::{FileId, Places, Span, Spanned};

/// Aliases and parts of parts that lead to one another: more has no use, and a stack has an end.
pub const MAX_NESTING: usize = 64;

/// A schema where it is used.
#[derive(Clone, Debug)]
pub struct SchemaUse {
    pub schema: Schema,
    /// Description of this use, or else of the type.
    pub description: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Sent by the server only.
    pub read_only: bool,
    /// Sent by the caller only.
    pub write_only: bool,
    /// Rust name that the use requests.
    pub rust_name: Option<String>,
    /// Where the schema is.
    pub span: Span,
}

impl SchemaUse {
    /// Of whatever there is at a place.
    pub fn any(span: Span) -> Self {
        Self {
            schema: Schema { places: Places::new(span), ..Schema::plain(Type::Any) },
            description: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            rust_name: None,
            span,
        }
    }
}

impl Resolver<'_, '_> {
    /// Resolves a schema where it is used. `name` is for an inline type: the names on the way to it, with spaces.
    /// `None` means that a diagnostic says why not.
    pub fn resolve(
        &mut self,
        schema: &RefOr<openapi::Schema>,
        file: FileId,
        name: &Spanned<String>,
    ) -> Option<SchemaUse> {
        let reference = match schema {
            RefOr::Value(schema) => return self.inline(schema, file, name),
            RefOr::Ref(reference) => reference,
        };
        let place = self.files.place(file, &reference.target)?;
        let component = place.name(&self.files.sources).to_owned();
        let mut found = match self.resolved.get(&place) {
            Some(resolved) => resolved.clone(),
            None => self.named(schema, file, place, &reference.target)?,
        };
        if let Some(description) = &reference.description {
            found.description = Some(description.value.clone());
            found.schema.places.set("description", description.span);
        }
        found.schema.places.set("$ref", reference.target.span);
        found.schema.reference = Some(component);
        Some(found)
    }

    /// Resolves a schema, or stands in `Type::Any` if it was reported, so that what refers to it is not reported too.
    pub fn resolve_or_any(
        &mut self,
        schema: &RefOr<openapi::Schema>,
        file: FileId,
        name: &Spanned<String>,
    ) -> SchemaUse {
        self.resolve(schema, file, name).unwrap_or_else(|| SchemaUse::any(name.span))
    }

    /// Resolves the target of a reference that is met for the first time.
    fn named(
        &mut self,
        schema: &RefOr<openapi::Schema>,
        file: FileId,
        first: RefTarget,
        target: &Spanned<String>,
    ) -> Option<SchemaUse> {
        let found = self.files.find(file, schema)?;
        let (schema, file) = (found.value, found.file);
        let name_span = found.name.unwrap_or(schema.span);
        let place = found.place.unwrap_or_else(|| first.clone());
        let resolved = match self.resolved.get(&place) {
            Some(resolved) => resolved.clone(),
            None => {
                if !self.in_progress.insert(place.clone()) {
                    self.files.diagnostics.push(messages::ref_cycle(target.span, &target.value));
                    return None;
                }
                if self.in_progress.len() > MAX_NESTING {
                    self.files.diagnostics.push(messages::ref_too_deep(target.span, MAX_NESTING));
                    self.in_progress.remove(&place);
                    return None;
                }
                let name = Spanned::new(place.name(&self.files.sources).to_owned(), name_span);
                let resolved = self.inline(&schema, file, &name);
                let id = resolved.as_ref().and_then(|resolved| resolved.schema.ty.named());
                if let Some(definition) = id.and_then(|id| self.definitions.get_mut(id.0))
                    && definition.name == name.value
                {
                    definition.component = true;
                }
                self.in_progress.remove(&place);
                // `x-rust-name` of a named schema names the type, not each property that uses it.
                let resolved = SchemaUse { rust_name: None, ..resolved? };
                self.resolved.insert(place, resolved.clone());
                resolved
            }
        };
        self.resolved.insert(first, resolved.clone());
        Some(resolved)
    }

    /// Resolves a schema that is written where it is used, or where a reference led.
    pub(super) fn inline(
        &mut self,
        schema: &openapi::Schema,
        file: FileId,
        name: &Spanned<String>,
    ) -> Option<SchemaUse> {
        if schema.untold {
            return None;
        }
        if !schema.all_of.is_empty() {
            return self.all_of(schema, file, name);
        }
        let (ty, nullable, constraints) = match self.one_of(schema, file, name) {
            OneOf::Use(found) => return found.map(|found| *found),
            OneOf::Type(ty, nullable) => (ty, nullable || schema.nullable.is_some(), Constraints::default()),
            OneOf::Nothing(null) => {
                let (ty, nullable) = self.type_of(schema, file, name)?;
                let constraints = constraints::read(schema, &ty, &mut self.files.diagnostics);
                super::formats::check(schema, &ty, &mut self.files.diagnostics);
                (ty, nullable || null, constraints)
            }
        };
        let default = schema.default.as_ref().map(to_json);
        let format = text(&schema.format);
        let (examples, places) = (schema.examples.iter().map(to_json).collect(), schema.places.clone());
        let others = false;
        let resolved = Schema { ty, nullable, constraints, default, format, others, reference: None, examples, places };
        self.queue_values(schema, &resolved);
        let named = matches!(resolved.ty, Type::Named(_));
        Some(SchemaUse {
            schema: resolved,
            description: text(&schema.description).or_else(|| text(&schema.title)),
            deprecated: schema.deprecated,
            read_only: schema.read_only,
            write_only: schema.write_only,
            rust_name: if named { None } else { text(&schema.rust_name) },
            span: schema.span,
        })
    }

    /// What a union comes to. A frame of its own: chains of schemas are long, and few of them are unions.
    fn one_of(&mut self, schema: &openapi::Schema, file: FileId, name: &Spanned<String>) -> OneOf {
        if !may_be_union(schema) {
            return OneOf::Nothing(false);
        }
        let (alternatives, null) = self.alternatives(schema, file);
        match alternatives {
            Alternatives::None => OneOf::Nothing(null),
            Alternatives::Several(parts) => OneOf::Type(self.definition_of(schema, None, parts, file, name), null),
            Alternatives::One(part) => {
                let found = self.resolve(&part.schema, part.schema.span().file, name).map(|found| {
                    let alone =
                        openapi::Schema { one_of: Vec::new(), any_of: Vec::new(), values: None, ..schema.clone() };
                    self.with(found, &alone)
                });
                OneOf::Use(found.map(|mut found| {
                    found.schema.nullable |= null;
                    found.schema.others |= part.others;
                    Box::new(found)
                }))
            }
        }
    }

    pub(super) fn queue_values(&mut self, schema: &openapi::Schema, resolved: &Schema) {
        for example in &schema.examples {
            self.examples.push((example.clone(), resolved.clone(), schema.span, ValueRole::Example));
        }
        if let Some(default) = &schema.default {
            self.examples.push((default.clone(), resolved.clone(), schema.span, ValueRole::Default));
        }
        for value in schema.values.iter().filter(|_| resolved.constraints.values.is_some()).flat_map(|list| &list.value)
        {
            self.examples.push((value.clone(), resolved.clone(), schema.span, ValueRole::Value));
        }
    }
}

/// What a union comes to.
enum OneOf {
    /// None is written, or it says no type; whether it says that `null` is a value.
    Nothing(bool),
    /// One type; `None` if it was reported why not.
    Use(Option<Box<SchemaUse>>),
    /// Several, and whether `null` is a value.
    Type(Type, bool),
}
