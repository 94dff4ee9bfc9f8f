//! Tests lists over a real socket: what is requested, what comes out, and that both end.

use crate::apps::{App, List, ListApps, ids, offsets, page, query};
use crate::run;
use crate::server::{Answer, Server};
use futures_core::Stream;
use oaswright_runtime::{Error, ErrorKind, Items, Pages};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

/// Starts a server that gives these pages; a page that is not JSON has status 500.
fn script(pages: &[&str]) -> Server {
    let answer = |page: &&str| Answer::json(if page.starts_with('{') { 200 } else { 500 }, page);
    Server::start(pages.iter().map(answer).collect())
}

fn all(list: ListApps) -> Result<String, Error> {
    run(list.items().try_collect()).map(|apps| ids(&apps))
}

#[test]
fn the_whole_list_comes() {
    for (apps, list, asked) in [
        ("", ListApps::new as fn(&_) -> _, "-"),
        ("a", ListApps::new, "-"),
        ("a b", ListApps::new, "-"),
        ("a b c", ListApps::new, "- 2"),
        ("a b c d e", ListApps::new, "- 2 4"),
        // The limit goes with each page; the server gives fewer, and the next page starts where this one ended.
        ("a b c d e", |client| ListApps::new(client).limit(1), "- 1 2 3 4"),
        ("a b c d e", |client| ListApps::new(client).limit(500), "- 3"),
    ] {
        let server = List::of(apps).server();
        let client = crate::sdk::client(server.url());
        let list = list(&client);
        assert_eq!(all(list.clone().name("n")).unwrap(), apps);
        assert_eq!(offsets(&server), asked, "{apps}");
        for request in server.requests() {
            assert_eq!(query(&request, "limit").map(str::to_owned), list.limit.map(|limit| limit.to_string()));
            assert_eq!(query(&request, "name"), Some("n"), "filters hold for each page");
        }
    }
}

#[test]
fn it_starts_where_the_caller_says() {
    let server = List::of("a b c d e").server();
    assert_eq!(all(ListApps::at(server.url()).offset(1)).unwrap(), "b c d e");
    assert_eq!(all(ListApps::at(server.url()).offset(9)).unwrap(), "");
    assert_eq!(all(ListApps::at(server.url()).offset(-1).limit(3)).unwrap(), "a b c d e");
    assert_eq!(offsets(&server), "1 3 9 -1 3");
}

#[test]
fn pages_come_as_the_server_made_them() {
    let server = List::of("a b c").server();
    let pages = run(ListApps::at(server.url()).pages().try_collect()).unwrap();
    let pages: Vec<_> = pages.iter().map(|page| (ids(&page.items), page.total)).collect();
    assert_eq!(pages, [("a b".to_owned(), Some(3)), ("c".to_owned(), Some(3))]);
}

