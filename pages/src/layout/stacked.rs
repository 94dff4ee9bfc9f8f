//! Reads tables that lost their grid: each cell is a line, or several, and nothing marks where a row ends. Knows that a row begins with
//! a name, `Yes` or `No`, and a type. Must not know what a table means.

use crate::document::{Cell, Line};
use crate::words::{self, Column};

/// A header of more columns than these is none.
const MOST_COLUMNS: usize = 5;

/// A table whose header begins in this line: the header, the rows, and the line after them.
pub fn table(lines: &[&str], at: usize) -> Option<(Vec<Line>, Vec<Vec<Cell>>, usize)> {
    let header = header(lines, at)?;
    let columns: Vec<Column> = header.iter().filter_map(|name| words::column(&name.text)).collect();
    let first = header.last().map_or(at, |name| name.number);
    let mut content: Vec<Line> = Vec::new();
    let mut end = lines.len();
    for (number, line) in lines.iter().enumerate().skip(first) {
        let words = line.trim();
        let is_other = words::section(words).is_some()
            || words::status_line(words).is_some()
            || words::caption(words).is_some()
            || words::column(words).is_some() && self::header(lines, number).is_some();
        if is_other {
            end = number;
            break;
        }
        if !words.is_empty() {
            let text = words.strip_prefix('•').map_or_else(|| words.to_owned(), |item| format!("- {}", item.trim()));
            content.push(Line::new(number + 1, text));
        }
    }
    Some((header, rows(&content, &columns), end))
}

/// The names of columns, one in each of the next lines; the last is the description.
fn header(lines: &[&str], at: usize) -> Option<Vec<Line>> {
    let mut names = Vec::new();
    let rest =
        lines.iter().enumerate().skip(at).map(|(at, line)| (at, line.trim())).filter(|(_, line)| !line.is_empty());
    for (at, line) in rest.take(MOST_COLUMNS) {
        let column = words::column(line)?;
        names.push(Line::new(at + 1, line));
        if column == Column::Description {
            return (names.len() > 1).then_some(names);
        }
    }
    None
}

/// Whether a line can stand in a column. Any line can be a description.
fn fits(line: &str, column: Column) -> bool {
    match column {
        Column::Name => words::is_name(line),
        Column::Mandatory => words::yes_or_no(line).is_some(),
        Column::Type => words::ty(line).is_some(),
        Column::Status => words::is_status(line),
        Column::ErrorCode => line.contains('.') && words::is_name(line),
        Column::Description => true,
    }
}

fn rows(content: &[Line], columns: &[Column]) -> Vec<Vec<Cell>> {
    let single = columns.len() - 1;
    let begins = |at: usize| {
        let cells = content.get(at..at + single);
        cells.is_some_and(|cells| cells.iter().zip(columns).all(|(line, column)| fits(&line.text, *column)))
    };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut at = 0;
    while let Some(line) = content.get(at) {
        if begins(at) {
            let cells = content.get(at..at + single).unwrap_or_default();
            rows.push(cells.iter().map(|line| vec![line.clone()]).chain([Vec::new()]).collect());
            at += single;
            continue;
        }
        match rows.last_mut().and_then(|row| row.last_mut()) {
            Some(description) => description.push(line.clone()),
            // Words before the first row: they are kept where `read` finds that it cannot place them.
            None => rows.push(vec![vec![line.clone()]]),
        }
        at += 1;
    }
    rows
}
