//! Reads tables of pipes, with and without pipes at their edges, and with rows that are broken over lines. Must not know what a
//! table means.

use crate::document::{Cell, Line};
use crate::words;

/// How a table of pipes is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    count: usize,
    /// Whether rows begin with a pipe.
    is_opened: bool,
    /// Whether rows end with a pipe, so that they can go over several lines.
    is_closed: bool,
}

/// What the line between header and rows says, if it is one: `---|---|`.
pub fn columns(line: &str) -> Option<Columns> {
    let (is_opened, is_closed) = (line.starts_with('|'), line.ends_with('|'));
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let is_rule =
        |part: &str| part.trim_matches(':').len() >= 3 && part.trim_matches(':').bytes().all(|byte| byte == b'-');
    let is_table = line.contains('|') && inner.split('|').all(|part| is_rule(part.trim()));
    is_table.then(|| Columns { count: inner.split('|').count(), is_opened, is_closed })
}

/// Takes the names of the columns from the lines above the rule: one line, or one for each.
pub fn header(above: &mut Vec<Line>, columns: Columns) -> Option<Vec<Line>> {
    let mut names: Vec<Line> = Vec::new();
    let mut taken = 0;
    for line in above.iter().rev() {
        if names.len() >= columns.count || !line.text.contains('|') {
            break;
        }
        let text = line.text.strip_prefix('|').unwrap_or(&line.text);
        let text = text.strip_suffix('|').unwrap_or(text);
        names.extend(parts(text).into_iter().rev().map(|name| Line::new(line.number, name)));
        taken += 1;
    }
    if names.len() != columns.count {
        return None;
    }
    above.truncate(above.len() - taken);
    names.reverse();
    Some(names)
}

/// The parts of a line between pipes that nothing escapes.
fn parts(line: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, parts.last_mut()) {
            ('\\', Some(part)) if chars.next_if_eq(&'|').is_some() => part.push('|'),
            ('|', _) => parts.push(String::new()),
            (c, Some(part)) => part.push(c),
            (_, None) => {}
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).collect()
}

/// The rows below the rule, and the line after them.
pub fn rows(lines: &[&str], rule: usize, columns: Columns, clean: &dyn Fn(&str) -> String) -> (Vec<Vec<Cell>>, usize) {
    let mut rows = Rows { columns, rows: Vec::new(), row: Vec::new(), cell: Vec::new(), clean };
    let mut at = rule + 1;
    while let Some(line) = lines.get(at) {
        let words = line.trim();
        let ends = if rows.is_open() {
            words::section(words).is_some() || words::status_line(words).is_some() || words::caption(words).is_some()
        } else {
            !words.contains('|') || is_header(lines, at)
        };
        if ends {
            break;
        }
        rows.line(at + 1, words);
        at += 1;
    }
    rows.end_row();
    (rows.rows, at)
}

/// More columns than these no table has a line each for.
const MOST_COLUMNS: usize = 6;

/// Whether the next lines are the header of another table.
fn is_header(lines: &[&str], at: usize) -> bool {
    let next = lines.get(at..).unwrap_or_default();
    let rule = next.iter().take(MOST_COLUMNS + 1).enumerate().find_map(|(at, line)| Some((at, columns(line.trim())?)));
    let Some((count, columns)) = rule else { return false };
    let mut above: Vec<Line> = next.iter().take(count).map(|line| Line::new(0, line.trim())).collect();
    header(&mut above, columns).is_some() && above.is_empty()
}

struct Rows<'c> {
    columns: Columns,
    rows: Vec<Vec<Cell>>,
    /// The cells of a row that is not closed yet.
    row: Vec<Cell>,
    /// The lines of a cell that is not closed yet.
    cell: Cell,
    clean: &'c dyn Fn(&str) -> String,
}

impl Rows<'_> {
    fn is_open(&self) -> bool {
        !self.row.is_empty() || !self.cell.is_empty()
    }

    fn line(&mut self, number: usize, words: &str) {
        let is_first = !self.is_open();
        let words = words.strip_prefix('|').filter(|_| is_first && self.columns.is_opened).unwrap_or(words);
        let mut parts = parts(words);
        if is_first && parts.len() > self.columns.count {
            // A pipe among the words of the last cell.
            let last = parts.split_off(self.columns.count - 1);
            let (last, rest) = match last.split_last() {
                Some((end, rest)) if end.is_empty() => (rest.join(" | "), Some(String::new())),
                _ => (last.join(" | "), None),
            };
            parts.extend([last].into_iter().chain(rest));
        }
        let end = parts.pop().unwrap_or_default();
        for part in parts {
            self.words(number, &part);
            self.end_cell();
        }
        self.words(number, &end);
        if !self.columns.is_closed {
            self.end_row();
        }
    }

    fn words(&mut self, number: usize, part: &str) {
        let lines = part.split("<br>").flat_map(|line| line.split("<br/>"));
        let lines = lines.map(|line| Line::new(number, (self.clean)(line))).filter(|line| !line.text.is_empty());
        self.cell.extend(lines);
    }

    fn end_cell(&mut self) {
        self.row.push(std::mem::take(&mut self.cell));
        if self.row.len() == self.columns.count {
            self.rows.push(std::mem::take(&mut self.row));
        }
    }

    fn end_row(&mut self) {
        while self.is_open() {
            self.end_cell();
        }
    }
}
