//! Reads HTML. Knows its tokens, and on which line each is. Must not know what tags mean.

mod entity;
mod frame;
mod page;
mod table;
mod tag;
mod token;
mod words;

use crate::document::Document;
use token::{Token, Tokens};

/// The page as it is laid out. Tags are counted and never made a tree, so that neither their depth nor what is not closed matters.
pub fn document(text: &str) -> Document {
    let mut page = page::Page::default();
    let (mut offset, mut line) = (0, 1);
    for (start, token) in Tokens::new(text) {
        line += text.get(offset..start).unwrap_or_default().matches('\n').count();
        offset = start;
        match token {
            Token::Start(tag) => page.start(&tag, offset, line),
            Token::End(name) => page.end(&name, offset),
            Token::Text(text) => page.text(&text, line),
        }
    }
    page.into_document(text.len())
}
