//! Attributes as tokens.

use super::code::string;
use crate::rust::{Field, Skip};
use proc_macro2::TokenStream;
use quote::quote;

/// `#[deprecated]`, or nothing.
pub fn deprecated(deprecated: bool) -> TokenStream {
    if deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// How serde reads and writes a field.
pub fn serde(field: &Field) -> TokenStream {
    let rename = field.rename.as_ref().map(|name| {
        let name = string(name);
        quote!(rename = #name)
    });
    let skip = match field.skip {
        Skip::Never => None,
        Skip::None => Some(quote!(skip_serializing_if = "Option::is_none")),
        Skip::Absent => Some(quote!(default, skip_serializing_if = "Nullable::is_absent")),
        Skip::Sending => Some(quote!(default, skip_serializing)),
        Skip::Flatten => Some(quote!(flatten)),
    };
    let parts: Vec<TokenStream> = rename.into_iter().chain(skip).collect();
    if parts.is_empty() { TokenStream::new() } else { quote!(#[serde(#(#parts),*)]) }
}
