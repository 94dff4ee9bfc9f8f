//! Objects are read by what their tag says, keep what is not known, and are written with their tag.

use super::of_unions::unions::{Client, types::*};
use crate::support::{answer, both_ways, config, refused, request};
use oaswright_runtime::Value;
use serde_json::{from_str, json, to_value};

fn pets(json: &'static str) -> Result<Vec<Pet>, oaswright_runtime::Error> {
    answer::<super::of_unions::unions::ListPets>(200, json)
}

#[test]
fn the_tag_decides_wherever_it_stands() {
    let found = pets(r#"[{"petType":"cat","lives":9},{"bark":true,"petType":"dog"},{"petType":"hound"}]"#).unwrap();
    assert!(matches!(found[0], Pet::Cat(Cat { lives: 9, .. })));
    assert!(matches!(&found[1], Pet::Dog(dog) if dog.bark == Some(true)));
    assert_eq!(to_value(&found).unwrap()[2], json!({"petType": "hound"}));
}

#[test]
fn what_is_unknown_never_fails_and_is_kept() {
    for json in [r#"{"petType":"fish","depth":3}"#, r#"{"lives":1}"#, "7", "null", r#"{"petType":null}"#] {
        let pet: Pet = from_str(json).unwrap();
        assert!(matches!(pet, Pet::Unknown(_)), "{json}");
        assert_eq!(to_value(pet).unwrap(), from_str::<Value>(json).unwrap());
    }
}

#[test]
fn a_known_variant_that_is_broken_says_where() {
    let error = pets(r#"[{"petType":"cat","lives":"9"}]"#).unwrap_err().to_string();
    assert!(error.contains("[0].lives") && error.contains("expected i64"), "{error}");
    let error = pets(r#"[{"lives":"9","petType":"cat"}]"#).unwrap_err().to_string();
    assert!(error.contains("[0]") && error.contains("lives: invalid type"), "{error}");
    assert!(!error.contains("\"9\""), "{error}");
}

#[test]
fn the_tag_is_written_by_the_union() {
    let call = Client::new(config()).add_pet().body(PetInput::Cat(CatInput::default().lives(3)));
    assert_eq!(request(&call), "POST /pets\n{\"petType\":\"cat\",\"lives\":3}");
    let call = Client::new(config()).add_pet().body(PetInput::Cat(CatInput::default().pet_type("cat").lives(3)));
    assert_eq!(request(&call), "POST /pets\n{\"petType\":\"cat\",\"lives\":3}");
    // Of two tags, nobody knows which.
    assert_eq!(refused(&Client::new(config()).add_pet().body(DogInput::default())), ["body.petType is required"]);
    both_ways(
        r#"{"shape":"Circle","radius":1.0,"inner":{"shape":"Square"}}"#,
        &Shape::Circle(Circle::default().radius(1.0).inner(Shape::Square(Square::default()))),
    );
}

#[test]
fn variants_check_themselves() {
    let call = Client::new(config()).add_pet().body(PetInput::Cat(CatInput::default().lives(10)));
    assert_eq!(refused(&call), ["body.lives must be at most 9, is 10"]);
    let call = Client::new(config()).add_event().event(Event::Stop(EventStop::default().reason("")));
    assert_eq!(refused(&call), ["event.reason must have at least 1 character, has 0"]);
    let call = Client::new(config()).add_event().event(Event::Unknown(json!(1)));
    assert_eq!(request(&call), "POST /events\n{\"event\":1}");
}

#[test]
fn a_base_holds_what_it_knows_of_others() {
    let animal: Animal = from_str(r#"{"kind":"Ant","name":"a","legs":6}"#).unwrap();
    assert!(matches!(&animal, Animal::Other(other) if other.name.as_deref() == Some("a")));
    assert_eq!(to_value(&animal).unwrap(), json!({"kind": "Ant", "name": "a", "legs": 6}));
    let bee: Animal = from_str(r#"{"kind":"Bee","name":"b"}"#).unwrap();
    assert!(matches!(&bee, Animal::Bee(bee) if bee.name.as_deref() == Some("b")));
    let lion: Animal = from_str(r#"{"kind":"Lion","mane":3}"#).unwrap();
    assert!(matches!(&lion, Animal::Lion(lion) if lion.mane == Some(3)));
}
