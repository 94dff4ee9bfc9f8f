//! Reads a page as it is laid out: plain text, Markdown, reStructuredText, HTML. Must not know what it means.

mod pipes;
mod rst;
mod stacked;
mod text;

use crate::document::{Block, Document, Line};
use crate::words;

/// The page as it is laid out. The name of its file tells how.
pub fn document(name: &str, text: &str) -> Document {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let extension = name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase());
    match extension.as_str() {
        "rst" => rst::document(text),
        _ => text::document(text),
    }
}

/// Takes the title of a table from the words above it.
fn caption_above(blocks: &mut Vec<Block>) -> Option<Line> {
    let Some(Block::Text(lines)) = blocks.last_mut() else { return None };
    let last = lines.last()?;
    let caption = Line::new(last.number, words::caption(&last.text)?);
    lines.pop();
    if lines.is_empty() {
        blocks.pop();
    }
    Some(caption)
}
