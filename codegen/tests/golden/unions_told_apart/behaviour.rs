//! What a value looks like says what it is; what fits none is kept.

use super::of_unions_told_apart::unions_told_apart::{Client, types::*};
use crate::support::{both_ways, config, refused, request};
use oaswright_runtime::Value;
use serde_json::{from_str, json, to_string, to_value};

#[test]
fn scalars_are_told_apart_by_their_type() {
    both_ways("7", &Id::Integer(7));
    both_ways("\"7\"", &Id::from("7".to_owned()));
    both_ways("true", &Id::Unknown(json!(true)));
    both_ways("18446744073709551615", &Id::Unknown(json!(u64::MAX)));
    assert_eq!(from_str::<Id>("7.0").unwrap(), Id::Integer(7));
    both_ways("1", &ThingSize::Integer(1));
    both_ways("1.0", &ThingSize::Number(1.0));
    both_ways("9007199254740993", &ThingSize::Integer(9_007_199_254_740_993));
    both_ways("[\"a\"]", &ThingTags::List(vec!["a".to_owned()]));
    both_ways("\"a\"", &ThingTags::Text("a".to_owned()));
}

#[test]
fn objects_are_told_apart_by_their_names() {
    assert!(matches!(from_str(r#"{"limit":1,"id":"x"}"#).unwrap(), ThingSearch::ById(_)));
    assert!(matches!(from_str(r#"{"page":1}"#).unwrap(), ThingSearch::WithPage(_)));
    // Both fit, and either would lose something.
    for json in [r#"{"id":"x","name":"y"}"#, "{}", r#"{"name":1}"#] {
        let both: ThingEither = from_str(json).unwrap();
        assert!(matches!(both, ThingEither::Unknown(_)), "{json}");
        assert_eq!(to_string(&both).unwrap(), json);
    }
    let error = from_str::<Thing>(r#"{"tree":{"left":{"leaf":1},"right":{"leaf":{}}}}"#);
    assert!(matches!(error.unwrap().tree, Some(Tree::Branch(branch)) if matches!(*branch.right, Tree::Unknown(_))));
    assert!(matches!(from_str(r#"[{"id":"x"}]"#).unwrap(), ThingLists::ByIdList(_) | ThingLists::List(_)));
    assert!(matches!(from_str(r#"{"a":1}"#).unwrap(), ThingLists::Map(_)));
}

#[test]
fn nesting_costs_no_more_than_it_is_deep() {
    let mut json = r#"{"leaf":1}"#.to_owned();
    for _ in 0..40 {
        json = format!(r#"{{"left":{{"leaf":1}},"right":{json}}}"#);
    }
    let tree: Tree = from_str(&json).unwrap();
    assert_eq!(to_value(&tree).unwrap(), from_str::<Value>(&json).unwrap());
}

#[test]
fn no_digit_is_lost() {
    for json in ["0.10", "12345678901234567890123.5", r#"{"net":1.10,"count":18446744073709551615}"#] {
        assert_eq!(to_string(&from_str::<ThingPrice>(json).unwrap()).unwrap(), json);
    }
    both_ways("18446744073709551615", &ThingCount::Integer(u64::MAX));
}

#[test]
fn rules_are_checked_before_sending() {
    let reach = |reach: ThingReach| refused(&Client::new(config()).set_thing(7).reach(reach));
    let reason = "reach must have `mail`, or `phone` and `area`";
    assert_eq!(reach(ThingReach::default()), [reason]);
    assert_eq!(reach(ThingReach::default().phone("1")), [reason]);
    assert!(reach(ThingReach::default().phone_null().area("2")).is_empty());
    assert!(reach(ThingReach::default().mail("a@example.com")).is_empty());
}

#[test]
fn values_become_the_variant_that_holds_them() {
    let call = Client::new(config()).set_thing("seven").tags("one").nested(true).search(ByIdInput::default().id("x"));
    assert_eq!(request(&call), "PUT /things/seven\n{\"tags\":\"one\",\"search\":{\"id\":\"x\"},\"nested\":true}");
}

#[test]
fn scalars_stand_in_urls_and_are_checked() {
    let client = Client::new(config());
    let call = client.show_thing(Id::Integer(7)).after(ShowThingAfter::Text(ShowThingAfterText::Never));
    assert_eq!(request(&call), "GET /things/7?after=never");
    assert_eq!(refused(&client.show_thing(Id::Integer(0))), ["id must be at least 1, is 0"]);
    assert_eq!(request(&client.show_thing(Id::Unknown(json!("x")))), "GET /things/x");
}
