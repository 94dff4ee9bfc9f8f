//! Holds how lists are read page by page. Knows names on the wire.

use crate::source::Places;

/// How to page through a list.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// Query parameter: where to start, counted in items.
    pub offset: Option<String>,
    /// Query parameter: the number of the page.
    pub page: Option<String>,
    /// Query parameter, or property of the body: what an answer said of the next page.
    pub cursor: Option<String>,
    /// Where an answer says what comes next: for the cursor, or else a URL. Without it, the cursor is the last item's key.
    pub next: Option<Place>,
    /// Where an answer says whether there is more.
    pub more: Option<Place>,
    /// Query parameter: how many.
    pub limit: Option<String>,
    /// Whether the number of the page and how many are sent together or not at all.
    pub together: bool,
    /// Pointer into an answer: how many there are in all.
    pub total: Option<String>,
    /// Pointer into an answer: the items of a page. The answer is the list without it.
    pub items: Option<String>,
    /// Property of an item: what tells it from all others.
    pub key: Option<String>,
    /// Where its keywords are written.
    pub places: Places,
}

/// Where an answer says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// At a pointer into its body.
    Body(String),
    /// In a header.
    Header(String),
}
