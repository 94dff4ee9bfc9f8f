//! Reads reStructuredText. Knows that a page and a cell of a table are read alike. Must not know what they mean. Written by hand,
//! because no maintained crate reads the tables of reStructuredText.

mod blocks;
mod directive;
mod grid;
mod inline;
mod list;
mod row;
mod simple;
mod table;

use crate::document::Document;

/// The page as it is laid out.
pub fn document(text: &str) -> Document {
    blocks::document(row::rows(&row::plain(text)))
}
