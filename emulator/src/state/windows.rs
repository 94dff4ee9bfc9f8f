//! Counts calls in windows of time, each of which begins with the first call after the last one's end. Must not know what is
//! counted.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

/// More than a test counts at once.
const MOST: usize = 10_000;

/// How often what happened, since when.
#[derive(Debug, Default)]
pub(crate) struct Windows(BTreeMap<String, (SystemTime, u64)>);

impl Windows {
    /// Counts one more, if there may be one; how many there may be after it.
    pub fn count(&mut self, what: &str, limit: u64, length: Duration, now: SystemTime) -> Option<u64> {
        if self.0.len() >= MOST {
            self.0.clear();
        }
        let (since, count) = self.0.entry(what.to_owned()).or_insert((now, 0));
        if now.duration_since(*since).is_ok_and(|age| age >= length) {
            (*since, *count) = (now, 0);
        }
        let left = limit.checked_sub(*count + 1)?;
        *count += 1;
        Some(left)
    }

    /// How often this was asked before.
    pub fn turn(&mut self, what: &str) -> u64 {
        let left = self.count(what, u64::MAX, Duration::MAX, SystemTime::UNIX_EPOCH);
        left.map_or(0, |left| u64::MAX - left - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_begins_with_the_first_call_after_the_last_ones_end() {
        let (mut windows, minute) = (Windows::default(), Duration::from_secs(60));
        let mut at =
            |seconds, what| windows.count(what, 2, minute, SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!([at(50, "a"), at(70, "a"), at(109, "a"), at(109, "b")], [Some(1), Some(0), None, Some(1)]);
        assert_eq!([at(110, "a"), at(169, "a"), at(169, "a"), at(170, "a")], [Some(1), Some(0), None, Some(1)]);
    }
}
