//! Makes blocks of tags and text, as they come. Knows what ends a line, a list, a cell. Must not know how tags are written, nor what
//! frames a page.

use super::frame::{Frame, Shown};
use super::table::OpenTable;
use super::tag::{self, Kind};
use super::token::Tag;
use super::words::{Code, Words};
use crate::document::{Block, Document, Line, Table};
use crate::layout;

/// A page that is not at its end yet.
#[derive(Default)]
pub struct Page {
    name: Option<Line>,
    blocks: Vec<Block>,
    frame: Frame,
    /// The parts of the path of the page in the reference.
    path: Vec<Line>,
    /// The line that is being written.
    words: Words,
    /// How many elements we are in that make words bold.
    bold: usize,
    is_heading: bool,
    is_item: bool,
    /// Whether the last block is a list.
    is_list: bool,
    /// Whether the next line belongs to the paragraph above.
    goes_on: bool,
    /// What is shown as it is, if we are in that.
    code: Option<Code>,
    /// The table that we are in, and the offset where it begins.
    table: Option<(OpenTable, usize)>,
    /// How many tables we are in that are not taken apart: those in cells, and those that hold code.
    inner: usize,
}

impl Page {
    /// An element begins.
    pub fn start(&mut self, tag: &Tag, offset: usize, line: usize) {
        let kind = tag::kind(tag);
        let before = self.frame.shown();
        let shown = self.frame.start(tag, kind, !self.path.is_empty());
        if before == Shown::Path {
            self.end_path_part();
        } else if shown == Shown::Path {
            self.end_line(false);
        }
        match shown {
            Shown::Page => {}
            Shown::Nothing | Shown::Path => return,
            Shown::Afresh => {
                let Self { name, frame, path, .. } = std::mem::take(self);
                *self = Self { name, frame, path, ..Self::default() };
            }
        }
        if let Some(code) = &mut self.code {
            match kind {
                Kind::Break => return code.add(line, "\n"),
                Kind::Heading | Kind::Table => self.end_code(),
                _ => return,
            }
        }
        match kind {
            Kind::Link => self.name = tag::page_name(tag).map(|name| Line::new(line, name)),
            Kind::Bold => self.bold += 1,
            Kind::Break if self.is_heading => self.words.add(line, " ", false),
            Kind::Break => self.end_line(true),
            Kind::Hidden | Kind::Inline => {}
            _ => self.end_line(false),
        }
        match kind {
            Kind::Heading => self.is_heading = true,
            Kind::Item => self.is_item = true,
            Kind::Pre => self.code = Some(Code::default()),
            Kind::Table if self.table.is_none() => self.table = Some((OpenTable::default(), offset)),
            Kind::Table | Kind::CodeTable => self.inner += 1,
            Kind::HeaderCell | Kind::Cell => {
                self.bold = 0;
                let (columns, rows) = (tag::span(tag, "colspan"), tag::span(tag, "rowspan"));
                self.in_table(|table, begin| table.begin_cell(kind == Kind::HeaderCell, columns, rows, offset - begin));
            }
            Kind::Caption => self.in_table(|table, _| table.begin_caption()),
            Kind::Row => self.in_table(|table, _| table.begin_row()),
            Kind::Head | Kind::Body => self.in_table(|table, _| table.begin_group(kind == Kind::Head)),
            _ => {}
        }
    }

    /// An element ends.
    pub fn end(&mut self, name: &str, offset: usize) {
        match self.frame.end(name) {
            Shown::Page | Shown::Afresh => {}
            Shown::Nothing => return,
            Shown::Path => return self.end_path_part(),
        }
        let kind = tag::named(name);
        match kind {
            Kind::Pre => return self.end_code(),
            Kind::Bold => self.bold = self.bold.saturating_sub(1),
            Kind::Hidden | Kind::Inline | Kind::Link | Kind::Break => {}
            _ => self.end_line(false),
        }
        match kind {
            Kind::Heading => self.is_heading = false,
            Kind::Item => self.is_item = false,
            Kind::Table if self.inner > 0 => self.inner -= 1,
            Kind::Table => self.end_table(offset),
            Kind::HeaderCell | Kind::Cell | Kind::Caption => self.in_table(|table, _| table.end_part()),
            Kind::Row => self.in_table(|table, _| table.end_row()),
            Kind::Head => self.in_table(|table, _| table.begin_group(false)),
            _ => {}
        }
    }

    /// Text that begins in this line.
    pub fn text(&mut self, text: &str, line: usize) {
        match (self.frame.shown(), &mut self.code) {
            (Shown::Nothing, _) => {}
            (Shown::Page | Shown::Afresh, Some(code)) => code.add(line, text),
            _ => self.words.add(line, text, self.bold > 0),
        }
    }

    /// The page, of so many bytes.
    pub fn into_document(mut self, length: usize) -> Document {
        self.end_code();
        self.end_table(length);
        let mut blocks = self.blocks;
        if let Some(first) = self.path.first() {
            let path = self.path.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("/ ");
            blocks.insert(0, Block::Text(vec![Line::new(first.number, path)]));
        }
        Document { name: self.name, blocks }
    }

    fn in_table(&mut self, change: impl FnOnce(&mut OpenTable, usize)) {
        if let Some((table, begin)) = self.table.as_mut().filter(|_| self.inner == 0) {
            change(table, *begin);
        }
    }

    /// A part of the path ends; what only parts it from the next is left out.
    fn end_path_part(&mut self) {
        let Some((mut line, _)) = self.words.take() else { return };
        line.text = line.text.trim_matches(|c: char| " /<>|»›".contains(c)).to_owned();
        self.path.extend((!line.text.is_empty()).then_some(line));
    }

    fn end_line(&mut self, goes_on: bool) {
        let goes_on = std::mem::replace(&mut self.goes_on, goes_on);
        if self.code.is_some() {
            return;
        }
        let Some((mut line, is_bold)) = self.words.take() else {
            self.goes_on &= goes_on;
            return;
        };
        let is_item = std::mem::take(&mut self.is_item);
        let is_heading = std::mem::take(&mut self.is_heading);
        if is_item {
            line.text.insert_str(0, "- ");
        }
        let line = match &mut self.table {
            Some((table, _)) => table.line(line, is_bold),
            None => Some(line),
        };
        let Some(line) = line else { return };
        match self.blocks.last_mut() {
            _ if is_heading => self.blocks.push(Block::Heading(line)),
            Some(Block::Text(lines)) if goes_on || is_item && self.is_list => lines.push(line),
            _ => self.blocks.push(Block::Text(vec![line])),
        }
        self.is_list = is_item;
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else { return self.end_line(false) };
        let mut lines = code.into_lines();
        if let Some((table, _)) = &mut self.table {
            lines = lines
                .into_iter()
                .filter(|line| !line.text.is_empty())
                .filter_map(|line| table.line(line, false))
                .collect();
        }
        if !lines.is_empty() {
            self.blocks.push(Block::Code(lines));
            self.is_list = false;
        }
    }

    fn end_table(&mut self, offset: usize) {
        self.end_line(false);
        let Some((table, begin)) = self.table.take() else { return };
        let Table { caption, header, rows } = table.into_table(offset - begin);
        let caption = caption.or_else(|| layout::caption_above(&mut self.blocks));
        if caption.is_some() || !header.is_empty() || !rows.is_empty() {
            self.blocks.push(Block::Table(Table { caption, header, rows }));
            self.is_list = false;
        }
    }
}
