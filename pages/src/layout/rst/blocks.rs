//! Reads rows as blocks: sections, paragraphs, lists, directives, literal blocks, tables. Knows where each begins and ends. Must not
//! know how words are marked, nor how tables are drawn.

use super::directive::{self, Directive, Explicit};
use super::row::Row;
use super::{grid, inline, list, simple};
use crate::document::{Block, Cell, Document, Line};
use crate::layout;
use crate::words;

/// The page of these rows.
pub fn document(rows: Vec<Row>) -> Document {
    let mut reader = Reader::new(rows, Place::Page);
    reader.read();
    Document { name: reader.name, blocks: reader.blocks }
}

/// The cell of these rows. A table in it is not taken apart, so that nothing nests.
fn cell(rows: Vec<Row>) -> Cell {
    let mut reader = Reader::new(rows, Place::Cell);
    reader.read();
    let lines = reader.blocks.into_iter().flat_map(|block| match block {
        Block::Text(lines) | Block::Code(lines) => lines,
        Block::Heading(_) | Block::Table(_) => Vec::new(),
    });
    lines.filter(|line| !line.text.is_empty()).collect()
}

/// Where rows stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Page,
    Cell,
}

/// Reads rows from top to bottom, once. What is in what, indentation tells, so that no depth of it costs anything.
struct Reader<'a> {
    rows: Vec<Row<'a>>,
    /// The row that is next.
    at: usize,
    place: Place,
    name: Option<Line>,
    blocks: Vec<Block>,
    /// The title of the table that follows, if that is deeper than this.
    caption: Option<(Line, usize)>,
    /// What follows is shown as it is, if it is deeper than this, for the paragraph above ended with `::`.
    literal: Option<usize>,
    /// Whether the last block is a list.
    is_list: bool,
    /// Whether the next words begin an item.
    is_item: bool,
}

impl<'a> Reader<'a> {
    fn new(rows: Vec<Row<'a>>, place: Place) -> Self {
        Self {
            rows,
            at: 0,
            place,
            name: None,
            blocks: Vec::new(),
            caption: None,
            literal: None,
            is_list: false,
            is_item: false,
        }
    }

    fn read(&mut self) {
        while let Some(&row) = self.rows.get(self.at) {
            if row.is_blank() {
                self.at += 1;
                continue;
            }
            match self.literal.take() {
                Some(indent) if row.indent > indent => self.code(indent),
                _ => self.block(row),
            }
        }
        self.end_caption();
    }

    fn block(&mut self, mut row: Row<'a>) {
        while let Some(length) = list::mark(row, self.rows.get(self.at + 1)) {
            row = row.behind(length);
            self.is_item = true;
        }
        if let Some(first) = self.rows.get_mut(self.at) {
            *first = row;
        }
        let is_top = self.place == Place::Page && row.indent == 0;
        if row.is_blank() || is_top && (self.field(row) || self.heading(row)) {
            return;
        }
        if let Some(explicit) = directive::explicit(row.text) {
            self.explicit(row, explicit);
        } else if row.text.starts_with("| ") {
            // A line that stays one.
            self.at += 1;
            let line = row.behind(1);
            self.words(line.number, inline::plain(line.text));
        } else if !self.table(row) {
            self.paragraph(row);
        }
    }

    /// What is said of the page as a whole: `:original_name: ShowThing.html`.
    fn field(&mut self, row: Row) -> bool {
        let field = row.text.strip_prefix(':').and_then(|text| text.split_once(": "));
        let Some((name, value)) = field.filter(|_| self.blocks.is_empty()) else { return false };
        if name == "original_name" {
            let value = value.trim();
            self.name = Some(Line::new(row.number, value.strip_suffix(".html").unwrap_or(value)));
        }
        self.skip(row.indent);
        true
    }

    /// A title above a line of marks, or between two of them. Such a line alone is shown as a line.
    fn heading(&mut self, row: Row) -> bool {
        const SHORTEST: usize = 4;
        let below = |rows: usize| self.rows.get(self.at + rows).copied().filter(|row| !row.is_blank());
        let rule = |rows: usize| below(rows).filter(|rule| rule.indent == 0 && is_rule(rule.text));
        let (title, length) = match (rule(0), below(1), rule(1), rule(2)) {
            (Some(above), Some(title), _, Some(below)) if above.text == below.text => (Some(title), 3),
            (Some(rule), None, ..) if rule.text.len() >= SHORTEST => (None, 1),
            (None, _, Some(rule), _) if rule.text.len() >= SHORTEST.min(row.text.chars().count()) => (Some(row), 2),
            _ => return false,
        };
        self.at += length;
        if let Some(title) = title {
            self.push(Block::Heading(Line::new(title.number, inline::plain(title.text))));
        }
        true
    }

