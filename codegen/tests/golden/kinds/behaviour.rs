//! Nothing is rounded, and what is out of a type's bounds is refused before it is sent.

use super::of_kinds::kinds::{Client, SetDisk, types::*};
use crate::support::{answer, becomes, config, refused, request};
use oaswright_runtime::{Date, Decimal};

#[test]
fn nothing_is_rounded() {
    let json = r#"{"bytes":18446744073709551615,"blocks":18446744073709551615,"offset":-9223372036854775808,"huge":-170141183460469231731687303715884105728,"huger":340282366920938463463374607431768211455,"long_number":9007199254740993,"count":4294967295,"small":-128,"level":255,"price":0.1000000000000000055511151231257827,"prices":[["1.10",1.10]],"bought":"2020-09-19","days":[["soon"]],"on":false,"half":0.25,"kind":"disk","version":2,"exact":{"b":2},"unit":"kB","any":[1],"long":18446744073709551614}"#;
    becomes::<Disk>(json, json);
    becomes::<DiskInput>(json, json);
    let disk = answer::<SetDisk>(200, r#"{"bytes":1.0,"blocks":1e2,"huge":1.7e38,"price":null}"#).unwrap();
    assert_eq!((disk.bytes, disk.blocks), (1, Some(100)));
    assert_eq!(disk.huge, Some(170_000_000_000_000_000_000_000_000_000_000_000_000));
}

#[test]
fn requests_say_what_callers_gave() {
    let client = Client::new(config());
    let call = client.set_disk(Date::from("2020-09-19")).size(u64::MAX).price("1.10").bytes(1);
    let call = call.prices([vec!["1.10".into(), Decimal::from(2)]]).bought("2020-01-01").kind(DiskKind::Disk);
    assert_eq!(
        request(&call),
        "PUT /disks/2020-09-19?size=18446744073709551615&price=1.10\n\
         {\"bytes\":1,\"prices\":[[1.10,2]],\"bought\":\"2020-01-01\",\"kind\":\"disk\"}"
    );
}

#[test]
fn bounds_are_checked() {
    let client = Client::new(config());
    let call = client.set_disk("2020-09-19").size(0).price("free").bytes(1).huger(4).count(u32::MAX).level(256);
    let call = call.body_price("100");
    assert_eq!(
        refused(&call),
        [
            "size must be at least 1, is 0",
            "price must be a number",
            "huger must be a multiple of 3, is 4",
            "count must be at most 3000000000, is 4294967295",
            "level must be from 0 to 255, is 256",
            "price must be at least 0 and less than 100, is 100",
        ]
    );
}
