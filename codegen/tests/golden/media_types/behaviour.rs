//! What is sent and asked for is what the document declares, and what has no body is not decoded.

use super::of_media_types::media_types::{Client, ResetOutput};
use crate::support::{answer, config};
use oaswright_runtime::{Operation, Response, bytes::Bytes, http};

/// The media types that a request names.
fn named(operation: &impl Operation) -> [Option<String>; 2] {
    let request = operation.to_request().unwrap();
    ["content-type", "accept"].map(|name| Some(request.headers().get(name)?.to_str().unwrap().to_owned()))
}

#[test]
fn a_request_names_the_declared_media_types() {
    let client = Client::new(config());
    for (named, content_type, accept) in [
        (
            named(&client.merge_lamp("1").name("x")),
            Some("application/merge-patch+json"),
            "application/vnd.lamp.v2+json, application/problem+json, text/plain",
        ),
        (named(&client.set_lamp("1").note("x")), Some("application/json; charset=utf-8"), "application/json"),
        (named(&client.set_lamp("1")), None, "application/json"),
        (named(&client.remove_lamp("1")), None, "application/problem+json"),
        (named(&client.switch_lamp("1").body(["on"])), Some("application/json"), "application/json"),
        (named(&client.probe_lamp("1")), None, "application/vnd.lamp.v2+json"),
        (named(&client.probe_picture()), None, "image/png"),
        (named(&client.be_silent()), None, "*/*"),
    ] {
        assert_eq!(named, [content_type.map(str::to_owned), Some(accept.to_owned())]);
    }
}

#[test]
fn an_answer_that_never_has_a_body_is_not_decoded() {
    fn headers<O: Operation>(_: &O) -> O::Output {
        let response = http::Response::builder().status(200).header("X-Watts", "5").body(Bytes::new()).unwrap();
        O::decode(&Response::from(response)).unwrap()
    }
    let client = Client::new(config());
    assert_eq!(headers(&client.probe_lamp("1")).x_watts, 5);
    headers(&client.probe_picture());
    fn silent<O: Operation>(_: &O, status: u16) -> O::Output {
        answer::<O>(status, "").unwrap()
    }
    silent(&client.be_silent(), 204);
    assert_eq!(silent(&client.reset(), 205), ResetOutput::ResetContent);
}
