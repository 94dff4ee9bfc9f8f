//! Finds how deep the types of a service hold each other, since rustc follows them no deeper than its recursion limit. Knows how many
//! types of std and of the runtime stand between. Must not know OpenAPI.

use super::recursion;
use crate::rust::{Item, ItemKind, Type};
use std::collections::BTreeMap;

/// What rustc allows unless told otherwise, but for what an operation and its futures need.
const ALLOWED: usize = 128 - 28;

/// The recursion limit that a crate with these types needs, if it is more than rustc's own.
pub fn recursion_limit<'a>(services: impl Iterator<Item = &'a [Item]>) -> Option<usize> {
    let deepest = services.map(depth).max()?;
    (deepest > ALLOWED).then(|| (2 * deepest).next_power_of_two())
}

/// How many types hold each other at most. Of those that contain themselves, a way may lead through all.
fn depth(items: &[Item]) -> usize {
    let numbers: BTreeMap<&str, usize> =
        items.iter().enumerate().map(|(at, item)| (item.ident.0.as_str(), at)).collect();
    let held: Vec<Vec<(usize, usize)>> = items.iter().map(|item| held(item, &numbers)).collect();
    let edges: Vec<Vec<usize>> = held.iter().map(|held| held.iter().map(|(to, _)| *to).collect()).collect();
    let (group, order) = recursion::groups(&edges);
    let group = |node: usize| group.get(node).copied().unwrap_or(node);
    let (mut own, mut below) = (BTreeMap::new(), BTreeMap::new());
    let mut deepest = 0;
    // What is held comes before what holds it.
    for node in order.into_iter().rev() {
        let here = group(node);
        let held = held.get(node).into_iter().flatten();
        let widest = held.clone().map(|(_, steps)| *steps).max().unwrap_or_default();
        *own.entry(here).or_insert(0) += widest.max(1);
        let others = held.map(|(to, _)| group(*to)).filter(|to| *to != here);
        let under = others.filter_map(|to| Some(own.get(&to)? + below.get(&to)?)).max().unwrap_or_default();
        let under: usize = *below.entry(here).and_modify(|was| *was = under.max(*was)).or_insert(under);
        deepest = deepest.max(own.get(&here).copied().unwrap_or_default() + under);
    }
    deepest
}

/// The types that a type holds, by their numbers, and how many others stand between.
fn held(item: &Item, numbers: &BTreeMap<&str, usize>) -> Vec<(usize, usize)> {
    let types: Vec<&Type> = match &item.kind {
        ItemKind::Struct(fields) => fields.fields.iter().map(|field| &field.ty).collect(),
        ItemKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        ItemKind::StringEnum(_) | ItemKind::IntegerEnum(..) => Vec::new(),
    };
    types.into_iter().filter_map(|ty| Some((*numbers.get(ty.named()?.0.as_str())?, steps(ty)))).collect()
}

/// Of how many types, one in the other, a type is made.
fn steps(ty: &Type) -> usize {
    let own = match ty {
        Type::Option(_) | Type::Nullable(_) => 1,
        // `RawVec`, `Unique` and `PhantomData` are within.
        Type::Box(_) | Type::Vec(_) | Type::Answer(..) => 4,
        Type::Map(_) => 8,
        Type::Unit
        | Type::Bool
        | Type::Int(_)
        | Type::F32
        | Type::F64
        | Type::String
        | Type::Runtime(_)
        | Type::Value
        | Type::Object
        | Type::Upload(_)
        | Type::Named(_)
        | Type::Union(_) => 1,
    };
    own + ty.inner().map_or(0, steps)
}
