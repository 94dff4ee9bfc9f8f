//! Types that hold themselves can be built, sent, checked and read.

use super::of_recursive::recursive::{Client, types::*};
use crate::support::{becomes, config, refused, request};

#[test]
fn a_tree_is_sent_and_checked_at_every_depth() {
    let leaf = || Node::default().name("leaf");
    let tree = leaf().next(leaf().children([leaf()])).by_name([("x", leaf())]);
    let client = Client::new(config());
    let body = r#"{"name":"leaf","next":{"name":"leaf","children":[{"name":"leaf"}]},"by_name":{"x":{"name":"leaf"}}}"#;
    assert_eq!(request(&client.grow_tree().body(tree.clone())), format!("PUT /trees\n{body}"));
    let wrong = tree.children([leaf().next(leaf().name(""))]).cleared(leaf().name("")).even(Even::default());
    let expected = [
        "children[0].next.name must have at least 1 character, has 0",
        "cleared.name must have at least 1 character, has 0",
    ];
    assert_eq!(refused(&client.grow_tree().body(wrong)), expected);
    assert_eq!(request(&client.grow_tree().cleared_null()), "PUT /trees\n{\"cleared\":null}");
}

#[test]
fn a_deep_answer_is_read() {
    let json = r#"{"inner":{"inner":{"lists":[[{"inner":{}}],[]]}}}"#;
    becomes::<Leaf>(json, json);
}
