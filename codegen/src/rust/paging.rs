//! Holds how a list is read page by page, as it will be emitted.

use super::{Ident, Target, Type, Wrap};

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
    /// What is said from the first page on, unless callers say otherwise: the fields, and a number for each.
    pub from_the_first: Vec<(Ident, i64)>,
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
