//! A reference leads to one type, and what stands beside it holds.

use super::of_references::references::{Client, CountNodes, Counted, DeleteNodes, types::*};
use crate::support::{answer, both_ways, config, refused, request};

#[test]
fn what_stands_beside_a_reference_holds() {
    let client = Client::new(config());
    assert_eq!(request(&client.list_nodes().order(OrderParameter::Up)), "GET /nodes?order=up");
    assert_eq!(request(&client.delete_nodes().order(OrderParameter::Up)), "DELETE /nodes?order=up");
    assert_eq!(refused(&client.put_tree().label("long")), ["label must have 1 to 3 characters, has 4"]);
    assert_eq!(request(&client.put_tree().label("x").mark_null()), "PUT /tree\n{\"label\":\"x\",\"mark\":null}");
}

#[test]
fn one_schema_is_one_type() {
    let count: CountResponse = answer::<CountNodes>(200, r#"{"count":1}"#).unwrap();
    assert_eq!(answer::<DeleteNodes>(200, r#"{"count":1}"#).unwrap(), count);
    assert_eq!(answer::<Counted>(200, r#"{"count":1}"#).unwrap(), count);
    let tree: Tree = serde_json::from_str(r#"{"label":"x","inner":{"label":"y"}}"#).unwrap();
    assert_eq!(tree.inner.as_deref().unwrap().label.as_deref(), Some("y"));
    let leaf = Leaf::default().petiole(Petiole::Long).vein(Vein::default().length(1));
    both_ways(r#"{"vein":{"length":1},"petiole":"long"}"#, &leaf);
}
