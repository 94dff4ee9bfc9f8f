//! Holds examples as they will be emitted: tests, and the expressions in them.

use super::{Ident, Operation, Type};

/// A test made from an example.
#[derive(Debug, PartialEq)]
pub enum Example {
    /// What the operation builds is what the document shows.
    Request {
        /// Name of the test.
        test: Ident,
        call: Call,
        /// The document's JSON.
        json: String,
        /// Whether its parameters surely pass the checks.
        passes: bool,
    },
    /// What the document shows is decoded and encoded again.
    Answer {
        /// Name of the test.
        test: Ident,
        /// Its type.
        ty: Type,
        /// The document's JSON.
        json: String,
        /// What of it the type keeps.
        kept: String,
    },
}

/// A call that a program makes to find out whether it works.
#[derive(Debug)]
pub struct SmokeCall<'a> {
    pub operation: &'a Operation,
    /// What of it is there: `all`, say.
    pub what: &'static str,
    pub call: Call,
}

/// An expression in an example.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Expr {
    String(String),
    Integer(i128),
    Float(f64),
    Bool(bool),
    /// `types::TimeUnit::Day`.
    Variant(Ident, Ident),
    /// `types::TimeUnit::from("WEEK")`.
    FromText(Ident, String),
    /// `types::Status::from(3)`.
    FromInteger(Ident, i128),
    /// `types::Pet::Cat(v)`, with a box around the value if it needs one.
    Holding(Ident, Ident, bool, Box<Expr>),
    /// `["a", "b"]`, where an argument is a list.
    List(Vec<Expr>),
    /// `vec![1, 2]`, inside of something else.
    Vec(Vec<Expr>),
    /// `[("k", v)]`, where an argument is a map.
    Entries(Vec<(String, Expr)>),
    /// `BTreeMap::from([("k".to_owned(), v)])`, inside of something else.
    Map(Vec<(String, Expr)>),
    /// `Map::from_iter([("k".to_owned(), v)])`, inside of something else.
    Object(Vec<(String, Expr)>),
    /// `Vec::<String>::new()`: an empty list or map, which alone does not say what it could hold.
    Empty(Type),
    /// `"text".to_owned()`.
    Owned(String),
    /// `Some(v)`.
    Some(Box<Expr>),
    None,
    /// `DateTime::from("…")`, `Base64::from("…")`.
    Runtime(&'static str, String),
    /// `"…".into()`.
    Into(String),
    /// Any JSON.
    Json(serde_json::Value),
    /// `types::Name::default().field(…)`.
    Struct(Ident, Vec<(Ident, Option<Expr>)>),
}

/// A call of an operation: `client.gateway(…).function(…).field(…)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The methods that make the clients which lead to the operation's method, each with its argument.
    pub clients: Vec<(Ident, Expr)>,
    pub function: Ident,
    pub arguments: Vec<Expr>,
    pub setters: Vec<(Ident, Option<Expr>)>,
}
