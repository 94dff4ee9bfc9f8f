//! Tests that no public type shows a secret.

use crate::run;
use crate::sdk::{Client, TOKEN, builder};
use crate::server::{Answer, Server};
use oaswright_runtime::bytes::Bytes;
use oaswright_runtime::transport::{Exchange, Transport, TransportError, TransportErrorKind};
use oaswright_runtime::{Credentials, http};
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct Failing(Mutex<String>);

impl Transport for Failing {
    fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
        *self.0.lock().unwrap() = format!("{request:?}");
        Box::pin(async { Err(TransportError::new(TransportErrorKind::Other, "broken")) })
    }
}

#[test]
fn nothing_that_can_be_printed_shows_the_token() {
    let credentials = Credentials::api_key(TOKEN);
    let failing = Arc::new(Failing::default());
    let config = builder("https://apig.example.com").transport(Arc::clone(&failing)).build().unwrap();
    let client = Client::new(config.clone());
    let operation = client.create_quota("i1").name("demo");
    let error = run(operation.clone().send()).unwrap_err();

    let server = Server::start(vec![Answer::json(401, "{}")]);
    let refused = Client::new(builder(server.url()).build().unwrap());
    let api_error = run(refused.list_quotas().send()).unwrap_err();
    assert_eq!(server.requests()[0].header("x-auth-token"), Some(TOKEN));

    let mistake =
        builder("https://a.example.com").credentials(Credentials::api_key(format!("{TOKEN}\n"))).build().unwrap_err();

    for shown in [
        format!("{credentials:?} {credentials:#?}"),
        format!("{config:?} {config:#?}"),
        format!("{:?}", builder("https://a.example.com")),
        format!("{client:?} {client:#?}"),
        format!("{operation:?}"),
        format!("{error} {error:?}"),
        format!("{api_error} {api_error:?}"),
        format!("{mistake} {mistake:?}"),
        failing.0.lock().unwrap().clone(),
    ] {
        assert!(!shown.is_empty());
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}
