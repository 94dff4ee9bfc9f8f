//! Several names in `type` are a union, constants with words about them are an enum, `null` is no variant.

use super::of_unions_31::unions_31::{Client, types::*};
use crate::support::{becomes, both_ways, config, refused};
use serde_json::{from_str, json};

#[test]
fn each_name_of_a_type_has_its_keywords() {
    both_ways("[1]", &ThingList::List(vec![1]));
    both_ways("true", &ThingList::Boolean(true));
    becomes::<ThingInput>(
        r#"{"value":null,"extra":null,"level":"high"}"#,
        r#"{"value":null,"level":"high","extra":null}"#,
    );
    let call = Client::new(config()).set_thing().value(ThingValue::Integer(-1));
    assert_eq!(refused(&call), ["value must be at least 0, is -1"]);
    let call = Client::new(config()).set_thing().value(ThingValue::Text("a".to_owned()));
    assert_eq!(refused(&call), ["value must have at least 2 characters, has 1"]);
}

#[test]
fn constants_tell_messages_apart() {
    assert!(matches!(from_str(r#"{"role":"bot"}"#).unwrap(), ThingMessage::Bot(_)));
    assert!(matches!(from_str(r#"{"role":"tool"}"#).unwrap(), ThingMessage::Unknown(_)));
}

#[test]
fn what_holds_several_types_keeps_each() {
    let text = |text: &str| ThingPairItem::Text(text.to_owned());
    both_ways(r#"["x",2,"long"]"#, &vec![text("x"), ThingPairItem::Integer(2), text("long")]);
    both_ways(r#"["x",{"y":1}]"#, &vec![text("x"), ThingPairItem::Unknown(json!({"y": 1}))]);
    both_ways("1", &ThingMixed::Integer(ThingMixedInteger::Value1));
    both_ways(r#""two""#, &ThingMixed::Two(ThingMixedTwo::Two));
    both_ways("true", &ThingMixed::Boolean(true));
    both_ways("2", &ThingNamed::Integer(ThingNamedInteger::Value2));
    both_ways(r#""all""#, &ThingNamed::All(ThingNamedAll::All));
}
