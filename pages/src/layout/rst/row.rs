//! Cuts text into rows, each with its number and its indentation. Knows tabs, control characters and display columns. Must not know
//! any mark.

use std::borrow::Cow;
use unicode_width::UnicodeWidthChar;

/// A line of the page, or the part of one that stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its number in the page, from 1.
    pub number: usize,
    /// The spaces before its words.
    pub indent: usize,
    /// Its words, without spaces around them.
    pub text: &'a str,
}

impl<'a> Row<'a> {
    /// A line, or a part of one.
    pub fn new(number: usize, text: &'a str) -> Self {
        let text = text.trim_end();
        let words = text.trim_start_matches(' ');
        Self { number, indent: text.len() - words.len(), text: words }
    }

    /// What is left of it behind a mark of so many bytes.
    pub fn behind(self, mark: usize) -> Self {
        let rest = Self::new(self.number, self.text.get(mark..).unwrap_or_default());
        Self { indent: self.indent + mark + rest.indent, ..rest }
    }

    pub fn is_blank(self) -> bool {
        self.text.is_empty()
    }
}

/// The rows of a page.
pub fn rows(text: &str) -> Vec<Row<'_>> {
    text.lines().zip(1..).map(|(line, number)| Row::new(number, line)).collect()
}

/// A tab goes on to the next column that this divides.
const TAB: usize = 8;

/// A page without tabs and control characters, so that what looks indented is.
pub fn plain(text: &str) -> Cow<'_, str> {
    let is_other = |c: char| c.is_ascii_control() && c != '\n';
    // One by one: each search is a fast one, even where this crate is not optimized.
    if !(0..=127).map(char::from).filter(|c| is_other(*c)).any(|c| text.contains(c)) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut column = 0;
    for c in text.chars() {
        let width = match c {
            '\t' => TAB - column % TAB,
            '\n' | '\r' | '\0' => 0,
            _ => 1,
        };
        match c {
            '\t' => plain.extend(std::iter::repeat_n(' ', width)),
            '\r' | '\0' => {}
            _ => plain.push(if is_other(c) { ' ' } else { c }),
        }
        column = if c == '\n' { 0 } else { column + width };
    }
    Cow::Owned(plain)
}

/// Where these display columns begin in a text, in ascending order; those behind its end are left out. A wide character takes two.
pub fn places(text: &str, columns: &[usize]) -> Vec<usize> {
    if text.is_ascii() {
        return columns.iter().copied().take_while(|column| *column < text.len()).collect();
    }
    let mut places = Vec::new();
    let mut wanted = columns.iter().peekable();
    let mut at = 0;
    for (place, c) in text.char_indices() {
        let width = c.width().unwrap_or(0);
        // A character without a width belongs to the one before.
        while width > 0 && wanted.next_if(|column| **column <= at).is_some() {
            places.push(place);
        }
        at += width;
    }
    places
}
