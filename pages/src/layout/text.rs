//! Reads plain text, as it is copied from a browser or made by a converter, and Markdown. Knows tables of pipes, tables of a cell per
//! line, fences, and JSON that nothing fences. Must not know what a page means.

use super::{pipes, stacked};
use crate::document::{Block, Document, Line, Table};
use crate::words;

/// The page as it is laid out.
pub fn document(text: &str) -> Document {
    let lines: Vec<&str> = text.lines().collect();
    let is_marked = lines.iter().any(|line| line.starts_with("# ") || line.starts_with("```") || line.contains("**"));
    let mut reader = Reader { lines: &lines, is_marked, at: 0, paragraph: Vec::new(), blocks: Vec::new() };
    while reader.at < lines.len() {
        reader.step();
    }
    reader.end_paragraph();
    Document { name: None, blocks: reader.blocks }
}

struct Reader<'t> {
    lines: &'t [&'t str],
    is_marked: bool,
    at: usize,
    paragraph: Vec<Line>,
    blocks: Vec<Block>,
}

impl Reader<'_> {
    fn end_paragraph(&mut self) {
        if !self.paragraph.is_empty() {
            self.blocks.push(Block::Text(std::mem::take(&mut self.paragraph)));
        }
    }

    fn step(&mut self) {
        let line = self.lines.get(self.at).copied().unwrap_or_default();
        let words = line.trim();
        if words.is_empty() {
            self.at += 1;
            return self.end_paragraph();
        }
        if let Some(fence) = ["```", "~~~"].into_iter().find(|fence| words.starts_with(fence)) {
            return self.fenced(fence);
        }
        if let Some(columns) = pipes::columns(words)
            && let Some(header) = pipes::header(&mut self.paragraph, columns)
        {
            let (rows, next) = pipes::rows(self.lines, self.at, columns, &|line| clean(line, self.is_marked));
            return self.table(header, rows, next);
        }
        if let Some(next) = json(self.lines, self.at) {
            self.end_paragraph();
            let code = (self.at..next).filter_map(|at| Some(Line::new(at + 1, *self.lines.get(at)?)));
            self.blocks.push(Block::Code(code.collect()));
            self.at = next;
            return;
        }
        if let Some((header, rows, next)) = stacked::table(self.lines, self.at) {
            return self.table(header, rows, next);
        }
        let text = clean(words, self.is_marked);
        let heading = words.trim_start_matches('#');
        let is_heading = heading.len() < words.len() && heading.starts_with(' ');
        if is_heading || words::section(&text).is_some() {
            self.end_paragraph();
            let text = if is_heading { clean(heading, self.is_marked) } else { text };
            self.blocks.push(Block::Heading(Line::new(self.at + 1, text)));
        } else {
            self.paragraph.push(Line::new(self.at + 1, text));
        }
        self.at += 1;
    }

    fn fenced(&mut self, fence: &str) {
        self.end_paragraph();
        let is_end = |line: &&str| line.trim().starts_with(fence);
        let rest = self.lines.get(self.at + 1..).unwrap_or_default();
        let inside = rest.iter().position(is_end).unwrap_or(rest.len());
        let numbered = rest.iter().take(inside).zip(self.at + 2..);
        self.blocks.push(Block::Code(numbered.map(|(line, number)| Line::new(number, *line)).collect()));
        self.at += inside + 2;
    }

    fn table(&mut self, header: Vec<Line>, rows: Vec<Vec<Vec<Line>>>, next: usize) {
        let caption =
            self.paragraph.last().and_then(|line| Some((line.number, words::caption(&line.text)?.to_owned())));
        let caption = caption.map(|(number, text)| {
            self.paragraph.pop();
            Line::new(number, text)
        });
        self.end_paragraph();
        let caption = caption.or_else(|| super::caption_above(&mut self.blocks));
        self.blocks.push(Block::Table(Table { caption, header, rows }));
        self.at = next;
    }
}

/// A line without the marks of lists and, where the page has such marks, of Markdown.
fn clean(line: &str, is_marked: bool) -> String {
    let line = line.trim();
    let item = ["•", "- ", "* "].into_iter().find_map(|mark| line.strip_prefix(mark));
    let text = item.unwrap_or(line).trim();
    let text = if is_marked { without_marks(text) } else { text.to_owned() };
    if item.is_some() { format!("- {text}") } else { text }
}

/// Words without the stars, escapes and links of Markdown.
fn without_marks(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => words.extend(
                chars.next_if(|(_, next)| next.is_ascii_punctuation()).map_or('\\'.into(), |(_, next)| Some(next)),
            ),
            '*' if chars.next_if(|(_, next)| *next == '*').is_some() => {}
            '`' => {}
            ']' => {
                // `[words](target)`: the words were taken.
                let target = text.get(at + 1..).filter(|rest| rest.starts_with('(')).and_then(|rest| rest.find(')'));
                match (words.rfind('['), target) {
                    (Some(open), Some(end)) => {
                        words.remove(open);
                        while chars.next_if(|(next, _)| *next <= at + 1 + end).is_some() {}
                    }
                    _ => words.push(']'),
                }
            }
            _ => words.push(c),
        }
    }
    words
}

/// The line after JSON that begins in this line: where its brackets are closed, or where something else begins.
fn json(lines: &[&str], at: usize) -> Option<usize> {
    let first = lines.get(at)?.trim();
    let mut start = first.chars();
    let second = match start.next()? {
        '{' => start.find(|c| !c.is_whitespace()).is_none_or(|c| matches!(c, '"' | '}')),
        '[' => {
            start.find(|c| !c.is_whitespace()).is_none_or(|c| c.is_ascii_digit() || matches!(c, '"' | '{' | '[' | ']'))
        }
        _ => false,
    };
    if !second {
        return None;
    }
    let (mut depth, mut is_text, mut is_escaped) = (0_usize, false, false);
    for (number, line) in lines.iter().enumerate().skip(at) {
        let is_other = || words::section(line).is_some() || words::status_line(line).is_some();
        if number > at && !is_text && is_other() {
            return Some(number);
        }
        for c in line.chars() {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' if is_text => is_escaped = true,
                '"' => is_text = !is_text,
                '{' | '[' if !is_text => depth += 1,
                '}' | ']' if !is_text => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if depth == 0 {
            return Some(number + 1);
        }
    }
    Some(lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_markdown_are_taken_off() {
        for (marked, words) in [
            ("**Name** of `it`, see [the list](a.html#b).", "Name of it, see the list."),
            (r"a\_b \| c, 2 * 3, \n", r"a_b | c, 2 * 3, \n"),
            ("[1] (a)] [x](", "[1] (a)] [x]("),
        ] {
            assert_eq!(without_marks(marked), words);
        }
        assert_eq!(clean("  •  one", false), "- one");
        assert_eq!(clean("a ** b", false), "a ** b");
    }

    #[test]
    fn json_ends_with_its_brackets() {
        let lines = ["{\"a\": \"}\",", "\"b\": [1]", "} x", "{", "Status code: 200", "[Note]", "{id}", "[", "1"];
        assert_eq!(json(&lines, 0), Some(3));
        assert_eq!(json(&lines, 3), Some(4));
        assert_eq!((json(&lines, 5), json(&lines, 6), json(&lines, 7)), (None, None, Some(9)));
    }
}
