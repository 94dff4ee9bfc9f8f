//! Tests many calls at once, and answers that would take much memory.

use crate::run;
use crate::sdk::{Client, builder};
use crate::server::{Answer, Server};
use oaswright_runtime::{ConfigBuilder, ErrorKind, Retry};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// A server that answers slowly, and the most requests that it had at once.
fn slow() -> (Server, Arc<AtomicUsize>) {
    let (now, most) = (AtomicUsize::new(0), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&most);
    let server = Server::with(move |_| {
        seen.fetch_max(now.fetch_add(1, SeqCst) + 1, SeqCst);
        std::thread::sleep(Duration::from_millis(20));
        now.fetch_sub(1, SeqCst);
        Answer::json(200, "[]")
    });
    (server, most)
}

/// Makes so many calls at once; how many succeeded.
fn together(client: &Client, calls: usize) -> usize {
    run(async {
        let mut tasks = JoinSet::new();
        for _ in 0..calls {
            tasks.spawn(client.list_quotas().send());
        }
        tasks.join_all().await.iter().filter(|result| result.is_ok()).count()
    })
}

#[test]
fn calls_at_once_are_bounded_for_all_configurations_made_from_one() {
    let (server, most) = slow();
    let config = builder(server.url()).max_concurrent_calls(5).build().unwrap();
    let other = config.to_builder().header("x-other", "1").build().unwrap();
    let clients = [Client::new(config.clone()), Client::new(other), Client::new(config)];
    run(async {
        let mut tasks = JoinSet::new();
        for number in 0..60 {
            tasks.spawn(clients[number % 3].list_quotas().send());
        }
        assert!(tasks.join_all().await.iter().all(Result::is_ok));
    });
    assert_eq!(most.load(SeqCst), 5);
}

#[test]
fn the_default_bounds_open_files() {
    let (server, most) = slow();
    let client = Client::new(builder(server.url()).build().unwrap());
    assert_eq!(together(&client, 1000), 1000);
    assert!((100..=256).contains(&most.load(SeqCst)), "{most:?}");
}

#[test]
fn who_waits_for_others_waits_no_longer_than_its_own_time() {
    let server = Server::with(|_| Answer::Silence);
    let config = builder(server.url()).max_concurrent_calls(1).timeout(Duration::from_millis(300));
    let client = Client::new(config.build().unwrap());
    let start = Instant::now();
    run(async {
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            tasks.spawn(client.list_quotas().send());
        }
        assert!(tasks.join_all().await.iter().all(|result| result.as_ref().is_err_and(|error| error.is_timeout())));
    });
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    // One that began a moment later had a moment left.
    assert!(server.requests().len() <= 3);
}

fn list(answer: Answer, configure: fn(ConfigBuilder) -> ConfigBuilder) -> oaswright_runtime::Error {
    let server = Server::start(vec![answer]);
    let builder = configure(builder(server.url()).retry(Retry::none()));
    run(Client::new(builder.build().unwrap()).list_quotas().send()).unwrap_err()
}

#[test]
fn small_text_that_becomes_large_values_is_not_read() {
    let many = format!("[{}{{}}]", "{},".repeat(1_000_000));
    let error = list(Answer::json(200, &many), |builder| builder);
    assert_eq!((error.kind(), error.body().unwrap().len()), (ErrorKind::BodyTooLarge, many.len()));
    assert!(
        error.to_string().contains("more than 500000 JSON values (see `Config::builder().max_body_values("),
        "{error}"
    );
    let error = list(Answer::json(200, "[{},{},{}]"), |builder| builder.max_body_values(3));
    assert!(error.to_string().contains("more than 3 JSON values"), "{error}");
    let server = Server::start(vec![Answer::json(200, "[{},{},{}]")]);
    let client = Client::new(builder(server.url()).max_body_values(4).build().unwrap());
    assert_eq!(run(client.list_quotas().send()).unwrap().len(), 3);
}

#[test]
fn of_an_error_as_much_is_read_as_says_what_is_wrong() {
    let page = " ".repeat(10 << 20);
    let error = list(Answer::new(400, &[("x-request-id", "r1")], &page), |builder| builder);
    assert_eq!((error.kind(), error.body().unwrap().len(), error.request_id()), (ErrorKind::Api, 1 << 20, Some("r1")));
    let error = list(Answer::json(400, r#"{"error_msg":"m"} "#), |builder| builder.max_error_body_size(17));
    assert_eq!((error.message(), error.body().unwrap().len()), (Some("m"), 17));
}
