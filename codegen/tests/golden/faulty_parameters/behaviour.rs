//! What a document says wrongly and means clearly is sent as it is meant.

use super::of_faulty_parameters::faulty_parameters::Client;
use crate::support::{config, request};
use oaswright_runtime::Operation;

#[test]
fn paths() {
    let client = Client::new(config());
    assert_eq!(request(&client.no_slash(7)), "GET /no-slash/7");
    assert_eq!(request(&client.undeclared("a", "b")), "GET /undeclared/a/b");
    assert_eq!(request(&client.elsewhere(7)), "GET /elsewhere/7");
    assert_eq!(request(&client.misspelled("a")), "GET /misspelled/a");
    assert_eq!(request(&client.extra()), "GET /extra");
    assert_eq!(request(&client.twice("a")), "GET /twice/a/a");
    assert_eq!(request(&client.in_path("a&b").y("c")), "GET /query?action=go&x=a%26b&y=c");
    assert_eq!(request(&client.fragment_one()), "GET /fragment");
    assert_eq!(request(&client.fragment_two()), "GET /fragment");
    assert_eq!(request(&client.brace()), "GET /brace/%7Bopen/a%20b");
    assert_eq!(request(&client.same_x("a")), request(&client.same_y("a")));
}

#[test]
fn parameters() {
    let call = Client::new(config())
        .faults("s/1")
        .key("s&2")
        .nothing("a")
        .number(1_i32)
        .style(["b", "c"])
        .twice("d")
        .authorization("e");
    let expected = "POST /parameters/s%2F1?key=s%262&nothing=a&number=1&style=b&style=c&twice=d\nauthorization: e";
    assert_eq!(request(&call), expected);
    let shown = format!("{call:?} {:?}", call.to_request().unwrap().headers());
    assert!(!shown.contains("s/1") && !shown.contains("s&2") && !shown.contains("\"e\""), "{shown}");
}
