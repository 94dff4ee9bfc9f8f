//! Lists take whatever can be walked through; items are checked where they stand.

use super::of_arrays::arrays::{Client, types::*};
use crate::support::{config, refused, request};

#[test]
fn lists_take_what_there_is() {
    let client = Client::new(config());
    let tags = vec!["a".to_owned()];
    let call = client.fill_box().tags(&tags).grid(vec![vec![1], vec![]]).times(["2024-01-01T00:00:00Z"]);
    let body = r#"{"tags":["a"],"grid":[[1],[]],"times":["2024-01-01T00:00:00Z"]}"#;
    assert_eq!(request(&call), format!("POST /boxes\n{body}"));
    let call = client.fill_box().gaps([Some("a".to_owned()), None]).anything([1, 2]).colours([Colour::from("PINK")]);
    assert_eq!(request(&call), "POST /boxes\n{\"colours\":[\"PINK\"],\"gaps\":[\"a\",null],\"anything\":[1,2]}");
}

#[test]
fn items_are_checked_where_they_stand() {
    let parts = [Part::default().name("x"), Part::default().name("")];
    let call = Client::new(config()).fill_box().parts(parts);
    assert_eq!(refused(&call), ["parts[1].name must have at least 1 character, has 0"]);
}
