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

#[test]
fn a_value_may_need_64_bits_without_a_sign_or_more() {
    both_ways("18446744073709551615", &LampMask::Value18446744073709551615);
    both_ways("18446744073709551614", &LampMask::Unknown(u64::MAX - 1));
    both_ways("18446744073709551615", &LampFlags::Unknown(u64::MAX));
    both_ways("2", &LampFlags::Value2);
    both_ways("-1", &LampBoth::ValueMinus1);
    both_ways("18446744073709551615", &LampBoth::Value18446744073709551615);
    let call = Client::new(config()).set_lamp().mask(LampMask::Value18446744073709551615).both(LampBoth::ValueMinus1);
    assert_eq!(request(&call), "POST /lamps\n{\"mask\":18446744073709551615,\"both\":-1}");
}
