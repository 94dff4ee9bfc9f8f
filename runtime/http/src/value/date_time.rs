//! Holds times as the service writes them, and parses them on demand. Knows the time crate, as does `timestamp`. Must
//! not change a text.

use crate::outcome::error::Error;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::str::FromStr;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A time (`format: date-time`), kept as it came and parsed on demand.
///
/// Any text decodes from JSON, so that one odd time does not cost the whole answer. Equality is that of the
/// text: `2020-09-19T15:27:47+08:00` and `2020-09-19T07:27:47Z` differ as texts and are the same instant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DateTime(String);

impl DateTime {
    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the time means "never": the service writes `0001-01-01T00:00:00Z`, or nothing, for it.
    pub fn is_unset(&self) -> bool {
        self.0.is_empty() || self.0.starts_with("0001-01-01T00:00:00")
    }

    /// The instant, with the offset that the text names.
    ///
    /// Reads RFC 3339: fractions of 0 to 9 digits, `Z` or an offset.
    ///
    /// # Errors
    ///
    /// The text is not RFC 3339 ([`ErrorKind::Decode`](crate::ErrorKind::Decode)).
    pub fn parse(&self) -> Result<OffsetDateTime, Error> {
        OffsetDateTime::parse(&self.0, &Rfc3339)
            .map_err(|error| Error::value("the text is not an RFC 3339 time", error))
    }
}

kept_text!(DateTime);

impl FromStr for DateTime {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(text.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_instant() {
        for (a, b) in [
            ("2020-09-19T15:27:47.60571141+08:00", "2020-09-19T07:27:47.60571141Z"),
            ("2020-09-19T07:27:47Z", "2020-09-19T07:27:47.000000000Z"),
            ("2020-09-19T07:27:47.123456789Z", "2020-09-19T02:57:47.123456789-04:30"),
            ("2020-09-19T07:27:47.5Z", "2020-09-19t07:27:47.50z"),
        ] {
            let [a, b] = [a, b].map(DateTime::from);
            assert_eq!(a.parse().unwrap(), b.parse().unwrap());
            assert_ne!(a, b);
        }
    }

    #[test]
    fn an_instant_is_the_right_one() {
        let parsed = DateTime::from("2020-09-19T15:27:47.60571141+08:00").parse().unwrap();
        assert_eq!(parsed.unix_timestamp_nanos(), 1_600_500_467_605_711_410);
        assert_eq!(parsed.offset().whole_hours(), 8);
    }

    #[test]
    fn never_is_recognised() {
        for (text, unset) in [
            ("0001-01-01T00:00:00Z", true),
            ("0001-01-01T00:00:00.000Z", true),
            ("", true),
            ("0001-01-02T00:00:00Z", false),
            ("2020-09-19T07:27:47Z", false),
        ] {
            assert_eq!(DateTime::from(text).is_unset(), unset, "{text:?}");
        }
        assert!(DateTime::from("0001-01-01T00:00:00Z").parse().is_ok());
    }

    #[test]
    fn garbage_fails_only_when_asked() {
        for text in ["", "soon", "2020-09-19 07:27:47", "2020-02-30T00:00:00Z", "2020-09-19T07:27:47"] {
            let json = serde_json::to_string(text).unwrap();
            let time: DateTime = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&time).unwrap(), json);
            assert!(time.parse().is_err(), "{text:?}");
        }
    }
}
