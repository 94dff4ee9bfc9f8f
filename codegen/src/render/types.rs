//! Types as tokens.

use crate::rust::{Ident, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// From where a type's name is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// Beside the other types: `TimeUnit`.
    Types,
    /// In an operation's file: `types::TimeUnit`.
    Operations,
    /// At the root of the crate, where the service has this module: `apig::types::TimeUnit`.
    Crate(&'a Ident),
}

impl Scope<'_> {
    /// The name of a type of the same service.
    pub fn name(self, ident: &Ident) -> TokenStream {
        match self {
            Scope::Types => quote!(#ident),
            Scope::Operations => quote!(types::#ident),
            Scope::Crate(service) => quote!(#service::types::#ident),
        }
    }

    /// A type.
    pub fn ty(self, ty: &Type) -> TokenStream {
        match ty {
            Type::Unit => quote!(()),
            Type::Bool => quote!(bool),
            Type::I32 => quote!(i32),
            Type::I64 => quote!(i64),
            Type::F32 => quote!(f32),
            Type::F64 => quote!(f64),
            Type::String => quote!(String),
            Type::DateTime => quote!(DateTime),
            Type::Base64 => quote!(Base64),
            Type::Secret => quote!(Secret),
            Type::Value => quote!(Value),
            Type::Object => quote!(Map<String, Value>),
            Type::Vec(inner) => self.generic(&quote!(Vec), inner),
            Type::Option(inner) => self.generic(&quote!(Option), inner),
            Type::Nullable(inner) => self.generic(&quote!(Nullable), inner),
            Type::Box(inner) => self.generic(&quote!(Box), inner),
            Type::Map(inner) => {
                let inner = self.ty(inner);
                quote!(BTreeMap<String, #inner>)
            }
            Type::Named(ident) => self.name(ident),
        }
    }

    fn generic(self, outer: &TokenStream, inner: &Type) -> TokenStream {
        let inner = self.ty(inner);
        quote!(#outer<#inner>)
    }

    /// The type of an argument, and how it becomes the type that is stored.
    pub fn argument(self, ty: &Type, argument: &Ident) -> (TokenStream, TokenStream) {
        match ty {
            Type::String | Type::DateTime | Type::Base64 | Type::Secret | Type::Value => {
                (self.inside(ty), quote!(#argument.into()))
            }
            Type::Vec(items) => {
                let item = self.inside(items);
                (quote!(impl IntoIterator<Item = #item>), quote!(apig_runtime::list(#argument)))
            }
            Type::Map(values) => self.entries(values, argument),
            Type::Object => self.entries(&Type::Value, argument),
            Type::Box(inner) => {
                let inner = self.ty(inner);
                (quote!(#inner), quote!(Box::new(#argument)))
            }
            Type::Unit
            | Type::Bool
            | Type::I32
            | Type::I64
            | Type::F32
            | Type::F64
            | Type::Option(_)
            | Type::Nullable(_)
            | Type::Named(_) => (self.ty(ty), quote!(#argument)),
        }
    }

    fn entries(self, values: &Type, argument: &Ident) -> (TokenStream, TokenStream) {
        let value = self.inside(values);
        let ty = quote!(impl IntoIterator<Item = (impl Into<String>, #value)>);
        (ty, quote!(apig_runtime::map(#argument)))
    }

    /// What an argument takes in place of a type.
    fn inside(self, ty: &Type) -> TokenStream {
        let plain = self.ty(ty);
        if is_converted(ty) { quote!(impl Into<#plain>) } else { plain }
    }
}

/// Whether text or the like is taken in place of a type.
fn is_converted(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::DateTime | Type::Base64 | Type::Secret | Type::Value)
}
