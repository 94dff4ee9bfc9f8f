//! Holds how lists are read page by page, and what one can wait for in them. Knows names on the wire.

pub use crate::openapi::Until;
use crate::source::{Places, Span};

/// How to page through a list.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// Query parameter: where to start.
    pub offset: String,
    /// Query parameter: how many.
    pub limit: String,
    /// Response property: how many there are in all.
    pub total: String,
    /// Response property: the items of a page.
    pub items: String,
    /// Property of an item: what tells it from all others.
    pub key: Option<String>,
    /// Where its keywords are written.
    pub places: Places,
}

/// Something to wait for in a list.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// What comes about, such as `AppBound`.
    pub name: String,
    /// Description.
    pub description: Option<String>,
    /// Property of an item: what is compared.
    pub item: String,
    /// Whether an item with the value is to be there, or not.
    pub until: Until,
    /// Whether status 404 means that it is not.
    pub not_found_is_absent: bool,
    /// Where it is written.
    pub span: Span,
    /// Where its keywords are written.
    pub places: Places,
}
