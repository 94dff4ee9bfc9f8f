//! Tests bodies that are sent as they are: what is on the wire, and what is sent again.

use crate::run;
use crate::sdk::{Client, builder};
use crate::server::{Answer, Recorded, Server};
use futures_core::Stream;
use oaswright_runtime::bytes::Bytes;
use oaswright_runtime::transport::{Exchange, HttpClient, Transport};
use oaswright_runtime::{Body, Error, Method, Multipart, Part, http};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

const TYPE: &str = "application/octet-stream";

/// A stream of these chunks.
struct Chunks(Vec<&'static str>);

impl Stream for Chunks {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = (!self.0.is_empty()).then(|| self.0.remove(0));
        Poll::Ready(next.map(|chunk| Ok(Bytes::from_static(chunk.as_bytes()))))
    }
}

fn stream() -> Body {
    Body::stream(Chunks(vec!["ab", "", "cd"]))
}

/// Puts a body and gives it these answers.
fn put(body: Body, answers: Vec<Answer>) -> (Result<(), Error>, Vec<Recorded>) {
    let server = Server::start(answers);
    let client = Client::new(builder(server.url()).build().unwrap());
    let result = run(client.runtime().request(Method::PUT, "/file").bytes(body, TYPE).send()).map(drop);
    (result, server.requests())
}

fn ok() -> Answer {
    Answer::json(200, "{}")
}

#[test]
fn a_body_is_on_the_wire_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.bin");
    let large: Vec<u8> = (0..200_000_u32).map(|at| at.to_le_bytes()[0]).collect();
    std::fs::write(&path, &large).unwrap();
    for (body, bytes, length) in [
        (Body::from("abc"), b"abc".to_vec(), Some("3")),
        (Body::path(&path).unwrap(), large, Some("200000")),
        (stream(), b"abcd".to_vec(), None),
        (Body::stream_of(4, Chunks(vec!["ab", "cd"])), b"abcd".to_vec(), Some("4")),
    ] {
        let (result, requests) = put(body, vec![ok()]);
        result.unwrap();
        let [request] = requests.as_slice() else { panic!("{} requests", requests.len()) };
        assert_eq!((request.header("content-type"), request.header("content-length")), (Some(TYPE), length));
        assert_eq!(request.body, bytes);
    }
}

#[test]
fn parts_are_streamed_within_their_frame() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    std::fs::write(&path, "file").unwrap();
    for (part, has_length) in [(Part::path(&path).unwrap(), true), (Part::from(stream()).file_name("a.txt"), false)] {
        let server = Server::start(vec![ok()]);
        let client = Client::new(builder(server.url()).build().unwrap());
        let parts = Multipart::new().text("title", "Cats").part("file", part);
        run(client.runtime().request(Method::POST, "/files").parts(parts).send()).unwrap();
        let request = server.requests().remove(0);
        let (_, boundary) =
            request.header("content-type").unwrap().split_once("multipart/form-data; boundary=").unwrap();
        let text = String::from_utf8(request.body.clone()).unwrap().replace(boundary, "B");
        let content = if has_length { "file" } else { "abcd" };
        assert_eq!(
            text,
            format!(
                "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nCats\r\n\
                 --B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n{content}\r\n--B--\r\n"
            )
        );
        assert_eq!(request.header("content-length").is_some(), has_length);
    }
}

#[test]
fn what_can_be_read_again_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    std::fs::write(&path, "abcd").unwrap();
    let failures = || vec![Answer::new(503, &[], ""), Answer::Close(Vec::new()), ok()];
    for body in [Body::from("abcd"), Body::path(&path).unwrap()] {
        let (result, requests) = put(body, failures());
        result.unwrap();
        assert_eq!(requests.iter().map(|request| request.body.as_slice()).collect::<Vec<_>>(), [b"abcd"; 3]);
    }
    let (result, requests) = put(stream(), failures());
    let error = result.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), requests.len()), (503, 1));
    assert!(
        error.to_string().ends_with("it is not tried again, since the stream that is its body has been read"),
        "{error}"
    );
    // What nobody has read is there for the next attempt.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = Client::new(builder(format!("http://{closed}")).build().unwrap());
    let body = stream();
    let error = run(client.runtime().request(Method::PUT, "/file").bytes(body.clone(), TYPE).send()).unwrap_err();
    assert!(error.attempts() > 1 && body.can_be_sent_again(), "{error}");
}

#[test]
fn a_file_that_changed_is_not_sent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    std::fs::write(&path, "abcd").unwrap();
    let body = Body::path(&path).unwrap();
    std::fs::write(&path, "abcde").unwrap();
    let (result, _) = put(body, vec![ok(), ok(), ok()]);
    let error = result.unwrap_err().to_string();
    assert!(error.contains("the file has changed since the request was made"), "{error}");
    assert!(Body::path(folder.path()).is_err() && Body::path(folder.path().join("b")).is_err());
}

#[test]
fn a_transport_that_takes_bytes_gets_bytes() {
    struct Plain(HttpClient);

    impl Transport for Plain {
        fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
            assert_eq!(request.body(), "abcd");
            self.0.send(request)
        }
    }

    let server = Server::start(vec![ok()]);
    let builder = builder(server.url()).transport(Plain(HttpClient::new().unwrap()));
    let client = Client::new(builder.build().unwrap());
    run(client.runtime().request(Method::PUT, "/file").bytes(stream(), TYPE).send()).unwrap();
    assert_eq!(server.requests()[0].header("content-length"), Some("4"));
}
