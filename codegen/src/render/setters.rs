//! Setters as tokens.

use super::attributes::deprecated;
use super::code::{code, docs};
use super::types::Scope;
use crate::rust::{Setter, Target, Wrap};
use minijinja::Value;
use proc_macro2::TokenStream;
use quote::quote;
use serde::Serialize;

/// What the setter template prints.
#[derive(Serialize)]
pub struct SetterView {
    attributes: Value,
    ident: Value,
    /// Absent if the setter takes no argument.
    argument: Option<Value>,
    assignment: Value,
}

/// A setter, seen from `scope`.
pub fn view(setter: &Setter, scope: Scope) -> SetterView {
    let (docs, deprecated) = (docs(&setter.docs), deprecated(setter.deprecated));
    let ident = &setter.ident;
    let (ty, value) = scope.argument(&setter.ty, ident);
    let value = match (setter.null, setter.wrap) {
        (true, _) => quote!(Nullable::Null),
        (false, Wrap::Plain) => value,
        (false, Wrap::Option) => quote!(Some(#value)),
        (false, Wrap::Nullable) => quote!(Nullable::Value(#value)),
    };
    let place = place(&setter.target);
    SetterView {
        attributes: code(quote!(#docs #deprecated)),
        ident: code(ident),
        argument: (!setter.null).then(|| code(quote!(#ident: #ty))),
        assignment: code(quote!(#place = #value;)),
    }
}

fn place(target: &Target) -> TokenStream {
    match target {
        Target::Own(field) => quote!(self.#field),
        Target::Body(field) => quote!(self.body.#field),
        Target::OptionalBody(field) => quote!(self.body.get_or_insert_default().#field),
    }
}
