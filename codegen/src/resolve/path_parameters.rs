//! Fits the declared parameters to the names in a path: what is misspelled, declared elsewhere, missing or too much. Must not
//! know what parameters hold.

use super::parameters::Declared;
use super::types::Resolver;
use crate::api::{PathPart, path_names, path_parts};
use crate::diagnostics::{messages, nearest};
use crate::openapi::Location;
use crate::source::{Span, Spanned};
use std::collections::BTreeSet;

/// The names in braces of a path, in order, and whether nothing is wrong with it, which is reported.
pub fn names(resolver: &mut Resolver<'_, '_>, path: &Spanned<String>) -> (Vec<String>, bool) {
    let wrong = wrong(&path.value);
    if let Some((reason, help)) = &wrong {
        resolver.files.diagnostics.push(messages::malformed_path(path.span, &path.value, reason, help));
    }
    (path_names(&path.value).into_iter().map(str::to_owned).collect(), wrong.is_none())
}

/// What has been reported, so that nothing is that follows from it.
#[derive(Clone, Copy)]
pub struct Told {
    pub path_is_sound: bool,
    /// Whether all parameters could be read.
    pub is_complete: bool,
}

/// What is wrong with a path, and what to do about it.
fn wrong(path: &str) -> Option<(String, &'static str)> {
    let mut names = BTreeSet::new();
    for part in path_parts(path) {
        match part {
            PathPart::Text(text) if text.contains(['?', '#']) => {
                let help = "declare query parameters with `in: query`; what stands behind `#` is never sent";
                return Some(("a path ends before `?` and `#`".to_owned(), help));
            }
            PathPart::Text(text) if text.contains(['{', '}']) => {
                return Some(("a brace has no partner, or no name".to_owned(), "write parameters as `{name}`"));
            }
            PathPart::Text(text)
                if text.contains(|c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '\\')) =>
            {
                let reason = "it has a character that no URL has".to_owned();
                return Some((reason, "write the character percent-encoded"));
            }
            PathPart::Name(name) if name.contains(['/', '?', '#']) || name.contains(char::is_control) => {
                let reason = format!("`{{{name}}}` is no name of a parameter");
                return Some((reason, "parameters have letters, digits, `_`, `-` or `.`"));
            }
            PathPart::Name(name) if !names.insert(name) => {
                return Some((format!("`{{{name}}}` stands in it twice"), "give each parameter a name of its own"));
            }
            PathPart::Text(_) | PathPart::Name(_) => {}
        }
    }
    None
}

/// Makes the declared parameters those of the path: names that are declared elsewhere, or nearly, are meant; what the path does
/// not have goes. Returns the names that nobody declares.
pub fn fit(
    resolver: &mut Resolver<'_, '_>,
    declared: &mut Vec<Declared>,
    names: &[String],
    told: Told,
    (operation, path): (Span, &Spanned<String>),
) -> Vec<String> {
    let is_path = |declared: &Declared| declared.location == Location::Path;
    let in_path = |name: &str| declared.iter().any(|declared| is_path(declared) && declared.name == name);
    let mut missing: Vec<&str> = names.iter().map(String::as_str).filter(|name| !in_path(name)).collect();
    let unused = declared.iter().filter(|one| is_path(one) && !names.contains(&one.name)).count();
    // One misspelled name leaves a part of the path without a parameter and a parameter without a part; that is one message.
    let only = missing.len() == 1 && unused == 1;
    let mut messages = Vec::new();
    for one in declared.iter_mut().filter(|one| is_path(one) && !names.contains(&one.name)) {
        let near = nearest(&one.name, missing.iter().copied());
        let Some(meant) = near.or_else(|| missing.first().copied().filter(|_| only)) else { continue };
        missing.retain(|name| *name != meant);
        let (written, can_patch) = (&one.parameter.name, near.is_some() && one.span == one.parameter.name.span);
        messages.push(messages::parameter_misspelled(one.span, written, path.span, meant, can_patch));
        meant.clone_into(&mut one.name);
    }
    missing.retain(|name| {
        let Some(elsewhere) = declared.iter_mut().find(|one| one.name == *name) else { return true };
        messages.push(messages::parameter_elsewhere(elsewhere.parameter.location.span, name, path.span));
        elsewhere.location = Location::Path;
        false
    });
    // One that cannot be read may be the one that is missing.
    let undeclared = missing.iter().filter(|_| told.is_complete);
    messages.extend(undeclared.map(|name| messages::parameter_not_declared(path.span, operation, name)));
    declared.retain(|one| {
        let is_used = one.location != Location::Path || names.contains(&one.name);
        if !is_used {
            messages.push(messages::parameter_not_in_path(one.span, &one.name, &path.value, path.span));
        }
        is_used
    });
    messages.retain(|_| told.path_is_sound);
    messages.into_iter().for_each(|message| resolver.files.diagnostics.push(message));
    missing.into_iter().map(str::to_owned).collect()
}
