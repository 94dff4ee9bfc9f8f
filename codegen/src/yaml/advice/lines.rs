//! Reads single lines and how they are indented. Knows blanks, comments, dashes and keys. Must not know what went
//! wrong.

use std::ops::Range;

/// A line that is neither blank nor a comment.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    /// Its offset in the text.
    pub start: usize,
    /// Without the end of the line.
    pub text: &'t str,
}

/// Where the line of an offset starts.
pub fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end + 1)
}

impl<'t> Line<'t> {
    /// The line of an offset, blank and comment included.
    pub fn at(text: &'t str, at: usize) -> Self {
        let start = line_start(text, at);
        let rest = text.get(start..).unwrap_or_default();
        Self { start, text: rest.split(['\n', '\r']).next().unwrap_or_default() }
    }

    /// The lines above that are neither blank nor a comment, the nearest first.
    pub fn above(self, text: &'t str) -> impl Iterator<Item = Self> {
        let mut next = self.start.checked_sub(1);
        let all = std::iter::from_fn(move || {
            let line = Self::at(text, next?);
            next = line.start.checked_sub(1);
            Some(line)
        });
        all.filter(|line| line.has_content())
    }

    /// The next line below that is neither blank nor a comment.
    pub fn below(self, text: &'t str) -> Option<Self> {
        let mut start = self.start;
        for line in text.get(self.start..)?.split_inclusive('\n') {
            let line = Self { start, text: line.trim_end_matches(['\n', '\r']) };
            if line.start > self.start && line.has_content() {
                return Some(line);
            }
            start += text.get(start..)?.find('\n').map_or(0, |end| end + 1);
        }
        None
    }

    fn has_content(&self) -> bool {
        let content = self.text.trim_start();
        !content.is_empty() && !content.starts_with('#')
    }

    /// How many spaces it starts with.
    pub fn indentation(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// The same, where a dash counts as a space: the column of the line's key.
    pub fn column(&self) -> usize {
        let mut column = self.indentation();
        while let Some(rest) = self.text.get(column..).and_then(|rest| rest.strip_prefix("- ")) {
            column += 2 + rest.len() - rest.trim_start_matches(' ').len();
        }
        column
    }

    /// Whether it is an item of a list.
    pub fn has_dash(&self) -> bool {
        self.text.trim_start().starts_with("- ")
    }

    /// Its text without spaces and dashes at its start and spaces at its end.
    pub fn content(&self) -> &'t str {
        self.text.get(self.column()..).unwrap_or_default().trim_end()
    }

    /// The range of [`content`](Self::content) in the text.
    pub fn range(&self) -> Range<usize> {
        let start = self.start + self.column();
        start..start + self.content().len()
    }

    /// The range of its indentation in the text.
    pub fn indent_range(&self) -> Range<usize> {
        self.start..self.start + self.indentation()
    }

    /// What follows the first `: `, and where.
    pub fn value(&self) -> Option<(Range<usize>, &'t str)> {
        let content = self.content();
        let colon = content.find(": ")?;
        let value = content.get(colon + 1..)?;
        let value = value.trim_start();
        let end = self.range().end;
        (!value.is_empty()).then_some((end - value.len()..end, value))
    }

    /// Whether text follows in the lines below it: it ends in `|` or `>`.
    pub fn begins_block(&self) -> bool {
        let content = self.content();
        let mark = content.rsplit(' ').next().unwrap_or(content);
        content.contains(": ") && mark.starts_with(['|', '>']) && mark.len() <= 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a:\n  # note\n\n  - b: 'x'\n    c: |\n      text\n";

    #[test]
    fn lines_know_their_neighbours_and_their_content() {
        let line = Line::at(TEXT, TEXT.find("c:").unwrap());
        assert_eq!((line.content(), line.indentation(), line.begins_block()), ("c: |", 4, true));
        let above: Vec<&str> = line.above(TEXT).map(|line| line.content()).collect();
        assert_eq!(above, ["b: 'x'", "a:"]);
        let item = line.above(TEXT).next().unwrap();
        assert_eq!((item.indentation(), item.column(), item.has_dash()), (2, 4, true));
        assert_eq!(item.value().map(|(range, value)| (&TEXT[range], value)), Some(("'x'", "'x'")));
        assert_eq!(line.below(TEXT).map(|line| line.content()), Some("text"));
        assert!(line.below(TEXT).unwrap().below(TEXT).is_none());
    }
}
