//! Finds numbers within bounds. Must not know where they are used.

use crate::api::{Constraints, Json, Number};
use std::iter;

/// Zero, numbers at the bounds, and some near them: one of them is allowed, unless the document has it both ways.
pub fn candidates(constraints: &Constraints) -> impl Iterator<Item = Json> {
    let step = constraints.multiple_of.map_or(1.0, float);
    let bounds: Vec<Number> = constraints.minimum.iter().chain(&constraints.maximum).map(|bound| bound.value).collect();
    let near = bounds.clone().into_iter().map(float).flat_map(move |bound| {
        let (under, above) = ((bound / step).floor() * step, (bound / step).ceil() * step);
        [above, under, above + step, under - step, bound + step / 2.0, bound - step / 2.0]
    });
    // Where several must differ.
    let start = bounds.first().copied().map_or(0.0, float);
    let more = (1..100).map(move |count| ((start / step).ceil() + f64::from(count)) * step);
    let made = near.chain(more).map(Number::Float);
    iter::once(Number::Integer(0)).chain(bounds).chain(made).map(json_of)
}

fn float(number: Number) -> f64 {
    match number {
        Number::Integer(number) => number as f64,
        Number::Float(number) => number,
    }
}

fn json_of(number: Number) -> Json {
    match number {
        Number::Integer(number) => {
            serde_json::Number::from_i128(number).map_or_else(|| (number as f64).into(), Json::Number)
        }
        // Written as a whole number where it is one.
        Number::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => (number as i64).into(),
        Number::Float(number) => number.into(),
    }
}
