//! What the templates of types are given.

use super::super::attributes::{deprecated, serde};
use super::super::code::{code, documented, inner_docs, string};
use super::super::types::Scope;
use super::super::{Printer, checks, uses};
use crate::rust::{Field, Item, ItemKind, Struct, Variant};
use minijinja::{Value, context};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// The file of a type.
pub fn page(item: &Item, siblings: &BTreeSet<String>, printer: &Printer) -> Result<String, String> {
    let attributes = documented(&item.docs, [deprecated(item.deprecated)]);
    let ident = &item.ident;
    let title = [format!("[`{}`].", ident.plain())];
    match &item.kind {
        ItemKind::Struct(item_) => {
            let checks = item_.checks.as_ref().map(|list| checks::of_struct(list, &item_.fields)).unwrap_or_default();
            let is_request = item_.checks.is_some();
            let uses = uses::of(&mentioned(item_, &checks), siblings, Some(&ident.0));
            let view = context! {
                docs => inner_docs(&title),
                uses => uses.into_iter().map(code).collect::<Vec<_>>(),
                attributes,
                derives => code(derives(item_)),
                ident => code(ident),
                fields => item_.fields.iter().map(field).collect::<Vec<_>>(),
                setters => super::setters_of(&item_.setters, Scope::Types),
                validates => is_request.then(|| code(ident)),
                checked => (!checks.is_empty()).then(|| code(ident)),
                checks => super::codes(&checks),
            };
            printer.print("service/types/struct.rs", view)
        }
        ItemKind::StringEnum(variants) => {
            let variants: Vec<Value> = variants.iter().map(|v| variant(v, quote_string(&v.value))).collect();
            let view = context! {
                docs => inner_docs(&title), attributes, ident => code(ident),
                variants,
            };
            printer.print("service/types/string_enum.rs", view)
        }
        ItemKind::IntegerEnum(ty, variants) => {
            let variants: Vec<Value> = variants.iter().map(|v| variant(v, quote_integer(v.value))).collect();
            let ty = Scope::Types.ty(ty);
            let view = context! {
                docs => inner_docs(&title), attributes, ident => code(ident),
                integer => code(&ty), integer_name => code(string(&ty.to_string())),
                variants,
            };
            printer.print("service/types/integer_enum.rs", view)
        }
    }
}

/// Everything in a struct's file that can name something from elsewhere.
fn mentioned(item: &Struct, checks: &[TokenStream]) -> TokenStream {
    let types = item.fields.iter().map(|field| Scope::Types.ty(&field.ty));
    let derives = derives(item);
    let setters = item.setters.iter().map(|setter| Scope::Types.argument(&setter.ty, &setter.ident).0);
    let validate = item.checks.as_ref().map(|_| quote!(Validate));
    let validator = (!checks.is_empty()).then(|| quote!(Validator));
    quote!(#(#types)* #(#setters)* #(#checks)* #derives #validate #validator)
}

fn derives(item: &Struct) -> TokenStream {
    let default = item.has_default.then(|| quote!(Default,));
    quote!(#[derive(Clone, Debug, #default PartialEq, Serialize, Deserialize)])
}

fn field(field: &Field) -> Value {
    context! {
        attributes => documented(&field.docs, [deprecated(field.deprecated), serde(field)]),
        ident => code(&field.ident),
        ty => code(Scope::Types.ty(&field.ty)),
    }
}

fn variant<T>(variant: &Variant<T>, value: TokenStream) -> Value {
    context! { docs => documented(&variant.docs, []), ident => code(&variant.ident), value => code(value) }
}

fn quote_string(text: &str) -> TokenStream {
    let text = string(text);
    quote!(#text)
}

fn quote_integer(integer: i64) -> TokenStream {
    let literal = Literal::u64_unsuffixed(integer.unsigned_abs());
    if integer.is_negative() { quote!(-#literal) } else { quote!(#literal) }
}
