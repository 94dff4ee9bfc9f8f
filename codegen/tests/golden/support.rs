//! What the behaviour tests say: the request that an operation builds, and what is refused. Must not know any case.

use oaswright_runtime::testing::Replay;
use oaswright_runtime::transport::Offline;
use oaswright_runtime::{Config, ErrorKind, Operation, Response, Sending, block_on, bytes::Bytes, http};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// A configuration that sends nothing.
pub fn config() -> Config {
    Config::builder().endpoint("https://example.com").transport(Offline).build().unwrap()
}

/// The request that an operation builds: method and URL, own headers, body.
pub fn request(operation: &impl Operation) -> String {
    let request = operation.to_request().unwrap();
    let uri = request.uri().to_string();
    let mut lines = vec![format!("{} {}", request.method(), uri.strip_prefix("https://example.com").unwrap())];
    let own = |name: &&http::HeaderName| !["accept", "user-agent", "content-type"].contains(&name.as_str());
    let headers = request.headers();
    lines.extend(headers.keys().filter(own).map(|name| format!("{name}: {}", headers[name].to_str().unwrap())));
    if headers.contains_key("content-type") {
        lines.push(String::from_utf8(request.body().to_vec()).unwrap());
    }
    lines.join("\n")
}

/// What a call put on the wire, or why it failed: method and URL, headers but those that each has, body.
pub fn wire<T>(replay: &Replay, call: Sending<T>) -> String {
    if let Err(error) = block_on(call) {
        return error.to_string();
    }
    let mut lines = Vec::new();
    for request in replay.requests() {
        lines.push(format!("{} {}", request.method(), request.uri()));
        let headers = request.headers().iter().filter(|(name, _)| !["accept", "user-agent"].contains(&name.as_str()));
        lines.extend(headers.map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())));
        lines.extend((!request.body().is_empty()).then(|| str::from_utf8(request.body()).unwrap().to_owned()));
    }
    replay.assert_done();
    lines.join("\n")
}

/// The body that an operation sends, behind its media type. The boundary of parts is `B`, and lines end with `\n` alone.
pub fn sent(operation: &impl Operation) -> String {
    let request = operation.to_request().unwrap();
    let media_type = request.headers().get("content-type").map_or("", |value| value.to_str().unwrap());
    let text = format!("{media_type}\n{}", str::from_utf8(request.body()).unwrap());
    match media_type.split_once("; boundary=") {
        Some((_, boundary)) => text.replace(boundary, "B").replace("\r\n", "\n"),
        None => text,
    }
}

/// What is refused before sending, one line each.
pub fn refused(operation: &impl Operation) -> Vec<String> {
    match operation.to_request() {
        Ok(_) => Vec::new(),
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Violations);
            error.violations().iter().map(ToString::to_string).collect()
        }
    }
}

/// What an operation makes of an answer.
pub fn answer<O: Operation>(status: u16, body: &'static str) -> Result<O::Output, oaswright_runtime::Error> {
    let response = http::Response::builder().status(status).body(Bytes::from(body)).unwrap();
    O::decode(&Response::from(response))
}

/// JSON is decoded to the value, and the value encodes to the same JSON.
#[track_caller]
pub fn both_ways<T: Serialize + DeserializeOwned + PartialEq + Debug>(json: &str, value: &T) {
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), *value);
}

/// JSON is decoded and encoded to other JSON.
#[track_caller]
pub fn becomes<T: Serialize + DeserializeOwned>(json: &str, other: &str) {
    let value: T = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), other);
}
