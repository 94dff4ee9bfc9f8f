//! A body is filled field by field or set whole; an answer keeps to what is known.

use super::of_objects::objects::{Client, types};
use crate::support::{answer, config, refused, request};

#[test]
fn fields_of_the_body_are_set_on_the_operation() {
    let client = Client::new(config());
    let home = types::Home::default().street("Elm");
    let call = client.create_cat().name("Tom").home(home.clone());
    assert_eq!(request(&call), "POST /cats\n{\"name\":\"Tom\",\"home\":{\"street\":\"Elm\"}}");
    assert_eq!(client.create_cat().body(types::NewCat::default().name("Tom").home(home)), call);
    assert_ne!(client.create_cat().name("Tim"), call);
}

#[test]
fn what_is_missing_is_refused() {
    assert_eq!(refused(&Client::new(config()).create_cat()), ["name is required"]);
}

#[test]
fn answers_are_tolerant() {
    type Call = super::of_objects::objects::CreateCat;
    let cat = answer::<Call>(201, r#"{"id":null,"name":"Tom","colour":"red"}"#).unwrap();
    assert_eq!((cat.id, cat.name.as_deref(), cat.home), (None, Some("Tom"), None));
    assert!(answer::<Call>(201, "[]").is_err());
    assert!(answer::<Call>(201, "").is_err());
}
