//! Holds what can be compared of an operation, in one form for pages and for the spec: a fact says what a row of a table, a status or
//! an example is, and where that is written. Must not know what becomes of a difference.

mod of_page;
mod of_spec;
pub mod table;
mod types;

pub use of_page::of_page;
pub use of_spec::of_spec;

use crate::page::Type;
use std::collections::BTreeMap;
use std::fmt;

/// What is known of one thing: of a parameter, a field, a status, an example. `At` is where it is written: the line of a page, a
/// span of the spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact<At> {
    /// The part of the operation that it belongs to.
    pub place: Place,
    /// Its name there, with what contains it: `apps[].app_id`. A status, or the number of an example, if it is one.
    pub name: String,
    /// Where it is written.
    pub at: At,
    /// Its type, and where that is written.
    pub ty: Option<(Type, At)>,
    /// What else is said of it.
    pub cells: BTreeMap<Column, Said<At>>,
}

/// A text, and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Said<At> {
    /// The text.
    pub text: String,
    /// Where it is written.
    pub at: At,
}

/// What can be said of something, apart from its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// `Yes` or `No`.
    Mandatory,
    /// The least number, or the least length of a text; of a list that of its items.
    Minimum,
    /// The greatest one.
    Maximum,
    /// The least number of items of a list.
    FewestItems,
    /// The greatest one.
    MostItems,
    /// What holds if nothing is sent.
    Default,
    /// The values that there are, with commas between them.
    Values,
    /// `Yes`, if it should no longer be used.
    Deprecated,
    /// Words for readers.
    Words,
    /// What the thing is itself: a title, a path, an example.
    Value,
}

impl Column {
    /// All of them, in the order in which they are compared.
    pub const ALL: [Self; 10] = [
        Self::Mandatory,
        Self::Minimum,
        Self::Maximum,
        Self::FewestItems,
        Self::MostItems,
        Self::Default,
        Self::Values,
        Self::Deprecated,
        Self::Words,
        Self::Value,
    ];

    /// What messages call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mandatory => "mandatory",
            Self::Minimum => "minimum",
            Self::Maximum => "maximum",
            Self::FewestItems => "minimum of items",
            Self::MostItems => "maximum of items",
            Self::Default => "default",
            Self::Values => "enum",
            Self::Deprecated => "deprecated",
            Self::Words => "description",
            Self::Value => "value",
        }
    }
}

/// A part of an operation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Place {
    /// Title, date, method, path, text.
    Operation,
    Path,
    Query,
    /// A header of the request.
    Header,
    /// Where pages know no parameters.
    Other(&'static str),
    /// A field of the body that is sent.
    Body,
    RequestExample,
    /// What is answered with a status: the status itself, its headers, fields and examples.
    Status,
    ResponseHeader(String),
    Response(String),
    ResponseExample(String),
}

impl Place {
    /// The status that it is a part of.
    pub fn status(&self) -> Option<&str> {
        match self {
            Self::ResponseHeader(status) | Self::Response(status) | Self::ResponseExample(status) => Some(status),
            Self::Operation
            | Self::Path
            | Self::Query
            | Self::Header
            | Self::Other(_)
            | Self::Body
            | Self::RequestExample
            | Self::Status => None,
        }
    }
}

/// As `facts.tsv` and `audit.yaml` name it.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation => f.write_str("operation"),
            Self::Path => f.write_str("path"),
            Self::Query => f.write_str("query"),
            Self::Header => f.write_str("header"),
            Self::Other(name) => f.write_str(name),
            Self::Body => f.write_str("body"),
            Self::RequestExample => f.write_str("example request"),
            Self::Status => f.write_str("status"),
            Self::ResponseHeader(status) => write!(f, "header {status}"),
            Self::Response(status) if status.starts_with(['1', '2', '3']) => write!(f, "response {status}"),
            Self::Response(status) => write!(f, "error {status}"),
            Self::ResponseExample(status) => write!(f, "example {status}"),
        }
    }
}

impl<At: Clone> Fact<At> {
    fn new(place: Place, name: impl Into<String>, at: At) -> Self {
        Self { place, name: name.into(), at, ty: None, cells: BTreeMap::new() }
    }

    /// With a text in a column, if there is one.
    fn with(mut self, column: Column, text: Option<impl Into<String>>, at: At) -> Self {
        if let Some(text) = text {
            self.cells.insert(column, Said { text: text.into(), at });
        }
        self
    }

    /// The text in a column.
    pub fn cell(&self, column: Column) -> Option<&str> {
        self.cells.get(&column).map(|said| said.text.as_str())
    }
}

/// More facts are not made of a body: types that use each other twice would give more with each step than anybody compares.
const MOST_FACTS: usize = 20_000;

/// A body of several parts.
const FORM: &str = "multipart/form-data";

/// The number of an example; the first one needs none.
fn nth(at: usize) -> String {
    if at == 0 { "-".to_owned() } else { (at + 1).to_string() }
}

/// Words without their layout: where lines break, and how lists are marked, does not count.
pub fn plain(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim();
        ["- ", "* "].iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line)
    });
    let words = lines.flat_map(str::split_whitespace).filter(|word| *word != "•");
    words.collect::<Vec<_>>().join(" ")
}

/// As the documents write it.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => f.write_str("String"),
            Self::Integer => f.write_str("Integer"),
            Self::Long => f.write_str("Long"),
            Self::Float => f.write_str("Float"),
            Self::Double => f.write_str("Double"),
            Self::Boolean => f.write_str("Boolean"),
            Self::File => f.write_str("File"),
            Self::Object => f.write_str("Object"),
            Self::Named(name) => write!(f, "{name} object"),
            Self::Array(items) => match items.as_ref() {
                Self::Named(name) => write!(f, "Array of {name} objects"),
                Self::Array(_) | Self::Map(_) | Self::Other(_) => write!(f, "Array of {items}"),
                scalar => write!(f, "Array of {}s", scalar.to_string().to_lowercase()),
            },
            Self::Map(values) => write!(f, "Map<String,{values}>"),
            Self::Other(words) => f.write_str(words),
        }
    }
}
