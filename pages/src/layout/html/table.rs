//! Collects the cells of a table. Knows cells over several columns or rows, and headers that are only bold. Must not know tags.

use crate::document::{Cell, Line, Table, joined};
use crate::{layout, words};

/// A table that is not at its end yet.
#[derive(Default)]
pub struct OpenTable {
    /// Whether the rows belong to its header.
    is_head: bool,
    part: Part,
    caption: Vec<Line>,
    header: Vec<Line>,
    rows: Vec<Vec<Cell>>,
    row: Row,
    /// The row that each column is free in again: up to it, a cell from above goes on.
    free: Vec<usize>,
    /// How many cells there are.
    count: usize,
}

/// A part of a table.
#[derive(Default)]
enum Part {
    /// Between its cells, where nothing belongs.
    #[default]
    Between,
    /// Its title.
    Caption,
    /// A cell of the row.
    Cell(usize),
}

#[derive(Default)]
struct Row {
    number: usize,
    cells: Vec<Cell>,
    /// Whether there is a cell that is not a header's.
    has_data: bool,
    /// Whether there are words that are not bold.
    has_plain: bool,
}

impl OpenTable {
    pub fn begin_caption(&mut self) {
        self.part = Part::Caption;
    }

    /// Begins rows that belong to its header, or not.
    pub fn begin_group(&mut self, is_head: bool) {
        self.end_row();
        self.is_head = is_head;
    }

    pub fn begin_row(&mut self) {
        self.end_row();
        self.row.number += 1;
    }

    /// Begins a cell. Those that go over others are followed by empty ones, unless these would make it more than `most`.
    pub fn begin_cell(&mut self, is_header: bool, columns: usize, rows: usize, most: usize) {
        let row = &mut self.row;
        let is_taken = |row: &Row| self.free.get(row.cells.len()).is_some_and(|free| *free > row.number);
        while is_taken(row) && self.count < most {
            row.cells.push(Cell::new());
            self.count += 1;
        }
        let at = row.cells.len();
        let columns = columns.min(most.saturating_sub(self.count)).max(1);
        row.cells.resize(at + columns, Cell::new());
        row.has_data |= !is_header;
        self.count += columns;
        self.free.resize(self.free.len().max(at + columns), 0);
        self.free.iter_mut().skip(at).take(columns).for_each(|free| *free = row.number + rows);
        self.part = Part::Cell(at);
    }

    /// Ends the title, or a cell.
    pub fn end_part(&mut self) {
        self.part = Part::Between;
    }

    pub fn end_row(&mut self) {
        self.end_part();
        let row = Row { number: self.row.number, ..Row::default() };
        let row = std::mem::replace(&mut self.row, row);
        let is_bold = !row.has_plain && row.cells.iter().any(|cell| !cell.is_empty());
        let is_first = self.rows.is_empty();
        if is_first && (self.is_head || self.header.is_empty() && (!row.has_data || is_bold)) {
            layout::add_header(&mut self.header, row.cells);
        } else if !row.cells.is_empty() {
            self.rows.push(row.cells);
        }
    }

    /// Adds a line where it belongs, or hands it back.
    pub fn line(&mut self, line: Line, is_bold: bool) -> Option<Line> {
        match self.part {
            Part::Between => return Some(line),
            Part::Caption => self.caption.push(line),
            Part::Cell(at) => {
                self.row.has_plain |= !is_bold;
                if let Some(cell) = self.row.cells.get_mut(at) {
                    cell.push(line);
                }
            }
        }
        None
    }

    /// The table, each row with a cell for each column, unless these would be more than `most`.
    pub fn into_table(mut self, most: usize) -> Table {
        self.end_row();
        let columns = self.rows.iter().map(Vec::len).chain([self.header.len()]).max().unwrap_or(0);
        if self.rows.len().saturating_mul(columns) <= most {
            self.rows.iter_mut().for_each(|row| row.resize(columns, Cell::new()));
        }
        let text = joined(&self.caption);
        let title = |first: &Line| Line::new(first.number, words::caption(&text).unwrap_or(&text));
        Table { caption: self.caption.first().map(title), header: self.header, rows: self.rows }
    }
}
