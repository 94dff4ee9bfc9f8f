//! Keeps the names that things had as further ones for the same: deprecated, so that callers learn of the new names. Must not know
//! how things are named.

use super::docs;
use crate::api::{Format, Kind, Location, Service, TypeId};
use crate::diagnostics::{Diagnostics, messages};
use crate::rust::{Alias, Deprecation, Ident, Setter};
use std::collections::BTreeSet;

/// The former name of something that is called `now`; `path` is where documentation finds that, if it does not find it by its name.
pub fn alias(ident: Ident, now: &Ident, path: &str) -> Alias {
    let shown = docs::code(now.plain());
    let target = if path == now.plain() { String::new() } else { format!("({path})") };
    let words = docs::wrapped(&format!("The former name of [{shown}]{target}."));
    Alias { ident, docs: words, deprecated: mark(now) }
}

/// A setter by the name that it had.
pub fn setter(now: &Setter, former: Ident, path: &str) -> Setter {
    let Alias { ident, docs, deprecated } = alias(former, &now.ident, path);
    Setter { ident, docs, deprecated: Some(deprecated), ..now.clone() }
}

/// What the compiler says to those who use a former name.
fn mark(now: &Ident) -> Deprecation {
    Deprecation { since: None, note: Some(format!("renamed to {}", docs::code(now.plain()))) }
}

/// Notes which former names have no effect: those of what has no method, so that there is nothing to keep them for.
pub fn note(service: &Service, diagnostics: &mut Diagnostics) {
    let note = |span, reason: &str| messages::ignored(span, "`x-was`", reason);
    for parameter in service.operations.iter().flat_map(|operation| &operation.parameters) {
        if let (Some(was), Location::Path) = (&parameter.was, parameter.location) {
            diagnostics.push(note(was.span, "callers do not write the name of an argument"));
        }
    }
    let bodies = service.operations.iter().filter_map(|operation| operation.body.as_ref());
    let parts = bodies.filter(|body| body.format == Format::Multipart).filter_map(|body| body.schema.ty.named());
    let parts: BTreeSet<TypeId> = parts.collect();
    let of_types = service.types.iter().enumerate().filter(|(at, _)| !parts.contains(&TypeId(*at)));
    for (_, definition) in of_types.filter(|(_, definition)| definition.in_response) {
        let properties = match &definition.kind {
            Kind::Object(object) => object.properties.as_slice(),
            Kind::StringEnum(_) | Kind::IntegerEnum(..) | Kind::Union(_) => &[],
        };
        for property in properties.iter().filter(|property| !definition.in_request || property.read_only) {
            if let Some(was) = &property.was {
                diagnostics.push(note(was.span, "nobody sets what only the server sends, and a field has one name"));
            }
        }
    }
}
