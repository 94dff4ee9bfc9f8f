//! Holds what one can wait for, as it will be emitted.

use super::{Access, Call, Docs, Ident, Text};

/// A method of the client that waits.
#[derive(Debug, PartialEq)]
pub struct Waiter {
    /// Name in the document.
    pub name: String,
    pub function: Ident,
    pub docs: Docs,
    /// The example.
    pub example: Call,
    pub goal: Goal,
    /// What was not so when the time is over.
    pub what: String,
    /// Seconds between two looks, if it says so.
    pub interval: Option<u64>,
    /// Seconds in all, if it says so.
    pub timeout: Option<u64>,
}

/// What is waited for.
#[derive(Debug, PartialEq)]
pub enum Goal {
    /// An item of a list.
    Item {
        /// The argument after those of the operation: the text that is waited for.
        value: Ident,
        /// What it is compared with.
        text: Text,
        /// Whether it is to be there, or not.
        present: bool,
        /// Whether status 404 means that it is not.
        not_found_is_absent: bool,
        /// The largest page that can be requested: setter and number.
        limit: Option<(Ident, i64)>,
    },
    /// A state of what the operation shows.
    State {
        /// What the document calls it, and the fields on the way to it.
        field: Option<(String, Vec<Access>)>,
        /// The values that are waited for; none where it is to be gone.
        reaches: Vec<String>,
        fails_at: Vec<String>,
        /// What says why: the fields on the way to it.
        reason: Option<Vec<Access>>,
    },
}
