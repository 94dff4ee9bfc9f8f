//! What no server takes for a UUID or an address is refused before sending, and nothing else of a format is.

use super::of_text_forms::text_forms::*;
use crate::support::{config, refused, request};
use oaswright_runtime::Nullable;

const ID: &str = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

#[test]
fn all_that_is_wrong_is_told_at_its_place() {
    let call = Client::new(config()).replace_host("h1").peers([ID, "p"]).x_gateway("10.0.0").id("i");
    let call = call.addresses(["::1", "1.2.3.4"]).networks([("a", "10.0.0.0/8"), ("b", "any")]).either("either");
    let words = [
        "host_id must be a UUID",
        "peers[1] must be a UUID",
        "X-Gateway must be an IPv4 address",
        "id must be a UUID",
        "addresses[1] must be an IPv6 address",
        "networks[\"b\"] must be an IPv4 address",
    ];
    assert_eq!(refused(&call), words);
}

#[test]
fn what_servers_take_passes() {
    let call = Client::new(config()).replace_host(ID.replace('-', "")).x_gateway("").id_null();
    let call = call.site("https://x.example/{a}?ä").name("under_score").either("a@example.com");
    assert_eq!(refused(&call), [""; 0]);
    assert!(request(&call).starts_with("PUT /hosts/6ba7b8109dad11d180b400c04fd430c8\n"));
    let answer: types::Host = serde_json::from_str(r#"{"id":"i1","addresses":["?"]}"#).unwrap();
    assert_eq!(answer.id, Nullable::Value("i1".to_owned()));
}
