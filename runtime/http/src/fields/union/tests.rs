//! Unions there and back: what decides, what is kept, and what is said of what is broken.

use serde::de::DeserializeOwned;
use serde_json::{Value, from_str, json, to_string, to_value};
use std::fmt::Debug;

#[derive(Debug, Default, PartialEq)]
struct Cat {
    kind: Option<String>,
    lives: i64,
}

crate::json_object!(Cat { "kind": optional kind, "lives": required lives, });

#[derive(Debug, Default, PartialEq)]
struct Dog {
    bark: Option<bool>,
    friend: Option<Box<Pet>>,
}

crate::json_object!(Dog { "bark": optional bark, "friend": optional friend, });

#[derive(Debug, PartialEq)]
enum Pet {
    Cat(Cat),
    Dog(Box<Dog>),
    Name(String),
    Unknown(Value),
}

crate::json_union!(Pet by "kind" {
    Cat: object of ["cat", "7"],
    Dog: object as "dog",
    Name: string,
} else Unknown);

#[derive(Debug, PartialEq)]
enum Search {
    ByName(std::collections::BTreeMap<String, Value>),
    ById(std::collections::BTreeMap<String, Value>),
    Word(String),
    Text(String),
    Ids(Vec<i64>),
    Names(Vec<String>),
    Number(f64),
    Unknown(Value),
}

crate::json_union!(Search {
    ByName: object { "name": required string, "limit": optional integer },
    ById: object { "id": required string | integer },
    Word: string of ["all", "none"],
    Text: string,
    Ids: array (integer),
    Names: array (string),
    Number: number,
} else Unknown);

/// Read from a text, whose names are borrowed, and from a value, whose names are not.
fn read<T: DeserializeOwned + PartialEq + Debug>(text: &str) -> T {
    let value = from_str(text).unwrap();
    assert_eq!(serde_json::from_value::<T>(from_str(text).unwrap()).unwrap(), value);
    value
}

fn error<T: DeserializeOwned + Debug>(text: &str) -> String {
    let mut input = serde_json::Deserializer::from_str(text);
    let error = serde_path_to_error::deserialize::<_, T>(&mut input).unwrap_err();
    format!("{}: {}", error.path(), error.inner())
}

#[test]
fn a_tag_decides_wherever_it_stands() {
    let cat = Pet::Cat(Cat { kind: Some("cat".to_owned()), lives: 9 });
    assert_eq!(read::<Pet>(r#"{"kind":"cat","lives":9}"#), cat);
    assert_eq!(read::<Pet>(r#"{"lives":9,"more":[{}],"kind":"cat"}"#), cat);
    assert_eq!(to_string(&cat).unwrap(), r#"{"kind":"cat","lives":9}"#);
    let dog = Pet::Dog(Box::new(Dog { bark: None, friend: Some(Box::new(cat)) }));
    let text = r#"{"kind":"dog","friend":{"kind":"cat","lives":9}}"#;
    assert_eq!(read::<Pet>(text), dog);
    assert_eq!(to_string(&dog).unwrap(), text);
    assert_eq!(read::<Pet>("\"a\""), Pet::Name("a".to_owned()));
}

#[test]
fn what_is_unknown_is_kept() {
    for text in ["{}", r#"{"kind":"fish","n":[1,null]}"#, r#"{"kind":null}"#, "null", "[]", "1.5", "true"] {
        assert_eq!(read::<Pet>(text), Pet::Unknown(from_str(text).unwrap()), "{text}");
    }
    for text in ["true", r#"{"limit":1}"#, r#"{"name":1}"#, r#"{"name":"a","id":1}"#, "[1,\"a\"]", "[[]]"] {
        let value = read::<Search>(text);
        assert_eq!(to_value(&value).unwrap(), from_str::<Value>(text).unwrap(), "{text}");
        assert!(matches!(value, Search::Unknown(_)), "{text}");
    }
}

#[test]
fn the_shape_that_fits_best_wins() {
    let is = |text: &str, variant: &str| {
        let found = format!("{:?}", read::<Search>(text));
        assert!(found.starts_with(&format!("{variant}(")), "{text}: {found}");
    };
    is(r#"{"limit":1,"name":"a"}"#, "ByName");
    is(r#"{"id":7,"more":null}"#, "ById");
    is("\"all\"", "Word");
    is("\"al\"", "Text");
    is("[1,2]", "Ids");
    is("[]", "Ids");
    is("[\"a\"]", "Names");
    is("1", "Number");
    is("1.5", "Number");
}

#[test]
fn a_broken_variant_says_where_and_why() {
    let expected = "missing field `lives` at line 1 column 14";
    assert_eq!(error::<Pet>(r#"{"kind":"cat"}"#), format!(".: {expected}"));
    let wrong = "invalid type: string \"9\", expected i64";
    assert_eq!(error::<Vec<Pet>>(r#"[{"kind":"cat","lives":"9"}]"#), format!("[0].lives: {wrong} at line 1 column 26"));
    let late = r#"[{"lives":"9","kind":"cat"}]"#;
    assert!(error::<Vec<Pet>>(late).starts_with(&format!("[0]: lives: {wrong}")), "{}", error::<Vec<Pet>>(late));
    let deep = r#"{"friend":{"friend":{"kind":"cat"},"kind":"dog"},"kind":"dog"}"#;
    assert!(error::<Pet>(deep).contains("missing field `lives`"), "{}", error::<Pet>(deep));
}

/// A server that answers with a million braces gets an error, and a deep tree costs no more than it is deep.
#[test]
fn depth_is_bounded_and_cheap() {
    let nested = |depth: usize| {
        let (open, close) = (r#"{"bark":true,"friend":"#.repeat(depth), r#","kind":"dog"}"#.repeat(depth));
        format!("{open}\"a\"{close}")
    };
    let text = nested(50);
    assert_eq!(to_value(from_str::<Pet>(&text).unwrap()).unwrap(), from_str::<Value>(&text).unwrap());
    assert!(from_str::<Pet>(&nested(100_000)).is_err());
    let text = format!("{}{}", r#"{"kind":"dog","friend":"#.repeat(100_000), "}".repeat(100_000));
    assert!(from_str::<Pet>(&text).is_err());
}

#[test]
fn values_in_urls_have_no_quotes() {
    struct Shown(Value);
    impl std::fmt::Display for Shown {
        fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            super::text(&self.0, formatter)
        }
    }
    assert_eq!(Shown(json!("a\"b")).to_string(), "a\"b");
    assert_eq!(Shown(json!([1, "a"])).to_string(), "[1,\"a\"]");
}

#[derive(Debug, PartialEq)]
enum Price {
    Exact(crate::Decimal),
    Of(std::collections::BTreeMap<String, Price>),
    Free(bool),
    Unknown(Value),
}

crate::json_union!(Price with digits {
    Exact: number | integer,
    Of: object | open,
    Free: boolean,
} else Unknown);

#[test]
fn digits_are_kept() {
    for text in ["0.10", "12345678901234567890123.5", r#"{"a":{"b":1.10},"c":true}"#, "\"x\""] {
        let list = format!("[{text}]");
        assert_eq!(to_string(&from_str::<Vec<Price>>(&list).unwrap()).unwrap(), list);
    }
    assert!(error::<Vec<Price>>(r#"[{"a":}]"#).contains("expected value"));
    let deep = r#"{"a":"#.repeat(100_000) + "1" + &"}".repeat(100_000);
    assert!(from_str::<Price>(&deep).is_err());
}
