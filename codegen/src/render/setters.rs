//! Setters as tokens.

use super::attributes::deprecated;
use super::code::{code, documented};
use super::types::Scope;
use crate::rust::{Setter, Target, Wrap};
use minijinja::{Value, context};
use proc_macro2::TokenStream;
use quote::quote;

/// What the setter template prints, for a setter seen from `scope`. A setter without argument sets `null`.
pub fn view(setter: &Setter, scope: Scope<'_>) -> Value {
    let ident = &setter.ident;
    let (ty, value) = scope.argument(&setter.ty, ident);
    let value = match (setter.null, setter.wrap) {
        (true, _) => quote!(Nullable::Null),
        (false, Wrap::Plain) => value,
        (false, Wrap::Option) => quote!(Some(#value)),
        (false, Wrap::Nullable) => quote!(Nullable::Value(#value)),
    };
    let place = place(&setter.target);
    context! {
        attributes => documented(&setter.docs, [deprecated(setter.deprecated)]),
        ident => code(ident),
        argument => (!setter.null).then(|| code(quote!(#ident: #ty))),
        assignment => code(quote!(#place = #value;)),
    }
}

fn place(target: &Target) -> TokenStream {
    match target {
        Target::Own(field) => quote!(self.#field),
        Target::Body(field) => quote!(self.body.#field),
        Target::OptionalBody(field) => quote!(self.body.get_or_insert_default().#field),
    }
}
