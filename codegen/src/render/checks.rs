//! Checks as tokens: one short statement each.

use super::code::string;
use crate::rust::{Check, Demand, Field, Inner, Number, OperationField, Range, Type};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

/// The checks of a struct.
pub fn of_struct(checks: &[Check], fields: &[Field]) -> Vec<TokenStream> {
    let ty = |check: &Check| fields.iter().find(|field| field.ident == check.field).map(|field| &field.ty);
    checks.iter().map(|check| of_field(check, ty(check).is_some_and(is_optional))).collect()
}

/// The checks of an operation.
pub fn of_operation(checks: &[Check], fields: &[OperationField]) -> Vec<TokenStream> {
    let ty = |check: &Check| fields.iter().find(|field| field.ident == check.field).map(|field| &field.ty);
    checks.iter().map(|check| of_field(check, ty(check).is_some_and(is_optional))).collect()
}

/// Whether checks call `validate` on an item, for which the trait has to be imported.
pub fn call_validate(checks: &[Check]) -> bool {
    fn inside(demand: &Demand) -> bool {
        match demand {
            Demand::Each(inner) | Demand::EachValue(inner) => {
                let calls = |demand: &Demand| matches!(demand, Demand::Nested) && !inner.nullable;
                inner.demands.iter().any(|demand| calls(demand) || inside(demand))
            }
            Demand::Path
            | Demand::Required
            | Demand::RequiredOrNull
            | Demand::Length(_)
            | Demand::Pattern(_)
            | Demand::Range(_)
            | Demand::Number(_)
            | Demand::MultipleOf(_)
            | Demand::Items(_)
            | Demand::Unique
            | Demand::Properties(_)
            | Demand::Nested
            | Demand::OfSecret(_) => false,
        }
    }
    checks.iter().any(|check| inside(&check.demand))
}

fn is_optional(ty: &Type) -> bool {
    matches!(ty, Type::Option(_) | Type::Nullable(_))
}

fn of_field(check: &Check, optional: bool) -> TokenStream {
    let field = &check.field;
    let value = match (&check.demand, optional) {
        (Demand::Path, _) => quote!(&self.#field),
        (Demand::RequiredOrNull, _) => quote!((!self.#field.is_absent()).then_some(&())),
        (Demand::OfSecret(_), true) => quote!(self.#field.as_ref().map(Secret::expose)),
        (Demand::OfSecret(_), false) => quote!(Some(self.#field.expose())),
        (_, true) => quote!(self.#field.as_ref()),
        (_, false) => quote!(Some(&self.#field)),
    };
    statement(&check.name, &value, &check.demand)
}

fn statement(wire: &str, value: &TokenStream, demand: &Demand) -> TokenStream {
    let name = string(wire);
    match demand {
        Demand::Path => quote!(check.path(#name, #value);),
        Demand::Required | Demand::RequiredOrNull => quote!(check.required(#name, #value);),
        Demand::Length(range) => {
            let range = counts(range);
            quote!(check.length(#name, #value, #range);)
        }
        Demand::Pattern(pattern) => {
            let pattern = string(pattern);
            quote!(check.pattern(#name, #value, #pattern);)
        }
        Demand::Range(range) => {
            let range = numbers(range);
            quote!(check.range(#name, #value, #range);)
        }
        Demand::Number(range) => {
            let range = numbers(range);
            quote!(check.number(#name, #value, #range);)
        }
        Demand::MultipleOf(factor) => {
            let factor = wide(*factor);
            quote!(check.multiple_of(#name, #value, #factor);)
        }
        Demand::Items(range) => {
            let range = counts(range);
            quote!(check.items(#name, #value, #range);)
        }
        Demand::Unique => quote!(check.unique(#name, #value);),
        Demand::Properties(range) => {
            let range = counts(range);
            quote!(check.properties(#name, #value, #range);)
        }
        Demand::Nested => quote!(check.nested(#name, #value);),
        Demand::OfSecret(demand) => statement(wire, value, demand),
        Demand::Each(each) => {
            let inner = inner(each);
            quote!(check.each(#name, #value, |check, item| #inner);)
        }
        Demand::EachValue(each) => {
            let inner = inner(each);
            quote!(check.each_value(#name, #value, |check, item| #inner);)
        }
    }
}

/// What is checked of an item: a block of statements.
fn inner(inner: &Inner) -> TokenStream {
    let statements = inner.demands.iter().map(|demand| match (demand, inner.nullable) {
        (Demand::Nested, false) => quote!(item.validate(check);),
        (Demand::OfSecret(_), false) => statement("", &quote!(Some(item.expose())), demand),
        (Demand::OfSecret(_), true) => statement("", &quote!(item.as_ref().map(Secret::expose)), demand),
        (demand, false) => statement("", &quote!(Some(item)), demand),
        (demand, true) => statement("", &quote!(item.as_ref()), demand),
    });
    quote!({ #(#statements)* })
}

fn counts(range: &Range<u64>) -> TokenStream {
    let end = |end: Option<u64>| end.map(|end| Literal::u64_unsuffixed(end).to_token_stream());
    bounds(end(range.from), false, end(range.to), false)
}

fn numbers(range: &Range<Number>) -> TokenStream {
    bounds(range.from.map(number), range.from_excluded, range.to.map(number), range.to_excluded)
}

fn number(number: Number) -> TokenStream {
    match number {
        Number::Integer(integer) => signed(integer.is_negative(), &Literal::u64_unsuffixed(integer.unsigned_abs())),
        Number::Float(float) => signed(float.is_sign_negative(), &Literal::f64_unsuffixed(float.abs())),
    }
}

/// A number that nothing else tells how wide it is.
fn wide(value: Number) -> TokenStream {
    match value {
        Number::Integer(integer) if i32::try_from(integer).is_err() => Literal::i64_suffixed(integer).to_token_stream(),
        Number::Integer(_) | Number::Float(_) => number(value),
    }
}

fn signed(negative: bool, literal: &Literal) -> TokenStream {
    if negative { quote!(-#literal) } else { quote!(#literal) }
}

/// A range; `std::ops::Bound` only where Rust has no syntax for it.
fn bounds(from: Option<TokenStream>, from_out: bool, to: Option<TokenStream>, to_out: bool) -> TokenStream {
    if from_out {
        let to = match (to, to_out) {
            (Some(to), true) => quote!(Bound::Excluded(#to)),
            (Some(to), false) => quote!(Bound::Included(#to)),
            (None, _) => quote!(Bound::Unbounded),
        };
        return quote!((Bound::Excluded(#from), #to));
    }
    match (to, to_out) {
        (Some(to), true) => quote!(#from..#to),
        (Some(to), false) => quote!(#from..=#to),
        (None, _) => quote!(#from..),
    }
}
