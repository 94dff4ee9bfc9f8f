//! What is checked before a request is sent. Plain data; must not know OpenAPI.

use super::Ident;

/// Something that is checked before sending.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Name on the wire.
    pub name: String,
    pub field: Ident,
    pub demand: Demand,
}

/// Sets of fields, of which one must be there.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Whether no other one may be there.
    pub only_one: bool,
    /// The sets: the name of each on the wire, and its field.
    pub sets: Vec<Vec<(String, Ident)>>,
}

/// What is demanded of a value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Demand {
    /// A path parameter: not empty, no slash.
    Path,
    Required,
    /// As `Required`, of a field that can hold `null`, which is a value too.
    RequiredOrNull,
    Length(Range<u64>),
    Pattern(String),
    /// A form of text, by the function that checks it.
    Form(&'static str),
    /// A whole number within bounds.
    Range(Range<Number>),
    /// A number that JSON can say, neither NaN nor infinite, and within bounds if there are some.
    Number(Range<Number>),
    /// The same of one that is kept as text.
    Decimal(Range<Number>),
    MultipleOf(Number),
    Items(Range<u64>),
    Unique,
    Properties(Range<u64>),
    /// A body that is sent instead of the one that is checked behind it.
    Instead,
    /// The value checks itself.
    Nested,
    /// Something of the text that a secret holds.
    OfSecret(Box<Demand>),
    /// Each item of a list.
    Each(Inner),
    /// Each value of a map.
    EachValue(Inner),
}

/// What is demanded of what a list or a map holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Inner {
    /// Whether it may be `null`, of which nothing is demanded.
    pub nullable: bool,
    pub demands: Vec<Demand>,
}

/// A range; an end that is `None` is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Range<T> {
    /// Smallest.
    pub from: Option<T>,
    /// Whether the smallest itself is excluded.
    pub from_excluded: bool,
    /// Greatest.
    pub to: Option<T>,
    /// Whether the greatest itself is excluded.
    pub to_excluded: bool,
}

/// A number of the type that it is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Number {
    Integer(i128),
    Float(f64),
}
