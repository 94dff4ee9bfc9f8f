//! Lines of text and how they are indented. Knows blanks, comments, dashes and names; must not know what went wrong.

use std::ops::Range;

/// A line that is neither blank nor a comment.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    /// Where it starts in the text.
    pub start: usize,
    /// What it says, without the end of the line.
    pub text: &'t str,
}

/// Where the line of a place starts.
pub fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end + 1)
}

impl<'t> Line<'t> {
    /// The line of a place, whatever it says.
    pub fn at(text: &'t str, at: usize) -> Self {
        let start = line_start(text, at);
        let rest = text.get(start..).unwrap_or_default();
        Self { start, text: rest.split(['\n', '\r']).next().unwrap_or_default() }
    }

    /// The lines above that say something, the nearest first.
    pub fn above(self, text: &'t str) -> impl Iterator<Item = Self> {
        let mut next = self.start.checked_sub(1);
        let all = std::iter::from_fn(move || {
            let line = Self::at(text, next?);
            next = line.start.checked_sub(1);
            Some(line)
        });
        all.filter(|line| line.says_something())
    }

    /// The next line below that says something.
    pub fn below(self, text: &'t str) -> Option<Self> {
        let mut start = self.start;
        for line in text.get(self.start..)?.split_inclusive('\n') {
            let line = Self { start, text: line.trim_end_matches(['\n', '\r']) };
            if line.start > self.start && line.says_something() {
                return Some(line);
            }
            start += text.get(start..)?.find('\n').map_or(0, |end| end + 1);
        }
        None
    }

    fn says_something(&self) -> bool {
        let said = self.text.trim_start();
        !said.is_empty() && !said.starts_with('#')
    }

    /// How many spaces it starts with.
    pub fn indentation(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// The same, where a dash counts as a space: where the name of the line stands.
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

    /// What it says, without spaces and dashes at its start and spaces at its end.
    pub fn said(&self) -> &'t str {
        self.text.get(self.column()..).unwrap_or_default().trim_end()
    }

    /// Where that stands in the text.
    pub fn place(&self) -> Range<usize> {
        let start = self.start + self.column();
        start..start + self.said().len()
    }

    /// Where its indentation stands.
    pub fn blanks(&self) -> Range<usize> {
        self.start..self.start + self.indentation()
    }

    /// What follows the first `: `, and where.
    pub fn value(&self) -> Option<(Range<usize>, &'t str)> {
        let said = self.said();
        let colon = said.find(": ")?;
        let value = said.get(colon + 1..)?;
        let value = value.trim_start();
        let end = self.place().end;
        (!value.is_empty()).then_some((end - value.len()..end, value))
    }

    /// Whether text follows in the lines below it: it ends in `|` or `>`.
    pub fn begins_block(&self) -> bool {
        let said = self.said();
        let mark = said.rsplit(' ').next().unwrap_or(said);
        said.contains(": ") && mark.starts_with(['|', '>']) && mark.len() <= 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a:\n  # note\n\n  - b: 'x'\n    c: |\n      text\n";

    #[test]
    fn lines_know_their_neighbours_and_what_they_say() {
        let line = Line::at(TEXT, TEXT.find("c:").unwrap());
        assert_eq!((line.said(), line.indentation(), line.begins_block()), ("c: |", 4, true));
        let above: Vec<&str> = line.above(TEXT).map(|line| line.said()).collect();
        assert_eq!(above, ["b: 'x'", "a:"]);
        let item = line.above(TEXT).next().unwrap();
        assert_eq!((item.indentation(), item.column(), item.has_dash()), (2, 4, true));
        assert_eq!(item.value().map(|(place, value)| (&TEXT[place], value)), Some(("'x'", "'x'")));
        assert_eq!(line.below(TEXT).map(|line| line.said()), Some("text"));
        assert!(line.below(TEXT).unwrap().below(TEXT).is_none());
    }
}
