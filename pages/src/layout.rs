//! Reads a page as it is laid out: plain text, Markdown, reStructuredText, HTML. Must not know what it means.

mod pipes;
mod stacked;
mod text;

use crate::document::Document;

/// The page as it is laid out. The name of its file tells how.
pub fn document(_name: &str, text: &str) -> Document {
    text::document(text.strip_prefix('\u{feff}').unwrap_or(text))
}
