//! Every bound is checked, none that the type keeps anyway, none that the server corrects.

use super::of_bounds::bounds::Client;
use crate::support::{config, refused};

#[test]
fn what_is_out_of_bounds_is_refused() {
    let call = || Client::new(config()).measure();
    for (call, expected) in [
        (call().text("ab"), "text must have 3 to 5 characters, has 2"),
        (call().short("x"), "short must have exactly 0 characters, has 1"),
        (call().above(0), "above must be at least 1, is 0"),
        (call().below(10), "below must be at most 9, is 10"),
        (call().between(-3), "between must be from -2 to 2, is -3"),
        (call().between(3), "between must be from -2 to 2, is 3"),
        (call().half(0), "half must be from 1 to 2, is 0"),
        (call().half(3), "half must be from 1 to 2, is 3"),
        (call().ratio(0.0), "ratio must be more than 0 and less than 1, is 0"),
        (call().ratio(1.0), "ratio must be more than 0 and less than 1, is 1"),
        (call().warm(-0.5), "warm must be more than -0.5, is -0.5"),
        (call().cold(0.25), "cold must be less than 0.25, is 0.25"),
        (call().even(3), "even must be a multiple of 2, is 3"),
        (call().steps(1), "steps must be a multiple of 5000000000, is 1"),
        (call().cents(0.005), "cents must be a multiple of 0.01, is 0.005"),
        (call().list([]), "list must have 1 to 3 items, has 0"),
        (call().list([1, 1]), "list must not repeat an item: items 0 and 1 are equal"),
        (call().list([1, 0]), "list[1] must be at least 1, is 0"),
        (call().nested([vec![]]), "nested[0] must have at least 1 item, has 0"),
        (call().nested([vec!["abc".to_owned()]]), "nested[0][0] must have 1 to 2 characters, has 3"),
        (call().map([("a", "")]), "map[\"a\"] must have at least 1 character, has 0"),
        (call().free([("a", 1), ("b", 2), ("c", 3)]), "free must have at most 2 entries, has 3"),
        (call().time("2020-09-19T07:27:47+00:00"), "time must match `Z$`"),
        (call().hash("Zm9v"), "hash must have exactly 44 characters, has 4"),
        (call().hashes([None, Some("Zm9vYg==".into())]), "hashes[1] must have at most 4 characters, has 8"),
        (call().times([("a", "noon")]), "times[\"a\"] must match `Z$`"),
        (call().since("2020-09-19"), "since must have at least 20 characters, has 10"),
        (call().ids(["long"]), "ids[0] must have at most 3 characters, has 4"),
        (call().ids(Vec::<String>::new()), "ids must have 1 to 2 items, has 0"),
    ] {
        assert_eq!(refused(&call), [expected]);
    }
}

#[test]
fn what_is_within_bounds_passes() {
    let call =
        Client::new(config()).measure().page(0).clamped(0).any_text("").between(-2).far(i64::MIN).small(i32::MIN);
    let call = call.beyond(i32::MAX).further(i64::MAX.into()).half(2).ratio(0.5).cents(0.3).tiny(1e20).list([1, 2, 3]);
    assert!(refused(&call.time("any text for a time: Z")).is_empty());
}
