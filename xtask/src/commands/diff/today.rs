//! Tells what day it is, as documents write days. Must not know what is compared with it.

use std::time::{SystemTime, UNIX_EPOCH};

/// The day in UTC, such as `2027-06-30`.
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    written(seconds / (24 * 60 * 60))
}

/// A day that somebody typed.
pub fn typed(text: &str) -> Result<String, String> {
    let is_day = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_day { Ok(text.to_owned()) } else { Err("a day such as 2027-06-30 is needed".to_owned()) }
}

/// The day so many days after the first of 1970.
fn written(mut days: u64) -> String {
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let years = (1970_u64..).map(|year| (year, 365 + u64::from(is_leap(year))));
    let year = before(&mut days, years);
    let months = [31, 28 + u64::from(is_leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month = before(&mut days, (1..).zip(months));
    format!("{year:04}-{month:02}-{:02}", days + 1)
}

/// The one of these spans in which a day is, which is counted from its start then.
fn before(days: &mut u64, spans: impl Iterator<Item = (u64, u64)>) -> u64 {
    let mut last = 0;
    for (name, length) in spans {
        last = name;
        match days.checked_sub(length) {
            Some(rest) => *days = rest,
            None => break,
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_787, "2026-11-30"),
            (20_788, "2026-12-01"),
            (20_818, "2026-12-31"),
            (20_819, "2027-01-01"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(written(days), expected, "{days}");
            assert_eq!(typed(expected).as_deref(), Ok(expected));
        }
        assert!(typed("2027-6-30").is_err() && typed("30.06.2027").is_err());
    }
}
