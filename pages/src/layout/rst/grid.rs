//! Takes grid tables apart. Knows borders, and cells over several lines, columns or rows. Must not know what stands in a cell.

use super::row::{self, Row};
use super::table::Cells;
use std::collections::BTreeSet;

/// The table that the first row begins, if it does.
pub fn cells<'a>(rows: &[Row<'a>]) -> Option<Cells<'a>> {
    let first = rows.first().filter(|row| is_border(row.text))?;
    let is_in_it = |row: &&Row| row.indent == first.indent && row.text.starts_with(['+', '|']);
    let length = rows.iter().take_while(is_in_it).count();
    let rows = rows.get(..length)?;
    let borders = rows.iter().filter(|row| is_border(row.text));
    let edges: BTreeSet<usize> = borders.flat_map(|row| row.text.match_indices('+').map(|(at, _)| at)).collect();
    let edges: Vec<usize> = edges.into_iter().collect();
    let columns = edges.len() - 1;
    let mut grid = Grid { edges, open: vec![0; columns], headers: None, rows: Vec::new() };
    rows.iter().for_each(|row| grid.row(*row));
    // The last border opens a row that nothing is in.
    grid.rows.pop_if(|cells| cells.iter().all(Vec::is_empty));
    Some(Cells { headers: grid.headers.unwrap_or(0), rows: grid.rows, length })
}

/// Whether a row is a border from edge to edge: `+----+====+`.
pub fn is_border(text: &str) -> bool {
    text.starts_with('+') && text.len() > 2 && text.ends_with('+') && text.bytes().all(|byte| b"+-=".contains(&byte))
}

struct Grid<'a> {
    /// The display columns at which borders cross.
    edges: Vec<usize>,
    /// The row in which the cell of each column began.
    open: Vec<usize>,
    /// How many rows are above the double border.
    headers: Option<usize>,
    rows: Vec<Vec<Vec<Row<'a>>>>,
}

impl<'a> Grid<'a> {
    fn row(&mut self, row: Row<'a>) {
        let places = self.places(row.text);
        let columns = self.open.len();
        let between = |column: usize| row.text.get(places.get(column)? + 1..*places.get(column + 1)?);
        let is_rule = |column: usize| between(column).is_some_and(|text| is_all(text, b'-') || is_all(text, b'='));
        // A row that ends too early is no border, so that no table has more cells than characters.
        let is_border = places.len() > columns && (0..columns).any(is_rule);
        if is_border {
            // Two borders have no row between them.
            self.rows.pop_if(|cells| cells.iter().all(Vec::is_empty));
            let is_double = (0..columns).any(|column| between(column).is_some_and(|text| is_all(text, b'=')));
            if is_double {
                self.headers.get_or_insert(self.rows.len());
            }
            for (column, open) in self.open.iter_mut().enumerate() {
                if is_rule(column) {
                    *open = self.rows.len();
                }
            }
            self.rows.push(vec![Vec::new(); columns]);
        }
        // A cell over several columns begins at the first of them: there is no edge in it.
        let is_edge = |place: usize| row.text.get(place..).is_some_and(|rest| rest.starts_with(['|', '+']));
        let mut begins = (0..places.len().min(columns))
            .filter(|column| *column == 0 || places.get(*column).is_some_and(|place| is_edge(*place)))
            .peekable();
        while let Some(column) = begins.next() {
            let end = begins.peek().copied().unwrap_or(columns);
            let from = places.get(column).map_or(row.text.len(), |place| place + 1);
            let until = places.get(end).copied().filter(|place| end < columns || is_edge(*place));
            let text = row.text.get(from..until.unwrap_or(row.text.len())).unwrap_or_default();
            let cell = self.open.get(column).and_then(|open| self.rows.get_mut(*open)?.get_mut(column));
            if let Some(cell) = cell.filter(|_| !(is_border && is_rule(column))) {
                cell.push(Row::new(row.number, text));
            }
        }
    }

    /// Where the edges are in a row. Where they do not stand below each other, pipes are edges if there are as many.
    fn places(&self, text: &str) -> Vec<usize> {
        let places = row::places(text, &self.edges);
        let is_edge = |place: &usize| text.get(*place..).is_some_and(|rest| rest.starts_with(['|', '+']));
        if places.len() < self.edges.len() || !places.iter().all(is_edge) {
            let mut pipes = text.match_indices('|').map(|(at, _)| at);
            let found: Vec<usize> = pipes.by_ref().take(self.edges.len()).collect();
            if found.len() == self.edges.len() && pipes.next().is_none() {
                return found;
            }
        }
        places
    }
}

fn is_all(text: &str, byte: u8) -> bool {
    !text.is_empty() && text.bytes().all(|other| other == byte)
}
