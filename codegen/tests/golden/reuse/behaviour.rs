//! What is sent of what came back.

use super::of_reuse::reuse::*;
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, serde_json};

/// What the change of a shop sends, which was shown so.
fn sent(shown: &'static str) -> serde_json::Value {
    let script = Replay::new().answer(Canned::json(200, shown)).answer(Canned::json(200, "{}"));
    let client =
        Client::new(Config::builder().endpoint("https://example.com").transport(script.clone()).build().unwrap());
    let shop = client.show_shop("s").send_blocking().unwrap();
    client.change_shop("s").body(shop.into()).label("new").send_blocking().unwrap();
    script.requests()[1].json().unwrap()
}

#[test]
fn what_is_sent_is_what_came_back_without_the_rest() {
    let shown = r#"{"id":"s","name":"n","note":"t","hint":"h","size":3,"kind":"new kind","level":7,"label":"a",
        "owner":{"id":"o","name":"Tom"},"owners":[{"name":"Ann"},{}],"by_name":{"x":{"id":"y"}},
        "address":{"street":"Main"},"parent":{"name":"p","below":[{"name":"q"}]},"made":"today","more":1}"#;
    let expected = serde_json::json!({
        "name": "n", "note": "t", "hint": "h", "size": 3, "kind": "new kind", "level": 7, "label": "new",
        "owner": {"name": "Tom"}, "owners": [{"name": "Ann"}, {}], "by_name": {"x": {}},
        "address": {"street": "Main"}, "parent": {"name": "p", "below": [{"name": "q"}]},
    });
    assert_eq!(sent(shown), expected);
}

#[test]
fn what_must_be_sent_is_null_if_it_is_not_there() {
    let expected = serde_json::json!({"name": "n", "note": null, "size": 1, "label": "new"});
    assert_eq!(sent(r#"{"id":"s","name":"n","size":1}"#), expected);
}

#[test]
fn the_label_of_a_kind_is_its_text() {
    let shown: types::Shop = serde_json::from_str(r#"{"id":"s","name":"n","size":1,"label":"b"}"#).unwrap();
    assert_eq!(types::NewShop::from(shown).label.as_deref(), Some("b"));
}
