//! Tests what hooks are shown of signed requests.

use crate::run;
use crate::sdk::{Client, TOKEN, builder};
use crate::server::{Answer, Recorded, Server};
use apig_runtime::http::HeaderValue;
use apig_runtime::{Credentials, Hook, PreparedRequest, ReceivedAnswer};
use std::sync::{Arc, Mutex};

/// Keeps what a hook sees of answers, and what errors say.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<String>>);

impl Hook for Shown {
    fn received(&self, answer: &ReceivedAnswer<'_>) {
        let shown = format!("{:?} {:?} {:?} {answer:?}", answer.headers(), answer.request_id(), answer.body());
        self.0.lock().unwrap().push_str(&shown);
    }
}

#[test]
fn what_a_server_echoes_in_any_header_is_not_shown() {
    for key in [Credentials::token(TOKEN), Credentials::temporary_access_key("AK9", "SK", "s3cret-session")] {
        for status in [200, 404] {
            // Whatever secret came, in a header of a harmless name and in the id of the request.
            let server = Server::with(move |request| {
                let secret = request.header("x-auth-token").or(request.header("x-security-token")).unwrap();
                Answer::new(status, &[("x-trace", secret), ("x-request-id", &format!("id {secret}"))], "[]")
            });
            let shown = Shown::default();
            let client =
                Client::new(builder(server.url()).credentials(key.clone()).hook(shown.clone()).build().unwrap());
            let result = run(client.list_quotas().send_with_response());
            let told = match &result {
                Ok((_, response)) => format!("{response:?} {:?}", response.request_id()),
                Err(error) => format!("{error} {error:?} {error:#?} {:?}", error.request_id()),
            };
            let shown = format!("{told} {}", shown.0.lock().unwrap());
            assert!(shown.contains("x-trace"), "{shown}");
            assert!(!shown.contains("s3cret"), "{shown}");
        }
    }
}

#[test]
fn a_signature_that_a_server_echoes_is_not_shown() {
    let echo = |request: &Recorded| {
        let (_, signature) = request.header("authorization").unwrap().rsplit_once("Signature=").unwrap();
        signature.to_owned()
    };
    let server = Server::with(move |request| Answer::json(400, &format!(r#"{{"error_msg":"no: {}"}}"#, echo(request))));
    let shown = Shown::default();
    let key = Credentials::access_key("AK9", "SK");
    let client = Client::new(builder(server.url()).credentials(key).hook(shown.clone()).build().unwrap());
    let error = run(client.list_quotas().send()).unwrap_err();
    let signature = echo(&server.requests()[0]);
    assert_eq!(error.to_string(), "ListQuotas: 400 Bad Request: no: <redacted>");
    assert!(!shown.0.lock().unwrap().contains(&signature));
}

/// Adds a header that is signed.
struct Trace;

impl Hook for Trace {
    fn prepare(&self, request: &mut PreparedRequest<'_>) {
        request.headers_mut().insert("x-traceparent", HeaderValue::from_static("00-1"));
    }
}

#[test]
fn a_header_that_a_hook_adds_is_signed() {
    let server = Server::start(vec![Answer::json(200, "[]")]);
    let key = Credentials::access_key("AK9", "SK");
    let client = Client::new(builder(server.url()).credentials(key).hook(Trace).build().unwrap());
    run(client.list_quotas().send()).unwrap();
    assert!(server.requests()[0].header("authorization").unwrap().contains("x-traceparent"));
}
