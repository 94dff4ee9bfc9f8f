//! What a document does not say is free: a body without a schema, a list of anything.

use super::of_optional_parts::optional_parts::{Client, ListNotes};
use crate::support::{answer, both_ways, config, request};
use oaswright_runtime::Value;

#[test]
fn what_is_left_out_is_anything() {
    let client = Client::new(config());
    assert_eq!(request(&client.add_note()), "POST /notes");
    assert_eq!(request(&client.add_note().body(1)), "POST /notes\n1");
    assert_eq!(request(&client.drop_notes()), "DELETE /notes");
    assert_eq!(request(&client.find_notes().text("a")), "QUERY /notes\n{\"text\":\"a\"}");
    let json = r#"{"tags":[1,"a"]}"#;
    let notes = answer::<ListNotes>(200, json).unwrap();
    assert_eq!(notes.tags, Some(vec![Value::from(1), Value::from("a")]));
    both_ways(json, &notes);
}
