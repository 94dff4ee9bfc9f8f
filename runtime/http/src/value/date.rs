//! Holds days as the service writes them, and parses them on demand. Must not change a text.

use crate::outcome::error::Error;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::str::FromStr;
use time::Month;

/// A day (`format: date`), kept as it came and parsed on demand.
///
/// Any text decodes from JSON, so that one odd day does not cost the whole answer. Equality is that of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(String);

impl Date {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day. Reads RFC 3339's `full-date`: `2020-09-19`.
    ///
    /// # Errors
    ///
    /// The text is no such day ([`ErrorKind::Decode`](crate::ErrorKind::Decode)).
    pub fn parse(&self) -> Result<time::Date, Error> {
        self.day().ok_or_else(|| Error::value("the text is not an RFC 3339 date", "a date is written YYYY-MM-DD"))
    }

    fn day(&self) -> Option<time::Date> {
        let is_digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
        let part = |range| self.0.get(range).filter(is_digits);
        let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
        let is_separated = self.0.len() == 10 && self.0.get(4..5) == Some("-") && self.0.get(7..8) == Some("-");
        let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
        time::Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok().filter(|_| is_separated)
    }
}

kept_text!(Date);

impl From<time::Date> for Date {
    fn from(day: time::Date) -> Self {
        Self(day.to_string())
    }
}

impl FromStr for Date {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_survive() {
        for (text, year, month, day) in
            [("2020-09-19", 2020, Month::September, 19), ("0001-02-28", 1, Month::February, 28)]
        {
            let parsed = time::Date::from_calendar_date(year, month, day).unwrap();
            assert_eq!(Date::from(text).parse().unwrap(), parsed);
            assert_eq!(Date::from(parsed).as_str(), text);
        }
    }

    #[test]
    fn garbage_fails_only_when_asked() {
        for text in [
            "",
            "soon",
            "2020-9-19",
            "2020-02-30",
            "2020-13-01",
            "2020/09/19",
            "2020-09-19T07:27:47Z",
            "+202-09-19",
            "2020-é9-1",
        ] {
            let json = serde_json::to_string(text).unwrap();
            let day: Date = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&day).unwrap(), json);
            assert!(day.parse().is_err(), "{text:?}");
        }
    }
}
