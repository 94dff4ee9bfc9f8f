//! Holds how a list is read page by page, and how one waits for its items, as it will be emitted.

use super::{Docs, Ident, Type, Wrap};

/// What makes an operation a list that comes page by page.
#[derive(Debug, PartialEq)]
pub struct Paging {
    /// Type of an item.
    pub item: Type,
    /// The operation's field that says where a page starts.
    pub offset: Ident,
    /// Whether that field has all numbers, or those of 32 bits.
    pub offset_is_wide: bool,
    /// The answer's field that counts all items.
    pub total: Access,
    /// Whether that field has all numbers, or those of 32 bits.
    pub total_is_wide: bool,
    /// The answer's field that holds a page.
    pub items: Access,
    /// What tells an item from all others.
    pub key: Option<Text>,
    /// What one can wait for.
    pub waiters: Vec<Waiter>,
}

/// A field, and how it can be absent.
#[derive(Clone, Debug, PartialEq)]
pub struct Access {
    pub field: Ident,
    /// How it is wrapped.
    pub wrap: Wrap,
}

/// A text of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The item's field.
    pub access: Access,
    /// Whether the item itself can be `null`.
    pub item_is_optional: bool,
}

/// A method of the client that waits.
#[derive(Debug, PartialEq)]
pub struct Waiter {
    /// Name in the document.
    pub name: String,
    pub function: Ident,
    pub docs: Docs,
    /// The argument after those of the operation: the text that is waited for.
    pub value: Ident,
    /// What it is compared with.
    pub text: Text,
    /// Whether it is to be there, or not.
    pub present: bool,
    /// Whether status 404 means that it is not.
    pub not_found_is_absent: bool,
    /// What was not so when the time is over.
    pub what: String,
    /// The largest page that can be requested: setter and number.
    pub limit: Option<(Ident, i64)>,
}
