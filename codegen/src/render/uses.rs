//! Imports as a consequence of use: what a file mentions is what it imports.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// What files may import, by the name that they mention, with the path to it.
const PATHS: &[(&str, &[&str])] = &[
    ("apig_runtime", &["Base64", "DateTime", "Error", "Map", "Method", "Nullable", "Operation", "Request", "Response"]),
    ("apig_runtime", &["Sending", "Validate", "Validator", "Value"]),
    ("serde", &["Deserialize", "Serialize"]),
    ("std::collections", &["BTreeMap"]),
    ("std::ops", &["Bound"]),
];

/// The `use` items of a file that holds these tokens: siblings from `super`, the rest from where it is known.
pub fn of(tokens: &TokenStream, siblings: &BTreeSet<String>) -> Vec<TokenStream> {
    let mut mentioned = BTreeSet::new();
    collect(tokens.clone(), &mut mentioned);
    let mut uses = Vec::new();
    let local: Vec<Ident> = siblings.intersection(&mentioned).map(|name| format_ident!("{name}")).collect();
    uses.extend(group(&quote!(super), &local));
    let mut by_path: BTreeMap<&str, Vec<Ident>> = BTreeMap::new();
    for (path, names) in PATHS {
        for name in names.iter().filter(|name| mentioned.contains(**name)) {
            by_path.entry(path).or_default().push(format_ident!("{name}"));
        }
    }
    for (path, names) in by_path {
        let path: TokenStream = path.parse().unwrap_or_default();
        uses.extend(group(&path, &names));
    }
    uses
}

/// `use path::Name;` or `use path::{A, B};`.
fn group(path: &TokenStream, names: &[Ident]) -> Option<TokenStream> {
    match names {
        [] => None,
        [name] => Some(quote!(use #path::#name;)),
        names => Some(quote!(use #path::{#(#names),*};)),
    }
}

/// Names that stand alone: what follows `.` or `::` belongs to something else.
fn collect(tokens: TokenStream, names: &mut BTreeSet<String>) {
    let mut qualified = false;
    let mut colon = false;
    for token in tokens {
        let is_colon = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
        let is_dot = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '.');
        match token {
            TokenTree::Group(group) => collect(group.stream(), names),
            TokenTree::Ident(ident) if !qualified => {
                names.insert(ident.to_string());
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        (qualified, colon) = (is_dot || is_colon && colon, is_colon);
    }
}
