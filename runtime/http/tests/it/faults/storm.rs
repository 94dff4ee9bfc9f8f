//! Tests many callers of a service that is overloaded: what they send together stays bounded.

use super::wire::{Faulty, answer};
use super::{METHODS, Method, client, run_on_threads};
use crate::run;
use crate::sdk::{Client, builder};
use oaswright_runtime::Error;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Makes calls all at once.
async fn at_once(client: &Client, method: Method, count: usize) -> Vec<Result<(), Error>> {
    let mut calls = JoinSet::new();
    for _ in 0..count {
        let client = client.clone();
        calls.spawn(async move { method.call(&client).await });
    }
    calls.join_all().await
}

#[test]
fn the_budget_bounds_what_all_send_together() {
    const CALLS: usize = 60;
    for (status, headers, method) in [
        (429, "", Method::Get),
        (429, "retry-after: 0\r\n", Method::Post),
        (503, "retry-after: soon\r\n", Method::Get),
        (503, "", Method::Post),
    ] {
        for threads in [false, true] {
            let server = Faulty::start(move |_, _| vec![answer(status, headers, "")]);
            let client = client(builder(server.url()).retry_budget(500));
            let calls = at_once(&client, method, CALLS);
            let results = if threads { run_on_threads(calls) } else { run(calls) };
            let made: u32 = results.into_iter().map(|result| result.unwrap_err().attempts()).sum();
            // A repetition costs 5 of the 500; without them each call would be sent three times.
            let repetitions = if (status, method) == (503, Method::Post) { 0 } else { 100 };
            assert_eq!((made as usize, server.requests().len()), (CALLS + repetitions, CALLS + repetitions));
        }
    }
}

#[test]
fn nobody_comes_back_before_the_server_says() {
    const CALLS: usize = 30;
    let storm = async |status: u16, method: Method| {
        let server = Faulty::start(move |number, _| match number {
            0..CALLS => vec![answer(status, "retry-after: 1\r\n", "")],
            _ => vec![answer(200, "", method.body())],
        });
        let results = at_once(&client(builder(server.url())), method, CALLS).await;
        assert!(results.iter().all(Result::is_ok), "{results:?}");
        let times = server.times();
        assert_eq!(times.len(), 2 * CALLS);
        // Whoever comes back has heard one of the refusals, so not before a second after the first.
        let first_back = times[CALLS].duration_since(times[0]);
        assert!(first_back >= Duration::from_secs(1), "{first_back:?}");
    };
    run(async { tokio::join!(storm(429, Method::Post), storm(503, Method::Get)) });
}

#[test]
fn waiting_that_the_call_has_no_time_for_costs_nothing() {
    for method in METHODS {
        let server = Faulty::start(move |number, _| match number {
            0..20 => vec![answer(429, "retry-after: 3600\r\n", "")],
            20 | 21 => vec![answer(429, "", "")],
            _ => vec![answer(200, "", method.body())],
        });
        // Two repetitions.
        let client = client(builder(server.url()).retry_budget(10));
        let start = Instant::now();
        run(async {
            for result in at_once(&client, method, 20).await {
                let error = result.unwrap_err();
                assert!(error.is_throttled());
                assert_eq!((error.attempts(), error.retry_after()), (1, Some(Duration::from_secs(3600))));
            }
            method.call(&client).await.unwrap();
        });
        assert!(start.elapsed() < super::PATIENCE);
        assert_eq!(server.requests().len(), 23, "the budget was there when it was needed");
    }
}

#[test]
fn a_service_that_comes_back_is_asked_as_often_as_it_takes() {
    for method in METHODS {
        let server = Faulty::start(move |number, _| match number {
            0 | 1 => vec![answer(429, "", "")],
            _ => vec![answer(200, "", method.body())],
        });
        run(method.call(&client(builder(server.url())))).unwrap();
        assert_eq!(server.requests().len(), 3);
    }
    let server = Faulty::start(|number, _| match number {
        0 => vec![answer(503, "", "")],
        _ => vec![answer(200, "", "[]")],
    });
    run(Method::Get.call(&client(builder(server.url())))).unwrap();
    assert_eq!(server.requests().len(), 2);
}
