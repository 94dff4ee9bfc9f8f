//! Finds the types of which a value is one, before any is resolved: `oneOf`, `anyOf`, several names in `type`, and the
//! subtypes of a base that has a discriminator. What says the same twice is one type, and what all of them share is merged
//! into each. Must not know what the types become.

mod by_type;
mod listed;
mod rules;
mod scalars;

use super::derived::component;
use super::enums;
use super::references::{RefTarget, Resolved};
use super::types::Resolver;
use crate::openapi::{self, AdditionalProperties, RefOr, Reference, TypeName};
use crate::source::{FileId, Span, Spanned};
use by_type::by_type;
use listed::listed;
pub use rules::is_rule;
use rules::{has_members, is_any, is_null, is_only_union, may_be_null};
use scalars::merged_scalars;
use std::rc::Rc;

/// A type that a value may be of, as it is written.
#[derive(Clone)]
pub struct Part {
    /// To be resolved in the file of the union.
    pub schema: RefOr<openapi::Schema>,
    /// What stands at the end of its references, and in which file.
    pub found: Rc<openapi::Schema>,
    pub file: FileId,
    /// Where its reference leads, if it is one.
    pub place: Option<RefTarget>,
    /// Whether it is for objects whose tag is unknown.
    pub is_fallback: bool,
    /// Whether values are allowed that it does not list.
    pub others: bool,
    /// What it is called where nothing better is known.
    pub name: Option<String>,
    pub span: Span,
}

impl Part {
    /// What a schema, as it is written in a list of parts, is found to be.
    pub fn found(schema: &RefOr<openapi::Schema>, found: Resolved<openapi::Schema>) -> Self {
        let (schema, span) = (schema.clone(), schema.span());
        let (place, file) = (found.place.clone(), found.file);
        Self { schema, found: found.value, file, place, is_fallback: false, others: false, name: None, span }
    }

    /// What is written in a file.
    pub fn of(schema: impl Into<Rc<openapi::Schema>>, file: FileId) -> Self {
        let found = schema.into();
        let (span, schema) = (found.span, Rc::clone(&found));
        let (place, name, schema) = (None, None, RefOr::Value(schema));
        Self { schema, found, file, place, is_fallback: false, others: false, name, span }
    }
}

/// What the keywords of a union come to.
pub enum Alternatives {
    /// No union: the other keywords say what it is.
    None,
    /// One type, which may be `null`.
    One(Box<Part>),
    Several(Vec<Part>),
}

impl Resolver<'_, '_> {
    /// The types of which a value is one, and whether `null` is one of them.
    pub(super) fn alternatives(&mut self, schema: &openapi::Schema, file: FileId) -> (Alternatives, bool) {
        let parts = match (&*schema.one_of, &*schema.any_of) {
            ([], []) if schema.types.iter().filter(|ty| ty.value != TypeName::Null).count() > 1 => {
                by_type(schema, &schema.types, file)
            }
            ([], []) if schema.discriminator.is_some() => self.subtypes(schema, file),
            ([], []) => match enums::mixed(schema) {
                types if types.is_empty() => return (Alternatives::None, false),
                types => by_type(schema, &types, file),
            },
            ([], any_of) => self.parts(any_of, file),
            (one_of, _) => self.parts(one_of, file),
        };
        let is_null = |part: &Part| is_null(&part.found);
        let nullable = may_be_null(schema) || parts.iter().any(|part| is_null(part) || may_be_null(&part.found));
        let parts: Vec<Part> = parts.into_iter().filter(|part| !is_null(part) && !part.found.never).collect();
        (self.settled(schema, file, parts), nullable)
    }

    fn settled(&mut self, schema: &openapi::Schema, file: FileId, parts: Vec<Part>) -> Alternatives {
        let is_union = !schema.one_of.is_empty() || !schema.any_of.is_empty();
        if !is_union {
            return counted(merged_scalars(parts));
        }
        if let Some(values) = listed(schema, &parts) {
            return Alternatives::One(Box::new(Part::of(values, file)));
        }
        // Rules about a type that is told beside them, and types that are anything.
        let mut parts: Vec<Part> =
            parts.into_iter().filter(|part| !is_rule(&part.found) && !is_any(&part.found)).collect();
        let of_one_type = schema.types.iter().find(|ty| !matches!(ty.value, TypeName::Null | TypeName::Object));
        if let (Some(ty), false) = (of_one_type, parts.is_empty()) {
            parts.retain(|part| part.found.types.iter().all(|other| other.value == ty.value));
            let says_more = |part: &Part| part.found.items.is_some() || part.found.values.is_some();
            if !parts.iter().any(says_more) {
                return Alternatives::None;
            }
        }
        if has_members(schema) {
            parts = self.merged(schema, file, parts);
        }
        counted(merged_scalars(parts))
    }

