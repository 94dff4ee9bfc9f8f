//! Tests kept connections that the server ends, or has written more to than it should.

use super::wire::{Faulty, Step, answer, send};
use super::{Method, client, eventually, post, run_on_threads};
use crate::run;
use crate::sdk::builder;
use oaswright_runtime::{ErrorKind, Retry};
use std::time::Duration;

const ROUNDS: usize = 40;

#[test]
fn a_connection_that_was_closed_between_calls_is_not_used() {
    for end in [Step::Close, Step::Reset] {
        let server = Faulty::start(move |_, _| vec![answer(200, "", "{}"), end.clone()]);
        let client = client(builder(server.url()).retry(Retry::none()));
        run(async {
            for round in 0..ROUNDS {
                post(&client, &format!("name-{round}.")).await.unwrap();
                eventually("the server has closed", || server.open() == 0).await;
                // And the client's side of the connection has had time to see it.
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        });
        for round in 0..ROUNDS {
            assert_eq!(server.count(&format!("name-{round}.")), 1);
        }
    }
}

/// The server closes just when the next request is on its way: nobody can say whether it was carried out.
#[test]
fn a_connection_that_is_closed_meanwhile_carries_a_post_once_at_most() {
    for end in [Step::Close, Step::Reset] {
        for threads in [false, true] {
            let end = end.clone();
            let server = Faulty::start(move |number, _| {
                let pause = Step::Wait(Duration::from_micros(100 * (number as u64 % 10)));
                vec![answer(200, "", "{}"), pause, end.clone()]
            });
            let client = client(builder(server.url()));
            let calls = async {
                let mut results = Vec::new();
                for round in 0..ROUNDS {
                    results.push(post(&client, &format!("name-{round}.")).await);
                    tokio::time::sleep(Duration::from_micros(70 * (round as u64 % 10))).await;
                }
                results
            };
            let results = if threads { run_on_threads(calls) } else { run(calls) };
            for (round, result) in results.iter().enumerate() {
                let seen = server.count(&format!("name-{round}."));
                match result {
                    Ok(()) => assert_eq!(seen, 1),
                    Err(error) => {
                        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
                        assert!(seen <= 1, "{seen}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_post_that_breaks_a_kept_connection_is_not_sent_again() {
    for end in [Step::Close, Step::Reset] {
        let server = Faulty::start(move |number, _| match number % 2 {
            0 => vec![answer(200, "", "[]")],
            _ => vec![end.clone()],
        });
        let client = client(builder(server.url()));
        run(async {
            for round in 0..ROUNDS {
                Method::Get.call(&client).await.unwrap();
                let error = post(&client, &format!("name-{round}.")).await.unwrap_err();
                assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{error}");
            }
        });
        assert_eq!((server.requests().len(), server.connections()), (2 * ROUNDS, ROUNDS));
    }
}

#[test]
fn what_comes_after_an_answer_is_no_answer_to_the_next_call() {
    let forged = "HTTP/1.1 200 OK\r\ncontent-length: 17\r\n\r\n{\"name\":\"forged\"}";
    for extra in ["x", "[]", "\r\n", forged] {
        let server = Faulty::start(move |number, _| {
            let own = format!("{{\"name\":\"answer {number}\"}}");
            let whole = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{own}{extra}", own.len());
            vec![send(whole)]
        });
        let client = client(builder(server.url()).retry(Retry::none()));
        run(async {
            for number in 0..ROUNDS {
                let quota = client.create_quota("i1").name("demo").send().await.unwrap();
                assert_eq!(quota.name.unwrap(), format!("answer {number}"), "{extra:?}");
            }
        });
        assert_eq!(server.requests().len(), ROUNDS, "{extra:?}");
    }
}

#[test]
fn a_body_where_there_is_none_is_no_answer_to_the_next_call() {
    let server = Faulty::start(|_, _| vec![send("HTTP/1.1 204 X\r\ncontent-length: 2\r\n\r\n{}")]);
    let client = client(builder(server.url()).retry(Retry::none()));
    run(async {
        for _ in 0..ROUNDS {
            client.delete_quota("q1").send().await.unwrap();
        }
    });
    assert_eq!(server.requests().len(), ROUNDS);
}
