//! Prepares what the templates of unions print.

use super::super::attributes::{alias, deprecated};
use super::super::code::{Code, Word, code, documented, inner_docs, string};
use super::super::types::Scope;
use super::super::{checks, declared, uses};
use crate::rust::{Demand, Ident, Item, Shape, Told, Type, Union, UnionVariant};
use minijinja::{Value, context};
use std::collections::BTreeSet;

/// What the template of a union prints.
pub fn view(item: &Item, union: &Union, siblings: &BTreeSet<&str>) -> Value {
    let ident = &item.ident;
    let variants = union.variants.iter().map(|variant| {
        let tag = matches!(variant.shape.of, Told::Tag(_)).then_some(union.tag.as_deref()).flatten();
        let has_names = !variant.shape.names.is_empty();
        context! {
            docs => documented(&variant.docs, []),
            ident => Code::from(&variant.ident),
            declaration => declared::union_variant(variant, Scope::Types),
            line => (!has_names).then(|| line(variant)),
            opened => has_names.then(|| line(variant)),
            names => has_names.then(|| names(variant)),
            unchecked => variant.demands.is_empty().then(|| Code::from(&variant.ident)),
            checks => (!variant.demands.is_empty()).then(|| checks_of(variant, tag)),
        }
    });
    let conversions: Vec<Value> = union.converted().flat_map(conversions).collect();
    let is_demanding = union.variants.iter().any(|variant| !variant.demands.is_empty());
    let checked = union.is_checked && is_demanding;
    context! {
        docs => inner_docs(&[format!("[`{}`].", ident.plain())]),
        uses => uses(union, ident, siblings, checked),
        attributes => documented(&item.docs, deprecated(item.deprecated.as_ref())),
        former => item.former.as_ref().map(alias),
        ident => Code::from(ident),
        variants => variants.collect::<Vec<_>>(),
        by => code!(
            "{}{}{}",
            super::origin::sent(&union.sent),
            union.tag.as_ref().map(|tag| code!(" by {}", string(tag))),
            union.has_digits.then_some(Word(" with digits"))
        ),
        unknown => Code::from(&union.unknown),
        conversions,
        validates => union.is_checked.then(|| Code::from(ident)),
        checked => checked.then(|| Code::from(ident)),
        text => union.is_text.then(|| Code::from(ident)),
        origin => union.origin.as_ref().map(|origin| super::origin::of_union(origin, union)),
    }
}

fn uses(union: &Union, ident: &Ident, siblings: &BTreeSet<&str>, checked: bool) -> Vec<Code> {
    let types = union.variants.iter().map(|variant| Scope::Types.ty(&variant.ty));
    let checks = union.variants.iter().filter(|_| checked).flat_map(|variant| checks_of(variant, None));
    let validate = union.is_checked.then(|| code!("Validate"));
    let validator = checked.then(|| code!("Validator"));
    let text = union.is_text.then(|| code!("fmt"));
    let origin = union.origin.as_ref().map(|origin| Code::from(&origin.ident));
    let more = validate
        .into_iter()
        .chain(validator)
        .chain(text)
        .chain([code!("Value")])
        .chain(origin)
        .chain(union.sent.as_ref().map(Code::from));
    uses::of(&Code::list(types.chain(checks).chain(more), " "), siblings, Some(ident))
}

/// `Cat: object as "cat"`
fn line(variant: &UnionVariant) -> Code {
    let Shape { types, items, of, names: _ } = &variant.shape;
    let strings = |values: &[String]| Code::list(values.iter().map(|value| string(value)), ", ");
    let items = (!items.is_empty()).then(|| code!(" ({})", words(items)));
    let of = match of {
        Told::Tag(tag) => code!(" as {}", string(tag)),
        Told::Values(values) if values.is_empty() => code!(""),
        Told::Values(values) => code!(" of [{}]", strings(values)),
    };
    code!("{}: {}{}{}", variant.ident, words(types), items, of)
}

/// `"name": required string`
fn names(variant: &UnionVariant) -> Vec<Code> {
    let name = |(name, required, types): &(String, bool, Vec<&'static str>)| {
        let how = Word(if *required { "required" } else { "optional" });
        code!("{}: {} {}", string(name), how, words(types))
    };
    variant.shape.names.iter().map(name).collect()
}

fn words(words: &[&'static str]) -> Code {
    Code::list(words.iter().map(|word| code!("{}", Word(word))), " | ")
}

/// What is checked of the value of a variant.
fn checks_of(variant: &UnionVariant, tag: Option<&str>) -> Vec<Code> {
    let check = |demand: &Demand| match (demand, tag) {
        (Demand::Nested, Some(tag)) => code!("check.tagged({}, value);", string(tag)),
        (demand, _) => checks::of_value(demand),
    };
    variant.demands.iter().map(check).collect()
}

/// From what a variant can be made: the type that it holds, and text where that is text.
fn conversions((ty, variant): (&Type, &UnionVariant)) -> Vec<Value> {
    let conversion = |from: Code, value: Code| context! { from, variant => Code::from(&variant.ident), value };
    let value = if let Type::Box(_) = &variant.ty { code!("Box::new(value)") } else { code!("value") };
    let text = (*ty == Type::String).then(|| conversion(code!("&str"), code!("value.to_owned()")));
    std::iter::once(conversion(Scope::Types.ty(ty), value)).chain(text).collect()
}
