//! Anything goes, and `null` is something where anything goes.

use super::of_free_form::free_form::{Client, types::*};
use crate::support::{becomes, config, request};
use serde_json::json;

#[test]
fn anything_is_sent_as_it_is() {
    let client = Client::new(config());
    let call = client.add_note().object([("a", 1)]).open([("b", "c")]).anything(json!({"d": null}));
    assert_eq!(request(&call), "POST /notes\n{\"object\":{\"a\":1},\"open\":{\"b\":\"c\"},\"anything\":{\"d\":null}}");
    assert_eq!(request(&client.add_note().anything("text")), "POST /notes\n{\"anything\":\"text\"}");
    assert_eq!(request(&client.add_note().closed(NoteClosed::default())), "POST /notes\n{\"closed\":{}}");
}

#[test]
fn anything_comes_back_as_it_came() {
    for json in ["{}", r#"{"object":{"z":[{"y":null}]},"open":{},"anything":[1.5,"x",false]}"#] {
        becomes::<Note>(json, json);
    }
}
