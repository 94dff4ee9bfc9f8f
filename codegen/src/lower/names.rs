//! Makes Rust identifiers out of names on the wire, one function for each role. The only place that decides names.
//!
//! - A keyword is written raw (`r#type`), because the name then still is `type`. The few that cannot be raw get a `_`.
//! - A name that generated code needs for itself (`Option`, `send`) gets a `_` too.
//! - Of two names that meet, the second says more: its signs, its place, or else a number, and a finding tells of both.
//!   `x-rust-name` settles it.
//! - A parameter has precedence over a field of the body of the same name, which is set with `body_…`.
//! - Only ASCII letters and digits count. Other letters are transliterated; a name without any is spelled out (`plus_1`).
//! - A name that is longer than anybody reads is cut, before it is too long for a file.
//! - Method and path, where there is no `operationId`: a parameter in braces is read as "by".

mod namespace;
mod reserved;
mod spelling;

pub use namespace::{Namespace, Place, Wanted};

use crate::rust::Ident;
use heck::{ToSnakeCase, ToUpperCamelCase};
use reserved::{
    CLIENT_METHODS, CRATE_MODULES, KEYWORDS, METHODS, MODULES, NEVER_RAW, OPERATION_FIELDS, OPERATIONS, TYPES,
};
use std::borrow::Cow;

/// A type.
pub fn item(name: &str) -> Ident {
    reserve(camel(name, "T"), TYPES)
}

/// The struct of an operation.
pub fn operation(name: &str) -> Ident {
    reserve(camel(name, "T"), OPERATIONS)
}

/// What an operation answers, if no other type says it.
pub fn output(operation: &Ident) -> Ident {
    Ident(format!("{}Output", operation.plain().trim_end_matches('_')))
}

/// What is sent in place of a type that comes back.
pub fn input(received: &Ident) -> Ident {
    Ident(format!("{}Input", received.plain().trim_end_matches('_')))
}

/// A field of a struct, or an argument.
pub fn field(name: &str) -> Ident {
    reserve(snake(name), &[])
}

/// A field of an operation.
pub fn operation_field(name: &str) -> Ident {
    reserve(snake(name), OPERATION_FIELDS)
}

/// The fluent method that sets a field.
pub fn setter(field: &Ident) -> Ident {
    reserve(field.plain().to_owned(), METHODS)
}

/// The method that goes through the values of which a field is a list.
pub fn list(field: &Ident) -> Ident {
    let plural = if field.plain().ends_with('s') { "" } else { "s" };
    reserve(format!("{}{plural}", field.plain()), METHODS)
}

/// The same for a field of another name.
pub fn method(name: &str) -> Ident {
    reserve(snake(name), METHODS)
}

/// What the variant of a number is named after: a number alone is no name.
pub fn number(value: i128) -> String {
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
pub fn additional() -> Ident {
    Ident("additional".to_owned())
}

/// The fluent method that sets a field of the body on its operation; a parameter may have the name already.
pub fn body_setter(setter: &Ident, of_parameters: &[Ident]) -> Ident {
    if of_parameters.contains(setter) { Ident(format!("body_{}", setter.plain())) } else { setter.clone() }
}

/// What the field of a body in another media type than the usual one is named after, and the method that sets it.
pub fn other_body(media_type: &str) -> String {
    format!("body {media_type}")
}

/// A method of a client.
pub fn function(name: &str) -> Ident {
    reserve(snake(name), CLIENT_METHODS)
}

/// A method of a client that makes another one. In examples, a variable is called like it.
pub fn client(name: &str) -> Ident {
    let Ident(name) = function(name);
    reserve(name, &["answer"])
}

/// A method of a client that waits.
pub fn waiter(name: &str) -> Ident {
    function(&format!("wait_until_{}", snake(name)))
}

/// A module inside a service.
pub fn module(name: &str) -> Ident {
    reserve(cut(&snake(name), LONGEST_MODULE).to_owned(), MODULES)
}

/// The module of a service.
pub fn service(name: &str) -> Ident {
    reserve(cut(&snake(name), LONGEST_MODULE).to_owned(), CRATE_MODULES)
}

/// The static that holds the regions of a service.
pub fn table(service: &Ident) -> Ident {
    Ident(service.plain().to_ascii_uppercase())
}

/// A variant of an enum.
pub fn variant(value: &str) -> Ident {
    // `2.0` and `20` are two values.
    let is_number = value.starts_with(|c: char| c.is_ascii_digit())
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '_'));
    if is_number {
        let parts = value.split(['.', '-', '_']).filter(|part| !part.is_empty());
        return Ident(format!("V{}", cut(&parts.collect::<Vec<_>>().join("_"), LONGEST)));
    }
    reserve(camel(value, "V"), &["Unknown"])
}

/// A variant that holds a value.
pub fn union_variant(name: &str) -> Ident {
    reserve(camel(name, "V"), &[])
}

/// Whether a name that a document requests can be one.
pub fn is_legal(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn camel(name: &str, digit_prefix: &str) -> String {
    let name = spelling::spelled(name).to_upper_camel_case();
    let name = cut(&name, LONGEST).to_owned();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("{digit_prefix}{name}") } else { name }
}

fn snake(name: &str) -> String {
    // Most names are in snake case already, and heck looks at each letter.
    let name = if is_snake(name) { Cow::from(name) } else { spelling::spelled(name).to_snake_case().into() };
    let name = cut(&name, LONGEST).to_owned();
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// Nobody reads a longer name.
const LONGEST: usize = 400;

/// Files are called after modules, and file systems take 143 bytes at least.
const LONGEST_MODULE: usize = 120;

/// The start of a name, if it is too long.
fn cut(name: &str, most: usize) -> &str {
    name.get(..most).map_or(name, |start| start.trim_end_matches('_'))
}

fn is_snake(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !name.is_empty()
        && name.bytes().all(is_letter)
        && !name.starts_with('_')
        && !name.ends_with('_')
        && !name.contains("__")
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

#[cfg(test)]
mod tests;