    /// A list of types, each found at the end of its references.
    fn parts(&mut self, list: &[RefOr<openapi::Schema>], file: FileId) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for schema in list {
            let place = match schema {
                RefOr::Ref(reference) => self.files.place(&reference.target),
                RefOr::Value(_) => None,
            };
            let Some(found) = self.files.find(file, schema) else { continue };
            let place = found.place.clone().or(place);
            if place.is_some() && parts.iter().any(|other| other.place == place) {
                continue;
            }
            if place.is_none() && is_only_union(&found.value) {
                let inner = [found.value.one_of.as_slice(), &found.value.any_of].concat();
                parts.extend(self.parts(&inner, file));
                continue;
            }
            parts.push(Part { place, ..Part::found(schema, found) });
        }
        parts
    }

    /// Each type with what is written beside the union.
    fn merged(&mut self, schema: &openapi::Schema, file: FileId, parts: Vec<Part>) -> Vec<Part> {
        // Of `anyOf` beside `oneOf`, each is one of those, too.
        let any_of = if schema.one_of.is_empty() { Vec::new() } else { schema.any_of.clone() };
        let base = Rc::new(openapi::Schema {
            one_of: Vec::new(),
            any_of,
            discriminator: None,
            rust_name: None,
            was: None,
            nullable: None,
            examples: Vec::new(),
            default: None,
            ..schema.clone()
        });
        let merge = |part: Part| {
            let members = Rc::new(openapi::Schema {
                all_of: vec![RefOr::Value(Rc::clone(&base)), part.schema.clone()],
                title: part.found.title.clone(),
                description: part.found.description.clone(),
                ..openapi::Schema::blank(part.span)
            });
            let name = part.name.clone().or_else(|| Some(part.place.as_ref()?.name(&self.files.sources).to_owned()));
            Part { schema: RefOr::Value(Rc::clone(&members)), found: members, file, name, ..part }
        };
        parts.into_iter().map(merge).collect()
    }

    /// Whether a component adds nothing to a base of which it is a subtype.
    pub(super) fn is_subtype(&mut self, schema: &openapi::Schema, base: &RefOr<openapi::Schema>, file: FileId) -> bool {
        let Some(found) = self.files.find(file, base) else { return false };
        let is_base =
            found.value.discriminator.is_some() && found.value.one_of.is_empty() && found.value.any_of.is_empty();
        let (span, there) = (found.value.span, found.file);
        is_base && self.files.derived(there, span).iter().any(|(_, derived)| *derived == schema.span)
    }

    /// The components that refer to a base in their `allOf`, and the base itself for those that are not known.
    fn subtypes(&mut self, schema: &openapi::Schema, file: FileId) -> Vec<Part> {
        let Some(discriminator) = &schema.discriminator else { return Vec::new() };
        let derived = self.files.derived(file, schema.span).into_iter();
        let reference = |(name, _): (String, Span)| {
            let target = Spanned::new(component(&name), discriminator.span);
            RefOr::Ref(Reference::to(target))
        };
        let targets: Vec<RefOr<openapi::Schema>> = derived.map(reference).collect();
        let mut parts = self.parts(&targets, file);
        if parts.is_empty() {
            return parts;
        }
        let open = AdditionalProperties::Schema(openapi::Schema::blank(schema.span).into());
        let additional = schema.additional.clone().or_else(|| Some(Spanned::new(open, schema.span)));
        let base = openapi::Schema { discriminator: None, additional, rust_name: None, was: None, ..schema.clone() };
        let name = Some("Other".to_owned());
        parts.push(Part { is_fallback: true, name, span: discriminator.span, ..Part::of(base, file) });
        parts
    }
}

/// Whether a schema may be a union, as far as it tells by itself.
pub fn may_be_union(schema: &openapi::Schema) -> bool {
    let openapi::Schema { one_of, any_of, discriminator, types, .. } = schema;
    let is_mixed = || !enums::mixed(schema).is_empty();
    !one_of.is_empty() || !any_of.is_empty() || discriminator.is_some() || types.len() > 1 || is_mixed()
}

fn counted(mut parts: Vec<Part>) -> Alternatives {
    match (parts.len(), parts.pop()) {
        (_, None) => Alternatives::None,
        (1, Some(part)) => Alternatives::One(Box::new(part)),
        (_, Some(part)) => {
            parts.push(part);
            Alternatives::Several(parts)
        }
    }
}
