//! Resolves `allOf` of anything: parts that say more about one type leave it what it is, and others become one schema.
//! Must not know what a schema's type is.

mod fold;
mod narrow;

use super::references::{MOST_HOPS, RefTarget};
use super::schemas::SchemaUse;
use super::types::Resolver;
use super::without_spans::{text, to_json};
use crate::api::{Deprecation, Kind, Scalar, Schema, Type};
use crate::diagnostics::messages;
use crate::grammar::Object;
use crate::openapi::{self, RefOr, TypeName};
use crate::source::{FileId, Span, Spanned};
use std::collections::BTreeSet;
use std::rc::Rc;

/// Types that are made of parts which no document writes together: a few lines can demand any number of them.
const MOST_COMBINED: usize = 5_000;

/// A part of an `allOf`; its own `allOf` says nothing here.
struct Part {
    schema: Rc<openapi::Schema>,
    /// Whether it is written in place: its words are about this use, and not about another type.
    inline: bool,
}

/// The parts of an `allOf`, at any depth.
#[derive(Default)]
struct Parts {
    list: Vec<Part>,
    /// References to more than bounds and words, unless they are followed.
    references: Vec<RefOr<openapi::Schema>>,
    seen: BTreeSet<RefTarget>,
    /// The parts that lead to the one that is being read.
    in_progress: Vec<Option<RefTarget>>,
}

impl Resolver<'_, '_> {
    /// Resolves a schema that has an `allOf`.
    pub(super) fn all_of(
        &mut self,
        schema: &Rc<openapi::Schema>,
        file: FileId,
        name: &Spanned<String>,
    ) -> Option<SchemaUse> {
        let mut parts = Parts::default();
        self.gather(schema, file, false, &mut parts);
        if let [only] = parts.references.as_slice()
            && !parts.list.iter().any(|part| narrows(&part.schema))
            && !self.is_subtype(schema, only, file)
        {
            let extra = fold::fold(&parts.list).ok()?;
            let inner = self.resolve(only, only.span().file, name)?;
            match self.fits(&inner.schema.ty, &extra) {
                Fit::Same => return Some(self.with(inner, &extra)),
                Fit::Narrower => {}
                Fit::Never => return Some(self.nothing_is_both(extra.span, inner.span, schema, name)),
            }
        }
        if !parts.references.is_empty() {
            parts = Parts::default();
            self.gather(schema, file, true, &mut parts);
        }
        self.combine(schema, &parts, file, name)
    }

    /// Resolves parts as one schema, which may hold parts that are to be combined in turn, and in the end the same ones.
    fn combine(
        &mut self,
        schema: &openapi::Schema,
        parts: &Parts,
        file: FileId,
        name: &Spanned<String>,
    ) -> Option<SchemaUse> {
        let key: Vec<Span> = parts.list.iter().map(|part| part.schema.span).collect();
        let is_written = schema.places.of("allOf").is_some();
        if let Some(resolved) = self.combined.get(&key).filter(|_| !is_written) {
            return Some(resolved.clone());
        }
        let is_too_much = self.combined.len() >= MOST_COMBINED && !is_written;
        if is_too_much || self.combining.len() > MOST_HOPS || self.combining.contains(&key) {
            let reason = "what all parts of an `allOf` say of it has no end";
            self.files.diagnostics.push(messages::became_value(name.span, reason));
            return None;
        }
        self.combining.insert(key.clone());
        let resolved = match fold::fold(&parts.list) {
            Ok(folded) => self.inline(&Rc::new(openapi::Schema { span: schema.span, ..folded }), file, name),
            Err(narrow::Conflict { here, there }) => Some(self.nothing_is_both(here, there, schema, name)),
        };
        self.combining.remove(&key);
        if let (Some(resolved), false) = (&resolved, is_written) {
            self.combined.insert(key, resolved.clone());
        }
        resolved
    }

    /// Collects the parts of a schema, and then itself. `deep` if it is to be combined with others, so that references are
    /// followed.
    fn gather(&mut self, schema: &Rc<openapi::Schema>, file: FileId, deep: bool, into: &mut Parts) {
        if into.in_progress.len() > MOST_HOPS {
            self.files.diagnostics.push(messages::ref_too_deep(schema.span, MOST_HOPS));
            return;
        }
        for part in &schema.all_of {
            let file = if let RefOr::Ref(reference) = part { reference.target.span.file } else { file };
            let Some(found) = self.files.find(file, part) else { continue };
            if let RefOr::Ref(reference) = part
                && into.in_progress.contains(&found.place)
            {
                self.files.diagnostics.push(messages::ref_cycle(&reference.target, Object::Schema));
                continue;
            }
            // The same part by another way adds nothing; skipping it keeps a fan of parts linear.
            if found.place.as_ref().is_some_and(|place| !into.seen.insert(place.clone())) {
                continue;
            }
            let is_reference = matches!(part, RefOr::Ref(_));
            if is_reference && !deep && !only_says(&found.value) {
                into.references.push(part.clone());
                continue;
            }
            into.in_progress.push(found.place);
            self.gather(&found.value, found.file, deep, into);
            into.in_progress.pop();
        }
        let inline = into.in_progress.iter().all(Option::is_none) || only_says(schema);
        into.list.push(Part { schema: Rc::clone(schema), inline });
    }

