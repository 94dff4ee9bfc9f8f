//! Known values have names, unknown ones survive.

use super::of_string_enums::string_enums::types::{Order, Priority};
use crate::support::both_ways;

#[test]
fn values_go_both_ways() {
    both_ways(r#""LOW""#, &Priority::Low);
    both_ways(r#""high-er""#, &Priority::HighEr);
    both_ways(r#""asc""#, &Order::Ascending);
    both_ways(r#""WEEK""#, &Priority::Unknown("WEEK".to_owned()));
    both_ways(r#""""#, &Priority::Unknown(String::new()));
}

#[test]
fn text_becomes_a_value() {
    assert_eq!(Priority::from("HIGH"), Priority::High);
    assert_eq!(Priority::from("high").to_string(), "high");
    assert_eq!(Order::Descending.as_str(), "desc");
    assert!(serde_json::from_str::<Priority>("1").is_err());
}
