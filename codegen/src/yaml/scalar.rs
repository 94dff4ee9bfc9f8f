//! Decides what text without quotes means: YAML 1.2's core schema, exactly. Also what YAML 1.1 takes it for, which many
//! tools still read. Must not know where it is written.

use super::{Number, Value};

/// The value of text without quotes.
pub fn value(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

/// The number that text is, if it is one.
pub fn number(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    for (mark, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(mark) {
            return based(digits, radix);
        }
    }
    if unsigned.bytes().all(|byte| byte.is_ascii_digit())
        && let Ok(integer) = text.parse()
    {
        return Some(Number::Integer(integer));
    }
    match unsigned {
        ".inf" | ".Inf" | ".INF" => {
            Some(Number::Float(if text.starts_with('-') { -f64::INFINITY } else { f64::INFINITY }))
        }
        ".nan" | ".NaN" | ".NAN" if unsigned == text => Some(Number::Float(f64::NAN)),
        // Rust reads more than digits only where there are letters.
        _ if unsigned.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-')) => {
            text.parse().ok().map(Number::Float)
        }
        _ => None,
    }
}

/// An integer to another base than ten.
fn based(digits: &str, radix: u32) -> Option<Number> {
    let values: Vec<u32> = digits.chars().map(|digit| digit.to_digit(radix)).collect::<Option<_>>()?;
    let too_large = || values.iter().fold(0.0, |sum, digit| sum * f64::from(radix) + f64::from(*digit));
    let integer = i128::from_str_radix(digits, radix);
    (!values.is_empty()).then(|| integer.map_or_else(|_| Number::Float(too_large()), Number::Integer))
}

/// What text is here, and what it is to other readers, where that differs.
pub fn ambiguous(text: &str, value: &Value) -> Option<(String, String)> {
    match value {
        Value::String(_) => other_than_text(text).map(|what| ("text".to_owned(), what.to_owned())),
        Value::Number(number) => other_than_number(text, *number),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn digits(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

fn other_than_text(text: &str) -> Option<&'static str> {
    if matches!(text.to_ascii_lowercase().as_str(), "yes" | "no" | "on" | "off") {
        return Some("a boolean");
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let date = text.split(['T', 't', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split('-').collect();
    if let [year, month, day] = parts.as_slice()
        && (year.len(), month.len(), day.len()) == (4, 2, 2)
        && [year, month, day].iter().all(|part| digits(part))
    {
        return Some("a date");
    }
    let parts: Vec<&str> = unsigned.split(':').collect();
    if parts.len() > 1 && parts.iter().all(|part| digits(part)) && parts.iter().skip(1).all(|part| part.len() <= 2) {
        return Some("a number to the base of 60");
    }
    // A sign before a base, the base of two, and digits in groups.
    let bare = unsigned.replace('_', "");
    let is_binary = bare.strip_prefix("0b").is_some_and(|bits| based(bits, 2).is_some());
    (is_binary || number(&bare).is_some()).then_some("a number")
}

fn other_than_number(text: &str, number: Number) -> Option<(String, String)> {
    match number {
        Number::Integer(integer) => {
            let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
            let octal = unsigned.strip_prefix('0').filter(|rest| digits(rest))?;
            let sign = if text.starts_with('-') { "-" } else { "" };
            let other = i128::from_str_radix(octal, 8).map_or("text".to_owned(), |other| format!("{sign}{other}"));
            (other != integer.to_string()).then(|| (integer.to_string(), other))
        }
        Number::Float(float) => {
            let is_written = text.contains(|c: char| c.is_ascii_digit());
            (float.is_infinite() && is_written).then(|| ("infinity".to_owned(), "text".to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_of_the_core_schema() {
        let integer = |integer| Value::Number(Number::Integer(integer));
        let float = |float| Value::Number(Number::Float(float));
        for (text, expected) in [
            ("", Value::Null),
            ("~", Value::Null),
            ("NULL", Value::Null),
            ("True", Value::Bool(true)),
            ("0", integer(0)),
            ("-0", integer(0)),
            ("+12", integer(12)),
            ("017", integer(17)),
            ("089", integer(89)),
            ("0o17", integer(15)),
            ("0x1f", integer(31)),
            ("18446744073709551616", integer(1 << 64)),
            ("-170141183460469231731687303715884105728", integer(i128::MIN)),
            ("340282366920938463463374607431768211456", float(2f64.powi(128))),
            ("0x100000000000000000000000000000000", float(2f64.powi(128))),
            ("1.", float(1.0)),
            ("-.5", float(-0.5)),
            ("1e3", float(1000.0)),
            ("1.5E-3", float(0.0015)),
            ("1e400", float(f64::INFINITY)),
            ("-.Inf", float(-f64::INFINITY)),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
        assert!(matches!(value(".nan"), Value::Number(Number::Float(nan)) if nan.is_nan()));
        for text in [
            "nULL", "yes", "tRue", "+", "-", ".", "..", "e3", ".e3", "1e", "1e+", "--1", "+-1", "0b11", "-0x1F",
            "+0o7", "0x", "0o8", "0X1F", "1_000", "inf", "infinity", "nan", "-.nan", "1.2.3", "1e3.5", "１", "0x+1",
        ] {
            assert_eq!(value(text), Value::String(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_others_read_differently() {
        for (written, expected) in [
            ("No", Some(("text", "a boolean"))),
            ("none", None),
            ("2020-09-20", Some(("text", "a date"))),
            ("2020-09-20T07:27:47Z", Some(("text", "a date"))),
            ("2020-09-20-a", None),
            ("2020-9-20", None),
            ("12:30:00", Some(("text", "a number to the base of 60"))),
            ("-1:30", Some(("text", "a number to the base of 60"))),
            ("0:1234", None),
            ("0b11", Some(("text", "a number"))),
            ("-0x1F", Some(("text", "a number"))),
            ("1_000", Some(("text", "a number"))),
            ("007", None),
            ("017", Some(("17", "15"))),
            ("-017", Some(("-17", "-15"))),
            ("089", Some(("89", "text"))),
            ("1e400", Some(("infinity", "text"))),
            (".inf", None),
            ("0x1F", None),
            ("0", None),
            ("00", None),
            ("7", None),
            ("3.0.3", None),
            ("-a", None),
        ] {
            let expected = expected.map(|(here, other): (&str, &str)| (here.to_owned(), other.to_owned()));
            assert_eq!(ambiguous(written, &value(written)), expected, "{written}");
        }
    }
}
