//! Paths are filled wherever names stand in them, and nothing that fills them is read as a part of a path.

use super::of_paths::paths::Client;
use crate::support::{config, refused, request};

#[test]
fn names_anywhere() {
    let client = Client::new(config());
    assert_eq!(request(&client.root()), "GET /");
    assert_eq!(request(&client.suffix("x/y")), "GET /a/x%2Fy.json");
    assert_eq!(request(&client.verb("start:now")), "POST /a:start%3Anow");
    assert_eq!(request(&client.two(1, "b-c")), "GET /1-b-c/");
    assert_eq!(request(&client.parentheses("?#")), "GET /x(id=%3F%23,v='1')");
    assert_eq!(request(&client.show_same("a")), "GET /same/a");
    assert_eq!(request(&client.delete_same("a")), "DELETE /same/a");
    assert_eq!(request(&client.odd("a b", "%2e")), "GET /odd/a%20b/%252e");
}

#[test]
fn what_would_lead_elsewhere_is_refused() {
    let client = Client::new(config());
    assert_eq!(refused(&client.show_same("..")), ["x must not be `.` or `..`"]);
    assert_eq!(refused(&client.show_same("")), ["x must not be empty"]);
    assert_eq!(refused(&client.show_same("a\n")), ["x must not contain control characters"]);
}
