//! Reads JSONPath (RFC 9535), with all selectors and the functions `length`, `count`, `value`, `match` and `search`. Must not know
//! what is selected from.
//!
//! The crates that do the same bring a second `syn` or a parser generator, which would be a third of a first build.

mod filters;
mod segments;
mod words;

use crate::yaml::Value;
use words::Parser;

/// A path from the root or, in a filter, from the value that is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    pub from_root: bool,
    pub segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Whether it looks at all levels below, not only at the next.
    pub descends: bool,
    pub selectors: Vec<Selector>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Selector {
    Name(String),
    Wildcard,
    Index(i64),
    Slice { start: Option<i64>, end: Option<i64>, step: i64 },
    Filter(Test),
}

/// Whether a value is selected.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    Or(Vec<Test>),
    And(Vec<Test>),
    Not(Box<Test>),
    Exists(Query),
    Compare(Operand, Comparison, Operand),
    /// Whether the text is an expression's match: all of it, or a part.
    Matches {
        text: Operand,
        pattern: Operand,
        whole: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    Literal(Value),
    /// The one value that a query selects.
    Single(Query),
    Length(Box<Operand>),
    Count(Query),
}

/// What is wrong, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub at: usize,
    pub expected: &'static str,
}

/// Reads a whole expression.
pub fn parse(text: &str) -> Result<Query, Mistake> {
    let mut parser = Parser::new(text);
    if !parser.eat("$") {
        return parser.wrong("`$`, the root of the document");
    }
    let segments = parser.segments()?;
    match parser.rest() {
        "" => Ok(Query { from_root: true, segments }),
        _ => parser.wrong("`.name`, `[…]` or the end"),
    }
}
