//! All parts hold: words, bounds, values, what only the server sets.

use super::of_all_of_anything::all_of_anything::{Client, types::*};
use crate::support::{becomes, config, refused, request};

#[test]
fn nothing_is_lost() {
    let json = r#"{"kind":"lamp","size":3,"parts":[{"name":"n"}],"next":{"next":{},"last":true},"colour":"red","tags":{"a":1},"steps":[1,2],"former":null,"level":5,"shade":"red","labels":{"number":1,"a":"b"}}"#;
    becomes::<LightInput>(json, json);
}

#[test]
fn what_only_the_server_sets_is_read_and_not_sent() {
    let json = r#"{"kind":"lamp","colour":"red","owner":{"name":"n"}}"#;
    let light: Light = serde_json::from_str(json).unwrap();
    assert_eq!(light.owner, Some(Owner::default().name("n")));
    assert_eq!(serde_json::to_string(&LightInput::from(light)).unwrap(), r#"{"kind":"lamp","colour":"red"}"#);
}

#[test]
fn bounds_of_all_parts_are_checked() {
    let client = Client::new(config());
    let call = client.set_light().kind(LightKind::Lamp).colour(Colour::Red).steps([]).level(6).size(8).secret("123456");
    assert_eq!(
        refused(&call),
        [
            "size must be from 0 to 7, is 8",
            "steps must have at least 1 item, has 0",
            "secret must have at most 5 characters, has 6",
            "level must be from 1 to 5, is 6",
        ]
    );
    let call = client.set_light().kind(LightKind::Bulb).colour(Colour::Red).parts([LightPartsItemInput::default()]);
    assert_eq!(refused(&call), ["parts[0].name is required"]);
    let call = client.set_light().kind(LightKind::Bulb).colour(Colour::Red);
    assert_eq!(request(&call), "PUT /lights\n{\"kind\":\"bulb\",\"colour\":\"red\"}");
}