    fn explicit(&mut self, row: Row<'a>, explicit: Explicit) {
        match explicit {
            Explicit::Note(mark) => self.paragraph(row.behind(mark)),
            Explicit::Target => {
                self.at += 1;
                while self.next_row(|below| below.indent > row.indent).is_some() {}
            }
            Explicit::Hidden | Explicit::Directive(Directive::Hidden, _) => self.skip(row.indent),
            Explicit::Directive(directive, argument) => {
                let words = self.argument(row, argument);
                match directive {
                    Directive::Code => self.code(row.indent),
                    Directive::Table => {
                        self.end_caption();
                        let title =
                            |words: Line| Line::new(words.number, words::caption(&words.text).unwrap_or(&words.text));
                        self.caption = words.map(|words| (title(words), row.indent));
                    }
                    Directive::Words => words.into_iter().for_each(|words| self.words(words.number, words.text)),
                    Directive::Container | Directive::Hidden => {}
                }
            }
        }
    }

    /// The argument of a directive, over several rows if need be, without the options below it.
    fn argument(&mut self, row: Row, argument: &str) -> Option<Line> {
        let mut text = argument.to_owned();
        self.at += 1;
        let mut is_option = false;
        while let Some(next) = self.next_row(|next| next.indent > row.indent) {
            is_option |= next.text.starts_with(':');
            if !is_option {
                text = text + " " + next.text;
            }
        }
        let text = inline::plain(&text);
        (!text.is_empty()).then(|| Line::new(row.number, text))
    }

    fn table(&mut self, row: Row) -> bool {
        if self.place == Place::Cell {
            let is_border = grid::is_border(row.text) || simple::is_border(row.text);
            self.at += usize::from(is_border);
            return is_border;
        }
        let rows = self.rows.get(self.at..).unwrap_or_default();
        let Some(cells) = grid::cells(rows).or_else(|| simple::cells(rows)) else { return false };
        self.at += cells.length;
        let caption = self.caption.take_if(|(_, indent)| row.indent > *indent).map(|(caption, _)| caption);
        let caption = caption.or_else(|| layout::caption_above(&mut self.blocks));
        let table = cells.into_table(caption, cell);
        if table.caption.is_some() || !table.header.is_empty() || !table.rows.is_empty() {
            self.push(Block::Table(table));
        }
        true
    }

    fn paragraph(&mut self, row: Row) {
        let mut text = row.text.to_owned();
        self.at += 1;
        while let Some(next) = self.next_row(|next| next.indent == row.indent && !grid::is_border(next.text)) {
            text = text + " " + next.text;
        }
        if let Some(words) = text.strip_suffix("::") {
            self.literal = Some(row.indent);
            let is_apart = words.is_empty() || words.ends_with(' ');
            text.truncate(if is_apart { words.len() } else { words.len() + 1 });
        }
        self.words(row.number, inline::plain(&text));
    }

    /// What is deeper than this, without the indentation that it shares.
    fn code(&mut self, indent: usize) {
        let rest = self.rows.get(self.at..).unwrap_or_default();
        let length = rest.iter().take_while(|row| row.is_blank() || row.indent > indent).count();
        let rows = rest.get(..length).unwrap_or_default();
        let last = rows.iter().rposition(|row| !row.is_blank()).map_or(0, |last| last + 1);
        let rows = rows.iter().take(last).skip_while(|row| row.is_blank());
        let shared = rows.clone().filter(|row| !row.is_blank()).map(|row| row.indent).min().unwrap_or(0);
        let lines = rows.map(|row| Line::new(row.number, " ".repeat(row.indent.saturating_sub(shared)) + row.text));
        let lines: Vec<Line> = lines.collect();
        self.at += length;
        if !lines.is_empty() {
            self.push(Block::Code(lines));
        }
    }

    /// Goes behind the next row and what is deeper than this.
    fn skip(&mut self, indent: usize) {
        // What is below an empty comment does not belong to it.
        let is_alone = self.rows.get(self.at).is_some_and(|row| row.text == "..");
        self.at += 1;
        while !is_alone && self.rows.get(self.at).is_some_and(|row| row.is_blank() || row.indent > indent) {
            self.at += 1;
        }
    }

    /// Takes the next row, if it goes on with what is above.
    fn next_row(&mut self, goes_on: impl Fn(&Row) -> bool) -> Option<Row<'a>> {
        let next = self.rows.get(self.at).copied().filter(|row| !row.is_blank() && goes_on(row))?;
        self.at += 1;
        Some(next)
    }

    /// Adds a paragraph, or an item to the list.
    fn words(&mut self, number: usize, text: String) {
        if text.is_empty() {
            return;
        }
        let is_item = self.is_item;
        let line = Line::new(number, if is_item { format!("- {text}") } else { text });
        match self.blocks.last_mut() {
            Some(Block::Text(items)) if is_item && self.is_list && self.caption.is_none() => items.push(line),
            _ => self.push(Block::Text(vec![line])),
        }
        (self.is_item, self.is_list) = (false, is_item);
    }

    fn push(&mut self, block: Block) {
        self.end_caption();
        (self.is_item, self.is_list) = (false, false);
        self.blocks.push(block);
    }

    /// A title without a table is words.
    fn end_caption(&mut self) {
        self.blocks.extend(self.caption.take().map(|(title, _)| Block::Text(vec![title])));
    }
}

/// Whether a row is one mark, again and again.
fn is_rule(text: &str) -> bool {
    let first = text.as_bytes().first().filter(|first| first.is_ascii_punctuation());
    first.is_some_and(|first| text.bytes().all(|byte| byte == *first))
}
