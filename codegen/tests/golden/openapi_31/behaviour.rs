//! 3.1 means the same as 3.0, in other words.

use super::of_openapi_31::openapi_31::{Client, types::*};
use crate::support::{config, refused, request};

#[test]
fn the_words_of_3_1_are_understood() {
    let call = || Client::new(config()).make_thing();
    let built = request(&call().name_null().kind(ThingKind::Thing).size(1).level(ThingLevel::Value2));
    assert_eq!(built, "POST /things\n{\"name\":null,\"kind\":\"thing\",\"size\":1,\"level\":2}");
    let expected = ["size must be from 1 to 9, is 10", "ratio must be more than 0, is 0"];
    assert_eq!(refused(&call().size(10).ratio(0.0)), expected);
}