    /// Whether a type is what further parts say.
    fn fits(&self, ty: &Type, extra: &openapi::Schema) -> Fit {
        let own = match ty {
            Type::Scalar(Scalar::Boolean) => TypeName::Boolean,
            Type::Scalar(Scalar::Integer(_)) => TypeName::Integer,
            Type::Scalar(Scalar::Number(_)) => TypeName::Number,
            Type::Scalar(Scalar::Text(_)) => TypeName::String,
            Type::Any if extra.types.is_empty() => return Fit::Same,
            Type::Any => return Fit::Narrower,
            Type::FreeForm | Type::Map(_) => TypeName::Object,
            Type::Array(_) => TypeName::Array,
            Type::Named(id) => match self.definitions.get(id.0).map(|definition| &definition.kind) {
                Some(Kind::Object(_)) => TypeName::Object,
                Some(Kind::StringEnum(_)) => TypeName::String,
                Some(Kind::IntegerEnum(..)) => TypeName::Integer,
                Some(Kind::Union(_)) => return Fit::Same,
                None => return Fit::Same,
            },
        };
        let mut names = extra.types.iter().map(|name| name.value).filter(|name| *name != TypeName::Null).peekable();
        let is_open = names.peek().is_none();
        let names: Vec<TypeName> = names.collect();
        if is_open || names.contains(&own) || own == TypeName::Integer && names.contains(&TypeName::Number) {
            Fit::Same
        } else if own == TypeName::Number && names.contains(&TypeName::Integer) {
            Fit::Narrower
        } else {
            Fit::Never
        }
    }

    /// A use of a type of which parts say more.
    pub(super) fn with(&mut self, mut inner: SchemaUse, extra: &openapi::Schema) -> SchemaUse {
        inner.schema.nullable |= extra.nullable.is_some() || extra.types.iter().any(|ty| ty.value == TypeName::Null);
        let own = super::constraints::read(extra, &inner.schema.ty, &mut self.files.diagnostics);
        super::constraints::tighten(&mut inner.schema.constraints, own);
        if extra.default.is_some() {
            inner.schema.default = extra.default.as_ref().map(to_json);
        }
        inner.schema.separator = self.separator(extra, &inner.schema.ty).or(inner.schema.separator);
        inner.schema.examples.extend(extra.examples.iter().map(to_json));
        inner.schema.places.overlay(&extra.places);
        self.queue_values(extra, &inner.schema);
        SchemaUse {
            description: text(&extra.description).or(inner.description),
            deprecated: Deprecation::both(extra.deprecated.clone(), inner.deprecated),
            read_only: inner.read_only || extra.read_only,
            write_only: inner.write_only || extra.write_only,
            rust_name: text(&extra.rust_name),
            was: extra.was.clone(),
            ..inner
        }
    }

    /// Parts that contradict each other: what travels there is shown as it comes.
    fn nothing_is_both(
        &mut self,
        here: Span,
        there: Span,
        schema: &openapi::Schema,
        name: &Spanned<String>,
    ) -> SchemaUse {
        // The later one is where somebody who adds a part looks.
        self.files.diagnostics.push(messages::all_of_conflict(here.max(there), here.min(there)));
        SchemaUse {
            schema: Schema { places: schema.places.clone(), ..Schema::plain(Type::Any) },
            description: text(&schema.description).or_else(|| text(&schema.title)),
            deprecated: schema.deprecated.clone(),
            read_only: schema.read_only,
            write_only: schema.write_only,
            rust_name: None,
            was: None,
            span: name.span,
        }
    }
}

/// How a type goes with the `type` of further parts.
enum Fit {
    Same,
    /// They leave less of it.
    Narrower,
    Never,
}

/// Whether a schema says what a value is made of, or which values there are: more than bounds and words.
fn narrows(schema: &openapi::Schema) -> bool {
    schema.values.is_some()
        || schema.items.is_some()
        || schema.additional.is_some()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || !schema.properties.is_empty()
        || !schema.prefix_items.is_empty()
        || !schema.pattern_properties.is_empty()
        || !schema.required.is_empty()
}

/// Whether a schema has bounds and words alone, for parts of any type.
fn only_says(schema: &openapi::Schema) -> bool {
    schema.all_of.is_empty() && schema.types.is_empty() && !narrows(schema)
}
