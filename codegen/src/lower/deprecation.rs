//! Words that something should no longer be used: for the compiler, and for readers. Must not know what it is.

use super::{TypeTable, docs};
use crate::api::Deprecation;
use crate::rust::{self, Docs, Ident};

/// What is said of something that should no longer be used.
pub struct Told {
    /// By the compiler.
    pub mark: rust::Deprecation,
    /// By documentation, as a paragraph; nothing where that would only repeat that there is a mark.
    pub docs: Docs,
}

/// What to use in the place of something.
pub struct Instead {
    name: String,
    /// Where its documentation is.
    path: Option<String>,
}

impl Instead {
    /// What documentation finds at this path.
    pub fn at(ident: &Ident, path: String) -> Self {
        Self { name: ident.plain().to_owned(), path: Some(path) }
    }

    /// What has no documentation of its own.
    pub fn plain(name: &str) -> Self {
        Self { name: name.to_owned(), path: None }
    }

    /// The type of a component, if it has one.
    pub fn ty(name: &str, types: &TypeTable<'_>) -> Option<Self> {
        let id = types.component(name)?;
        let (ident, service) = (types.ident(id), types.service.plain());
        Some(Self::at(&ident, format!("crate::{service}::types::{}", ident.plain())))
    }
}

/// What to say; `instead` finds what the document names.
pub fn told(deprecation: Option<&Deprecation>, instead: impl FnOnce(&str) -> Option<Instead>) -> Option<Told> {
    let deprecation = deprecation?;
    let name = deprecation.replaced_by.as_ref().map(|name| name.value.as_str());
    let instead = name.map(|name| instead(name).unwrap_or_else(|| Instead::plain(name)));
    let shown = instead.as_ref().map(|instead| docs::code(&instead.name));
    let linked = instead.as_ref().zip(shown.as_ref()).map(|(instead, shown)| match &instead.path {
        Some(path) => format!("[{shown}]({path})"),
        None => shown.clone(),
    });
    let note = deprecation.advice(shown);
    let says_more = !note.is_empty() || deprecation.since.is_some();
    let docs = if says_more { docs::wrapped(&sentence(deprecation, linked)) } else { Docs::new() };
    let since = deprecation.since.as_ref().map(|since| since.value.clone());
    Some(Told { mark: rust::Deprecation { since, note: (!note.is_empty()).then_some(note) }, docs })
}

/// The same of something that the compiler knows nothing of, where there is no room for a link.
pub fn line(deprecation: &Deprecation) -> String {
    sentence(deprecation, deprecation.replaced_by.as_ref().map(|name| docs::code(&name.value)))
}

/// `Deprecated since 0.2.0: use `b` instead; goes after 2027-06-30.`
fn sentence(deprecation: &Deprecation, instead: Option<String>) -> String {
    let since = deprecation.since.as_ref().map_or_else(String::new, |since| format!(" since {}", since.value));
    match deprecation.advice(instead).as_str() {
        "" => format!("Deprecated{since}."),
        advice => format!("Deprecated{since}: {advice}."),
    }
}
