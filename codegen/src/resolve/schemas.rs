//! Resolves a schema where it is used: follows references, and resolves what is written once, once. Must not know what the keywords
//! of a schema come to (`keywords`).

mod keywords;

use super::references::{MOST_HOPS, RefTarget};
use super::types::Resolver;
use crate::api::{Deprecation, Schema, Type};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::openapi::{self, FromNode as _, RefOr, Reference};
use crate::source::{FileId, Places, Span, Spanned};
use crate::yaml::Node;
use std::rc::Rc;

/// A schema where it is used.
#[derive(Clone, Debug)]
pub struct SchemaUse {
    pub schema: Schema,
    /// Description of this use, or else of the type.
    pub description: Option<String>,
    /// That it should no longer be used, if it should not.
    pub deprecated: Option<Deprecation>,
    /// Sent by the server only.
    pub read_only: bool,
    /// Sent by the caller only.
    pub write_only: bool,
    /// Rust name that the use requests.
    pub rust_name: Option<String>,
    /// The name that the use had in Rust.
    pub was: Option<Spanned<String>>,
    /// Where the schema is.
    pub span: Span,
}

/// What is in a schema, in numbers: others may be made of it that stand at the same place.
#[derive(PartialEq)]
pub struct Outline {
    places: Places,
    lengths: [usize; 5],
    flags: [bool; 4],
}

impl Outline {
    fn of(schema: &openapi::Schema) -> Self {
        let openapi::Schema { all_of, one_of, any_of, properties, required, .. } = schema;
        let openapi::Schema { additional, discriminator, items, values, .. } = schema;
        Self {
            places: schema.places.clone(),
            lengths: [all_of.len(), one_of.len(), any_of.len(), properties.len(), required.len()],
            flags: [additional.is_some(), discriminator.is_some(), items.is_some(), values.is_some()],
        }
    }
}

/// Where a reference leads.
struct Target {
    schema: Rc<openapi::Schema>,
    file: FileId,
    place: RefTarget,
    /// What a type there is called.
    name: Spanned<String>,
}

