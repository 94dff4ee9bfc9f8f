//! Finds the types of which a value is one, before any is resolved: `oneOf`, `anyOf`, several names in `type`, and the
//! subtypes of a base that has a discriminator. What says the same twice is one type, and what all of them share is merged
//! into each. Must not know what the types become.

use super::derived::component;
use super::enums;
use super::references::RefTarget;
use super::types::Resolver;
use crate::openapi::{self, AdditionalProperties, RefOr, Reference, TypeName};
use crate::source::{FileId, Span, Spanned};
use crate::yaml::{Node, Value};
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
            let part = Part { schema: RefOr::Value(values.clone()), found: Rc::new(values), ..whole(schema, file) };
            return Alternatives::One(Box::new(part));
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
            let (place, span) = (found.place.clone().or(place), schema.span());
            if place.is_some() && parts.iter().any(|other| other.place == place) {
                continue;
            }
            if place.is_none() && is_only_union(&found.value) {
                let inner = [found.value.one_of.as_slice(), &found.value.any_of].concat();
                parts.extend(self.parts(&inner, file));
                continue;
            }
            let found_schema = Rc::new((*found.value).clone());
            let (file, schema) = (found.file, schema.clone());
            parts.push(Part {
                schema,
                found: found_schema,
                file,
                place,
                is_fallback: false,
                others: false,
                name: None,
                span,
            });
        }
        parts
    }

    /// Each type with what is written beside the union.
    fn merged(&mut self, schema: &openapi::Schema, file: FileId, parts: Vec<Part>) -> Vec<Part> {
        // Of `anyOf` beside `oneOf`, each is one of those, too.
        let any_of = if schema.one_of.is_empty() { Vec::new() } else { schema.any_of.clone() };
        let base = openapi::Schema {
            one_of: Vec::new(),
            any_of,
            discriminator: None,
            rust_name: None,
            nullable: None,
            examples: Vec::new(),
            default: None,
            ..schema.clone()
        };
        let merge = |part: Part| {
            let members = openapi::Schema {
                all_of: vec![RefOr::Value(base.clone()), part.schema.clone()],
                title: part.found.title.clone(),
                description: part.found.description.clone(),
                ..openapi::Schema::blank(part.span)
            };
            let name = part.name.clone().or_else(|| Some(part.place.as_ref()?.name(&self.files.sources).to_owned()));
            Part { schema: RefOr::Value(members.clone()), found: Rc::new(members), file, name, ..part }
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
        let open = AdditionalProperties::Schema(Box::new(RefOr::Value(openapi::Schema::blank(schema.span))));
        let additional = schema.additional.clone().or_else(|| Some(Spanned::new(open, schema.span)));
        let base = openapi::Schema { discriminator: None, additional, rust_name: None, ..schema.clone() };
        let name = Some("Other".to_owned());
        let schema = RefOr::Value(base.clone());
        parts.push(Part {
            schema,
            found: Rc::new(base),
            file,
            place: None,
            is_fallback: true,
            others: false,
            name,
            span: discriminator.span,
        });
        parts
    }
}

/// Whether a schema may be a union, as far as it tells by itself.
pub fn may_be_union(schema: &openapi::Schema) -> bool {
    let openapi::Schema { one_of, any_of, discriminator, types, .. } = schema;
    let is_mixed = || !enums::mixed(schema).is_empty();
    !one_of.is_empty() || !any_of.is_empty() || discriminator.is_some() || types.len() > 1 || is_mixed()
}

