//! Checks values that no document holds: a request as a server reads it, and what was made up. Must not know HTTP.

use super::values::{Direction, Mismatch, check};
use super::without_spans::from_json;
use crate::api::{Definition, Json, Schema};

/// Why a value does not match its schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Where in the value, such as `apps[0].status`; empty for the value itself. A missing property has such a path.
    pub path: String,
    /// What is wrong there.
    pub reason: String,
}

/// Who sends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// What only the server sets is ignored, and so is what is not described; text has the form that its type names.
    Caller,
    /// What only callers send is not there.
    Server,
}

/// The first way in which a value does not match its schema for whoever receives it. The depth is that of the value, which its
/// reader bounds.
pub fn refused(value: &Json, schema: &Schema, types: &[Definition], sender: Sender) -> Option<Refusal> {
    let direction = match sender {
        Sender::Caller => Direction::Received,
        Sender::Server => Direction::Response,
    };
    let mismatches = check(&from_json(value), schema, types, direction);
    mismatches.into_iter().next().map(Mismatch::into_refusal)
}
