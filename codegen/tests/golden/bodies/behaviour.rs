//! Bodies of every shape: an optional one that is not set is not sent, a required one is asked for.

use super::of_bodies::bodies::{Client, types::*};
use crate::support::{config, refused, request};

#[test]
fn optional_bodies_are_sent_when_they_are_set() {
    let client = Client::new(config());
    assert_eq!(request(&client.put_object()), "PUT /object");
    assert_eq!(request(&client.put_object().name("x")), "PUT /object\n{\"name\":\"x\"}");
    assert_eq!(refused(&client.put_object().body(Thing::default())), ["name is required"]);
    assert_eq!(request(&client.put_texts()), "PUT /texts");
    assert_eq!(request(&client.put_texts().body(["a"])), "PUT /texts\n[\"a\"]");
    assert_eq!(request(&client.put_number().body(1)), "PUT /number\n1");
    assert_eq!(refused(&client.put_number().body(0)), ["body must be at least 1, is 0"]);
}

#[test]
fn required_bodies_are_asked_for() {
    let client = Client::new(config());
    assert_eq!(refused(&client.put_list()), ["body is required"]);
    assert_eq!(refused(&client.put_list().body([])), ["body must have at least 1 item, has 0"]);
    assert_eq!(refused(&client.put_list().body([Thing::default()])), ["body[0].name is required"]);
    assert_eq!(refused(&client.put_anything()), ["body is required"]);
    assert_eq!(request(&client.put_text().body("abc")), "PUT /text\n\"abc\"");
    assert_eq!(request(&client.put_map().body([("a", 1)])), "PUT /map\n{\"a\":1}");
    assert_eq!(request(&client.put_free().body([("a", "b")])), "PUT /free\n{\"a\":\"b\"}");
    assert_eq!(request(&client.put_enum().body(PutEnumRequest::A)), "PUT /enum\n\"A\"");
}