/// The schema as the only type.
fn whole(schema: &openapi::Schema, file: FileId) -> Part {
    let found = Rc::new(schema.clone());
    Part {
        schema: RefOr::Value(schema.clone()),
        found,
        file,
        place: None,
        is_fallback: false,
        others: false,
        name: None,
        span: schema.span,
    }
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

/// Each type with the keywords that mean something for it.
fn by_type(schema: &openapi::Schema, types: &[Spanned<TypeName>], file: FileId) -> Vec<Part> {
    let names = types.iter().filter(|ty| ty.value != TypeName::Null);
    names.map(|ty| whole(&of_type(schema, ty.clone()), file)).collect()
}

/// What of a schema is about values of that type.
fn of_type(schema: &openapi::Schema, ty: Spanned<TypeName>) -> openapi::Schema {
    let of = |node: &Node| match (&node.value, ty.value) {
        (Value::String(_), TypeName::String) | (Value::Bool(_), TypeName::Boolean) => true,
        (Value::Number(_), TypeName::Integer | TypeName::Number) => true,
        (Value::Array(_), TypeName::Array) | (Value::Object(_), TypeName::Object) => true,
        (
            Value::Null | Value::String(_) | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_),
            _,
        ) => false,
    };
    let values =
        schema.values.as_ref().map(|values| values.value.iter().filter(|node| of(node)).cloned().collect::<Vec<_>>());
    let values = values.filter(|values| !values.is_empty()).zip(schema.values.as_ref());
    // An enum is known by its place, and here are several at one.
    let span = if values.is_some() { ty.span } else { schema.span };
    let own = openapi::Schema {
        types: vec![ty.clone()],
        values: values.map(|(values, all)| Spanned::new(values, all.span)),
        ..openapi::Schema::blank(span)
    };
    match ty.value {
        TypeName::String => openapi::Schema {
            format: schema.format.clone(),
            min_length: schema.min_length.clone(),
            max_length: schema.max_length.clone(),
            pattern: schema.pattern.clone(),
            ..own
        },
        TypeName::Integer | TypeName::Number => openapi::Schema {
            format: schema.format.clone(),
            minimum: schema.minimum.clone(),
            exclusive_minimum: schema.exclusive_minimum,
            maximum: schema.maximum.clone(),
            exclusive_maximum: schema.exclusive_maximum,
            multiple_of: schema.multiple_of.clone(),
            ..own
        },
        TypeName::Array => openapi::Schema {
            items: schema.items.clone().or_else(|| Some(Box::new(RefOr::Value(openapi::Schema::blank(schema.span))))),
            prefix_items: schema.prefix_items.clone(),
            min_items: schema.min_items.clone(),
            max_items: schema.max_items.clone(),
            unique_items: schema.unique_items,
            ..own
        },
        TypeName::Object => openapi::Schema {
            properties: schema.properties.clone(),
            required: schema.required.clone(),
            additional: schema.additional.clone(),
            pattern_properties: schema.pattern_properties.clone(),
            all_of: schema.all_of.clone(),
            min_properties: schema.min_properties.clone(),
            max_properties: schema.max_properties.clone(),
            ..own
        },
        TypeName::Boolean | TypeName::Null => own,
    }
}

/// Values that are listed one by one, each with words about it: an enum.
fn listed(schema: &openapi::Schema, parts: &[Part]) -> Option<openapi::Schema> {
    let is_value = |part: &Part| {
        let openapi::Schema { values, properties, all_of, one_of, any_of, .. } = &*part.found;
        let is_plain = properties.is_empty() && all_of.is_empty() && one_of.is_empty() && any_of.is_empty();
        let same = |node: &Node| matches!(node.value, Value::String(_) | Value::Number(_));
        is_plain && part.place.is_none() && values.as_ref().is_some_and(|list| list.value.iter().all(same))
    };
    if parts.is_empty() || !parts.iter().all(is_value) || has_members(schema) {
        return None;
    }
    let values: Vec<(Node, Option<Spanned<String>>)> = parts
        .iter()
        .flat_map(|part| {
            let words = part.found.description.clone().or_else(|| part.found.title.clone());
            part.found.values.iter().flat_map(|values| &values.value).map(move |node| (node.clone(), words.clone()))
        })
        .collect();
    let is_text = |(node, _): &(Node, Option<Spanned<String>>)| matches!(node.value, Value::String(_));
    if values.iter().any(is_text) != values.iter().all(is_text) {
        return None;
    }
    let has_words = values.iter().any(|(_, words)| words.is_some());
    let words = |(node, words): &(Node, Option<Spanned<String>>)| {
        words.clone().unwrap_or_else(|| Spanned::new(String::new(), node.span))
    };
    let span = schema.places.of("oneOf").or(schema.places.of("anyOf")).unwrap_or(schema.span);
    let types = match schema.types.is_empty() {
        true => parts.iter().find_map(|part| (!part.found.types.is_empty()).then(|| part.found.types.clone())),
        false => None,
    };
    Some(openapi::Schema {
        types: types.unwrap_or_else(|| schema.types.clone()),
        variant_descriptions: if has_words { values.iter().map(words).collect() } else { Vec::new() },
        values: Some(Spanned::new(values.into_iter().map(|(node, _)| node).collect(), span)),
        one_of: Vec::new(),
        any_of: Vec::new(),
        ..schema.clone()
    })
}

