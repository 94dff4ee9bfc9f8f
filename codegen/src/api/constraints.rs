//! Holds the bounds of values. Plain data. Must not know which types have which.

use super::{Json, Number};

/// Bounds of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// Fewest characters.
    pub min_length: Option<u64>,
    /// Most characters.
    pub max_length: Option<u64>,
    /// Regular expressions that must be found in the text: several, if parts of a schema each have one.
    pub patterns: Vec<Pattern>,
    /// Smallest number.
    pub minimum: Option<Bound>,
    /// Greatest number.
    pub maximum: Option<Bound>,
    /// What the number must be a multiple of.
    pub multiple_of: Option<Number>,
    /// Fewest items.
    pub min_items: Option<u64>,
    /// Most items.
    pub max_items: Option<u64>,
    /// Whether no item may occur twice.
    pub unique_items: bool,
    /// Fewest entries of a map.
    pub min_properties: Option<u64>,
    /// Most entries of a map.
    pub max_properties: Option<u64>,
    /// Names that a map must have.
    pub required: Vec<String>,
    /// The values that there are, where they make no type with a name.
    pub values: Option<Vec<Json>>,
    /// The server corrects a value out of bounds, so nobody else may refuse it.
    pub server_clamps: bool,
}

impl Constraints {
    /// The least whole number within bounds: "more than 0" is "at least 1".
    pub fn least(&self) -> Option<i128> {
        let bound = self.minimum?;
        let (first, is_bound) = match bound.value {
            Number::Integer(integer) => (integer, true),
            // `as` saturates: such a bound is beyond every type.
            Number::Float(float) => (float.ceil() as i128, float.ceil() == float),
        };
        Some(first.saturating_add(i128::from(bound.exclusive && is_bound)))
    }

    /// The greatest whole number within bounds.
    pub fn greatest(&self) -> Option<i128> {
        let bound = self.maximum?;
        let (last, is_bound) = match bound.value {
            Number::Integer(integer) => (integer, true),
            Number::Float(float) => (float.floor() as i128, float.floor() == float),
        };
        Some(last.saturating_sub(i128::from(bound.exclusive && is_bound)))
    }
}

/// A regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The expression.
    pub text: String,
    /// Whether the SDK's engine reads it.
    pub checkable: bool,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// The number.
    pub value: Number,
    /// Whether the number itself is out of the range.
    pub exclusive: bool,
}
