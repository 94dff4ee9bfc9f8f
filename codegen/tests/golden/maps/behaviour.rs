//! Maps take pairs; values are checked where they stand.

use super::of_maps::maps::{Client, SetLabels, types::*};
use crate::support::{answer, config, refused, request};
use std::collections::BTreeMap;

#[test]
fn maps_take_pairs() {
    let client = Client::new(config());
    let call = client.set_labels().texts([("b", "2"), ("a", "1")]).gaps([("x", None), ("y", Some("z".to_owned()))]);
    let body = r#"{"texts":{"a":"1","b":"2"},"gaps":{"x":null,"y":"z"}}"#;
    assert_eq!(request(&call), format!("PUT /labels\n{body}"));
    let texts = BTreeMap::from([("a".to_owned(), "1".to_owned())]);
    assert_eq!(request(&client.set_labels().texts(texts)), "PUT /labels\n{\"texts\":{\"a\":\"1\"}}");
}

#[test]
fn values_are_checked_where_they_stand() {
    let call = Client::new(config()).set_labels().texts([("k", "long")]).things([("t", Thing::default().name(""))]);
    let expected = [
        "texts[\"k\"] must have at most 3 characters, has 4",
        "things[\"t\"].name must have at least 1 character, has 0",
    ];
    assert_eq!(refused(&call), expected);
}

#[test]
fn an_answer_can_be_a_map() {
    let answer = answer::<SetLabels>(200, r#"{"ACCESS_DENIED":{"name":"x"}}"#).unwrap();
    assert_eq!(answer["ACCESS_DENIED"].name.as_deref(), Some("x"));
}
