//! Checks a request as a server reads it, whose values have no span in a file. Must not know HTTP.

use super::values::{Direction, IsForm, check};
use super::without_spans::from_json;
use crate::api::{Definition, Json, Schema};

/// The first path at which a value does not match its schema for a server, such as `apps[0].status`; empty for the value
/// itself. A missing property has such a path. `is_form` tells whether text is a time or Base64. The depth is that of the
/// value, which its reader bounds.
pub fn refused(value: &Json, schema: &Schema, types: &[Definition], is_form: IsForm) -> Option<String> {
    let mismatches = check(&from_json(value), schema, types, Direction::Received(is_form));
    mismatches.into_iter().next().map(|mismatch| match mismatch.missing {
        Some(name) if mismatch.path.is_empty() => name,
        Some(name) => format!("{}.{name}", mismatch.path),
        None => mismatch.path,
    })
}
