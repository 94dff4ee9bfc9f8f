//! Compares two JSON values, and names the paths at which they differ.

use crate::secret::is_secret_name;
use serde_json::Value;

/// More differences than this help nobody.
const MOST: usize = 8;

/// The differences between a body that came and the expected one, one line each.
pub(super) fn differences(came: &Value, expected: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    compare("", Some(came), Some(expected), &mut differences);
    let more = differences.len().saturating_sub(MOST);
    if more > 0 {
        differences.truncate(MOST);
        differences.push(format!("{more} more in the body"));
    }
    differences
}

/// Goes no deeper than the value that came, which the JSON reader has bounded.
fn compare(path: &str, came: Option<&Value>, expected: Option<&Value>, differences: &mut Vec<String>) {
    match (came, expected) {
        (Some(Value::Object(came)), Some(Value::Object(expected))) => {
            let missing = expected.keys().filter(|name| !came.contains_key(*name));
            for name in came.keys().chain(missing) {
                let separator = if path.is_empty() { "" } else { "." };
                compare(&format!("{path}{separator}{name}"), came.get(name), expected.get(name), differences);
            }
        }
        (Some(Value::Array(came)), Some(Value::Array(expected))) => {
            for index in 0..came.len().max(expected.len()) {
                compare(&format!("{path}[{index}]"), came.get(index), expected.get(index), differences);
            }
        }
        _ if came == expected => {}
        _ => {
            let what = if path.is_empty() { "the body".to_owned() } else { format!("`{path}` in the body") };
            let [came, expected] = [came, expected].map(|value| match value {
                // Not their text: it may have a secret in it.
                Some(Value::Object(_)) => "an object".to_owned(),
                Some(Value::Array(_)) => "a list".to_owned(),
                Some(_) if is_secret_name(path) => "<redacted>".to_owned(),
                Some(value) => format!("`{value}`"),
                None => "not there".to_owned(),
            });
            differences.push(format!("{what} is {came}, expected {expected}"));
        }
    }
}
