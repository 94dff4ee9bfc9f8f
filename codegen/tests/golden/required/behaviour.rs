//! What must be there is checked in requests and counted on in answers, by two types where one goes both ways.

use super::of_required::required::{BookRoom, Client, types::*};
use crate::support::{answer, config, refused, request};

#[test]
fn everything_that_is_missing_is_reported_together() {
    let expected = ["night is required", "X-Guest is required", "beds is required", "price is required"];
    assert_eq!(refused(&Client::new(config()).book_room()), expected);
    let call = Client::new(config()).book_room().price(PriceInput::default());
    assert!(refused(&call).contains(&"price.amount is required".to_owned()));
}

#[test]
fn a_complete_call_is_built() {
    let call = Client::new(config()).book_room().night("2024-01-01T00:00:00Z").x_guest("Tom");
    let call = call.beds(1).price(PriceInput::default().amount(2));
    let expected = "POST /rooms?night=2024-01-01T00%3A00%3A00Z\nx-guest: Tom\n{\"beds\":1,\"price\":{\"amount\":2}}";
    assert_eq!(request(&call), expected);
}

#[test]
fn an_answer_must_have_what_it_promises() {
    let full = r#"{"number":7,"price":{"amount":2},"tags":[],"labels":{},"kind":"HUGE","opened":"soon"}"#;
    let room = answer::<BookRoom>(200, full).unwrap();
    assert_eq!((room.number, room.price.amount, room.kind), (7, 2, Kind::from("HUGE")));
    assert!(answer::<BookRoom>(200, r#"{"number":7}"#).is_err());
}
