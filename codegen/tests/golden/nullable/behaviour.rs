//! Requests tell absent from null from a value; answers tell a value from none.

use super::of_nullable::nullable::{Client, types::*};
use crate::support::{becomes, both_ways, config, refused, request};
use oaswright_runtime::Nullable;

#[test]
fn three_states_are_sent() {
    let client = Client::new(config());
    let call = client.update_profile().must("x");
    assert_eq!(request(&call), "PATCH /profiles\n{\"must\":\"x\"}");
    let call = client.update_profile().nick_null().home_null().tags_null().must_null();
    assert_eq!(request(&call), "PATCH /profiles\n{\"nick\":null,\"home\":null,\"tags\":null,\"must\":null}");
    let call = client.update_profile().nick("Tom").home(Home::default()).tags(["a"]).kind(Kind::B).must("");
    let body = r#"{"nick":"Tom","home":{},"tags":["a"],"kind":"B","must":""}"#;
    assert_eq!(request(&call), format!("PATCH /profiles\n{body}"));
}

#[test]
fn null_is_a_value_where_one_is_required() {
    let client = Client::new(config());
    assert_eq!(refused(&client.update_profile()), ["must is required"]);
    assert!(refused(&client.update_profile().must_null().nick_null()).is_empty());
    let expected = ["nick must have at most 3 characters, has 4", "size must be at least 1, is 0", "must is required"];
    assert_eq!(refused(&client.update_profile().nick("Thom").size(0)), expected);
}

#[test]
fn three_states_survive() {
    both_ways(r#"{"nick":null}"#, &ProfileUpdate::default().nick_null());
    let update: ProfileUpdate = serde_json::from_str(r#"{"size":null}"#).unwrap();
    assert_eq!((update.nick, update.size), (Nullable::Absent, Nullable::Null));
    becomes::<Profile>(r#"{"nick":null,"must":null}"#, "{}");
}
