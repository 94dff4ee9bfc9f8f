//! Tests answers that are no good HTTP, or not the HTTP that was asked for.

use super::wire::{Faulty, Step, answer, send};
use super::{Failure, METHODS, NO_ANSWER, client, fails, part, succeeds};
use crate::run;
use crate::sdk::builder;
use oaswright_runtime::ErrorKind::{Api, BodyTooLarge, Decode, Transport};

/// An empty list gzipped.
const GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x8b\x8e\x05\x00\x29\xbb\x4c\x0d\x02\x00\x00\x00";

#[test]
fn garbage_is_no_answer() {
    for bytes in [
        &b"SSH-2.0-OpenSSH_9.6\r\n"[..],
        b"\x15\x03\x03\x00\x02\x02\x46",
        b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x80",
        b"[]",
        b"<html>",
        b"\r\n\r\n\r\n",
        b"HTTP/1.1 abc X\r\n\r\n",
        b"HTTP/1.1 99 X\r\n\r\n",
        b"HTTP/2 200 OK\r\ncontent-length: 2\r\n\r\n[]",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nx: \0\r\n\r\n",
        b"GET / HTTP/1.1\r\nhost: a\r\n\r\n",
    ] {
        let what = String::from_utf8_lossy(bytes);
        fails(&what, &[send(bytes), Step::Close], &NO_ANSWER);
    }
}

#[test]
fn lengths_that_are_none() {
    for header in [
        "content-length: -1",
        "content-length: two",
        "content-length: 2.0",
        "content-length: 0x2",
        "content-length: 2\r\ncontent-length: 3",
        "content-length: 2, 3",
        "content-length: 99999999999999999999",
        "content-length: 18446744073709551615",
    ] {
        let steps = [send(format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n[]")), Step::Close];
        fails(header, &steps, &NO_ANSWER);
    }
}

#[test]
fn lengths_that_are_not_the_bodys() {
    let long = [send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[]"), Step::Close];
    fails("too long", &long, &part(Transport, 200, b"[]"));
    let short = [send("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n[]")];
    fails("too short", &short, &part(Decode, 200, b"["));
    for huge in ["1099511627776", "18446744073709551613"] {
        let steps = [send(format!("HTTP/1.1 200 OK\r\ncontent-length: {huge}\r\n\r\n[]")), Step::Close];
        fails(huge, &steps, &part(BodyTooLarge, 200, b""));
    }
}

#[test]
fn chunks_that_are_not_all_there() {
    for (chunks, body) in [
        ("", ""),
        ("2", ""),
        ("2\r\n[]", "[]"),
        ("2\r\n[]\r\n", "[]"),
        ("2\r\n[]\r\n0\r\n", "[]"),
        ("9\r\n[]", "[]"),
        ("1\r\n[\r\n-1\r\n]\r\n0\r\n\r\n", "["),
        ("1\r\n[\r\nz\r\n]\r\n0\r\n\r\n", "["),
        ("1\r\n[]\r\n0\r\n\r\n", "["),
        ("1\r\n[\r\nfffffffffffffffff\r\n]", "["),
    ] {
        let steps = [send(format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{chunks}")), Step::Close];
        fails(chunks, &steps, &part(Transport, 200, body.as_bytes()));
    }
}

#[test]
fn odd_answers_that_are_whole() {
    succeeds("HTTP/1.0 without a length", |method| {
        vec![send(format!("HTTP/1.0 200 OK\r\n\r\n{}", method.body())), Step::Close]
    });
    succeeds("HTTP/1.1 without a length", |method| {
        vec![send(format!("HTTP/1.1 200 OK\r\n\r\n{}", method.body())), Step::Close]
    });
    succeeds("the length twice", |method| vec![answer(200, "content-length: 2\r\n", method.body())]);
    succeeds("both a length and chunks", |method| {
        let body = method.body();
        vec![send(format!(
            "HTTP/1.1 200 OK\r\ncontent-length: 7\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{body}\r\n0\r\n\r\n"
        ))]
    });
    succeeds("chunks with extensions and trailers", |method| {
        let body = method.body();
        vec![send(format!(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2;a=b\r\n{body}\r\n0\r\nx-sum: 1\r\n\r\n"
        ))]
    });
    succeeds("interim answers", |method| {
        let hints = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
        vec![
            send(format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 X\r\n\r\n{hints}")),
            answer(200, "", method.body()),
        ]
    });
    succeeds("no reason", |method| vec![send(format!("HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n{}", method.body()))]);
}

#[test]
fn an_answer_without_a_length_that_breaks_off_is_no_success() {
    let steps = [send("HTTP/1.0 200 OK\r\n\r\n[{\"name\":"), Step::Close];
    fails("without a length", &steps, &part(Decode, 200, b"[{\"name\":"));
}

#[test]
fn statuses_that_nobody_expects() {
    for status in [101, 300, 304, 418, 600, 999] {
        let steps = [send(format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\n\r\n")), Step::Close];
        fails(&status.to_string(), &steps, &part(Api, status, b""));
    }
}

#[test]
fn what_is_compressed_is_not_asked_for_and_said_to_be() {
    for encoding in ["gzip", "br", "gzip, gzip"] {
        let mut bytes = format!("HTTP/1.1 200 OK\r\ncontent-encoding: {encoding}\r\n").into_bytes();
        bytes.extend_from_slice(format!("content-length: {}\r\n\r\n", GZIP.len()).as_bytes());
        bytes.extend_from_slice(GZIP);
        fails(encoding, &[send(bytes.as_slice())], &part(Decode, 200, GZIP));

        for method in METHODS {
            let bytes = bytes.clone();
            let server = Faulty::start(move |_, _| vec![send(bytes.as_slice())]);
            let error = run(method.call(&client(builder(server.url())))).unwrap_err();
            let words = format!("200 OK: the body cannot be decoded: it is encoded as `{encoding}`");
            assert!(error.to_string().contains(&words), "{error}");
            assert_eq!(server.requests()[0].header("accept-encoding"), None);
        }
    }
    succeeds("encoded as what it is", |method| vec![answer(200, "content-encoding: identity\r\n", method.body())]);
    succeeds("said to be encoded", |method| vec![answer(200, "content-encoding: gzip\r\n", method.body())]);
}

#[test]
fn headers_without_measure() {
    let failure: &Failure<'_> = &NO_ANSWER;
    for (what, headers) in [
        ("10,000 headers", "x-a: b\r\n".repeat(10_000)),
        ("a header of 1 MB", format!("x-a: {}\r\n", "b".repeat(1 << 20))),
        ("a name of 1 MB", format!("{}: b\r\n", "x".repeat(1 << 20))),
        ("a redirect of 1 MB", format!("location: http://{}/\r\n", "x".repeat(1 << 20))),
    ] {
        fails(what, &[send(format!("HTTP/1.1 302 X\r\n{headers}content-length: 0\r\n\r\n")), Step::Close], failure);
    }
    fails("a reason of 1 MB", &[send(format!("HTTP/1.1 200 {}\r\n\r\n", "x".repeat(1 << 20)))], failure);
    succeeds("a header of 100 KB", |method| {
        vec![answer(200, &format!("x-request-id: {}\r\n", "b".repeat(100_000)), method.body())]
    });
}
