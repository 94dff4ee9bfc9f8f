//! Numbers keep their digits, times and bytes their text.

use super::of_scalars::scalars::{Client, types::*};
use crate::support::{becomes, config, request};
use oaswright_runtime::Base64;

#[test]
fn what_comes_back_is_what_came() {
    for json in [
        r#"{"small":-2147483648,"big":9223372036854775807,"single":0.1,"double":0.1}"#,
        r#"{"time":"2020-09-19T15:27:47.60571141+08:00","bytes":"Zm9v"}"#,
        r#"{"time":"","bytes":"not base64!","day":"any day"}"#,
    ] {
        becomes::<All>(json, json);
    }
    becomes::<All>(r#"{"double":1}"#, r#"{"double":1.0}"#);
}

#[test]
fn each_is_sent_as_its_type() {
    let call = Client::new(config()).echo_all().yes(true).bytes(Base64::encode("foo")).time("2024-01-01T00:00:00Z");
    assert_eq!(request(&call), "POST /all\n{\"yes\":true,\"time\":\"2024-01-01T00:00:00Z\",\"bytes\":\"Zm9v\"}");
    let all: All = serde_json::from_str(r#"{"time":"0001-01-01T00:00:00Z"}"#).unwrap();
    assert!(all.time.unwrap().is_unset());
}
