//! Holds numbers with all their digits. The only module that reads JSON as it is written. Must not know what the numbers
//! count.

use crate::validate::Digits;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use std::fmt;

/// A number with all its digits (`format: decimal`), kept as it came: `1.10` stays `1.10`, and what no `f64` holds is not
/// rounded.
///
/// A server that sends a text in its place is understood, and gets a text back.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    text: String,
    is_text: bool,
}

impl Decimal {
    /// The digits as they came.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The nearest number of 64 bits; `None` if a server sent a text that is no number.
    pub fn to_f64(&self) -> Option<f64> {
        self.text.parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// Whether this is a number as JSON writes it.
    pub fn is_number(&self) -> bool {
        is_number(&self.text)
    }
}

impl Digits for Decimal {
    fn is_number(&self) -> bool {
        self.is_number()
    }

    fn to_f64(&self) -> Option<f64> {
        self.to_f64()
    }
}

fn is_number(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
        && text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Text that is no number is refused before it is sent.
impl From<&str> for Decimal {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Decimal {
    fn from(text: String) -> Self {
        let is_text = !is_number(&text);
        Self { text, is_text }
    }
}

macro_rules! from_numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Decimal {
            fn from(number: $number) -> Self {
                number.to_string().into()
            }
        })*
    };
}

from_numbers!(i32, i64, i128, u32, u64, u128, f32, f64);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match serde_json::from_str::<&RawValue>(&self.text) {
            Ok(number) if !self.is_text => number.serialize(serializer),
            Ok(_) | Err(_) => serializer.serialize_str(&self.text),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Box::<RawValue>::deserialize(deserializer)?;
        match written.get() {
            number if is_number(number) => Ok(Self { text: number.to_owned(), is_text: false }),
            text if text.starts_with('"') => {
                Ok(Self { text: serde_json::from_str(text).map_err(D::Error::custom)?, is_text: true })
            }
            other => Err(D::Error::custom(format_args!("invalid type: {}, expected a number", kind(other)))),
        }
    }
}

/// What a value is that is neither a number nor a text, by how it begins.
fn kind(written: &str) -> &'static str {
    match written.as_bytes().first() {
        Some(b'{') => "map",
        Some(b'[') => "sequence",
        Some(b'n') => "null",
        Some(_) | None => "boolean",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn digits_survive() {
        for text in [
            "1.10",
            "0",
            "-0.0",
            "1e400",
            "123456789012345678901234567890.000000000000000001",
            "1E+2",
            "\"1.10\"",
            "\"\"",
        ] {
            let decimal: Decimal = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&decimal).unwrap(), text);
            let map: BTreeMap<String, Option<Decimal>> = serde_json::from_str(&format!("{{\"a\":{text}}}")).unwrap();
            assert_eq!(map["a"], Some(decimal));
        }
        let value = serde_json::json!({"a": 1.5, "b": null});
        let map: BTreeMap<String, Option<Decimal>> = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(map["a"].as_ref().and_then(Decimal::to_f64), Some(1.5));
        assert_eq!(serde_json::to_value(map).unwrap(), value);
    }

    #[test]
    fn what_callers_have() {
        for (decimal, json) in [
            (Decimal::from("1.10"), "1.10"),
            (Decimal::from(7), "7"),
            (Decimal::from(0.1), "0.1"),
            (Decimal::from(u128::MAX), "340282366920938463463374607431768211455"),
            (Decimal::from("NaN"), "\"NaN\""),
            (Decimal::from("01"), "\"01\""),
            (Decimal::from(" 1"), "\" 1\""),
            (Decimal::from("[1"), "\"[1\""),
            (Decimal::from(f64::NAN), "\"NaN\""),
        ] {
            assert_eq!(serde_json::to_string(&decimal).unwrap(), json);
            assert_eq!(decimal.is_number(), !json.starts_with('"'), "{json}");
        }
    }

    #[test]
    fn nothing_else_is_a_number() {
        for (json, expected) in [("true", "boolean"), ("[1]", "sequence"), ("{}", "map")] {
            let error = serde_json::from_str::<Decimal>(json).unwrap_err().to_string();
            assert!(error.starts_with(&format!("invalid type: {expected}, expected a number")), "{error}");
        }
    }
}
