//! A number that JSON cannot say is refused wherever it stands, once, and at its place.

use super::of_numbers::numbers::{Client, Weigh, types::*};
use crate::support::{config, refused, request};
use oaswright_runtime::Secret;

const NAN: f64 = f64::NAN;
const INFINITY: f64 = f64::INFINITY;

fn weigh() -> Weigh {
    Client::new(config()).weigh(1.0).kilos(1.5)
}

#[test]
fn what_json_cannot_say_is_refused_at_its_place() {
    let owner = |owner: Owner| weigh().owners([None, Some(owner)]);
    for (call, expected) in [
        (Client::new(config()).weigh(NAN).kilos(1.0), "scale must be a finite number, is NaN"),
        (weigh().factor(NAN), "factor must be a finite number, is NaN"),
        (weigh().factor(INFINITY), "factor must be a finite number, is inf"),
        (weigh().clamped(INFINITY), "clamped must be a finite number, is inf"),
        (weigh().each([0.5, f32::NAN]), "each[1] must be a finite number, is NaN"),
        (weigh().x_offset(-INFINITY), "x-offset must be a finite number, is -inf"),
        (weigh().kilos(NAN), "kilos must be a finite number, is NaN"),
        (weigh().grams(f32::INFINITY), "grams must be a finite number, is inf"),
        (weigh().share(NAN), "share must be a finite number, is NaN"),
        (weigh().grid([vec![], vec![1.0, NAN]]), "grid[1][1] must be a finite number, is NaN"),
        (weigh().gaps([None, Some(NAN)]), "gaps[1] must be a finite number, is NaN"),
        (weigh().parts([("a", NAN)]), "parts[\"a\"] must be a finite number, is NaN"),
        (owner(Owner::default().height(NAN)), "owners[1].height must be a finite number, is NaN"),
        (owner(Owner::default().additional([("x", NAN)])), "owners[1][\"x\"] must be a finite number, is NaN"),
    ] {
        assert_eq!(refused(&call), [expected]);
    }
    assert_eq!(refused(&Client::new(config()).put_single().body(NAN)), ["body must be a finite number, is NaN"]);
}

#[test]
fn what_may_be_null_is_checked_where_it_is_not() {
    assert_eq!(refused(&weigh().gaps([None, Some(0.5)])), ["gaps[1] must be at least 1, is 0.5"]);
    let owner = Owner::default().token([None, Some(Secret::from("x"))]);
    assert_eq!(refused(&weigh().owners([Some(owner)])), ["owners[0].token[1] must have at least 2 characters, has 1"]);
}

#[test]
fn all_other_numbers_are_sent() {
    let call = weigh().factor(0.0).clamped(10.5).each([0.5]).x_offset(-1.0).kilos(f64::MAX).grams_null().gaps([None]);
    assert_eq!(
        request(&call),
        "POST /scales/1?factor=0&clamped=10.5&each=0.5\nx-offset: -1\n\
         {\"kilos\":1.7976931348623157e+308,\"grams\":null,\"gaps\":[null]}"
    );
}
