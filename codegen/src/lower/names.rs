//! Makes Rust identifiers out of names on the wire, one function for each role. The only place that decides names.
//!
//! - A keyword is written raw (`r#type`), because the name then still is `type`. The few that cannot be raw get a `_`.
//! - A name that generated code needs for itself (`Option`, `send`) gets a `_` too.
//! - Two names that meet are a diagnostic, never a silent number. `x-rust-name` settles it.
//! - A parameter has precedence over a field of the body of the same name, which is set with `body_…`.
//! - Only ASCII letters and digits count. A name without any of them is a diagnostic.
//! - Method and path, where there is no `operationId`: a parameter in braces is read as "by".

mod reserved;

use crate::diagnostics::{Diagnostics, messages};
use crate::rust::Ident;
use crate::source::Span;
use heck::{ToSnakeCase, ToUpperCamelCase};
use reserved::{
    CLIENT_METHODS, CRATE_MODULES, KEYWORDS, METHODS, MODULES, NEVER_RAW, OPERATION_FIELDS, OPERATIONS, TYPES,
};
use std::collections::BTreeMap;

/// A type.
pub fn item(name: &str) -> Option<Ident> {
    camel(name, "T").map(|name| reserve(name, TYPES))
}

/// The struct of an operation.
pub fn operation(name: &str) -> Option<Ident> {
    camel(name, "T").map(|name| reserve(name, OPERATIONS))
}

/// A field of a struct, or an argument.
pub fn field(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, &[]))
}

/// A field of an operation.
pub fn operation_field(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, OPERATION_FIELDS))
}

/// The fluent method that sets a field.
pub fn setter(field: &Ident) -> Ident {
    reserve(field.plain().to_owned(), METHODS)
}

/// What the variant of a number is named after: a number alone is no name.
pub fn number(value: i64) -> String {
    match value {
        0.. => format!("Value {value}"),
        ..0 => format!("Value minus {}", value.unsigned_abs()),
    }
}

/// A name with a suffix.
pub fn with(ident: &Ident, more: &str) -> Ident {
    Ident(format!("{}_{more}", ident.plain().trim_end_matches('_')))
}

/// The field that holds all properties that a document does not list.
pub fn additional(object: &crate::api::Object) -> Ident {
    let field = |property: &crate::api::Property| field(property.rust_name.as_deref().unwrap_or(&property.name));
    let is_taken = |name: &str| object.properties.iter().filter_map(field).any(|ident| ident.plain() == name);
    let names = ["additional", "additional_properties", "other_properties"];
    Ident(names.into_iter().find(|name| !is_taken(name)).unwrap_or("all_other_properties").to_owned())
}

/// The fluent method that sets a field of the body on its operation; a parameter may have the name already.
pub fn body_setter(setter: &Ident, of_parameters: &[Ident]) -> Ident {
    if of_parameters.contains(setter) { Ident(format!("body_{}", setter.plain())) } else { setter.clone() }
}

/// A method of a client.
pub fn function(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, CLIENT_METHODS))
}

/// A method of a client that waits.
pub fn waiter(name: &str) -> Option<Ident> {
    snake(name).and_then(|name| function(&format!("wait_until_{name}")))
}

/// A module inside a service.
pub fn module(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, MODULES))
}

/// The module of a service.
pub fn service(name: &str) -> Option<Ident> {
    snake(name).map(|name| reserve(name, CRATE_MODULES))
}

/// The static that holds the regions of a service.
pub fn table(service: &Ident) -> Ident {
    Ident(service.plain().to_ascii_uppercase())
}

/// A variant of an enum.
pub fn variant(value: &str) -> Option<Ident> {
    if value.is_empty() {
        return Some(Ident("Empty".to_owned()));
    }
    // `2.0` and `20` are two values.
    let is_number = value.starts_with(|c: char| c.is_ascii_digit())
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    if is_number {
        return Some(Ident(format!("V{}", value.replace(['.', '-'], "_").trim_end_matches('_'))));
    }
    camel(value, "V").map(|name| reserve(name, &["Unknown"]))
}

