//! Holds how a list is read page by page, and how one waits for its items, as it will be emitted.

use super::{Docs, Ident, Target, Type, Wrap};

/// What makes an operation a list that comes page by page.
#[derive(Debug, PartialEq)]
pub struct Paging {
    /// Type of an item.
    pub item: Type,
    /// How pages follow one another.
    pub follow: Follow,
    /// The operation's field that says where a page starts, or its number.
    pub start: Option<Start>,
    /// What takes what an answer said of the next page.
    pub cursor: Option<Cursor>,
    /// The field of the answer that holds its body, if it holds more.
    pub body: Option<Ident>,
    /// What counts all items: the fields on the way to it.
    pub total: Option<(Vec<Access>, bool)>,
    /// What holds a page: the fields on the way to it.
    pub items: Vec<Access>,
    /// What tells an item from all others.
    pub key: Option<Text>,
    /// What one can wait for.
    pub waiters: Vec<Waiter>,
}

/// How pages follow one another, as the runtime has it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Follow {
    Offset,
    Number { first: i64, more: Option<Place> },
    Cursor { next: Option<Place>, more: Option<Place> },
    Url(Place),
}

/// Where an answer says something: at a pointer, or in a header.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Place {
    Body(String),
    Header(String),
}

/// A field that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    pub field: Ident,
    /// Whether it has all numbers, or those of 32 bits.
    pub is_wide: bool,
}

/// A field that takes a cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    pub target: Target,
    pub wrap: Wrap,
    /// Whether it is a number.
    pub is_number: bool,
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
