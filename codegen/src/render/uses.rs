//! Imports as a consequence of use: what a file mentions is what it imports.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// What files may import, by the name that they mention, with the path to it.
const PATHS: &[(&str, &[&str])] = &[
    ("apig_runtime", &["Authentication", "Base64", "DateTime", "Error", "Map", "Method", "Nullable", "Operation"]),
    ("apig_runtime", &["Request", "Response", "Secret", "Sending", "Validate", "Validator", "Value"]),
    ("serde", &["Deserialize", "Serialize"]),
    ("std::collections", &["BTreeMap"]),
    ("std::ops", &["Bound"]),
];

/// The `use` items of a file that holds these tokens: siblings from `super`, except the one that the file defines; the rest
/// from where it is known.
pub fn of(tokens: &TokenStream, siblings: &BTreeSet<String>, own: Option<&String>) -> Vec<TokenStream> {
    let mentioned = mentioned(tokens);
    let mut uses = Vec::new();
    let mut local: Vec<&String> = siblings.intersection(&mentioned).filter(|name| Some(*name) != own).collect();
    local.sort_by_key(|name| version(name));
    let local: Vec<Ident> = local.into_iter().map(|name| format_ident!("{name}")).collect();
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

/// The names that tokens mention.
pub fn mentioned(tokens: &TokenStream) -> BTreeSet<String> {
    let mut mentioned = BTreeSet::new();
    collect(tokens.clone(), &mut mentioned);
    mentioned
}

/// The order in which rustfmt wants names: numbers by their value, `_` before everything.
pub fn version(name: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for c in name.chars() {
        match (c, c.to_digit(10), parts.last_mut()) {
            ('_', _, _) => parts.push(Part::Underscore),
            (_, Some(digit), Some(Part::Number(number))) => {
                *number = number.saturating_mul(10).saturating_add(digit.into())
            }
            (_, Some(digit), _) => parts.push(Part::Number(digit.into())),
            (_, None, Some(Part::Text(text))) => text.push(c),
            (_, None, _) => parts.push(Part::Text(c.to_string())),
        }
    }
    parts
}

/// A part of a name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// `_`.
    Underscore,
    /// Digits.
    Number(u128),
    /// Anything else.
    Text(String),
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
