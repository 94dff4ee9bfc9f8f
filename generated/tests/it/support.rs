//! One call to a server that gives one answer, and what is needed for it.
//!
//! Knows no operation.

#![cfg_attr(not(feature = "apig"), allow(dead_code))]

use crate::server::{Answer, Recorded, Server};
use apig_sdk::{Config, ConfigBuilder, Credentials, Error, Retry, serde_json};

/// The ids of the documents' examples.
pub const PROJECT: &str = "0605767b5b80d5762fb7c0186d9bede6";
pub const INSTANCE: &str = "eddc4d25480b4cd6b512f270a1b8b341";
pub const QUOTA: &str = "c900c5612dbe451bb43cbcc49cfaf2f3";
pub const APP: &str = "98df09fb-d459-4cbf-83a7-2b55ca6f3d5d";

pub const TOKEN: &str = "MIIF-s3cret-token";

/// A configuration with everything that a call needs; it makes one attempt.
pub fn builder(url: impl Into<String>) -> ConfigBuilder {
    let credentials = Credentials::token(TOKEN);
    Config::builder().endpoint(url).project_id(PROJECT).credentials(credentials).retry(Retry::none())
}

/// Runs a future as an application would.
pub fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// What came of a call, and what of it came to the server.
pub struct Exchanged<T> {
    pub result: Result<T, Error>,
    pub request: Recorded,
}

/// Makes one call to a server that gives one answer.
pub fn exchange<T, O>(answer: Answer, operation: impl FnOnce(Config) -> O) -> Exchanged<T>
where
    O: IntoFuture<Output = Result<T, Error>>,
{
    let server = Server::start(vec![answer]);
    let operation = operation(builder(server.url()).build().unwrap());
    let result = run(operation.into_future());
    let [request] = <[Recorded; 1]>::try_from(server.requests()).expect("one request");
    Exchanged { result, request }
}

/// What every request of the SDK looks like: compares it byte for byte.
pub fn assert_request(request: &Recorded, line: &str, body: Option<&str>) {
    let version = env!("CARGO_PKG_VERSION");
    let host = request.header("host").unwrap();
    let (content_type, content_length) = match body {
        Some(body) => ("content-type: application/json\r\n", format!("content-length: {}\r\n", body.len())),
        None => ("", String::new()),
    };
    let head = format!(
        "{line} HTTP/1.1\r\naccept: application/json\r\nuser-agent: apig-sdk/{version}\r\n{content_type}\
         x-auth-token: {TOKEN}\r\nhost: {host}\r\n{content_length}"
    );
    assert_eq!(request.head, head);
    assert!(host.starts_with("127.0.0.1:"), "{host}");
    assert_eq!(String::from_utf8_lossy(&request.body), body.unwrap_or_default());
}

/// The answer holds all of the body and nothing else; no body is `()`.
pub fn assert_complete(answer: &impl serde::Serialize, body: &str) {
    let body = if body.is_empty() { "null" } else { body };
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    assert_eq!(serde_json::to_value(answer).unwrap(), body);
}

/// Makes one call: compares its request byte for byte, and its answer with the whole body.
pub fn answered<T, O>(line: &str, sent: Option<&str>, (status, body): (u16, &str), operation: impl FnOnce(Config) -> O)
where
    T: serde::Serialize,
    O: IntoFuture<Output = Result<T, Error>>,
{
    let answer = match status {
        204 => Answer::raw("HTTP/1.1 204 No Content\r\n\r\n"),
        _ => Answer::json(status, body),
    };
    let call = exchange(answer, operation);
    assert_request(&call.request, line, sent);
    assert_complete(&call.result.unwrap(), body);
}
