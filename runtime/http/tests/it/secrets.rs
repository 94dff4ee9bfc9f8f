//! Tests that no public type shows a secret.

use crate::run;
use crate::sdk::{Client, TOKEN, builder};
use crate::server::{Answer, Server};
use oaswright_runtime::bytes::Bytes;
use oaswright_runtime::transport::{Exchange, Transport, TransportError, TransportErrorKind};
use oaswright_runtime::{
    Client as Plain, Credentials, Method, Operation, Request, Response, Scheme, Secret, Service, Style, Validator,
    http, send,
};
use serde_json::json;
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

/// Sends a secret in a body of that kind.
struct SendSecret {
    client: Plain,
    write: fn(&mut Request),
}

impl Operation for SendSecret {
    type Output = ();
    const NAME: &'static str = "SendSecret";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/pins/{pin}";
    const SECRET: bool = true;

    fn client(&self) -> &Plain {
        &self.client
    }

    fn validate(&self, _: &mut Validator) {}

    fn build(&self, request: &mut Request) {
        request.path("pin", &"x");
        (self.write)(request);
    }

    fn decode(response: &Response) -> Result<(), oaswright_runtime::Error> {
        response.empty()
    }
}

static SERVICE: Service =
    Service::new("pins", "pins-sdk/0.1.0").schemes(&[Scheme::header("token", "X-Auth-Token")]).security(&[&["token"]]);

#[test]
fn no_error_repeats_a_secret_that_the_server_repeats() {
    const PIN: &str = "s3cret \"pin\" + 1";
    type Write = fn(&mut Request);
    let writes: [(&str, Write); 10] = [
        ("JSON", |request| request.json(&std::collections::BTreeMap::from([("pin", Secret::from(PIN))]))),
        ("a list", |request| request.json(&[Some(Secret::from(PIN))])),
        ("a form", |request| request.form(&std::collections::BTreeMap::from([("pin", Secret::from(PIN))]))),
        ("a form with a list", |request| {
            request.form(&std::collections::BTreeMap::from([("pin", [Secret::from(PIN)])]));
        }),
        ("text", |request| request.text(Some(&Secret::from(PIN)))),
        ("a part", |request| {
            request.multipart("multipart/form-data");
            request.text_part("pin", Some(&Secret::from(PIN)), "");
        }),
        ("a part of JSON", |request| {
            request.multipart("multipart/form-data");
            request.json_part("pin", Some(&[Secret::from(PIN)]), "");
        }),
        ("lines", |request| request.lines(Some(&vec![Secret::from(PIN)]))),
        ("a query", |request| request.query_styled("pin", Style::FORM, Some(&Secret::from(PIN)))),
        ("a path", |request| request.secret_path("pin", &Secret::from(PIN))),
    ];
    for (what, write) in writes {
        // As it was sent, and as the server has read it.
        let echo = |request: &crate::server::Recorded| {
            let body = String::from_utf8_lossy(&request.body).into_owned();
            let message = json!({"code": PIN, "message": format!("{} {body} {PIN}", request.line())});
            Answer::json(400, &message.to_string())
        };
        let server = Server::with(echo);
        let client = Plain::new(builder(server.url()).build().unwrap(), &SERVICE);
        let error = run(send(SendSecret { client, write })).unwrap_err();
        let shown = format!("{error} {error:?} {error:#?}");
        assert!(!shown.contains("s3cret"), "{what}: {shown}");
    }
}
