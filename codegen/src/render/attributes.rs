//! Renders attributes.

use super::code::{Code, code, documented, string};
use crate::rust::{Alias, Deprecation};
use minijinja::{Value, context};

/// `#[deprecated]` with what it says, or nothing.
pub fn deprecated(deprecation: Option<&Deprecation>) -> Option<Code> {
    let Deprecation { since, note } = deprecation?;
    let since = since.as_deref().map(|since| code!("since = {}", string(since)));
    let note = note.as_deref().map(|note| code!("note = {}", string(note)));
    let said: Vec<Code> = since.into_iter().chain(note).collect();
    Some(if said.is_empty() { code!("#[deprecated]") } else { code!("#[deprecated({})]", Code::list(said, ", ")) })
}

/// What templates print of another name.
pub fn alias(alias: &Alias) -> Value {
    context! {
        attributes => documented(&alias.docs, deprecated(Some(&alias.deprecated))),
        ident => Code::from(&alias.ident),
    }
}
