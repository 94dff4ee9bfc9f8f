//! Makes a table of cells that are rows still. Must not know how its borders are drawn.

use super::row::Row;
use crate::document::{Cell, Line, Table};
use crate::layout;

/// The cells of a table.
pub struct Cells<'a> {
    /// How many of the first rows are its header.
    pub headers: usize,
    pub rows: Vec<Vec<Vec<Row<'a>>>>,
    /// How many rows of the page it takes.
    pub length: usize,
}

impl<'a> Cells<'a> {
    /// The table, when it is known what stands in a cell.
    pub fn into_table(self, caption: Option<Line>, cell: impl Fn(Vec<Row<'a>>) -> Cell) -> Table {
        let mut rows = self.rows.into_iter().map(|cells| cells.into_iter().map(&cell).collect::<Vec<Cell>>());
        let mut header: Vec<Line> = Vec::new();
        for cells in rows.by_ref().take(self.headers) {
            layout::add_header(&mut header, cells);
        }
        Table { caption, header, rows: rows.collect() }
    }
}
