//! What an operation returns, as tokens.

use super::code::{code, documented, string};
use super::types::Scope;
use crate::rust::{Output, OutputField, Source, StatusVariant, Type};
use minijinja::{Value, context};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// The type that an operation returns.
pub fn ty(output: &Output) -> TokenStream {
    match output {
        Output::One(ty) => Scope::Operations.ty(ty),
        Output::ByStatus { ident, .. } | Output::WithHeaders { ident, .. } => quote!(#ident),
    }
}

/// The types that the type of the output mentions.
pub fn inside(output: &Output) -> Vec<TokenStream> {
    match output {
        Output::One(_) => Vec::new(),
        Output::ByStatus { variants, .. } => variants.iter().map(|variant| Scope::Operations.ty(&variant.ty)).collect(),
        Output::WithHeaders { fields, .. } => fields.iter().map(|field| Scope::Operations.ty(&field.ty)).collect(),
    }
}

/// What the answer template prints: the struct of headers and body, if the answer is one.
pub fn fields(output: &Output, function: &str) -> Option<Value> {
    let Output::WithHeaders { ident, fields } = output else { return None };
    let words = [format!("What [`Client::{function}`] answers.")];
    let field = |field: &OutputField| super::field(&field.docs, &field.ident, &field.ty);
    let fields: Vec<Value> = fields.iter().map(field).collect();
    Some(context! { docs => documented(&words, []), ident => code(ident), fields })
}

/// What the output template prints: the enum of answers, if there are several.
pub fn view(output: &Output, function: &str) -> Option<Value> {
    let Output::ByStatus { ident, variants } = output else { return None };
    let words = [format!("What [`Client::{function}`] answers, by status.")];
    let variant = |variant: &StatusVariant| {
        let (ident, ty) = (&variant.ident, Scope::Operations.ty(&variant.ty));
        let declaration = if variant.ty == Type::Unit { quote!(#ident) } else { quote!(#ident(#ty)) };
        context! { docs => documented(&variant.docs, []), declaration => code(declaration) }
    };
    let variants: Vec<Value> = variants.iter().map(variant).collect();
    Some(context! { docs => documented(&words, []), ident => code(ident), variants })
}

/// How an answer is decoded.
pub fn decode(output: &Output) -> TokenStream {
    match output {
        Output::One(ty) => one(ty),
        Output::ByStatus { ident, variants } => {
            // An exact status goes before a range that contains it.
            let (exact, ranges): (Vec<_>, Vec<_>) =
                variants.iter().partition(|variant| variant.statuses.0 == variant.statuses.1);
            let arms = exact.into_iter().chain(ranges).map(|variant| arm(ident, variant));
            quote!(match response.status().as_u16() {
                #(#arms,)*
                _ => Err(response.unexpected_status()),
            })
        }
        Output::WithHeaders { ident, fields } => {
            let fields = fields.iter().map(|field| {
                let (name, ty) = (&field.ident, &field.ty);
                let value = match &field.source {
                    Source::Header(header) => {
                        let header = string(header);
                        quote!(response.required_header(#header))
                    }
                    Source::Body => one(ty),
                };
                quote!(#name: #value?)
            });
            quote!(Ok(#ident { #(#fields),* }))
        }
    }
}

fn one(ty: &Type) -> TokenStream {
    if *ty == Type::Unit { quote!(response.empty()) } else { quote!(response.json()) }
}

fn arm(ident: &crate::rust::Ident, variant: &StatusVariant) -> TokenStream {
    let (first, last) = variant.statuses;
    let (low, high) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(last));
    let pattern = if first == last { quote!(#low) } else { quote!(#low..=#high) };
    let (name, decode) = (&variant.ident, one(&variant.ty));
    if variant.ty == Type::Unit {
        quote!(#pattern => #decode.map(|()| #ident::#name))
    } else {
        quote!(#pattern => #decode.map(#ident::#name))
    }
}
