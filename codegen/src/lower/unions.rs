//! Lowers unions: the names of variants, what each holds, and what tells it apart. Must not know where unions are used.

use super::types::{sent_as, type_of};
use super::{TypeTable, checks, docs, names};
use crate::api::{self, Definition, JsonType, JsonTypes, Kind, TypeId};
use crate::rust::{Held, Ident, Origin, Shape, Told, Type, Union, UnionVariant};
use std::collections::{BTreeMap, BTreeSet};

/// What the variants of a union are called.
pub struct VariantNames {
    /// Those that the document knows, each with whether a box is around its value.
    pub known: Vec<(Ident, bool)>,
    /// The one of what is none of them.
    pub unknown: Ident,
}

/// Lowers a union.
pub fn lower(id: TypeId, definition: &Definition, union: &api::Union, types: &TypeTable<'_>) -> Union {
    let VariantNames { known, unknown } = variants(id, union, types);
    let mut shapes: Vec<api::Shape> = union.alternatives.iter().map(|one| one.shape.clone()).collect();
    let common = common(&shapes);
    shapes.iter_mut().for_each(|shape| shape.names.retain(|name, _| !common.contains(name)));
    let holds: Vec<Type> = union.alternatives.iter().map(|one| type_of(&one.schema.ty, types)).collect();
    let all = union.alternatives.iter().zip(shapes).zip(&holds).zip(&known);
    let variants = all.map(|(((one, shape), ty), (ident, is_boxed))| UnionVariant {
        ident: ident.clone(),
        docs: variant_docs(one),
        name: one.names.first().cloned().unwrap_or_default(),
        ty: boxed(ty.clone(), *is_boxed),
        shape: lower_shape(one, union, shape, types),
        is_only: *ty != Type::Value && holds.iter().filter(|other| *other == ty).count() == 1,
        demands: checks::demands_of(&one.schema, types),
    });
    Union {
        variants: variants.collect(),
        unknown,
        tag: union.tag.clone(),
        has_digits: types.digits.get(id.0).copied().unwrap_or(false),
        is_checked: definition.in_request,
        is_text: union.is_scalar(),
        sent: sent_as(id, types).map(|sent| types.ident(sent)),
        origin: types.twins.received(id).and_then(|received| origin_of(received, types)),
    }
}

/// What comes back in place of a union that is sent.
fn origin_of(id: TypeId, types: &TypeTable<'_>) -> Option<Origin> {
    let union = match types.kind(id)? {
        Kind::Union(union) => union,
        Kind::Object(_) | Kind::StringEnum(_) | Kind::IntegerEnum(..) => return None,
    };
    let known = variants(id, union, types).known;
    let held = union.alternatives.iter().zip(known);
    let held =
        held.map(|(one, (_, is_boxed))| Held { ty: boxed(type_of(&one.schema.ty, types), is_boxed), null: false });
    Some(Origin { ident: types.ident(id), held: held.collect() })
}

fn boxed(ty: Type, is_boxed: bool) -> Type {
    if is_boxed { Type::Box(Box::new(ty)) } else { ty }
}

/// The names of the variants: the best that each has and that no other has taken, or one with a number.
pub fn variants(id: TypeId, union: &api::Union, types: &TypeTable<'_>) -> VariantNames {
    let mut taken = BTreeSet::new();
    let known = union.alternatives.iter().map(|one| {
        let free = |ident: &Ident| !taken.contains(ident);
        let idents = || one.names.iter().map(|name| names::union_variant(name));
        let first = idents().next().unwrap_or_else(|| Ident("Value".to_owned()));
        let numbered = (2_u32..).map(|number| Ident(format!("{}{number}", first.plain())));
        let ident = idents().chain(numbered).find(free).unwrap_or_else(|| first.clone());
        taken.insert(ident.clone());
        let is_boxed = one.schema.ty.named().is_some_and(|to| types.recursion.needs_box(id.0, to.0));
        (ident, is_boxed)
    });
    let known = known.collect();
    let mut unknown = ["Unknown", "Unrecognized"].map(|name| Ident(name.to_owned())).into_iter();
    let unknown = unknown.find(|ident| !taken.contains(ident)).unwrap_or_else(|| Ident("NoneOfThese".to_owned()));
    VariantNames { known, unknown }
}

fn variant_docs(one: &api::Alternative) -> Vec<String> {
    let words = one.description.as_deref().map(docs::text).filter(|words| !words.is_empty());
    let mut lines = words.unwrap_or_else(|| vec![docs::code(one.names.first().map_or("", String::as_str))]);
    docs::paragraph_of(&mut lines, docs::bounds(&one.schema).into_iter().collect());
    lines
}

/// The names that tell nothing apart: all objects may have them, and none must.
fn common(shapes: &[api::Shape]) -> BTreeSet<String> {
    let objects: Vec<_> = shapes.iter().filter(|shape| shape.types.contains(&JsonType::Object)).collect();
    let mut counts: BTreeMap<&String, (usize, &api::Name)> = BTreeMap::new();
    for shape in &objects {
        for (name, here) in &shape.names {
            let entry = counts.entry(name).or_insert((0, here));
            if !here.required && here == entry.1 {
                entry.0 += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, (count, _))| *count == objects.len()).map(|(name, _)| name.clone()).collect()
}

fn lower_shape(one: &api::Alternative, union: &api::Union, shape: api::Shape, types: &TypeTable<'_>) -> Shape {
    let api::Shape { types: json, values, items, names, is_open } = shape;
    let is_object = json.contains(&JsonType::Object);
    let open = (is_open && is_object).then_some("open").into_iter().chain(one.is_fallback.then_some("fallback"));
    let is_struct = one.schema.ty.named().and_then(|id| types.kind(id)).is_some_and(|kind| match kind {
        Kind::Object(_) => true,
        Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => false,
    });
    let of = match (&*one.tags, &union.tag) {
        // Of one that is taken for others, too, the tag is the struct's own: it may be another, or none.
        ([tag], Some(_)) if is_struct && !one.is_fallback => Told::Tag(tag.clone()),
        (tags, Some(_)) if is_object => Told::Values([tags, &values].concat()),
        (_, _) => Told::Values(values),
    };
    let told = union.tag.is_some() && is_object;
    let names = names.into_iter().filter(|_| !told).map(|(name, here)| (name, here.required, words(&here.types)));
    Shape { types: words(&json).into_iter().chain(open).collect(), items: words(&items), of, names: names.collect() }
}

fn words(types: &JsonTypes) -> Vec<&'static str> {
    if types.len() == ALL {
        return vec!["any"];
    }
    let word = |ty: &JsonType| match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Large => "large",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    };
    types.iter().map(word).collect()
}

/// How many types JSON has.
const ALL: usize = 8;
