//! What is documented of a body decides on what an operation returns.

use super::of_answer_bodies::answer_bodies::*;
use crate::support::{answer, config, request};
use oaswright_runtime::{Download, Error, ErrorKind, Operation, Response, Value, block_on, bytes::Bytes, http};

/// All bytes of a download.
fn all(download: Result<Download, Error>) -> Bytes {
    block_on(download.unwrap().bytes(100)).unwrap()
}

fn located<O: Operation>(status: u16, location: &str) -> Result<O::Output, Error> {
    let response = http::Response::builder().status(status).header("location", location).body(Bytes::new());
    O::decode(&Response::from(response.unwrap()))
}

#[test]
fn json_has_its_schema_or_is_any_value() {
    assert_eq!(answer::<OnlyExample>(200, r#"{"id":"x"}"#).unwrap()["id"], "x");
    assert_eq!(answer::<WithoutSchema>(200, "[1]").unwrap(), serde_json::json!([1]));
    assert_eq!(answer::<WithoutSchema>(200, "").unwrap(), Value::Null);
    assert_eq!(answer::<WithoutSchema>(200, "<p>").unwrap_err().kind(), ErrorKind::Decode);
    let thing: types::Thing = answer::<SchemaBeside>(200, r#"{"name":"x"}"#).unwrap();
    assert_eq!(thing.name.as_deref(), Some("x"));
    assert_eq!(answer::<Preferred>(200, r#"{"name":"x"}"#).unwrap(), thing);
}

#[test]
fn text_is_text() {
    assert_eq!(answer::<PlainText>(200, "\u{feff}hällo").unwrap(), "hällo");
    assert_eq!(answer::<AnyText>(200, "\"no JSON\"").unwrap(), "\"no JSON\"");
    assert_eq!(answer::<OnlyDefaultText>(200, "").unwrap(), "");
}

#[test]
fn bytes_are_given_as_they_come() {
    assert_eq!(all(answer::<GetPicture>(200, "\u{0}PNG")), "\u{0}PNG");
    assert_eq!(all(answer::<GetDocument>(200, "%PDF")), "%PDF");
    assert_eq!(all(answer::<GetBinaryJson>(200, "\"quoted\"")), "\"quoted\"");
    assert_eq!(all(answer::<GetAnything>(200, "")), "");
}

#[test]
fn each_status_has_an_output_of_its_own() {
    let by = |status, body| answer::<Mixture>(status, body).unwrap();
    let MixtureOutput::Ok(file) = by(200, "bytes") else { panic!("a file") };
    assert_eq!(all(Ok(file)), "bytes");
    let MixtureOutput::Created(thing) = by(201, r#"{"name":"x"}"#) else { panic!("a thing") };
    assert_eq!(thing.name.as_deref(), Some("x"));
    let MixtureOutput::Accepted(word) = by(202, "soon") else { panic!("a word") };
    assert_eq!(word, "soon");
    let MixtureOutput::PartialContent(value) = by(206, "7") else { panic!("a value") };
    assert_eq!(value, 7);
    let MixtureOutput::NoContent = by(204, "") else { panic!("nothing") };
}

#[test]
fn a_file_may_have_headers() {
    let response = http::Response::builder().header("x-pages", "3").body(Bytes::from("%PDF")).unwrap();
    let answer = FileWithHeaders::decode(&Response::from(response)).unwrap();
    assert_eq!((answer.x_pages, all(Ok(answer.body))), (3, Bytes::from("%PDF")));
}

#[test]
fn a_redirect_that_is_documented_is_an_answer() {
    let redirect = located::<OnlyRedirect>(307, "https://files.example.com/a?signature=s3cret").unwrap();
    assert_eq!(redirect.status(), 307);
    assert_eq!(redirect.location(), "https://files.example.com/a?signature=s3cret");
    assert_eq!(format!("{redirect:?}"), r#"Redirect { status: 307, host: Some("files.example.com"), .. }"#);
    assert_eq!(located::<OnlyRedirect>(302, "").unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(answer::<OnlyRedirect>(200, "").unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(located::<RedirectWithHeader>(302, "/a").unwrap().location, "/a");
    assert_eq!([OnlyRedirect::REDIRECTS, RedirectWithHeader::REDIRECTS, Mixture::REDIRECTS], [true, true, false]);
}

#[test]
fn where_no_success_is_documented_all_that_came_is_the_output() {
    assert_eq!(answer::<OnlyFailure>(200, "whatever").unwrap().body(), b"whatever");
    assert_eq!(answer::<NothingSaid>(204, "").unwrap().status(), 204);
    answer::<ProbeFile>(200, "").unwrap();
}

#[test]
fn what_is_read_is_asked_for() {
    let client = Client::new(config());
    let accept = |request: http::Request<Bytes>| request.headers()["accept"].to_str().unwrap().to_owned();
    assert_eq!(accept(client.get_picture("a").to_request().unwrap()), "image/png");
    assert_eq!(accept(client.schema_beside().to_request().unwrap()), "application/json");
    assert_eq!(accept(client.preferred().to_request().unwrap()), "application/vnd.thing+json");
    assert_eq!(accept(client.get_anything("a").to_request().unwrap()), "*/*");
    assert_eq!(accept(client.nothing_said().to_request().unwrap()), "*/*");
    assert_eq!(request(&client.get_document("a")), "PUT /bytes/a");
}