#[test]
fn what_servers_say_wrong_is_harmless() {
    let huge = Some(i64::MAX);
    for (pages, given, asked) in [
        // It repeats itself, with a total and without.
        (vec![page("a b", Some(9)), page("a b", Some(9))], "a b", "- 2"),
        (vec![page("a b", None), page("a b", None)], "a b", "- 2"),
        (vec![page("a b", huge), page("b a", huge)], "a b", "- 2"),
        // It repeats a part.
        (vec![page("a b", Some(9)), page("b c", Some(9)), page("", Some(9))], "a b c", "- 2 4"),
        // Totals that are missing, null, negative, huge, or smaller than what came.
        (vec![page("a", None), page("b", None), page("", None)], "a b", "- 1 2"),
        (vec![r#"{"apps":[{"app_id":"a"}]}"#.to_owned(), "{}".to_owned()], "a", "- 1"),
        (vec![page("a", Some(-1)), page("", Some(-1))], "a", "- 1"),
        (vec![page("a", huge), page("b", huge), page("", huge)], "a b", "- 1 2"),
        (vec![page("a b", Some(1)), page("", Some(1))], "a b", "- 2"),
        (vec![page("a b", Some(0)), page("", Some(0))], "a b", "- 2"),
        // An empty page, a null list, no list.
        (vec![page("", Some(5))], "", "-"),
        (vec![r#"{"total":5,"apps":null}"#.to_owned()], "", "-"),
        (vec![r#"{"total":5}"#.to_owned()], "", "-"),
        // Items without their key are compared.
        (vec![r#"{"apps":[{}]}"#.to_owned(), r#"{"apps":[{}]}"#.to_owned()], "?", "- 1"),
    ] {
        let server = script(&pages.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(all(ListApps::at(server.url())).unwrap(), given, "{pages:?}");
        assert_eq!(offsets(&server), asked, "{pages:?}");
    }
}

#[test]
fn offsets_do_not_overflow() {
    let server = Server::with(|request| Answer::json(200, &page(query(request, "offset").unwrap(), Some(i64::MAX))));
    let list = ListApps::at(server.url()).offset(i64::MAX - 1);
    assert_eq!(all(list).unwrap(), "9223372036854775806");
    assert_eq!(server.requests().len(), 1);
}

/// Reads a list, and does to it what is to be done after an item of that id.
fn while_changing(list: &List, change: impl Fn(&List, &str)) -> String {
    let server = list.server();
    run(async {
        let mut apps = ListApps::at(server.url()).items();
        let mut given: Vec<App> = Vec::new();
        while let Some(app) = apps.try_next().await.unwrap() {
            change(list, app.app_id.as_deref().unwrap());
            given.push(app);
        }
        ids(&given)
    })
}

#[test]
fn a_list_may_change_while_it_is_read() {
    type Change = fn(&List, &str);
    for (what, change, given) in [
        (
            "what was read vanishes",
            (|list, id| {
                if id == "b" {
                    list.remove("a")
                }
            }) as Change,
            "a b d e c f g",
        ),
        ("all of it vanishes", |list, id| list.remove(id), "a b e f c d g"),
        (
            "what comes vanishes",
            |list, id| {
                if id == "b" {
                    list.remove("e")
                }
            },
            "a b c d f g",
        ),
        (
            "all vanishes",
            |list, id| {
                if id == "b" {
                    list.set("")
                }
            },
            "a b",
        ),
        (
            "most vanishes",
            |list, id| {
                if id == "d" {
                    list.set("f g")
                }
            },
            "a b c d f g",
        ),
        (
            "something appears before",
            |list, id| {
                if id == "b" {
                    list.set("x a b c d e f g")
                }
            },
            "a b c d e f g",
        ),
        (
            "a page appears before",
            |list, id| {
                if id == "b" {
                    list.set("x y a b c d e f g")
                }
            },
            "a b c d e f g",
        ),
        (
            "something appears after",
            |list, id| {
                if id == "b" {
                    list.set("a b x c d e f g")
                }
            },
            "a b x c d e f g",
        ),
        (
            "something appears at the end",
            |list, id| {
                if id == "g" {
                    list.set("a b c d e f g x")
                }
            },
            "a b c d e f g",
        ),
    ] {
        assert_eq!(while_changing(&List::of("a b c d e f g"), change), given, "{what}");
    }
}

#[test]
fn no_page_is_fetched_before_it_is_needed() {
    let server = List::of("a b c d e").server();
    run(async {
        let mut apps = ListApps::at(server.url()).items();
        assert_eq!(server.requests().len(), 0);
        for (given, requests) in [("a", 1), ("b", 1), ("c", 2), ("d", 2), ("e", 3)] {
            let app = apps.try_next().await.unwrap().unwrap();
            assert_eq!((app.app_id.as_deref(), server.requests().len()), (Some(given), requests));
        }
        assert_eq!(apps.try_next().await.unwrap(), None);
        assert_eq!(apps.try_next().await.unwrap(), None);
        assert_eq!(server.requests().len(), 3);
    });
}

#[test]
fn an_error_is_the_last_thing() {
    let server = script(&[&page("a b", Some(5)), "<broken>", &page("c", Some(5))]);
    run(async {
        let mut apps = ListApps::at(server.url()).items();
        assert_eq!(ids([&apps.try_next().await.unwrap().unwrap(), &apps.try_next().await.unwrap().unwrap()]), "a b");
        let error = apps.try_next().await.unwrap_err();
        assert_eq!((error.kind(), error.call().unwrap().name), (ErrorKind::Api, "ListApps"));
        let sent = server.requests().len();
        assert_eq!(apps.try_next().await.unwrap(), None);
        assert_eq!(server.requests().len(), sent, "nothing more is sent");
    });
    let server = script(&[&page("a b", Some(5)), r#"{"apps":7}"#]);
    assert_eq!(all(ListApps::at(server.url())).unwrap_err().kind(), ErrorKind::Decode);
}

/// A stream by its trait, as libraries use it.
async fn next<S: Stream + Unpin>(stream: &mut S) -> Option<S::Item> {
    poll_fn(|context| Pin::new(&mut *stream).poll_next(context)).await
}

#[test]
fn they_are_streams() {
    let server = List::of("a b c").server();
    run(async {
        let mut items = ListApps::at(server.url()).items();
        let mut given = Vec::new();
        while let Some(app) = next(&mut items).await {
            given.push(app.unwrap());
        }
        assert_eq!(ids(&given), "a b c");
        assert!(next(&mut items).await.is_none());

        let mut pages = ListApps::at(server.url()).pages();
        assert_eq!(ids(&next(&mut pages).await.unwrap().unwrap().items), "a b");
        assert_eq!(ids(&next(&mut pages).await.unwrap().unwrap().items), "c");
        assert!(next(&mut pages).await.is_none());
    });
}

#[test]
fn a_dropped_future_loses_nothing() {
    let server = List::of("a b c").server();
    run(async {
        let mut apps = ListApps::at(server.url()).items();
        // Begins the call and drops the future of it.
        let begun = pin!(apps.try_next()).poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(begun, Poll::Pending));
        assert_eq!(ids(&apps.try_collect().await.unwrap()), "a b c");
    });
    assert_eq!(offsets(&server), "- 2", "the call that was begun is the one that was used");
}

#[test]
fn they_travel_between_threads() {
    fn travels<T: Send + Unpin>() {}
    travels::<Pages<ListApps>>();
    travels::<Items<ListApps>>();
    let server = List::of("a b c").server();
    let list = ListApps::at(server.url());
    let apps = run(async move { tokio::spawn(list.items().try_collect()).await.unwrap() });
    assert_eq!(ids(&apps.unwrap()), "a b c");
}
