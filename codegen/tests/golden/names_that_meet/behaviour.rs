//! Names that meet in Rust stay what they are on the wire.

use super::of_names_that_meet::names_that_meet::{Client, types::*};
use crate::support::{both_ways, config, request};

#[test]
fn each_name_says_what_it_sends() {
    let client = Client::new(config());
    let call = client.send_thing("1").id_in_query("2").id_2("3").size("4").body_size("5");
    let call = call.connection_string("a").connection_string_2("b").id("c").at_id("d").id_null_2("e").minus_9("f");
    let call = call.tada("g").shu_liang("h").additional("i").body_size_2("j").body_body_size("k");
    let call = call.sort(ThingSort::MinusName).additional_properties([("more", 1)]);
    let expected = "POST /things/1?id=2&ID=3&body_size=5&size=4\n\
        {\"connectionString\":\"a\",\"connection_string\":\"b\",\"id\":\"c\",\"@id\":\"d\",\"id_null\":\"e\",\
        \"---------\":\"f\",\"🎉\":\"g\",\"数量\":\"h\",\"additional\":\"i\",\"size\":\"j\",\"body_size\":\"k\",\
        \"sort\":\"-name\",\"more\":1}";
    assert_eq!(request(&call), expected);
    assert_eq!(request(&client.get_things_2()), "GET /things");
    assert_eq!(request(&client.get_things()), "GET /again");
    assert_eq!(request(&client.get_things_by_id("1")), "GET /things/1");
}

#[test]
fn types_may_be_called_like_those_of_the_runtime() {
    let inner = Error { method: Some(Method::Get2), ..Error::default() };
    let request = Request { error: Some(Box::new(inner)) };
    let outer = Error { request: Some(Box::new(request)), ..Error::default() };
    both_ways(r#"{"request":{"error":{"method":"get"}}}"#, &outer);
    for (value, json) in [(ThingSort::Name, "name"), (ThingSort::Name2, "NAME"), (ThingSort::Minus, "-")] {
        both_ways(&format!("{json:?}"), &value);
    }
    for (value, json) in [(ThingSort::GreaterEqual, ">="), (ThingSort::Empty, "")] {
        both_ways(&format!("{json:?}"), &value);
    }
}
