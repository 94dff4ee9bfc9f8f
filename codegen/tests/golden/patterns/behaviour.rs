//! A pattern must be found somewhere; one that the engine cannot read is not checked.

use super::of_patterns::patterns::Client;
use crate::support::{config, refused};

#[test]
fn texts_are_matched() {
    let call = || Client::new(config()).check_code();
    assert_eq!(refused(&call().plain("A1").inside("x")), ["plain must match `^[a-z]+$`", "inside must match `\\d`"]);
    assert_eq!(refused(&call().each(["ab", "a"])), ["each[1] must match `^\\w{2}$`"]);
    assert!(refused(&call().plain("abc").inside("a1b").look_ahead("anything")).is_empty());
    assert!(refused(&call().quoted("\"#\\`{{x}}")).is_empty());
    assert_eq!(refused(&call().quoted("x")).len(), 1);
}
