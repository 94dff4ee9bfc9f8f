//! What travels both ways is as strict in answers as the document says, as free in requests as anything that is sent, and what
//! came back can be sent again.

use super::of_direction_split::direction_split::{AddNote, AddPerson, AddPets, Client, SendForm, types::*};
use crate::support::{answer, config, refused, request, sent};
use apig_runtime::Nullable;
use serde_json::{from_str, to_string};

#[test]
fn an_answer_holds_what_it_promises() {
    let person = answer::<AddPerson>(201, r#"{"id":1,"name":"Tom","note":null,"home":{"street":"Main"}}"#).unwrap();
    assert_eq!((person.id, person.name.as_str(), person.home.unwrap().street.as_str()), (1, "Tom", "Main"));
    for (json, place, reason) in [
        (r#"{"id":1}"#, "", "missing field `name`"),
        (r#"{"id":1,"name":"Tom","home":{}}"#, "home", "missing field `street`"),
        (r#"{"id":1,"name":"Tom","children":[{"id":2,"name":"a"},{"id":3}]}"#, "children[1]", "missing field `name`"),
        (r#"{"id":1,"name":"Tom","tags":{"a":{}}}"#, "tags.a", "missing field `label`"),
        (r#"{"id":1,"name":"Tom","pet":{"kind":"dog"}}"#, "pet", "missing field `owner`"),
    ] {
        let error = answer::<AddPerson>(201, json).unwrap_err().to_string();
        assert!(error.contains(place) && error.contains(reason), "{json}: {error}");
    }
}

#[test]
fn what_is_missing_in_a_request_is_told_together() {
    let client = Client::new(config());
    let call = client.add_person().home(AddressInput::default()).children([PersonInput::default().note_null()]);
    let call = call.pet(DogInput::default());
    let expected = [
        "name is required",
        "note is required",
        "home.street is required",
        "children[0].name is required",
        "pet.owner is required",
    ];
    assert_eq!(refused(&call), expected);
    assert_eq!(refused(&client.replace_person(7).r#where(AddressInput::default())), ["where.street is required"]);
    assert_eq!(request(&client.add_note().text(NoteInput::default())), "POST /notes\n{\"text\":{}}");
}

#[test]
fn what_came_back_is_sent_again() {
    let json = r#"{"id":1,"name":"Tom","note":null,"nickname":"T","home":{"street":"Main","mood":"odd"},"partner":{"id":2,"name":"Ann","note":"n"},"children":[{"id":3,"name":"Bo","note":"n"}],"grid":[[{"street":"a"}],[]],"tags":{"a":{"label":"x","color":"red"}},"pet":{"kind":"dog","owner":{"id":4,"name":"Cy","note":"n"}},"made":{"by":"us"},"mood":"new","extra":{"a":"b","made":{"by":"us"}},"shoe":42}"#;
    let mut again = json.replace(r#","made":{"by":"us"}"#, "");
    for id in 1..=4 {
        again = again.replace(&format!(r#""id":{id},"#), "");
    }
    let person = answer::<AddPerson>(201, json).unwrap();
    assert_eq!(
        to_string(&person).unwrap(),
        json.replace(r#""note":null,"#, "").replace(r#","made":{"by":"us"}}"#, "}")
    );
    let call = Client::new(config()).replace_person(7).body(person.into());
    assert_eq!(request(&call), format!("PUT /people/7\n{again}"));
}

#[test]
fn nothing_is_null_only_where_something_must_be_sent() {
    let person: Person = from_str(r#"{"id":1,"name":"Tom"}"#).unwrap();
    let input = PersonInput::from(person);
    assert_eq!((&input.note, &input.nickname, &input.partner), (&Nullable::Null, &Nullable::Absent, &Nullable::Absent));
    assert_eq!(refused(&Client::new(config()).add_person().body(input)), [""; 0]);
}

#[test]
fn unions_convert_with_what_they_hold() {
    let json = r#"[{"kind":"cat","lives":9},{"kind":"dog","owner":{"id":1,"name":"Tom","note":"n"}},{"kind":"fish","fins":2}]"#;
    let pets = answer::<AddPets>(200, json).unwrap();
    assert!(matches!(&pets[1], Pet::Dog(dog) if dog.owner.name == "Tom"));
    let call = Client::new(config()).add_pets().body(pets);
    // An object that is unknown is a tree, which is in order.
    let again = json.replace(r#""id":1,"#, "").replace(r#"{"kind":"fish","fins":2}"#, r#"{"fins":2,"kind":"fish"}"#);
    assert_eq!(request(&call), format!("POST /pets\n{again}"));
}

#[test]
fn names_that_are_taken_stay_whose_they_are() {
    let note = answer::<AddNote>(200, r#"{"text":{"text":"t"},"more":{"id":"1"}}"#).unwrap();
    assert_eq!(note.text, NoteInput::default().text("t"));
    assert_eq!(NoteInput2::from(note), NoteInput2::default().text(NoteInput::default().text("t")));
}

#[test]
fn parts_are_free_too() {
    let form = answer::<SendForm>(200, r#"{"title":"t","place":{"street":"s"}}"#).unwrap();
    let client = Client::new(config());
    let text = sent(&client.send_form().title(form.title).place(form.place.unwrap().into()));
    assert!(text.contains(r#"{"street":"s"}"#), "{text}");
    assert_eq!(
        refused(&client.send_form().place(AddressInput::default())),
        ["title is required", "place.street is required"]
    );
}
