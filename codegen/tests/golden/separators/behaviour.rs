//! What is in a text, value by value.

use super::of_separators::separators::types::*;
use oaswright_runtime::serde_json;

#[test]
fn values_are_gone_through_wherever_they_are() {
    let api = r#"{"env_id":"a|b","env_names":"A||C","zones":"[az1, az2]","address":"1;2","tag":"x","quote":"p\"q"}"#;
    let api: Api = serde_json::from_str(api).unwrap();
    assert_eq!(api.env_ids().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(api.env_names().collect::<Vec<_>>(), ["A", "", "C"]);
    assert_eq!(api.zones().collect::<Vec<_>>(), ["az1", "az2"]);
    assert_eq!(api.address().collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(api.tags().collect::<Vec<_>>(), ["x"]);
    assert_eq!(api.quotes().collect::<Vec<_>>(), ["p", "q"]);
    let api: Api = serde_json::from_str(r#"{"env_id":""}"#).unwrap();
    assert_eq!(api.env_ids().chain(api.zones()).count(), 0);
}

#[test]
fn setters_have_their_names_first() {
    let api = NewApi::default().zones("a,b").value("1,2").values("v");
    assert_eq!(api.zones_2().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(api.values_2().collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(NewApi::default().zones_null().zones_2().count(), 0);
}
