//! Parameters get to their place, escaped, in the order of the document.

use super::of_parameters::parameters::{Client, FindThings, types::*};
use crate::support::{config, refused, request};

fn find() -> FindThings {
    let client = Client::new(config());
    client.find_things("a b", 7, true, Kind::Big, "2024-01-01T00:00:00Z", ["x", "y,z"], [Kind::Small, Kind::from("?")])
}

#[test]
fn every_type_in_every_place() {
    let call = find().text("x&y").page(2).ratio(0.5).exact(false).sort(Kind::Small).rank(Rank::Value2).key("a+b=");
    let call = call.tag(["a", "b c"]).ids([1, 2]).sorts([Kind::Big]).scope_domain_id("ä").after("2024");
    let call = call.x_text("abc").x_number(-1).x_kind(Kind::Big).x_times(["1", "2"]);
    let expected = "GET /v1/a%20b/7/true/big/2024-01-01T00%3A00%3A00Z/x,y%2Cz/small,%3F\
        ?text=x%26y&page=2&ratio=0.5&exact=false&sort=small&rank=2&after=2024&key=a%2Bb%3D&tag=a&tag=b%20c&ids=1,2\
        &sorts=big&scope.domain-id=%C3%A4\nx-text: abc\nx-number: -1\nx-kind: big\nx-times: 1,2";
    assert_eq!(request(&call), expected);
}

#[test]
fn what_no_url_can_have_is_refused() {
    let mut call = find().size(101).x_text("long");
    (call.name, call.number, call.kind) = ("a\0b".to_owned(), 0, Kind::from(""));
    call.list.clear();
    let expected = [
        "name must not contain control characters",
        "number must be at least 1, is 0",
        "kind must not be empty",
        "list must have at least 1 item, has 0",
        "text is required",
        "size must be at most 100, is 101",
        "X-Text must have at most 3 characters, has 4",
        "list must not be empty",
    ];
    assert_eq!(refused(&call), expected);
    assert_eq!(
        refused(&find().text("x").x_kind(Kind::from("\n"))),
        ["X-Kind has characters that a header cannot carry"]
    );
}
