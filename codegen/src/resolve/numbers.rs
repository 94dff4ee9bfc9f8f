//! Compares numbers as JSON Schema does: `1.0` is 1, and comparisons are exact, beyond 2^53 and behind the point too.
//! Knows digits. Must not know schemas.

use crate::api::Number;
use std::cmp::Ordering;

/// The number as a whole number, if it is one.
pub fn whole(number: Number) -> Option<i128> {
    match number {
        Number::Integer(integer) => Some(integer),
        // Of greater ones 128 bits do not hold all digits.
        Number::Float(float) if float.fract() == 0.0 && float.abs() < 1e38 => Some(float as i128),
        Number::Float(_) => None,
    }
}

/// Which of two is greater; `None` for NaN.
pub fn compare(a: Number, b: Number) -> Option<Ordering> {
    match (a, b) {
        (Number::Integer(a), Number::Integer(b)) => Some(a.cmp(&b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Integer(_), Number::Float(_)) => compare(b, a).map(Ordering::reverse),
        (Number::Float(a), Number::Integer(_)) if a.is_nan() => None,
        // `as` saturates.
        (Number::Float(a), Number::Integer(b)) => Some((a.floor() as i128).cmp(&b).then(a.total_cmp(&a.floor()))),
    }
}

/// Whether one is a multiple of another, decided in decimal: in binary fractions 0.3 is none of 0.1. What cannot be decided
/// counts as one.
pub fn is_multiple(number: Number, divisor: Number) -> bool {
    exact_multiple(number, divisor).unwrap_or(true)
}

fn exact_multiple(number: Number, divisor: Number) -> Option<bool> {
    let ((digits, power), (divisor, divisor_power)) = (decimal(number)?, decimal(divisor)?);
    if divisor == 0 {
        return None;
    }
    let Some(more) = power.checked_sub(divisor_power).and_then(|more| u32::try_from(more).ok()) else {
        let fewer = u32::try_from(divisor_power.checked_sub(power)?).ok()?;
        // Beyond 128 bits it is greater than the number.
        let divisor = 10_i128.checked_pow(fewer).and_then(|factor| divisor.checked_mul(factor));
        return Some(digits == 0 || divisor.is_some_and(|divisor| digits.checked_rem(divisor) == Some(0)));
    };
    let mut rest = digits.checked_rem(divisor)?;
    for _ in 0..more {
        rest = rest.checked_mul(10)?.checked_rem(divisor)?;
    }
    Some(rest == 0)
}

/// Digits, and the power of ten that they are to be multiplied with.
fn decimal(number: Number) -> Option<(i128, i32)> {
    let float = match number {
        Number::Integer(integer) => return Some((integer, 0)),
        Number::Float(float) => format!("{float:e}"),
    };
    let (digits, power) = float.split_once('e')?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let power = power.parse::<i32>().ok()?.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    Some((format!("{whole}{fraction}").parse().ok()?, power))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Number::{Float, Integer};

    #[test]
    fn order_is_exact() {
        for (a, b, expected) in [
            (Integer(9_007_199_254_740_993), Integer(9_007_199_254_740_992), Some(Ordering::Greater)),
            (Integer(9_007_199_254_740_993), Float(9_007_199_254_740_992.0), Some(Ordering::Greater)),
            (Float(9_007_199_254_740_992.0), Integer(9_007_199_254_740_993), Some(Ordering::Less)),
            (Float(1.5), Integer(1), Some(Ordering::Greater)),
            (Float(-1.5), Integer(-1), Some(Ordering::Less)),
            (Float(0.0), Float(-0.0), Some(Ordering::Equal)),
            (Float(-0.0), Integer(0), Some(Ordering::Equal)),
            (Integer(1), Float(1e300), Some(Ordering::Less)),
            (Integer(1), Float(f64::NEG_INFINITY), Some(Ordering::Greater)),
            (Float(f64::NAN), Integer(1), None),
        ] {
            assert_eq!(compare(a, b), expected, "{a:?} {b:?}");
        }
    }

    #[test]
    fn multiples_of_what_is_written() {
        for (number, divisor, expected) in [
            (Integer(6), Integer(3), true),
            (Integer(7), Integer(-3), false),
            (Float(0.3), Float(0.1), true),
            (Float(0.35), Float(0.1), false),
            (Float(0.0075), Float(0.0001), true),
            (Float(0.00751), Float(0.0001), false),
            (Integer(2), Float(0.5), true),
            (Float(1.5), Integer(1), false),
            (Float(1e308), Float(0.5), true),
            (Float(1e308), Float(0.123_456_789), false),
            (Float(1e-300), Integer(7), false),
            (Float(0.0), Integer(7), true),
            (Integer(1), Integer(0), true),
            (Float(f64::NAN), Integer(7), true),
        ] {
            assert_eq!(is_multiple(number, divisor), expected, "{number:?} of {divisor:?}");
        }
    }
}
