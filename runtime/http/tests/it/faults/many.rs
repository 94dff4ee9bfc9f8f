//! Tests a thousand calls at once, a fifth of them with a fault, and calls that are dropped in mid-flight.

use super::wire::{Faulty, Step, answer, send};
use super::{PATIENCE, client, eventually, open_files, post, run_on_threads};
use crate::run;
use crate::sdk::{Client, builder};
use crate::server::Recorded;
use oaswright_runtime::{CallOptions, Error, ErrorKind, Retry};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

const CALLS: usize = 1000;

/// What becomes of a call's first attempt. Its second is answered.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Answered,
    Unavailable,
    Throttled,
    Reset,
    Slow,
}

fn fate(number: usize) -> Fate {
    match (number % 5, number / 5 % 4) {
        (1.., _) => Fate::Answered,
        (0, 0) => Fate::Unavailable,
        (0, 1) => Fate::Throttled,
        (0, 2) => Fate::Reset,
        (0, _) => Fate::Slow,
    }
}

fn is_post(number: usize) -> bool {
    number / 20 % 2 == 1
}

/// The number in the name that a call sends.
fn number_of(request: &Recorded) -> usize {
    let text = format!("{} {}", request.line(), String::from_utf8_lossy(&request.body));
    let digits = text.split("call-").nth(1).unwrap().chars().take_while(char::is_ascii_digit);
    digits.collect::<String>().parse().unwrap()
}

async fn call(client: &Client, number: usize) -> Result<(), Error> {
    let name = format!("call-{number}");
    if is_post(number) {
        return post(client, &name).await;
    }
    let mut list = client.list_quotas();
    list.name = Some(name);
    list.send().await.map(drop)
}

fn good_answer(number: usize) -> Step {
    answer(200, "", if is_post(number) { "{}" } else { "[]" })
}

fn thousand_calls(threads: bool) {
    let seen: Arc<Vec<AtomicUsize>> = Arc::new((0..CALLS).map(|_| AtomicUsize::new(0)).collect());
    let counts = Arc::clone(&seen);
    let server = Faulty::start(move |_, request| {
        let number = number_of(request);
        let is_first = counts[number].fetch_add(1, SeqCst) == 0;
        match fate(number) {
            Fate::Unavailable if is_first => vec![answer(503, "", "")],
            Fate::Throttled if is_first => vec![answer(429, "retry-after: 0\r\n", "")],
            Fate::Reset if is_first => vec![Step::Reset],
            Fate::Slow if is_first => vec![send("HTTP/1.1 200 OK\r\n"), Step::Silence],
            _ => vec![good_answer(number)],
        }
    });
    let start = Instant::now();
    let calls = make_calls(&server);
    let results = if threads { run_on_threads(calls) } else { run(calls) };
    assert!(start.elapsed() < 3 * PATIENCE);
    assert_eq!(results.len(), CALLS, "every call has ended");
    for (number, result) in results {
        let seen = seen[number].load(SeqCst);
        let outcome = result.as_ref().map_err(Error::kind).copied();
        match (fate(number), is_post(number)) {
            (Fate::Answered, _) => assert_eq!((outcome, seen), (Ok(()), 1)),
            (Fate::Throttled, _) | (Fate::Unavailable | Fate::Reset, false) => {
                assert_eq!((outcome, seen), (Ok(()), 2), "{result:?}");
            }
            (Fate::Slow, false) => assert!(outcome.is_ok() && seen >= 2, "{seen} {result:?}"),
            (Fate::Unavailable, true) => assert_eq!((outcome, seen), (Err(ErrorKind::Api), 1)),
            (Fate::Reset, true) => assert_eq!((outcome, seen), (Err(ErrorKind::Transport), 1)),
            (Fate::Slow, true) => assert!(outcome == Err(ErrorKind::Timeout) && seen <= 1, "{seen} {result:?}"),
        }
    }
}