/// A variant that holds a value.
pub fn union_variant(name: &str) -> Option<Ident> {
    camel(name, "V").map(|name| reserve(name, &[]))
}

/// Whether a name that a document requests can be one.
pub fn is_legal(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn camel(name: &str, digit_prefix: &str) -> Option<String> {
    let name = spell_out(name)?.to_upper_camel_case();
    if name.starts_with(|c: char| c.is_ascii_digit()) { Some(format!("{digit_prefix}{name}")) } else { nonempty(name) }
}

fn snake(name: &str) -> Option<String> {
    // Most names are in snake case already, and heck looks at each letter.
    let name = if is_snake(name) { name.to_owned() } else { spell_out(name)?.to_snake_case() };
    if name.starts_with(|c: char| c.is_ascii_digit()) { Some(format!("_{name}")) } else { nonempty(name) }
}

fn is_snake(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.bytes().all(is_letter) && !name.starts_with('_') && !name.ends_with('_') && !name.contains("__")
}

fn nonempty(name: String) -> Option<String> {
    Some(name).filter(|name| !name.is_empty())
}

/// The name with signs spelled out that Rust has no letters for, or `None` where leaving letters out would make another name.
fn spell_out(name: &str) -> Option<String> {
    if name.chars().any(|c| c.is_alphanumeric() && !c.is_ascii()) {
        return None;
    }
    let spelled = match name.split_at_checked(1) {
        Some(("+", rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("plus {rest}"),
        Some(("-", rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => format!("minus {rest}"),
        // `/users/{id}` and `/users/id` are two paths.
        Some(_) if is_route(name) => name.replace('{', "by "),
        Some(_) | None => name.to_owned(),
    };
    Some(spelled)
}

/// Whether a name begins with a method and a path, as that of an operation without `operationId` does.
fn is_route(name: &str) -> bool {
    let is_method = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase());
    name.split_once(' ').is_some_and(|(method, path)| is_method(method) && path.starts_with('/'))
}

fn reserve(name: String, reserved: &[&str]) -> Ident {
    if reserved.contains(&name.as_str()) || NEVER_RAW.contains(&name.as_str()) {
        Ident(format!("{name}_"))
    } else if KEYWORDS.contains(&name.as_str()) {
        Ident(format!("r#{name}"))
    } else {
        Ident(name)
    }
}

/// Names that must differ from each other.
pub struct Namespace {
    what: &'static str,
    /// The keyword that settles a clash.
    key: &'static str,
    seen: BTreeMap<Ident, (String, Span)>,
}

impl Namespace {
    /// For items of one kind, which `what` says; `key` is the keyword that gives another name.
    pub fn new(what: &'static str, key: &'static str) -> Self {
        Self { what, key, seen: BTreeMap::new() }
    }

    /// Names an item: by the name that the document requests, or else by its name on the wire. Reports a name that cannot
    /// be one and a name that is taken; the second item then keeps it, to find more mistakes.
    pub fn name(
        &mut self,
        role: fn(&str) -> Option<Ident>,
        wire: &str,
        requested: Option<&str>,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Ident> {
        if let Some(requested) = requested.filter(|requested| !is_legal(requested)) {
            diagnostics.push(messages::illegal_rust_name(span, requested));
            return None;
        }
        let Some(ident) = role(requested.unwrap_or(wire)) else {
            diagnostics.push(messages::unnameable(span, self.what, wire, self.key));
            return None;
        };
        self.claim(&ident, wire, span, diagnostics);
        Some(ident)
    }

    /// Takes a name, if it is free.
    pub fn take(&mut self, ident: &Ident, wire: &str, span: Span) {
        self.seen.entry(ident.clone()).or_insert_with(|| (wire.to_owned(), span));
    }

    /// Takes a name, and reports one that is taken.
    pub fn claim(&mut self, ident: &Ident, wire: &str, span: Span, diagnostics: &mut Diagnostics) {
        match self.seen.get(ident) {
            Some((first, at)) => {
                let names = (first.as_str(), wire);
                diagnostics.push(messages::name_clash(span, *at, self.what, &ident.0, names, self.key));
            }
            None => self.take(ident, wire, span),
        }
    }
}

#[cfg(test)]
mod tests;
