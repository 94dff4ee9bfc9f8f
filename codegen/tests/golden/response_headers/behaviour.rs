//! Headers that are always there are a part of the answer, and are missed by name.

use super::of_response_headers::response_headers::{GetAll, GetAllOutput, ListThings, PutThing, Remove, types::*};
use oaswright_runtime::{Error, ErrorKind, Operation, Response, bytes::Bytes, http};

const HEADERS: [(&str, &str); 11] = [
    ("x-text", "a text beyond its bounds"),
    ("X-Count", "0"),
    ("x-big", "-9223372036854775808"),
    ("x-flag", "true"),
    ("x-ratio", "0.5"),
    ("x-since", "2020-09-19T07:43:11Z"),
    ("x-key", "s3cret"),
    ("x-color", "blue"),
    ("x-level", "2"),
    ("body", "not the body"),
    ("x-named", "null"),
];

fn decode<O: Operation>(headers: &[(&str, &str)], body: &'static str) -> Result<O::Output, Error> {
    let mut response = http::Response::builder().status(201);
    for (name, value) in headers {
        response = response.header(*name, http::HeaderValue::from_bytes(value.as_bytes()).unwrap());
    }
    O::decode(&Response::from(response.body(Bytes::from(body)).unwrap()))
}

#[test]
fn headers_and_body_are_one_answer() {
    let answer: GetAllOutput = decode::<GetAll>(&HEADERS, r#"{"name":"x"}"#).unwrap();
    assert_eq!((answer.x_text.as_str(), answer.x_count, answer.x_big), ("a text beyond its bounds", 0, i64::MIN));
    assert_eq!((answer.x_flag, answer.x_ratio, answer.x_since.as_str()), (true, 0.5, "2020-09-19T07:43:11Z"));
    assert_eq!((answer.x_key.expose(), answer.x_color.as_str()), ("s3cret", "blue"));
    assert_eq!(i64::from(answer.x_level), 2);
    assert_eq!((answer.body_.as_str(), answer.other.as_str()), ("not the body", "null"));
    assert_eq!(answer.body.name.as_deref(), Some("x"));
    assert_eq!(answer, answer.clone());
    assert!(!format!("{answer:?} {answer:#?}").contains("s3cret"));
    assert_eq!([GetAll::SECRET, Remove::SECRET], [true, false]);
    assert_eq!(decode::<Remove>(&[("location", "/alone/2")], "").unwrap().location, "/alone/2");
    let list = decode::<ListThings>(&[("x-total", "3")], "[{}]").unwrap();
    assert_eq!((list.x_total, list.body), (3, vec![serde_json::from_str::<Thing>("{}").unwrap()]));
    let () = decode::<PutThing>(&[], "").unwrap();
}

#[test]
fn a_header_that_is_missing_or_wrong_is_named() {
    for (name, _) in HEADERS {
        let others: Vec<_> = HEADERS.into_iter().filter(|(other, _)| *other != name).collect();
        let error = decode::<GetAll>(&others, "{}").unwrap_err();
        let text = error.to_string().to_ascii_lowercase();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(text, format!("201 created: a header cannot be read: `{}` is missing", name.to_ascii_lowercase()));
    }
    for (name, value, problem) in [
        ("x-count", "s3cret", "`X-Count` is not of the documented type"),
        ("x-count", "2147483648", "`X-Count` is not of the documented type"),
        ("x-flag", "yes", "`X-Flag` is not of the documented type"),
        ("x-text", "", "`X-Text` is missing"),
        ("x-key", "s3cr\u{e9}t", "`X-Key` is not text"),
    ] {
        let mut headers: Vec<_> = HEADERS.into_iter().filter(|(other, _)| !other.eq_ignore_ascii_case(name)).collect();
        headers.push((name, value));
        let error = decode::<GetAll>(&headers, "{}").unwrap_err();
        assert_eq!(error.to_string(), format!("201 Created: a header cannot be read: {problem}"));
        assert!(!format!("{error:?}").contains("s3cr"));
    }
}
