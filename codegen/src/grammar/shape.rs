//! Defines what is listed of an object, and finds its rows. Must not know any object.

use super::Keyword;

/// The rows of an object, and what messages call it.
pub struct Shape {
    pub what: &'static str,
    pub label: &'static str,
    pub section: Option<&'static str>,
    /// Whether the reader keeps a reference in its place; else the target takes that place before anything is read.
    pub is_referred_to: bool,
    pub keywords: &'static [Keyword],
    /// Keywords of which one has one, in pairs.
    pub exclusive: &'static [(&'static str, &'static str)],
    pub index: [u8; SLOTS],
}

impl Shape {
    pub const fn new(what: &'static str, label: &'static str, keywords: &'static [Keyword]) -> Self {
        Self { what, label, section: None, is_referred_to: false, keywords, exclusive: &[], index: index(keywords) }
    }

    /// Of each pair of keywords one may be there.
    pub const fn exclusive(self, exclusive: &'static [(&'static str, &'static str)]) -> Self {
        Self { exclusive, ..self }
    }

    /// Such objects are components of that section, and a `$ref` may replace them.
    pub const fn component(self, section: &'static str) -> Self {
        Self { is_referred_to: true, ..self.inlined(section) }
    }

    /// Such objects are components of that section; the target of a `$ref` takes its place before it is read.
    pub const fn inlined(self, section: &'static str) -> Self {
        Self { section: Some(section), ..self }
    }
}

pub const SLOTS: usize = 128;
const EMPTY: u8 = u8::MAX;

/// The row of each keyword, in the slot of its hash, or in the next one that is free.
const fn index(keywords: &[Keyword]) -> [u8; SLOTS] {
    let mut index = [EMPTY; SLOTS];
    let mut row = 0;
    while row < keywords.len() {
        let mut slot = slot(keywords[row].name);
        while index[slot % SLOTS] != EMPTY {
            slot += 1;
        }
        index[slot % SLOTS] = row as u8;
        row += 1;
    }
    index
}

pub const fn slot(name: &str) -> usize {
    match name.as_bytes() {
        [first, .., before, last] => name.len() * 31 + *first as usize * 7 + *before as usize * 5 + *last as usize * 3,
        short => short.len(),
    }
}
