//! A keyword is a name like any other.

use super::of_keywords::keywords::{Client, types};
use crate::support::{config, request};

#[test]
fn keywords_on_the_wire_are_themselves() {
    let client = Client::new(config());
    let call = client.r#impl().r#type("a").self_("b").r#async_null().crate_("c").r#gen("d");
    assert_eq!(
        request(&call),
        "POST /body\n{\"async\":null,\"crate\":\"c\",\"gen\":\"d\",\"self\":\"b\",\"type\":\"a\"}"
    );
    let call = client.r#match().r#fn(types::Values::Self_).super_(types::Values::Type);
    assert_eq!(request(&call), "GET /query?fn=self&super=type");
    assert_eq!(request(&client.self_()), "GET /op/self");
}
