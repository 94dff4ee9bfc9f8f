//! Tests answers of a gigabyte, declared and not: what is read off the network stays within bounds.

use super::wire::{Faulty, Step, send};
use super::{METHODS, client};
use crate::run;
use crate::sdk::builder;
use oaswright_runtime::ErrorKind;

const LIMIT: usize = 1 << 18;

/// What the sockets of both sides may hold beyond what was read.
const IN_SOCKETS: usize = 16 << 20;

/// Makes a GET and a POST with this limit; what of the body is kept.
fn leaves(what: &str, head: &str, forever: &[u8], (kind, kept): (ErrorKind, Option<usize>)) {
    for method in METHODS {
        let steps = vec![send(head), Step::Forever(forever.to_vec())];
        let server = Faulty::start(move |_, _| steps.clone());
        let client = client(builder(server.url()).max_body_size(LIMIT));
        let error = run(async {
            let error = method.call(&client).await.unwrap_err();
            super::eventually("the connection is left", || server.open() == 0).await;
            error
        });
        assert_eq!((error.kind(), error.body().map(<[u8]>::len)), (kind, kept), "{what}: {error}");
        let attempts = method.attempts(kind);
        assert_eq!((error.attempts(), server.requests().len()), (attempts, attempts as usize), "{what}, {method:?}");
        let taken = server.sent();
        assert!(taken < (LIMIT + IN_SOCKETS) * attempts as usize, "{what}: {taken} bytes");
    }
}

#[test]
fn bodies() {
    let spaces = vec![b' '; 1 << 16];
    let chunk = [b"10000\r\n", &spaces[..], b"\r\n"].concat();
    let too_large = |kept| (ErrorKind::BodyTooLarge, Some(kept));
    for (what, head, forever, outcome) in [
        ("declared", "content-length: 1073741824", &spaces, too_large(0)),
        ("chunked", "transfer-encoding: chunked", &chunk, too_large(LIMIT)),
        ("without a length", "connection: close", &spaces, too_large(LIMIT)),
        (
            "in small chunks",
            "transfer-encoding: chunked",
            &b"10\r\n                \r\n".repeat(1000),
            too_large(LIMIT),
        ),
    ] {
        leaves(what, &format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n"), forever, outcome);
    }
    // As much of an error as says what is wrong.
    leaves("500", "HTTP/1.1 500 X\r\n\r\n", &spaces, (ErrorKind::Api, Some(LIMIT)));
}

#[test]
fn what_is_around_bodies() {
    let extension = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;";
    let trailer = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n";
    for (what, head, forever, kept) in [
        ("a header", "HTTP/1.1 200 OK\r\nx: ", &b"x".repeat(1 << 16), None),
        ("headers", "HTTP/1.1 200 OK\r\n", &b"x: y\r\n".repeat(10_000), None),
        ("a status line", "HTTP/1.1 200 ", &b"x".repeat(1 << 16), None),
        ("a chunk's extension", extension, &b"x".repeat(1 << 16), Some(0)),
        ("trailers", trailer, &b"x: y\r\n".repeat(10_000), Some(2)),
    ] {
        leaves(what, head, forever, (ErrorKind::Transport, kept));
    }
}