impl SchemaUse {
    /// Of whatever there is at a place.
    pub fn any(span: Span) -> Self {
        Self {
            schema: Schema { places: Places::new(span), ..Schema::plain(Type::Any) },
            description: None,
            deprecated: None,
            read_only: false,
            write_only: false,
            rust_name: None,
            was: None,
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
        match schema {
            RefOr::Value(schema) => self.written(schema, file, name),
            RefOr::Ref(reference) if reference.siblings.is_some() && self.files.is_3_1 => {
                let found = self.files.follow::<openapi::Schema>(reference)?;
                self.inline(&found.value, found.file, name)
            }
            RefOr::Ref(reference) => {
                let place = self.files.place(&reference.target);
                if let Some(place) = &place
                    && !self.resolved.contains_key(place)
                {
                    self.named(reference, place);
                }
                self.used(reference, place.as_ref())
            }
        }
    }

    /// What a reference leads to, as what stands beside it says. What is nowhere has been reported; where one goes on, it may
    /// be anything.
    fn used(&mut self, reference: &Reference, place: Option<&RefTarget>) -> Option<SchemaUse> {
        let found = place.and_then(|place| self.resolved.get(place)).cloned();
        let is_any = found.is_none() && !self.files.diagnostics.has_errors();
        let mut found = found.or_else(|| is_any.then(|| SchemaUse::any(reference.target.span)))?;
        if let Some(description) = &reference.description {
            found.description = Some(description.value.clone());
            found.schema.places.set("description", description.span);
        }
        found.schema.places.set("$ref", reference.target.span);
        found.schema.reference = place.map(|place| self.files.name_of(place));
        if let Some(siblings) = &reference.siblings {
            self.say_more(&mut found, reference, siblings);
        }
        Some(found)
    }

    /// What 3.0 has beside a reference, by its letter, without an effect: what tells more of this use is understood all the same.
    fn say_more(&mut self, found: &mut SchemaUse, reference: &Reference, siblings: &Node) {
        self.files.is_obeyed(reference, Object::Schema);
        let Some(more) = openapi::Schema::read(siblings, &mut Diagnostics::default()) else { return };
        found.schema.nullable |= more.nullable.is_some();
        found.deprecated = Deprecation::both(more.deprecated, found.deprecated.take());
        found.read_only |= more.read_only;
        found.write_only |= more.write_only;
    }

    /// Resolves a schema that is written somewhere: it is one type, whether it is met there or by a reference.
    fn written(&mut self, schema: &Rc<openapi::Schema>, file: FileId, name: &Spanned<String>) -> Option<SchemaUse> {
        if self.is_met(schema) {
            return self.met(schema);
        }
        let resolved = self.inline(schema, file, name);
        self.keep(schema, resolved.as_ref());
        resolved
    }

    fn is_met(&self, schema: &openapi::Schema) -> bool {
        self.written.get(&schema.span).is_some_and(|(outline, _)| *outline == Outline::of(schema))
    }

    fn met(&self, schema: &openapi::Schema) -> Option<SchemaUse> {
        self.written.get(&schema.span).map(|(_, resolved)| resolved.clone())
    }

    fn keep(&mut self, schema: &openapi::Schema, resolved: Option<&SchemaUse>) {
        let Some(resolved) = resolved else { return };
        // What was made of parts has no place of its own.
        let is_made = !schema.all_of.is_empty() && schema.places.of("allOf").is_none();
        if !is_made && resolved.schema.ty.named_inside().is_some() {
            self.written.insert(schema.span, (Outline::of(schema), resolved.clone()));
        }
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

    /// Resolves the target of a reference that is met for the first time. Chains are long, so no frame holds what comes of it.
    fn named(&mut self, reference: &Reference, first: &RefTarget) {
        let Some(target) = self.target(reference, first) else { return };
        let resolved = self.written(&target.schema, target.file, &target.name);
        self.settle(target.place, first, resolved);
    }

    /// What a reference leads to, unless it is resolved already, or cannot be.
    fn target(&mut self, reference: &Reference, first: &RefTarget) -> Option<Box<Target>> {
        let found = self.files.follow::<openapi::Schema>(&reference.alone())?;
        let place = found.place.unwrap_or_else(|| first.clone());
        if let Some(resolved) = self.resolved.get(&place).cloned() {
            self.resolved.insert(first.clone(), resolved);
            return None;
        }
        let target = &reference.target;
        if !self.in_progress.insert(place.clone()) {
            self.files.diagnostics.push(messages::ref_cycle(target, Object::Schema));
            return None;
        }
        if self.in_progress.len() > MOST_HOPS {
            self.files.diagnostics.push(messages::ref_too_deep(target.span, MOST_HOPS));
            self.in_progress.remove(&place);
            return None;
        }
        let name = Spanned::new(self.files.name_of(&place), found.name.unwrap_or(found.value.span));
        Some(Box::new(Target { schema: found.value, file: found.file, place, name }))
    }

    /// Takes note of what a target was resolved to.
    fn settle(&mut self, place: RefTarget, first: &RefTarget, resolved: Option<SchemaUse>) {
        self.in_progress.remove(&place);
        let Some(resolved) = resolved else { return };
        let definition = resolved.schema.ty.named().and_then(|id| self.definitions.get_mut(id.0));
        if let Some(definition) = definition
            && place.pointer.last().is_none_or(|last| *last == definition.name)
        {
            definition.component = true;
        }
        if let Some(was) = &resolved.was {
            let reason = "the schema makes no type with a name";
            self.files.diagnostics.push(messages::ignored(was.span, "`x-was`", reason));
        }
        // `x-rust-name` of a named schema names the type, not each property that uses it.
        let resolved = SchemaUse { rust_name: None, was: None, ..resolved };
        self.resolved.insert(first.clone(), resolved.clone());
        self.resolved.insert(place, resolved);
    }
}
