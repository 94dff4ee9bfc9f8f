//! Takes simple tables apart. Knows their borders, and underlines below cells over several columns. Must not know what stands in a
//! cell.

use super::row::{self, Row};
use super::table::Cells;

/// The table that the first row begins, if it does and if something ends it.
pub fn cells<'a>(rows: &[Row<'a>]) -> Option<Cells<'a>> {
    let (first, rows) = rows.split_first().filter(|(row, _)| is_border(row.text))?;
    let is_in_it = |row: &&Row| row.is_blank() || row.indent >= first.indent;
    let mut borders = rows.iter().take_while(is_in_it).enumerate().filter(|(_, row)| is_border(row.text));
    let mut border = || borders.next().map(|(at, _)| at);
    let one = border()?;
    let is_last = rows.get(one + 1).is_none_or(|row| row.is_blank());
    let (header, end) = if is_last { (None, one) } else { (Some(one), border()?) };
    let rows = rows.get(..end)?;

    let columns = begins(first.text, 0);
    // More cells than characters no table has.
    let characters: usize = first.text.len() + rows.iter().map(|row| row.text.len() + 1).sum::<usize>();
    if rows.len() * columns.len() > characters {
        return None;
    }
    let mut table = Simple { indent: first.indent, columns, open: Vec::new(), rows: Vec::new() };
    let mut headers = 0;
    for (at, row) in rows.iter().enumerate() {
        if Some(at) == header {
            table.close(None);
            headers = table.rows.len();
        } else {
            table.row(*row);
        }
    }
    table.close(None);
    Some(Cells { headers, rows: table.rows, length: end + 2 })
}

/// Whether a row is a border over at least two columns: `====  ====`.
pub fn is_border(text: &str) -> bool {
    text.starts_with('=') && text.contains(' ') && text.bytes().all(|byte| b"= ".contains(&byte))
}

/// The columns at which the words of a row begin.
fn begins(text: &str, indent: usize) -> Vec<usize> {
    let mut before = b' ';
    let begins =
        text.bytes().enumerate().filter(|(_, byte)| std::mem::replace(&mut before, *byte) == b' ' && *byte != b' ');
    begins.map(|(at, _)| indent + at).collect()
}

struct Simple<'a> {
    /// The indentation of the table.
    indent: usize,
    /// The display columns at which its columns begin, behind that.
    columns: Vec<usize>,
    /// The rows that make one row of the table.
    open: Vec<Row<'a>>,
    rows: Vec<Vec<Vec<Row<'a>>>>,
}

impl<'a> Simple<'a> {
    fn row(&mut self, row: Row<'a>) {
        let indent = row.indent.saturating_sub(self.indent);
        let is_underline = row.text.starts_with('-') && row.text.bytes().all(|byte| b"- ".contains(&byte));
        if is_underline && !self.open.is_empty() {
            return self.close(Some(begins(row.text, indent)));
        }
        // What has nothing in the first column goes on.
        if !row.is_blank() && self.columns.get(1).is_some_and(|second| indent < *second) {
            self.close(None);
        }
        self.open.push(row);
    }

    /// Cuts the open rows into cells, at these columns if some are over several.
    fn close(&mut self, spans: Option<Vec<usize>>) {
        let open = std::mem::take(&mut self.open);
        if open.iter().all(|row| row.is_blank()) {
            return;
        }
        let begins = spans.as_ref().unwrap_or(&self.columns);
        let mut cells = vec![Vec::new(); self.columns.len()];
        for row in open {
            if row.is_blank() {
                cells.iter_mut().for_each(|cell: &mut Vec<Row>| cell.push(row));
            }
            let indent = row.indent.saturating_sub(self.indent);
            let wanted: Vec<usize> = begins.iter().map(|column| column.saturating_sub(indent)).collect();
            let places = row::places(row.text, &wanted);
            for (at, from) in places.iter().enumerate() {
                let until = places.get(at + 1).copied().unwrap_or(row.text.len());
                let column = begins.get(at).map_or(0, |begin| self.columns.partition_point(|column| column <= begin));
                if let Some(cell) = cells.get_mut(column.saturating_sub(1)) {
                    cell.push(Row::new(row.number, row.text.get(*from..until).unwrap_or_default()));
                }
            }
        }
        self.rows.push(cells);
    }
}
