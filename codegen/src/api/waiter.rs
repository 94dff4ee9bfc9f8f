//! Holds what one can wait for. Knows names and values on the wire.

pub use crate::openapi::Until;
use crate::source::{Places, Span};

/// Something to wait for.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// What comes about, such as `AppBound`.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// When it has.
    pub goal: Goal,
    /// Seconds between two looks.
    pub interval: Option<u64>,
    /// Seconds in all.
    pub timeout: Option<u64>,
    /// Where it is written.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}

/// What a waiter waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// An item of a list.
    Item {
        /// Property of an item: what is compared.
        item: String,
        /// Whether an item with the value is to be there, or not.
        until: Until,
        /// Whether status 404 means that it is not.
        not_found_is_absent: bool,
    },
    /// A state of what the operation shows.
    State {
        /// Pointer into the answer: where the state is.
        field: Option<String>,
        /// The values that are waited for, as text; none where it is to be gone.
        reaches: Vec<String>,
        /// The values after which it does not come about.
        fails_at: Vec<String>,
        /// Pointer into the answer: where it is said why.
        reason: Option<String>,
    },
}
