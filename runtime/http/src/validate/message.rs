//! Has the rules behind the checks, and their words. Knows values and bounds. Must not know where they stand.

use std::fmt::Display;
use std::ops::{Bound, RangeBounds};

/// Fields that go together.
#[derive(Debug)]
pub(super) struct Set {
    names: String,
    /// Whether all of them are there.
    pub(super) is_there: bool,
}

impl Set {
    pub(super) fn of(name: &str, is_there: bool) -> Self {
        Self { names: format!("`{name}`"), is_there }
    }

    pub(super) fn add(&mut self, name: &str, is_there: bool) {
        self.names.push_str(&format!(" and `{name}`"));
        self.is_there &= is_there;
    }
}

/// "`a`, or `b` and `c`".
pub(super) fn sets(sets: &[Set]) -> String {
    sets.iter().map(|set| set.names.as_str()).collect::<Vec<_>>().join(", or ")
}

/// A range, borrowed from whatever form it was written in.
pub(super) struct Bounds<'a, T> {
    low: Bound<&'a T>,
    high: Bound<&'a T>,
}

impl<'a, T> Bounds<'a, T> {
    pub(super) fn of(range: &'a impl RangeBounds<T>) -> Self {
        Self { low: range.start_bound(), high: range.end_bound() }
    }
}

impl<T: Display> Bounds<'_, T> {
    /// What to say of a number outside.
    pub(super) fn number(&self, is: &T) -> String {
        number(self.low.map(|low| low as &dyn Display), self.high.map(|high| high as &dyn Display), is)
    }
}

fn number(low: Bound<&dyn Display>, high: Bound<&dyn Display>, is: &dyn Display) -> String {
    if let (Bound::Included(low), Bound::Included(high)) = (low, high) {
        return format!("must be from {low} to {high}, is {is}");
    }
    let low = match low {
        Bound::Included(low) => Some(format!("at least {low}")),
        Bound::Excluded(low) => Some(format!("more than {low}")),
        Bound::Unbounded => None,
    };
    let high = match high {
        Bound::Included(high) => Some(format!("at most {high}")),
        Bound::Excluded(high) => Some(format!("less than {high}")),
        Bound::Unbounded => None,
    };
    let words: Vec<String> = low.into_iter().chain(high).collect();
    format!("must be {}, is {is}", words.join(" and "))
}

impl Bounds<'_, usize> {
    /// What to say of a count outside; nothing when it is inside.
    pub(super) fn count(&self, is: usize, one: &str, many: &str) -> Option<String> {
        let low = match self.low {
            Bound::Included(low) => *low,
            Bound::Excluded(low) => low.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let high = match self.high {
            Bound::Included(high) => Some(*high),
            Bound::Excluded(high) => Some(high.saturating_sub(1)),
            Bound::Unbounded => None,
        };
        if is >= low && high.is_none_or(|high| is <= high) {
            return None;
        }
        let noun = |count| if count == 1 { one } else { many };
        let bounds = match high {
            Some(high) if high == low => format!("exactly {low} {}", noun(low)),
            Some(high) if low == 0 => format!("at most {high} {}", noun(high)),
            Some(high) => format!("{low} to {high} {many}"),
            None => format!("at least {low} {}", noun(low)),
        };
        Some(format!("must have {bounds}, has {is}"))
    }
}

/// Why a text cannot fill a place of a URL path. A slash can: it is escaped.
pub(crate) fn in_path(text: &str) -> Option<&'static str> {
    match text {
        "" => Some("must not be empty"),
        "." | ".." => Some("must not be `.` or `..`"),
        // Without a way out of the loop it takes many bytes at once.
        _ if text.bytes().fold(false, |found, byte| found | byte.is_ascii_control()) => {
            Some("must not contain control characters")
        }
        _ => None,
    }
}

/// Why a text cannot be an id that is a segment of a URL path.
pub fn segment(text: &str) -> Option<&'static str> {
    match text {
        "" => Some("must not be empty"),
        "." | ".." => Some("must not be `.` or `..`"),
        // Ids, which is nearly everything. Without a way out of the loop it takes many bytes at once.
        _ if text
            .bytes()
            .fold(true, |plain, byte| plain & (byte.is_ascii_graphic() & !matches!(byte, b'/' | b'\\'))) =>
        {
            None
        }
        _ if text.contains(|c: char| c == '/' || c == '\\' || c.is_control()) => {
            Some("must not contain `/`, `\\` or control characters")
        }
        _ => None,
    }
}

/// Whether a header carries the text to the server as it was written: visible ASCII, spaces inside.
pub fn is_header_text(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && text.bytes().all(|byte| matches!(byte, 0x20..=0x7e))
}

/// Whether a pattern is found; one that does not compile finds everything.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    regex_lite::Regex::new(pattern).map_or(true, |regex| regex.is_match(text))
}

/// Whether one decimal number is a multiple of another; `None` when that cannot be told.
///
/// Compares what is written: in binary fractions 0.3 is no multiple of 0.1.
pub(super) fn exact_multiple(value: &str, divisor: &str) -> Option<bool> {
    let (value, value_scale) = decimal(value)?;
    let (divisor, divisor_scale) = decimal(divisor)?;
    let scale = value_scale.max(divisor_scale);
    let value = value.checked_mul(10_i128.checked_pow(scale - value_scale)?)?;
    let divisor = divisor.checked_mul(10_i128.checked_pow(scale - divisor_scale)?)?;
    Some(value.checked_rem(divisor)? == 0)
}

/// `1.25` is 125 with 2 digits behind the point.
fn decimal(text: &str) -> Option<(i128, u32)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = [whole, fraction].concat().parse().ok()?;
    Some((digits, u32::try_from(fraction.len()).ok()?))
}
