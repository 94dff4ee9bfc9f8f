//! A value that no other variant claims is of the default one, and keeps its own word for what it is.

use super::of_default_mapping::default_mapping::{Client, types::*};
use crate::support::{both_ways, config, request};

fn pet(json: &str) -> Pet {
    serde_json::from_str(json).unwrap()
}

#[test]
fn what_no_other_variant_claims_is_of_the_default() {
    assert!(matches!(pet(r#"{"kind":"cat","lives":9}"#), Pet::Cat(_)));
    for json in [r#"{"bark":true}"#, r#"{"kind":"wolf","bark":true}"#, r#"{"kind":"Dog"}"#, "{}"] {
        let pet = pet(json);
        assert!(matches!(pet, Pet::Dog(_)), "{pet:?}");
        both_ways(json, &pet);
    }
    let shape: Shape = serde_json::from_str(r#"{"shape":"blob","area":2.0}"#).unwrap();
    assert!(matches!(shape, Shape::AnyShape(_)), "{shape:?}");
}

#[test]
fn what_cannot_be_the_default_either_is_kept() {
    let json = r#"{"bark":"loudly","kind":"wolf"}"#;
    assert!(matches!(pet(json), Pet::Unknown(_)));
    both_ways(json, &pet(json));
    assert!(serde_json::from_str::<Pet>(r#"{"kind":"cat","lives":"nine"}"#).is_err());
}

#[test]
fn the_default_needs_no_tag() {
    let call = Client::new(config()).add_pet().body(Dog::default().bark(true));
    assert_eq!(request(&call), "POST /pets\n{\"bark\":true}");
}
