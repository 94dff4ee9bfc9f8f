//! Tests connections that break: before an answer, within its head, within its body; closed and reset.

use super::wire::{Faulty, Step, answer, send};
use super::{Failure, METHODS, NO_ANSWER, client, fails, part, succeeds};
use crate::run;
use crate::sdk::builder;
use oaswright_runtime::ErrorKind::Transport;
use std::time::Duration;

const ENDS: [Step; 2] = [Step::Close, Step::Reset];

/// Long enough for the client to have read what came before, mostly.
const MOMENT: Step = Step::Wait(Duration::from_millis(5));

#[test]
fn before_the_head_has_come() {
    for end in ENDS {
        for start in ["", "H", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r"] {
            let what = format!("{end:?} after {start:?}");
            fails(&what, &[send(start), MOMENT, end.clone()], &NO_ANSWER);
            fails(&what, &[send(start), end.clone()], &NO_ANSWER);
        }
    }
}

#[test]
fn within_the_body() {
    for end in ENDS {
        for (head, start) in [
            ("200 OK\r\ncontent-length: 99", ""),
            ("201 Created\r\ncontent-length: 99", "{\"name\""),
            ("500 X\r\ncontent-length: 99", "{\"error_code\""),
            ("200 OK\r\ncontent-length: 3", "[]"),
        ] {
            let status = head[..3].parse().unwrap();
            let steps = [send(format!("HTTP/1.1 {head}\r\n\r\n{start}")), MOMENT, end.clone()];
            fails(&format!("{end:?} {head}"), &steps, &part(Transport, status, start.as_bytes()));
        }
        let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n[]\r\n";
        fails("chunked", &[send(chunked), MOMENT, end.clone()], &part(Transport, 200, b"[]"));
    }
    // Without a length only the reset can be told from the end.
    let steps = [send("HTTP/1.1 200 OK\r\n\r\n[]"), MOMENT, Step::Reset];
    fails("without a length", &steps, &part(Transport, 200, b"[]"));
}

#[test]
fn a_head_that_says_throttled_is_enough() {
    for end in ENDS {
        for method in METHODS {
            let steps = vec![send("HTTP/1.1 429 X\r\ncontent-length: 9\r\n\r\n{"), MOMENT, end.clone()];
            let server = Faulty::start(move |_, _| steps.clone());
            let error = run(method.call(&client(builder(server.url())))).unwrap_err();
            assert_eq!(Failure::of(&error), part(Transport, 429, b"{"));
            assert!(error.is_throttled());
            assert_eq!((error.attempts(), server.requests().len()), (3, 3), "{method:?}: nothing was carried out");
        }
    }
}

#[test]
fn after_the_answer() {
    succeeds("closed", |method| vec![answer(200, "", method.body()), Step::Close]);
    succeeds("reset", |method| vec![answer(200, "", method.body()), MOMENT, Step::Reset]);
}
