//! Objects there and back, with each way in which a field can be absent.

use crate::Nullable;
use serde::de::DeserializeOwned;
use serde_json::{from_str, from_value, json, to_string};
use std::collections::BTreeMap;
use std::fmt::Debug;

#[derive(Debug, Default, PartialEq)]
struct Quota {
    id: String,
    name: Option<String>,
    remark: Nullable<String>,
    created: Option<i64>,
}

crate::json_object!(Quota {
    "id": required id,
    "name": optional name,
    "remark": nullable remark,
    "created_at": received created,
});

#[derive(Debug, Default, PartialEq)]
struct Labels {
    object: Option<Box<Labels>>,
    rest: BTreeMap<String, i32>,
}

crate::json_object!(Labels { "object": optional object, _: rest rest });

#[derive(Debug, PartialEq)]
struct Empty {}

crate::json_object!(Empty {});

#[derive(Debug, PartialEq)]
enum Unit {
    Day,
    Unknown(String),
}

impl Unit {
    fn as_str(&self) -> &str {
        match self {
            Self::Day => "DAY",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Unit {
    fn from(text: &str) -> Self {
        if text == "DAY" { Self::Day } else { Self::Unknown(text.to_owned()) }
    }
}

crate::json_text!(Unit);

#[derive(Clone, Copy, Debug, PartialEq)]
struct Status(i32);

impl From<i32> for Status {
    fn from(status: i32) -> Self {
        Self(status)
    }
}

impl From<Status> for i32 {
    fn from(Status(status): Status) -> Self {
        status
    }
}

crate::json_integer!(Status: i32);

/// Read from a text, whose names are borrowed, and from a value, whose names are not.
fn read<T: DeserializeOwned + PartialEq + Debug>(text: &str) -> T {
    let value = from_str(text).unwrap();
    assert_eq!(from_value::<T>(from_str(text).unwrap()).unwrap(), value);
    value
}

fn error<T: DeserializeOwned + Debug>(text: &str) -> String {
    from_str::<T>(text).unwrap_err().to_string()
}

fn quota() -> Quota {
    Quota { id: "1".to_owned(), ..Quota::default() }
}

#[test]
fn absent_fields_are_not_written() {
    assert_eq!(to_string(&quota()).unwrap(), r#"{"id":"1"}"#);
    let full = Quota { name: Some("n".to_owned()), remark: Nullable::Null, created: Some(3), ..quota() };
    assert_eq!(to_string(&full).unwrap(), r#"{"id":"1","name":"n","remark":null}"#);
}

#[test]
fn fields_are_read_in_any_order_and_unknown_ones_are_passed_over() {
    for (text, expected) in [
        (r#"{"id":"1"}"#, quota()),
        (r#"{"name":"n","more":[{"a":null}],"id":"1"}"#, Quota { name: Some("n".to_owned()), ..quota() }),
        (r#"{"i\u0064":"1","name":null}"#, quota()),
        (r#"{"id":"1","remark":null,"created_at":3}"#, Quota { remark: Nullable::Null, created: Some(3), ..quota() }),
        (r#"{"id":"0","id":"1"}"#, quota()),
    ] {
        assert_eq!(read::<Quota>(text), expected, "{text}");
    }
}

#[test]
fn what_has_another_name_is_kept() {
    let inner = Labels { object: None, rest: BTreeMap::from([("rest".to_owned(), 2)]) };
    let labels = Labels { object: Some(Box::new(inner)), rest: BTreeMap::from([("name".to_owned(), 1)]) };
    let text = r#"{"object":{"rest":2},"name":1}"#;
    assert_eq!(read::<Labels>(text), labels);
    assert_eq!(to_string(&labels).unwrap(), text);
    assert_eq!(read::<Empty>("{\"a\":1}"), Empty {});
    assert_eq!(serde_json::to_value(Empty {}).unwrap(), json!({}));
}

#[test]
fn errors_name_what_is_wrong() {
    for (text, expected) in [
        ("{}", "missing field `id` at line 1 column 2"),
        (r#"{"id":null}"#, "invalid type: null, expected a string at line 1 column 10"),
        (r#"{"id":"1","name":2}"#, "invalid type: integer `2`, expected a string at line 1 column 18"),
        (r#"{"id":"1","x":}"#, "expected value at line 1 column 15"),
        ("[1]", "invalid type: sequence, expected struct Quota at line 1 column 0"),
    ] {
        assert_eq!(error::<Quota>(text), expected, "{text}");
    }
    let mut input = serde_json::Deserializer::from_str(r#"{"object":{"object":{"a":"b"}}}"#);
    let error = serde_path_to_error::deserialize::<_, Labels>(&mut input).unwrap_err();
    assert_eq!(error.path().to_string(), "object.object.a");
}

#[test]
fn enums_are_what_they_say() {
    assert_eq!(read::<Vec<Unit>>(r#"["DAY","W\u0045EK"]"#), [Unit::Day, Unit::Unknown("WEEK".to_owned())]);
    assert_eq!(to_string(&[Unit::Day, Unit::Unknown("WEEK".to_owned())]).unwrap(), r#"["DAY","WEEK"]"#);
    assert_eq!(error::<Unit>("1"), "invalid type: integer `1`, expected a string at line 1 column 1");
    assert_eq!(read::<Vec<Status>>("[3]"), [Status(3)]);
    assert_eq!(to_string(&Status(3)).unwrap(), "3");
}