fn has_members(schema: &openapi::Schema) -> bool {
    let has_two = !schema.one_of.is_empty() && !schema.any_of.iter().all(is_rule_of);
    let has_names =
        !schema.properties.is_empty() || !schema.pattern_properties.is_empty() || schema.additional.is_some();
    has_two || has_names || !schema.all_of.is_empty()
}

/// Whether a schema is a list of types and no more, which go for themselves.
fn is_only_union(schema: &openapi::Schema) -> bool {
    let openapi::Schema { one_of, any_of, discriminator, types, title, .. } = schema;
    let is_one = one_of.is_empty() != any_of.is_empty();
    is_one && discriminator.is_none() && types.is_empty() && title.is_none() && !has_members(schema)
}

fn is_null(schema: &openapi::Schema) -> bool {
    let of_type = !schema.types.is_empty() && schema.types.iter().all(|ty| ty.value == TypeName::Null);
    of_type || schema.values.as_ref().is_some_and(|values| values.value.iter().all(|node| node.value == Value::Null))
}

fn may_be_null(schema: &openapi::Schema) -> bool {
    let listed = schema.values.as_ref().is_some_and(|values| values.value.iter().any(|node| node.value == Value::Null));
    listed || schema.nullable.is_some() || schema.types.iter().any(|ty| ty.value == TypeName::Null)
}

/// Whether it says nothing about a type.
fn is_any(schema: &openapi::Schema) -> bool {
    let openapi::Schema { types, values, items, prefix_items, one_of, any_of, untold, never, .. } = schema;
    let says_items = items.is_some() || !prefix_items.is_empty();
    let says_type = !types.is_empty() || values.is_some() || says_items || !one_of.is_empty() || !any_of.is_empty();
    !says_type && !has_members(schema) && !untold && !never
}

/// Whether it only says what must be there: a rule about a type, and none itself.
pub fn is_rule(schema: &openapi::Schema) -> bool {
    is_any(schema) && !schema.required.is_empty()
}

fn is_rule_of(part: &RefOr<openapi::Schema>) -> bool {
    match part {
        RefOr::Ref(_) => false,
        RefOr::Value(schema) => is_rule(schema),
    }
}

/// The type of a schema that is a value without others in it and without a list of values.
fn scalar(schema: &openapi::Schema) -> Option<TypeName> {
    let mut types = schema.types.iter().map(|ty| ty.value).filter(|ty| *ty != TypeName::Null);
    let (first, second) = (types.next(), types.next());
    let is_plain = second.is_none() && schema.one_of.is_empty() && schema.any_of.is_empty() && schema.all_of.is_empty();
    first.filter(|ty| is_plain && !matches!(ty, TypeName::Array | TypeName::Object | TypeName::Null))
}

/// Several scalars of one type are one, without the bounds of either; one that lists values goes before one that does not,
/// since it holds any other value, too.
fn merged_scalars(parts: Vec<Part>) -> Vec<Part> {
    let mut merged: Vec<Part> = Vec::new();
    for part in parts {
        let Some(ty) = scalar(&part.found) else {
            merged.push(part);
            continue;
        };
        let is_listed = part.found.values.is_some();
        let same = merged.iter_mut().find(|other| scalar(&other.found) == Some(ty));
        match same {
            None => merged.push(part),
            Some(other) => match (other.found.values.is_some(), is_listed) {
                (true, true) => merged.push(part),
                (true, false) => other.others = true,
                (false, true) => *other = Part { others: true, ..part },
                (false, false) => {
                    let formats =
                        [&other.found.format, &part.found.format].map(|format| format.as_ref().map(|it| &it.value));
                    let is_narrow = ty == TypeName::Integer && formats == [Some(&"int32".to_owned()); 2];
                    let format = (is_narrow || ty == TypeName::String && formats[0] == formats[1])
                        .then(|| other.found.format.clone())
                        .flatten();
                    let types = vec![Spanned::new(ty, other.span)];
                    let all = openapi::Schema { types, format, ..openapi::Schema::blank(other.span) };
                    *other =
                        Part { schema: RefOr::Value(all.clone()), found: Rc::new(all), place: None, ..other.clone() };
                }
            },
        }
    }
    merged
}
