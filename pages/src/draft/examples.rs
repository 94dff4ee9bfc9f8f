//! Reads the examples of a page: as values with their keys in order, and what they tell of fields that hold a time, or nothing. Must not
//! know schemas.

use crate::page::{Example, Page};
use serde_yaml::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An example as a value, or why it is none.
pub fn value(example: &Example) -> Result<Value, String> {
    // Read by JSON's rules into a map that keeps the order of keys.
    serde_json::from_str(&example.text).map_err(|error| format!("the example is no JSON: {error}"))
}

/// What the examples of a page show of the fields of each name.
#[derive(Default)]
pub struct Shown {
    /// Whether all texts are times.
    times: BTreeMap<String, bool>,
    nulls: BTreeSet<String>,
}

impl Shown {
    pub fn new(page: &Page) -> Self {
        let answers = page.responses.iter().flat_map(|response| &response.examples);
        let mut shown = Self::default();
        page.examples
            .iter()
            .chain(answers)
            .filter_map(|example| value(example).ok())
            .for_each(|value| shown.add(&value));
        shown
    }

    /// Whether each value of this name is RFC 3339, and there is one.
    pub fn is_time(&self, name: &str) -> bool {
        self.times.get(name) == Some(&true)
    }

    /// Whether `null` is a value of this name.
    pub fn has_null(&self, name: &str) -> bool {
        self.nulls.contains(name)
    }

    fn add(&mut self, value: &Value) {
        match value {
            Value::Mapping(map) => {
                for (key, value) in map {
                    match (key.as_str(), value) {
                        (Some(key), Value::String(text)) => {
                            *self.times.entry(key.to_owned()).or_insert(true) &= is_time(text);
                        }
                        (Some(key), Value::Null) => drop(self.nulls.insert(key.to_owned())),
                        _ => {}
                    }
                    self.add(value);
                }
            }
            Value::Sequence(items) => items.iter().for_each(|item| self.add(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Tagged(_) => {}
        }
    }
}

/// Whether it has the form of RFC 3339: `2020-09-19T07:27:47.1Z`.
fn is_time(text: &str) -> bool {
    let form: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let Some(rest) = form.strip_prefix("0000-00-00T00:00:00") else { return false };
    let rest = rest.strip_prefix('.').map_or(rest, |fraction| fraction.trim_start_matches('0'));
    matches!(rest, "Z" | "+00:00" | "-00:00")
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_have_a_zone() {
        for (text, is_time) in [
            ("2020-09-19T07:27:47Z", true),
            ("2020-09-19T15:27:47.60571141+08:00", true),
            ("2020-09-20 00:00:00", false),
            ("2020-09-20 00:00:00 +0000 +0000", false),
            ("2020-09-19T07:27:47", false),
        ] {
            assert_eq!(super::is_time(text), is_time, "{text}");
        }
    }
}
