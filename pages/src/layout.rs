//! Reads a page as it is laid out: plain text, Markdown, reStructuredText, HTML. Must not know what it means.

mod html;
mod pipes;
mod rst;
mod stacked;
mod text;

use crate::document::{Block, Cell, Document, Line};
use crate::words;

/// The page as it is laid out. The name of its file tells how.
pub fn document(name: &str, text: &str) -> Document {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let extension = name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase());
    match extension.as_str() {
        "html" | "htm" => html::document(text),
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

/// Adds a row to the names of columns: one of several is made of the words of each.
fn add_header(header: &mut Vec<Line>, cells: Vec<Cell>) {
    header.resize(header.len().max(cells.len()), Line::default());
    for (name, cell) in header.iter_mut().zip(cells) {
        let lines = std::iter::once(std::mem::take(name)).chain(cell).filter(|line| !line.text.is_empty());
        *name = lines.reduce(|name, line| Line::new(name.number, name.text + " " + &line.text)).unwrap_or_default();
    }
}
