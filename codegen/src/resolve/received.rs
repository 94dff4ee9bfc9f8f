//! A request as a server reads it, whose values have no place in a file. Must not know HTTP.

use super::values::{Direction, IsForm, check};
use super::without_spans::from_json;
use crate::api::{Definition, Json, Schema};

/// The first place where a value is not what a server takes for its schema, such as `apps[0].status`; empty for the value
/// itself. What is missing is such a place. `is_form` tells whether text is a time or Base64. The depth is that of the
/// value, which its reader bounds.
pub fn refused(value: &Json, schema: &Schema, types: &[Definition], is_form: IsForm) -> Option<String> {
    let found = check(&from_json(value), schema, types, Direction::Received(is_form));
    found.into_iter().next().map(|mismatch| match mismatch.missing {
        Some(name) if mismatch.place.is_empty() => name,
        Some(name) => format!("{}.{name}", mismatch.place),
        None => mismatch.place,
    })
}
