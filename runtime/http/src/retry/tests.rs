//! Tests what is tried again, and when, in tables.

use super::*;
use crate::Method;
use crate::transport::{TransportError, TransportErrorKind};
use bytes::Bytes;

const CALL: Call = Call { name: "Test", method: Method::GET, path: "/" };

fn api(status: u16, headers: &[(&'static str, &'static str)], body: &'static str) -> Error {
    let mut response = http::Response::new(Bytes::from(body));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    for (name, value) in headers {
        response.headers_mut().insert(*name, http::HeaderValue::from_static(value));
    }
    Error::api(response.into())
}

fn failed(kind: TransportErrorKind) -> Error {
    TransportError::new(kind, "x").into()
}

#[test]
fn what_is_tried_again() {
    // The last two: when the call is idempotent, and when it is not.
    for (error, idempotent, other) in [
        (api(429, &[], ""), true, true),
        (api(408, &[], ""), true, false),
        (api(502, &[], "<html>"), true, false),
        (api(503, &[], ""), true, false),
        (api(504, &[], ""), true, false),
        (api(500, &[], r#"{"error_code":"API.9999"}"#), false, false),
        (api(501, &[], ""), false, false),
        (api(400, &[], r#"{"error_code":"API.2012"}"#), false, false),
        (api(401, &[], r#"{"error_code":"GW.0301"}"#), false, false),
        (api(404, &[], ""), false, false),
        (api(409, &[], ""), false, false),
        (api(302, &[], ""), false, false),
        (failed(TransportErrorKind::Connect), true, true),
        (TransportError::new(TransportErrorKind::Timeout, "x").while_connecting().into(), true, true),
        (failed(TransportErrorKind::Timeout), true, false),
        (failed(TransportErrorKind::Other), true, false),
        (failed(TransportErrorKind::TooLarge), false, false),
        (Error::refused(Vec::new()), false, false),
        (Error::config(Vec::new()), false, false),
        (Error::credentials("x"), false, false),
        (Error::value("x", "y"), false, false),
    ] {
        for (is_idempotent, retried) in [(true, idempotent), (false, other)] {
            let verdict = Retry::classify(&Attempt { call: &CALL, number: 1, error: &error, is_idempotent });
            assert_eq!(verdict == Verdict::Retry, retried, "{error}, idempotent: {is_idempotent}");
        }
    }
}

#[test]
fn methods_say_whether_an_error_is_retryable() {
    for (method, is_retryable) in
        [(Method::GET, true), (Method::PUT, true), (Method::DELETE, true), (Method::POST, false)]
    {
        let call = Call { method, ..CALL };
        assert_eq!(api(503, &[], "").during(call).is_retryable(), is_retryable);
    }
}

#[test]
fn retry_after_is_seconds_or_a_date() {
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    for (value, seconds) in [
        ("0", Some(0)),
        ("7", Some(7)),
        (" 7 ", Some(7)),
        ("Sun, 06 Nov 1994 08:50:07 GMT", Some(30)),
        ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("99999999999999999999", None),
    ] {
        let error = api(503, &[("retry-after", value), date], "");
        assert_eq!(error.retry_after(), seconds.map(Duration::from_secs), "{value}");
    }
    assert_eq!(api(503, &[], "").retry_after(), None);
    assert_eq!(failed(TransportErrorKind::Other).retry_after(), None);
    assert!(api(503, &[("retry-after", "18446744073709551615")], "").retry_after().is_some());
}

#[test]
fn delays_double_up_to_their_bound() {
    let throttled = api(429, &[], "");
    let broken = failed(TransportErrorKind::Other);
    let standard = Retry::standard();
    let own = Retry::standard().base_delay(Duration::from_secs(3)).max_delay(Duration::from_secs(5));
    for (retry, error, number, random, millis) in [
        (&standard, &broken, 1, 1.0, 200),
        (&standard, &broken, 1, 0.5, 100),
        (&standard, &broken, 1, 0.0, 0),
        (&standard, &broken, 3, 1.0, 800),
        (&standard, &broken, 99, 1.0, 20_000),
        (&standard, &throttled, 1, 1.0, 1000),
        (&standard, &throttled, 2, 1.0, 2000),
        (&own, &broken, 1, 1.0, 3000),
        (&own, &broken, 2, 1.0, 5000),
        (&own, &throttled, u32::MAX, 0.1, 500),
    ] {
        assert_eq!(
            retry.delay(number, error.is_throttled(), random),
            Duration::from_millis(millis),
            "{retry:?} {number}"
        );
    }
}

#[test]
fn attempts_end_it() {
    let error = api(503, &[("retry-after", "18446744073709551615")], "");
    let next = |retry: &Retry, number| retry.next(&Attempt { call: &CALL, number, error: &error, is_idempotent: true });
    assert!(next(&Retry::standard(), 1).is_some());
    assert!(next(&Retry::standard(), 2).is_some());
    assert_eq!(next(&Retry::standard(), 3), None);
    assert_eq!(next(&Retry::none(), 1), None);
    assert_eq!(next(&Retry::standard().max_attempts(0), 1), None);
    assert_eq!(next(&Retry::standard().classifier(|_| Verdict::Fail), 1), None);
}

#[test]
fn a_stream_is_asked_for_as_often_in_vain_as_there_are_attempts() {
    for (retry, in_vain, is_again) in [
        (Retry::standard(), 0, true),
        (Retry::standard(), 2, true),
        (Retry::standard(), 3, false),
        (Retry::none(), 0, true),
        (Retry::none(), 1, false),
    ] {
        assert_eq!(retry.again(in_vain).is_some(), is_again, "{retry:?} {in_vain}");
    }
}
