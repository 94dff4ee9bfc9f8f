//! What a caller sends and gets.

use super::of_silent_before::silent_before::*;

include!("../silent_caller.rs");

#[test]
fn the_caller_is_understood() {
    assert_eq!(seen(), BEFORE);
}
