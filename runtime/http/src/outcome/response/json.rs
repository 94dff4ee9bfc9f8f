//! Decodes JSON bodies. The only module that knows how decoding goes wrong: where, and what serde accepts that must be
//! refused.

mod integers;

use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Why a body could not be decoded, and at which JSON path if that is known.
pub(super) type Failure = (Option<String>, String);

pub(super) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    match plain(body) {
        Ok(value) => Ok(value),
        // Looked for only now, since it costs time on every good answer.
        Err(error) => match integers::respelled(body).filter(|_| error.is_data()) {
            Some(body) => plain(&body).map_err(|error| failure::<T>(&body, &error)),
            None => Err(failure::<T>(body, &error)),
        },
    }
}

fn failure<T: DeserializeOwned>(body: &[u8], error: &serde_json::Error) -> Failure {
    tracked::<T>(body).unwrap_or_else(|| (None, words(error)))
}

fn plain<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = T::deserialize(ObjectsOnly(&mut json))?;
    json.end()?;
    Ok(value)
}

/// Decodes once more to find the path, since keeping track of it costs time on every good answer.
fn tracked<T: DeserializeOwned>(body: &[u8]) -> Option<Failure> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let error = serde_path_to_error::deserialize::<_, T>(ObjectsOnly(&mut json)).err()?;
    let path = error.path().to_string();
    Some((named(&path), words(error.inner())))
}

/// The error's message without the value that it quotes, which may be a secret.
fn words(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match (message.split_once(" string \""), message.rsplit_once("\", expected ")) {
        (Some((before, _)), Some((_, expected))) => format!("{before} string, expected {expected}"),
        _ => message,
    }
}

/// The known part of a path: `.` is the root, `?` a place inside a value that broke off.
fn named(path: &str) -> Option<String> {
    let path = path.trim_end_matches('?').trim_end_matches('.');
    (!path.is_empty()).then(|| path.to_owned())
}

/// Refuses an array where the body should be an object.
///
/// serde takes an array for a struct, field by field; where all fields are optional, `[]` would pass for an
/// answer that says nothing.
struct ObjectsOnly<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectsOnly<D> {
    type Error = D::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    // What is left means the same to a self-describing format.
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::{Map, Value};
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Quota {
        name: Option<String>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(from = "String")]
    struct Unit(String);

    impl From<String> for Unit {
        fn from(text: String) -> Self {
            Self(text)
        }
    }

    fn decodes<T: DeserializeOwned + Debug + PartialEq>(body: &str, value: T) {
        assert_eq!(decode::<T>(body.as_bytes()).ok(), Some(value), "{body}");
    }

    #[test]
    fn every_shape_of_answer_decodes() {
        decodes("{}", Quota::default());
        decodes(" {\"name\":\"x\"} ", Quota { name: Some("x".into()) });
        decodes("{}", Box::new(Quota::default()));
        decodes("null", None::<Quota>);
        decodes("{}", Some(Quota::default()));
        decodes("[{}]", vec![Quota::default()]);
        decodes("{\"a\":{}}", BTreeMap::from([("a".to_owned(), Quota::default())]));
        decodes("{}", Map::new());
        decodes("[1]", Value::from(vec![1]));
        decodes("\"DAY\"", Unit("DAY".into()));
        decodes("true", true);
        decodes("7", 7_i64);
        decodes("7", 7.0_f64);
        decodes("\"x\"", crate::DateTime::from("x"));
    }

    /// JSON has one kind of number: an integer may be written with a point or an exponent (JSON Schema 2020-12, 6.1.1).
    #[test]
    fn an_integer_may_be_written_otherwise() {
        decodes("1.0", 1_i32);
        decodes("-1.50e1", -15_i64);
        decodes("1e2", 100_u8);
        decodes("1E+2", 100_i64);
        decodes("1200e-2", 12_i64);
        decodes("0.0", 0_i64);
        decodes("-0.0", 0_i64);
        decodes("9223372036854775807.0", i64::MAX);
        decodes("9007199254740993.000", 9_007_199_254_740_993_i64);
        decodes("-9.223372036854775808e18", i64::MIN);
        decodes("18446744073709551615.0", u64::MAX);
        decodes("[1.0,{\"a\":[2e0]}]", (1_i32, BTreeMap::from([("a".to_owned(), vec![2_i32])])));
        decodes("[1.0,\"1.0 \\\" 1.0\",1.5,2.0]", (1_i32, "1.0 \" 1.0".to_owned(), 1.5_f64, 2.0_f64));
        // What is a number in either way keeps its digits.
        decodes("[1.0,-0.0e1]", (1.0_f64, -0.0_f64));
        assert_eq!(decode::<Value>(b"1.0").unwrap().to_string(), "1.0");
    }

    #[test]
    fn what_is_no_integer_is_refused_as_it_came() {
        for body in
            ["1.5", "1e-1", "1e100", "9223372036854775808.0", "1e99999999999999999999", "\"1.0\"", "1.", "1.0.0"]
        {
            assert!(decode::<i64>(body.as_bytes()).is_err(), "{body}");
        }
        let (path, words) = decode::<Vec<i64>>(b"[1.0,\n2.5]").unwrap_err();
        assert_eq!(path.as_deref(), Some("[1]"));
        assert_eq!(words, "invalid type: floating point `2.5`, expected i64 at line 2 column 3");
    }

    #[test]
    fn an_array_text_or_null_is_no_object() {
        for body in ["[]", "[\"x\"]", "null", "\"x\"", "7", "<html>", "", "{} {}", "{"] {
            let (path, _) = decode::<Quota>(body.as_bytes()).unwrap_err();
            assert_eq!(path, None, "{body}");
        }
    }
}
