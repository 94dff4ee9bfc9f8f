//! Tests what a request says of its content: its media type, that it has none, and what it accepts.

use crate::run;
use crate::sdk::builder;
use crate::server::{Answer, Recorded, Server};
use oaswright_runtime::{Body, Client, Error, Method, Operation, Request, Response, Scheme, Service, Style, Validator};

static SERVICE: Service =
    Service::new("lamps", "apig-sdk/0.1.0").schemes(&[Scheme::header("token", "X-Auth-Token")]).security(&[&["token"]]);

/// Hand-written operations that look like generated ones.
macro_rules! operation {
    ($ident:ident, $method:ident, |$request:ident| $build:expr) => {
        struct $ident(Client);

        impl Operation for $ident {
            type Output = ();
            const NAME: &'static str = stringify!($ident);
            const METHOD: Method = Method::$method;
            const PATH: &'static str = "/lamps";

            fn client(&self) -> &Client {
                &self.0
            }

            fn validate(&self, _: &mut Validator) {}

            fn build(&self, $request: &mut Request) {
                $build
            }

            fn decode(response: &Response) -> Result<(), Error> {
                response.empty()
            }
        }
    };
}

operation!(GetLamp, GET, |_request| ());
operation!(HeadLamp, HEAD, |_request| ());
operation!(DeleteLamp, DELETE, |_request| ());
operation!(PostLamp, POST, |request| request.json_optional(None::<&str>));
operation!(PutLamp, PUT, |_request| ());
operation!(PatchLamp, PATCH, |_request| ());
operation!(MergeLamp, PATCH, |request| {
    request.json(&[1]);
    request.content_type("application/merge-patch+json");
    request.accept("application/vnd.lamp.v2+json, application/problem+json");
});
operation!(MergeNothing, PATCH, |request| {
    request.json_optional(None::<&str>);
    request.content_type("application/merge-patch+json");
});
operation!(OddLamp, PATCH, |request| {
    request.json(&[1]);
    request.content_type("application/\njson");
    request.accept("a/b\r\nx: y");
});

operation!(WriteInstead, POST, |request| {
    request.multipart("multipart/form-data");
    request.text_part("a", Some("part"), "");
    request.form_style("b", Style::FORM);
    request.instead(
        Some(&serde_json::json!({"b": [1, 2]})),
        Request::form_optional,
        "application/x-www-form-urlencoded",
    );
    request.form_style("b", Style::PIPE_DELIMITED);
    request.instead(None::<&str>, Request::form_optional, "application/x-www-form-urlencoded");
    request.instead(None::<&str>, Request::text, "text/csv");
});
operation!(WriteLines, POST, |request| {
    request.lines(Some(&vec!["a\nb", "c"]));
    request.content_type("application/jsonl");
});
operation!(WriteSequence, POST, |request| request.sequence(Some(&vec![1, 2])));
operation!(WriteParts, POST, |request| {
    request.json(&[1]);
    request.instead(Some(&oaswright_runtime::Multipart::new().text("a", "b")), Request::parts, "multipart/mixed");
});
operation!(WriteTyped, POST, |request| {
    request.bytes(Some(&Body::from("x").content_type("image/png")));
    request.content_type("image/gif");
});
operation!(WriteTypedInstead, POST, |request| {
    request.json(&[1]);
    request.instead(Some(&Body::from("x").content_type("text/csv; header=absent")), Request::bytes, "text/csv");
});

fn head<O: Operation + 'static>(operation: fn(Client) -> O) -> Recorded {
    let server = Server::start(vec![Answer::new(200, &[], "")]);
    let config = builder(server.url()).build().unwrap();
    run(oaswright_runtime::send(operation(Client::new(config, &SERVICE)))).unwrap();
    server.requests().remove(0)
}

#[test]
fn a_method_that_means_its_body_says_that_it_has_none() {
    for request in [head(PostLamp), head(PutLamp), head(PatchLamp), head(MergeNothing)] {
        assert_eq!(request.header("content-length"), Some("0"), "{}", request.head);
        assert_eq!(request.head.matches("content-length").count(), 1, "{}", request.head);
        assert_eq!(request.header("content-type"), None);
    }
    for request in [head(GetLamp), head(HeadLamp), head(DeleteLamp)] {
        assert_eq!(request.header("content-length"), None, "{}", request.head);
    }
    assert_eq!(head(MergeLamp).head.matches("content-length: 3").count(), 1);
}

#[test]
fn media_types_are_those_of_the_operation() {
    let request = head(MergeLamp);
    assert_eq!(request.header("content-type"), Some("application/merge-patch+json"));
    assert_eq!(request.header("accept"), Some("application/vnd.lamp.v2+json, application/problem+json"));
    assert_eq!(head(GetLamp).header("accept"), Some("application/json"));
}

#[test]
fn one_body_is_sent_and_of_bytes_the_caller_knows_the_media_type() {
    for (request, media_type, body) in [
        (head(WriteInstead), "application/x-www-form-urlencoded", "b=1,2"),
        (head(WriteTyped), "image/png", "x"),
        (head(WriteLines), "application/jsonl", "\"a\\nb\"\n\"c\"\n"),
        (head(WriteSequence), "application/json-seq", "\u{1e}1\n\u{1e}2\n"),
        (head(WriteTypedInstead), "text/csv; header=absent", "x"),
    ] {
        assert_eq!((request.header("content-type"), request.body.as_slice()), (Some(media_type), body.as_bytes()));
        assert_eq!(request.header("content-length").unwrap(), body.len().to_string());
    }
    let request = head(WriteParts);
    assert!(request.header("content-type").unwrap().starts_with("multipart/mixed; boundary="), "{}", request.head);
    assert!(request.body.ends_with(b"--\r\n"));
}

#[test]
fn a_media_type_that_no_header_carries_is_a_violation() {
    let config = builder("https://a.example.com").build().unwrap();
    let error = OddLamp(Client::new(config, &SERVICE)).to_request().unwrap_err();
    let violations: Vec<String> = error.violations().iter().map(ToString::to_string).collect();
    let problem = "has characters that a header cannot carry";
    assert_eq!(violations, [format!("content-type {problem}"), format!("accept {problem}")]);
}

#[test]
fn the_length_that_a_head_tells_is_not_waited_for() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n";
    let server = Server::start(vec![Answer::raw(head)]);
    let config = builder(server.url()).max_body_size(10).build().unwrap();
    let operation = HeadLamp(Client::new(config, &SERVICE));
    let ((), response) = run(oaswright_runtime::send_with_response(operation)).unwrap();
    assert_eq!(response.headers()["content-length"], "99999999999");
    assert!(response.body().is_empty());
}
