//! Checks `format`, an open list of names, in which only a comparison finds a misspelled one. Must not know what Rust
//! makes of them.

use super::constraints::describe;
use crate::api::{Scalar, Type};
use crate::diagnostics::{Diagnostics, messages, nearest};
use crate::openapi::Schema;

/// Formats of text.
const OF_TEXT: &[&str] = &[
    "base64url",
    "binary",
    "byte",
    "char",
    "date",
    "date-time",
    "decimal",
    "duration",
    "email",
    "hostname",
    "html",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "url",
    "urn",
    "uuid",
];

/// Formats of integers; large ones also travel as text, so these are allowed there too, without effect.
const OF_INTEGERS: &[&str] = &[
    "int128",
    "uint",
    "uint128",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "unix-time",
];

/// Formats of other numbers.
const OF_NUMBERS: &[&str] = &["decimal", "double", "double-int", "float"];

/// Reports a format that is a misspelling of a known one, or is one of another type.
pub fn check(schema: &Schema, ty: &Type, diagnostics: &mut Diagnostics) {
    let Some(format) = &schema.format else { return };
    let written = format.value.as_str();
    let (own, others): (&[&[&str]], &[&[&str]]) = match ty {
        Type::Scalar(Scalar::Text(_)) => (&[OF_TEXT], &[OF_INTEGERS, OF_NUMBERS]),
        Type::Scalar(Scalar::Integer(_)) => (&[OF_INTEGERS], &[OF_TEXT, OF_NUMBERS]),
        Type::Scalar(Scalar::Number(_)) => (&[OF_NUMBERS, OF_INTEGERS], &[OF_TEXT]),
        // A type with a name may be an enum of any of these; for the others no format is listed.
        Type::Scalar(Scalar::Boolean) | Type::Any | Type::FreeForm | Type::Map(_) | Type::Array(_) | Type::Named(_) => {
            return;
        }
    };
    let has = |lists: &[&[&str]]| lists.iter().any(|list| list.contains(&written));
    if has(own) {
        return;
    }
    let is_integer = matches!(ty, Type::Scalar(Scalar::Integer(_)));
    let usual = match written {
        "int" | "integer" if is_integer => Some("int32"),
        "long" if is_integer => Some("int64"),
        _ => None,
    };
    let suggestion = usual.or_else(|| nearest(written, own.iter().flat_map(|list| list.iter().copied())));
    if has(others) {
        diagnostics.push(messages::wrong_format(format.span, written, describe(ty), None));
    } else if suggestion.is_some() || written.contains([' ', '#']) {
        diagnostics.push(messages::wrong_format(format.span, written, describe(ty), suggestion));
    }
}
