//! The status tells which answer it is.

use super::of_statuses::statuses::*;
use crate::support::answer;

#[test]
fn one_type_needs_no_telling_apart() {
    assert_eq!(answer::<SameType>(201, r#"{"name":"x"}"#).unwrap().name.as_deref(), Some("x"));
    assert_eq!(answer::<AnySuccess>(207, "{}").unwrap(), types::Thing::default());
    assert_eq!(answer::<OnlyDefault>(200, "{}").unwrap(), types::Thing::default());
    assert_eq!(answer::<Count>(200, "7").unwrap(), 7);
    answer::<NoContent>(204, "").unwrap();
    answer::<EmptyOk>(200, "whatever").unwrap();
}

#[test]
fn several_types_are_told_apart() {
    let by = |status, body| answer::<OtherTypes>(status, body).unwrap();
    assert_eq!(by(200, r#"{"name":"x"}"#), OtherTypesOutput::Ok(serde_json::from_str(r#"{"name":"x"}"#).unwrap()));
    assert_eq!(by(202, r#""soon""#), OtherTypesOutput::Accepted("soon".to_owned()));
    assert_eq!(by(204, ""), OtherTypesOutput::NoContent);
    assert_eq!(by(226, ""), OtherTypesOutput::Status226);
    assert_eq!(by(299, r#"["a"]"#), OtherTypesOutput::Status2xx(vec!["a".to_owned()]));
}

#[test]
fn null_may_be_an_answer() {
    assert_eq!(answer::<Maybe>(200, "null").unwrap(), None);
}
