//! Names that are not listed are kept beside those that are.

use super::of_additional::additional::{Client, types::*};
use crate::support::{becomes, config, refused, request};

#[test]
fn both_kinds_of_names_are_sent() {
    let call = Client::new(config()).set_answer().status(200).additional([("x-a", "text")]);
    assert_eq!(request(&call), "PUT /answers\n{\"status\":200,\"x-a\":\"text\"}");
    becomes::<Reply>(r#"{"x-b":"1","status":1}"#, r#"{"status":1,"x-b":"1"}"#);
}

#[test]
fn values_without_a_listed_name_are_checked() {
    let call = Client::new(config()).set_answer().additional([("x-a", "too long")]);
    assert_eq!(refused(&call), ["[\"x-a\"] must have at most 5 characters, has 8"]);
}
