//! Tests the API without async, over a real socket.

use crate::apps::{List, ListApps, ids, page};
use crate::run;
use crate::sdk::client;
use crate::server::{Answer, Server};
use oaswright_runtime::{ErrorKind, block_on, send_blocking, send_with_response};
use std::thread;
use std::time::Duration;

#[test]
fn a_call() {
    let server = Server::start(vec![Answer::json(200, r#"[{"name":"a"}]"#), Answer::json(404, "{}")]);
    let client = client(server.url());
    assert_eq!(send_blocking(client.list_quotas()).unwrap()[0].name.as_deref(), Some("a"));
    assert!(send_blocking(client.list_quotas()).unwrap_err().is_not_found());
    let error = send_blocking(client.create_quota("")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Violations);
}

#[test]
fn a_call_with_its_answer() {
    let server = Server::start(vec![Answer::new(200, &[("x-request-id", "r1")], "[]")]);
    let (quotas, response) = block_on(send_with_response(client(server.url()).list_quotas())).unwrap();
    assert_eq!((quotas.len(), response.request_id()), (0, Some("r1")));
}

#[test]
fn a_connection_that_the_server_closed_is_noticed() {
    let closed = || Answer::Close(b"HTTP/1.1 200 X\r\ncontent-length: 2\r\n\r\n[]".to_vec());
    let server = Server::start((0..3).map(|_| closed()).collect());
    let client = client(server.url());
    for _ in 0..3 {
        send_blocking(client.list_quotas()).unwrap();
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn threads_do_not_wait_for_each_other() {
    let silent = Server::start(vec![Answer::Silence]);
    let list = client(silent.url()).list_quotas();
    thread::spawn(move || send_blocking(list));
    let lists: Vec<Server> = (0..8).map(|_| Server::start(vec![Answer::json(200, "[]")])).collect();
    thread::scope(|scope| {
        for server in &lists {
            scope.spawn(move || send_blocking(client(server.url()).list_quotas()).unwrap());
        }
    });
}

#[test]
fn a_client_goes_between_both_worlds() {
    let server = Server::with(|_| Answer::json(200, "[]"));
    let client = client(server.url());
    for _ in 0..3 {
        // Whichever made the connection, the other may use it.
        send_blocking(client.list_quotas()).unwrap();
        run(client.list_quotas().send()).unwrap();
    }
}

#[test]
fn items_and_pages() {
    let server = List::of("a b c").server();
    let apps: Result<Vec<_>, _> = ListApps::at(server.url()).items().into_blocking().collect();
    assert_eq!(ids(&apps.unwrap()), "a b c");
    let pages: Vec<_> =
        ListApps::at(server.url()).pages().into_blocking().map(|page| page.unwrap().items.len()).collect();
    assert_eq!(pages, [2, 1]);

    let server = List::of("a b c d e").server();
    let mut apps = ListApps::at(server.url()).items().into_blocking();
    apps.by_ref().take(3).for_each(drop);
    assert_eq!(server.requests().len(), 2, "no page more than needed");
}

#[test]
fn an_error_is_the_last_item() {
    let server = Server::start(vec![Answer::json(200, &page("a", Some(3))), Answer::json(403, "{}")]);
    let mut apps = ListApps::at(server.url()).items().into_blocking();
    assert!(apps.next().unwrap().is_ok());
    assert!(apps.next().unwrap().unwrap_err().is_forbidden());
    assert!(apps.next().is_none() && apps.next().is_none());
}

#[test]
fn waiting() {
    let list = List::of("a b");
    let server = list.server();
    let until = |id: &str| ListApps::at(server.url()).until_bound(id).interval(Duration::from_millis(2));
    until("b").wait_blocking().unwrap();
    assert!(until("x").timeout(Duration::from_millis(20)).wait_blocking().unwrap_err().is_timeout());
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(20));
            list.set("a b x");
        });
        until("x").wait_blocking().unwrap();
    });
}

#[test]
fn inside_of_a_runtime_it_is_an_error() {
    let server = Server::with(|_| Answer::json(200, "[]"));
    let refused = || {
        let client = client(server.url());
        let list = || ListApps::new(&client);
        let mut items = list().items().into_blocking();
        let item = items.next().unwrap().map(drop);
        assert!(items.next().is_none());
        for result in [send_blocking(client.list_quotas()).map(drop), list().until_bound("x").wait_blocking(), item] {
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Runtime);
            assert!(error.to_string().contains("`.await` the call instead"), "{error}");
        }
    };
    run(async { refused() });
    assert_eq!(server.requests().len(), 0);
}
