//! Writes lines of words as a browser shows them: with one space where the page has several. Must not know tags.

use crate::document::Line;

/// A line that is being written.
#[derive(Default)]
pub struct Words {
    line: Line,
    /// Whether a space comes before what follows.
    is_apart: bool,
    /// Whether some of it is not bold.
    is_plain: bool,
}

impl Words {
    /// Adds text that begins in this line of the page.
    pub fn add(&mut self, mut number: usize, text: &str, is_bold: bool) {
        for c in text.chars() {
            number += usize::from(c == '\n');
            if c.is_whitespace() || c.is_control() {
                self.is_apart |= c != '\0';
                continue;
            }
            if self.line.text.is_empty() {
                self.line.number = number;
            } else if self.is_apart {
                self.line.text.push(' ');
            }
            self.line.text.push(c);
            self.is_apart = false;
            self.is_plain |= !is_bold;
        }
    }

    /// The line, if there are words in it, and whether all of them are bold.
    pub fn take(&mut self) -> Option<(Line, bool)> {
        let words = std::mem::take(self);
        (!words.line.text.is_empty()).then_some((words.line, !words.is_plain))
    }
}

/// What is shown as it is, of which a part may be written still.
#[derive(Default)]
pub struct Code(Vec<Line>);

impl Code {
    /// Adds text that begins in this line of the page.
    pub fn add(&mut self, number: usize, text: &str) {
        for (at, part) in text.split('\n').enumerate() {
            let part = part.chars().filter(|c| !c.is_control() || *c == '\t');
            match self.0.last_mut() {
                Some(line) if at == 0 => line.text.extend(part),
                _ => self.0.push(Line::new(number + at, part.collect::<String>())),
            }
        }
    }

    /// Its lines, without empty ones above and below.
    pub fn into_lines(self) -> Vec<Line> {
        let mut lines = self.0;
        lines.iter_mut().for_each(|line| line.text.truncate(line.text.trim_end().len()));
        let end = lines.iter().rposition(|line| !line.text.is_empty()).map_or(0, |last| last + 1);
        lines.truncate(end);
        lines.drain(..lines.iter().position(|line| !line.text.is_empty()).unwrap_or(0));
        lines
    }
}
