//! Tests waiters over a real socket: when they poll, what ends them, and what they say.

use crate::apps::{List, ListApps, offsets, page};
use crate::run;
use crate::sdk::{Client, builder};
use crate::server::{Answer, Server};
use oaswright_runtime::{Error, ErrorKind, Retry, Verdict, Waiter};
use std::future::IntoFuture;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

const SOON: Duration = Duration::from_millis(5);

/// Starts a server that gives these lists of one page, and then empty ones.
fn looks(lists: &'static [&'static str]) -> Server {
    let lists = Mutex::new(lists.iter());
    Server::with(move |_| {
        let list = lists.lock().unwrap().next().copied().unwrap_or_default();
        Answer::json(200, &page(list, None))
    })
}

fn waited(waiter: Waiter<ListApps>) -> Result<(), Error> {
    run(waiter.interval(SOON).into_future())
}

#[test]
fn it_looks_until_it_is_so() {
    type Until = fn(ListApps) -> Waiter<ListApps>;
    let (bound, unbound) = ((|list| list.until_bound("x")) as Until, (|list| list.until_unbound("x")) as Until);
    for (lists, until, count) in [
        (&["x"][..], bound, 1),
        // A list without a total ends with an empty page.
        (&["a", "", "b", "", "c x"], bound, 5),
        (&[""], unbound, 1),
        (&["a x", "x", "a", ""], unbound, 4),
    ] {
        let server = looks(lists);
        waited(until(ListApps::at(server.url()))).unwrap();
        assert_eq!(server.requests().len(), count, "{lists:?}");
    }
}

#[test]
fn it_looks_through_all_pages() {
    let server = List::of("a b c d x").server();
    waited(ListApps::at(server.url()).until_bound("x")).unwrap();
    assert_eq!(offsets(&server), "- 2 4");
    let server = List::of("a b c d e").server();
    waited(ListApps::at(server.url()).limit(500).until_unbound("x")).unwrap();
    assert_eq!(offsets(&server), "- 3");
}

#[test]
fn the_time_is_over() {
    for (until, words) in [
        ((|list| list.until_bound("x")) as fn(ListApps) -> Waiter<ListApps>, "the app was not bound"),
        (|list| list.until_unbound("a"), "the app was not unbound"),
    ] {
        let server = List::of("a").server();
        let start = Instant::now();
        let error = waited(until(ListApps::at(server.url())).timeout(Duration::from_millis(400))).unwrap_err();
        assert!(start.elapsed() >= Duration::from_millis(400) && start.elapsed() < Duration::from_secs(5));
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(error.is_timeout() && error.response().is_none() && !error.is_connect());
        let shown = error.to_string();
        // A look that was given up may be on its way to the server still.
        let told = |looks: usize| shown.ends_with(&format!(" ms ago, {looks} looks)"));
        while told(server.requests().len() + 1) && start.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let looks = server.requests().len();
        assert!(looks > 2, "{shown}");
        assert!(shown.starts_with(&format!("ListApps: {words} within 400 ms (last looked ")), "{shown}");
        // The last look may have been on its way when the time was over.
        assert!(told(looks) || told(looks - 1), "{shown}, {looks} requests");
    }
}

#[test]
fn a_look_that_hangs_is_given_up() {
    let server = Server::start(vec![Answer::Silence]);
    let error = waited(ListApps::at(server.url()).until_bound("x").timeout(Duration::from_millis(50))).unwrap_err();
    assert!(error.is_timeout());
    assert!(error.to_string().ends_with(" ms ago, 1 look)"), "{error}");
}

#[test]
fn any_error_ends_it() {
    let gone = r#"{"error_code":"APIG.3093","error_msg":"gone"}"#;
    for (status, waiter, is_error) in [
        (403, (|list| list.until_bound("x")) as fn(ListApps) -> Waiter<ListApps>, true),
        (404, |list| list.until_bound("x"), true),
        // A list that is gone is an error too, unless it was said that it is not.
        (404, |list| list.until_unbound("x"), true),
        (404, |list| list.until_unbound_or_gone("x"), false),
        (403, |list| list.until_unbound_or_gone("x"), true),
    ] {
        let server = Server::start(vec![Answer::json(status, gone)]);
        let result = waited(waiter(ListApps::at(server.url())));
        assert_eq!(
            result.as_ref().err().and_then(Error::status).map(|found| found.as_u16()),
            is_error.then_some(status)
        );
        assert_eq!(server.requests().len(), 1);
    }
}

#[test]
fn what_passes_is_waited_through() {
    let busy = || Answer::new(503, &[], "");
    let list = |server: &Server| {
        let client = Client::new(builder(server.url()).retry(Retry::none()).build().unwrap());
        ListApps::new(&client).until_bound("x").interval(SOON)
    };
    let server = Server::start(vec![busy(), Answer::Close(Vec::new()), busy(), Answer::json(200, &page("x", None))]);
    run(list(&server).into_future()).unwrap();
    assert_eq!(server.requests().len(), 4);

    // If it does not pass, that is told.
    let server = Server::with(move |_| busy());
    let error = run(list(&server).timeout(Duration::from_millis(200)).into_future()).unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("; the last look failed: ListApps: 503"), "{error}");

    // What passes is what `retry` says.
    let server = Server::start(vec![Answer::new(409, &[], ""), busy()]);
    let retry = Retry::none().classifier(|attempt| match attempt.error.status().map(|status| status.as_u16()) {
        Some(409) => Verdict::Retry,
        _ => Verdict::Fail,
    });
    let client = Client::new(builder(server.url()).retry(retry).build().unwrap());
    let error = run(ListApps::new(&client).until_bound("x").interval(SOON).into_future()).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), server.requests().len()), (503, 2));
}

#[test]
fn no_time_is_too_long_or_too_short() {
    for time in [Duration::MAX, Duration::ZERO] {
        let server = looks(&["a", "", "x"]);
        let waiter = ListApps::at(server.url()).until_bound("x").interval(time.min(SOON)).timeout(Duration::MAX);
        run(waiter.into_future()).unwrap();
        let server = looks(&["a", ""]);
        let waiter = ListApps::at(server.url()).until_bound("x").interval(time).timeout(SOON);
        assert!(run(waiter.into_future()).unwrap_err().is_timeout());
    }
    let server = looks(&["a"]);
    let error = waited(ListApps::at(server.url()).until_bound("x").timeout(Duration::ZERO)).unwrap_err();
    assert!(error.to_string().contains("within 0 ms"), "{error}");
}

#[test]
fn outside_of_a_runtime_it_is_an_error() {
    let server = looks(&["x"]);
    let mut waiting = pin!(ListApps::at(server.url()).until_bound("x").into_future());
    let Poll::Ready(Err(error)) = waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("an error at once");
    };
    assert_eq!(error.kind(), ErrorKind::Runtime);
    assert!(error.to_string().starts_with("ListApps: waiting needs a Tokio runtime"), "{error}");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn it_travels_between_threads() {
    let server = looks(&["x"]);
    let waiter = ListApps::at(server.url()).until_bound("x");
    run(async move { tokio::spawn(waiter.into_future()).await.unwrap() }).unwrap();
}
