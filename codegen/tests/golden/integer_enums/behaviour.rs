//! Known numbers have names, unknown ones survive.

use super::of_integer_enums::integer_enums::{Client, types::*};
use crate::support::{both_ways, config, request};

#[test]
fn values_go_both_ways() {
    both_ways("1", &State::On);
    both_ways("7", &State::Unknown(7));
    both_ways("-1", &Level::ValueMinus1);
    both_ways("-9223372036854775808", &Level::ValueMinus9223372036854775808);
    both_ways("5", &Level::Unknown(5));
}

#[test]
fn a_parameter_and_a_field_of_one_name_are_told_apart() {
    let call = Client::new(config()).set_lamp().level(Level::Value10).body_level(Level::Unknown(3)).state(State::Off);
    assert_eq!(request(&call), "POST /lamps?level=10\n{\"state\":2,\"level\":3}");
}
