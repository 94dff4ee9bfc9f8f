//! What is not listed is kept and sent back.

use super::of_other_names::other_names::{Client, types::*};
use crate::support::{becomes, config, request};
use serde_json::json;

#[test]
fn nothing_is_lost() {
    let json = r#"{"title":"t","additional":"a","tags":{"x-a":"b"},"labels":{"x-b":1},"both":{"known":true,"n1":2},"point":[1.5,2.0],"anything":7,"list":[1,"a"],"colour":["red"],"size":{"w":1}}"#;
    becomes::<Note>(json, json);
}

#[test]
fn callers_add_names() {
    let client = Client::new(config());
    let call = client.put_note().title("t").additional("a").additional_properties([("colour", json!(1))]);
    let call = call.both(NoteBoth::default().known(true).additional([("n1", 2)])).point([1.0, 2.5]);
    assert_eq!(
        request(&call),
        "PUT /notes\n{\"title\":\"t\",\"additional\":\"a\",\"both\":{\"known\":true,\"n1\":2},\"point\":[1.0,2.5],\"colour\":1}"
    );
}
