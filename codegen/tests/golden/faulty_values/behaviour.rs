//! What a value of the wrong type was meant as is read, and the rest stays as it was.

use super::of_faulty_values::faulty_values::Client;
use crate::support::{config, request};
use oaswright_runtime::Value;

#[test]
fn what_is_meant_is_read() {
    let client = Client::new(config());
    assert_eq!(request(&client.list_things().names(["a"])), "GET /things?names=a");
    let thing = client.create_thing().name("b").count(1).pair([Value::from("c"), Value::from(2)]);
    assert_eq!(request(&thing), "POST /things\n{\"name\":\"b\",\"pair\":[\"c\",2],\"count\":1}");
}
