//! The caller compiles, and nothing of what it sends and gets is as it was.

use super::of_silent_after::silent_after::*;

include!("../silent_caller.rs");

#[test]
fn the_caller_compiles_and_something_else_happens() {
    assert_eq!(seen(), AFTER);
    assert!(BEFORE.iter().zip(AFTER).all(|(before, after)| before != after));
}
