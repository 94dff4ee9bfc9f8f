//! Cuts the few lines out of a file that a message is about. Knows files and spans. Must not know how they are printed.

use crate::source::{Sources, Span};
use crate::text::is_bidi;
use std::ops::Range;

/// The lines around some spans. Only these go to the printer, so that its cost does not grow with the file.
pub struct Excerpt {
    /// The lines, without characters that a terminal would act upon.
    pub text: String,
    /// The number of the first one, from 1.
    pub line: usize,
    /// Whether it begins within that line, so that columns in it are not those of the file.
    pub is_cut: bool,
    start: usize,
}

/// Lines shown above and below a span.
const MARGIN: usize = 2;

/// Longer lines are cut: a minified document is one line of megabytes.
const LONGEST_LINE: usize = 400;

/// Spans that are further apart, in bytes, are shown in excerpts of their own.
const FAR: usize = 20_000;

impl Excerpt {
    /// Whether two spans fit into one excerpt.
    pub fn holds(sources: &Sources, a: Span, b: Span) -> bool {
        let (first, last) = if a.start <= b.start { (a, b) } else { (b, a) };
        let is_near = a.file == b.file && last.start - first.start <= FAR;
        let between = || sources.text(a.file).get(first.start..last.start).unwrap_or_default();
        is_near && between().split('\n').all(|line| line.len() <= LONGEST_LINE)
    }

    /// The lines around spans of one file.
    pub fn around(sources: &Sources, spans: &[Span]) -> Self {
        let Some(file) = spans.first().map(|span| span.file) else {
            return Self { text: String::new(), line: 1, is_cut: false, start: 0 };
        };
        let text = sources.text(file);
        let first = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let last = spans.iter().map(|span| span.end).max().unwrap_or(0).min(text.len());
        let mut line = sources.position(file, first).line.saturating_sub(MARGIN).max(1);
        let mut start = sources.offset(file, line, 1);
        if first.saturating_sub(start) > LONGEST_LINE {
            line = sources.position(file, first).line;
            start = sources.floor(file, first.saturating_sub(LONGEST_LINE / 4).max(sources.offset(file, line, 1)));
        }
        let below = sources.offset(file, sources.position(file, last).line + MARGIN + 1, 1);
        let end = below.min(sources.floor(file, last.saturating_add(LONGEST_LINE))).max(last);
        let mut characters = text.get(start..end).unwrap_or("").chars().peekable();
        let mut text = String::new();
        while let Some(c) = characters.next() {
            let ends_line = c == '\r' && characters.peek() != Some(&'\n');
            text.push(if ends_line { '\n' } else { visible_character(c) });
        }
        Self { text, line, is_cut: start > sources.offset(file, line, 1), start }
    }

    /// A span of the file as a range of the excerpt.
    pub fn within(&self, span: Span) -> Range<usize> {
        let end = self.text.len();
        let from = span.start.saturating_sub(self.start).min(end);
        from..span.end.saturating_sub(self.start).clamp(from, end)
    }
}

/// A character of the input as it is shown: one of as many bytes, so that offsets stay true.
fn visible_character(c: char) -> char {
    match c {
        '\n' | '\t' => c,
        _ if !c.is_control() && !is_bidi(c) => c,
        _ if c.len_utf8() == 1 => ' ',
        _ if c.len_utf8() == 2 => '¤',
        _ => '\u{fffd}',
    }
}