/// Makes all calls, and drops the client.
async fn make_calls(server: &Faulty) -> Vec<(usize, Result<(), Error>)> {
    let client = client(builder(server.url()).retry_budget(100_000));
    // Only these are given up early, so that on a busy machine the others are not.
    let retry = Retry::standard().base_delay(Duration::ZERO).max_attempts(50);
    let hasty = client.with_options(CallOptions::new().attempt_timeout(Duration::from_millis(500)).retry(retry));
    // All of them, where the system allows enough files for both ends and for other tests.
    let room = Arc::new(Semaphore::new(CALLS.min(open_files() / 8)));
    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        let client = if fate(number) == Fate::Slow { hasty.clone() } else { client.clone() };
        let room = Arc::clone(&room);
        calls.spawn(async move {
            let _place = room.acquire().await.unwrap();
            (number, call(&client, number).await)
        });
    }
    let results = calls.join_all().await;
    drop((client, hasty));
    eventually("all connections are closed", || server.open() == 0).await;
    results
}

#[test]
fn a_thousand_calls_on_one_thread() {
    thousand_calls(false);
}

#[test]
fn a_thousand_calls_on_many_threads() {
    thousand_calls(true);
}

#[test]
fn dropped_calls_close_their_connections() {
    const DROPPED: usize = 100;
    let server = Faulty::start(|number, request| match number {
        DROPPED.. => vec![good_answer(number_of(request))],
        _ => match number % 4 {
            0 => vec![Step::Silence],
            1 => vec![send("HTTP/1.1 200 OK\r\ncontent-le"), Step::Silence],
            2 => vec![send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n["), Step::Silence],
            _ => vec![send("HTTP/1.1 200 OK\r\nx: "), Step::Drip(vec![b'x'; 10_000])],
        },
    });
    let client = client(builder(server.url()));
    let calls = async {
        let mut calls = JoinSet::new();
        for number in 0..DROPPED {
            let client = client.clone();
            calls.spawn(async move { call(&client, number).await });
        }
        eventually("all are under way", || server.requests().len() == DROPPED).await;
        calls.shutdown().await;
        eventually("all connections are closed", || server.open() == 0).await;
        for number in DROPPED..DROPPED + 20 {
            call(&client, number).await.unwrap();
        }
    };
    run_on_threads(calls);
    assert_eq!(server.requests().len(), DROPPED + 20);
}

#[test]
fn calls_that_are_dropped_at_any_moment_do_no_harm() {
    const DROPPED: usize = 400;
    let server = Faulty::start(|number, request| {
        let Step::Send(bytes) = good_answer(number_of(request)) else { return Vec::new() };
        let (head, tail) = bytes.split_at(bytes.len() / 2);
        let pause = Step::Wait(Duration::from_millis(number as u64 % 7));
        vec![pause.clone(), send(head), pause, send(tail)]
    });
    let client = client(builder(server.url()));
    let calls = async {
        let mut calls = JoinSet::new();
        for number in 0..DROPPED {
            let client = client.clone();
            calls.spawn(async move {
                tokio::time::sleep(Duration::from_millis(number as u64 % 40)).await;
                let patience = Duration::from_millis(number as u64 % 23);
                tokio::time::timeout(patience, call(&client, number)).await
            });
        }
        // Whatever has come in time is right.
        for result in calls.join_all().await.into_iter().flatten() {
            result.unwrap();
        }
        for number in DROPPED..DROPPED + 30 {
            call(&client, number).await.unwrap();
        }
        drop(client);
        eventually("all connections are closed", || server.open() == 0).await;
    };
    run_on_threads(calls);
    for number in 0..DROPPED + 30 {
        let seen = server.requests().iter().filter(|request| number_of(request) == number).count();
        let is_dropped = number < DROPPED;
        assert!(seen == 1 || (is_dropped && seen == 0), "{number}: {seen}");
    }
}
