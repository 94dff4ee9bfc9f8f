//! Holds a page as it is laid out: headings, paragraphs, code and tables, each with its line. Plain data. Must not know how a
//! layout marks them, nor what they mean.

/// A line of a page, without the marks of its layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its number in the page, from 1.
    pub number: usize,
    /// Its words. An item of a list begins with `- `.
    pub text: String,
}

impl Line {
    /// A line.
    pub fn new(number: usize, text: impl Into<String>) -> Self {
        Self { number, text: text.into() }
    }
}

/// A page as it is laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The name that the vendor's tools gave the page, if it shows one: often the operation's.
    pub name: Option<Line>,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The title of the page, or of a section. Plain text does not mark it: what is one there, its words tell.
    Heading(Line),
    /// A paragraph or a list, a line for each line or item.
    Text(Vec<Line>),
    /// What is shown as it is, indented as it is.
    Code(Vec<Line>),
    /// A table.
    Table(Table),
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its title, without the number: `Path Parameters`.
    pub caption: Option<Line>,
    /// The names of the columns.
    pub header: Vec<Line>,
    /// The rows below them, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a cell: its paragraphs, and items of lists.
pub type Cell = Vec<Line>;

/// The words of several lines.
pub fn joined(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let is_item = line.text.starts_with("- ");
        if !text.is_empty() {
            text.push(if is_item { '\n' } else { ' ' });
        }
        text.push_str(&line.text);
    }
    text
}
