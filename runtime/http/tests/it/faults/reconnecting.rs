//! Tests events of several connections, one after the other.

use super::streams::{CHUNKED, chunk};
use super::wire::{Faulty, Step, answer, send};
use crate::run;
use crate::sdk::{Client, builder};
use oaswright_runtime::{
    Client as Plain, ClientCredentials, Config, Credentials, ErrorKind, Events, Method, Retry, Scheme, Service,
};
use std::time::Duration;

const END: &str = "0\r\n\r\n";

/// Sends these pieces, and then ends as it should.
fn whole(pieces: &[&str]) -> Vec<Step> {
    [vec![send(CHUNKED)], pieces.iter().map(|piece| chunk(piece)).collect(), vec![send(END)]].concat()
}

/// Sends these pieces, and then breaks.
fn cut(pieces: &[&str]) -> Vec<Step> {
    [vec![send(CHUNKED)], pieces.iter().map(|piece| chunk(piece)).collect(), vec![Step::Close]].concat()
}

fn gone() -> Vec<Step> {
    vec![send("HTTP/1.1 204 X\r\n\r\n")]
}

fn client(server: &Faulty) -> Plain {
    let config = builder(server.url()).attempt_timeout(Duration::from_millis(300)).build().unwrap();
    Client::new(config).runtime().clone()
}

async fn open(client: &Plain, method: Method) -> Events<String> {
    client.request(method, "/events").open().await.unwrap().text_events().unwrap()
}

/// What comes of them: data, and in the end what went wrong.
async fn all(mut events: Events<String>) -> Vec<String> {
    let mut found = Vec::new();
    loop {
        match events.try_next().await {
            Ok(Some(event)) => found.push(event.data),
            Ok(None) => return found,
            Err(error) => {
                found.push(format!("{:?}", error.kind()));
                assert_eq!(events.try_next().await.unwrap(), None);
                return found;
            }
        }
    }
}

/// The id from which each request goes on.
fn ids(server: &Faulty) -> Vec<Option<String>> {
    server.requests().iter().map(|request| request.header("last-event-id").map(str::to_owned)).collect()
}

#[test]
fn what_breaks_goes_on_behind_the_last_whole_event() {
    // Serves the events from 1 to 4 behind the one that is asked for, and breaks within the third of them.
    let server = Faulty::start(|number, request| {
        let from: usize = request.header("last-event-id").map_or(0, |id| id.parse().unwrap());
        let events: Vec<String> = (from + 1..=4).map(|id| format!("id: {id}\ndata: {id}\n\n")).collect();
        match number {
            0 => cut(&["retry: 1\n\n", &events[0], &events[1], "id: 3\ndata: 3\n"]),
            1 => whole(&[&events.concat()]),
            _ => gone(),
        }
    });
    run(async {
        let events = open(&client(&server), Method::GET).await.reconnecting();
        assert_eq!(all(events).await, ["1", "2", "3", "4"]);
    });
    assert_eq!(ids(&server), [None, Some("2".to_owned()), Some("4".to_owned())]);
    assert!(server.requests().iter().all(|request| request.header("x-auth-token").is_some()));
}

#[test]
fn an_id_may_be_taken_back_and_one_that_was_given_stays() {
    let server = Faulty::start(|number, _| match number {
        0 => whole(&["retry: 1\ndata: a\n\n"]),
        1 => whole(&["id: \u{e4}\ndata: b\n\n"]),
        2 => whole(&["id\ndata: c\n\n"]),
        _ => gone(),
    });
    run(async {
        let request = client(&server).request(Method::GET, "/events").header("Last-Event-ID", "0");
        let events = request.open().await.unwrap().text_events().unwrap().reconnecting();
        assert_eq!(all(events).await, ["a", "b", "c"]);
    });
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(ids(&server), [id("0"), id("0"), id("\u{e4}"), None]);
}

#[test]
fn it_waits_as_long_as_the_server_asks() {
    let server = Faulty::start(|number, _| match number {
        0 => whole(&["retry: 200\ndata: a\n\n"]),
        1 => whole(&["retry: 1\ndata: b\n\n"]),
        _ => gone(),
    });
    run(async {
        let events = open(&client(&server), Method::GET).await.reconnecting();
        assert_eq!(all(events).await, ["a", "b"]);
    });
    let times = server.times();
    assert!(times[1] - times[0] >= Duration::from_millis(200));
}

#[test]
fn it_ends_when_nothing_comes() {
    const RETRY: &str = "retry: 1\n\n";
    for (what, found, requests, script) in [
        ("ends empty", &[][..], 4, (|number| if number == 0 { whole(&[RETRY]) } else { whole(&[]) }) as fn(usize) -> _),
        ("breaks", &["Transport"], 4, |number| if number == 0 { cut(&[RETRY]) } else { cut(&[]) }),
        ("is silent", &["Timeout"], 4, |number| match number {
            0 => vec![send(CHUNKED), chunk(RETRY), Step::Silence],
            _ => vec![send(CHUNKED), Step::Silence],
        }),
        // Each of three calls is attempted three times.
        ("is busy", &["Api"], 10, |number| if number == 0 { whole(&[RETRY]) } else { vec![answer(503, "", "")] }),
        ("is gone", &["Api"], 2, |number| if number == 0 { whole(&[RETRY]) } else { vec![answer(404, "", "")] }),
    ] {
        let server = Faulty::start(move |number, _| script(number));
        run(async {
            let events = open(&client(&server), Method::GET).await.reconnecting();
            assert_eq!(all(events).await, found, "{what}");
        });
        assert_eq!(server.requests().len(), requests, "{what}");
    }
}

#[test]
fn what_comes_again_starts_the_count_anew() {
    let server = Faulty::start(|number, _| match number {
        0..6 => whole(&[if number % 2 == 0 { "retry: 1\ndata: a\n\n" } else { ": alive\n" }]),
        _ => gone(),
    });
    run(async {
        let events = open(&client(&server), Method::GET).await.reconnecting();
        assert_eq!(all(events).await, ["a", "a", "a"]);
    });
    assert_eq!(server.requests().len(), 7);
}

#[test]
fn only_what_was_asked_for_and_changes_nothing_is_made_again() {
    let script = |_: usize, _: &_| whole(&["retry: 1\ndata: a\n\n", "data: [DONE]\n\n"]);
    let count = |method: Method, adapt: fn(Events<String>) -> Events<String>| {
        let server = Faulty::start(script);
        run(async { all(adapt(open(&client(&server), method).await)).await });
        server.requests().len()
    };
    assert_eq!(count(Method::GET, |events| events), 1);
    assert_eq!(count(Method::GET, |events| events.reconnecting().ends_with("[DONE]")), 1);
    assert_eq!(count(Method::POST, Events::reconnecting), 1);
}

#[test]
fn a_policy_without_attempts_asks_once_more() {
    let server = Faulty::start(|number, _| if number == 0 { whole(&["retry: 1\ndata: a\n\n"]) } else { cut(&[]) });
    run(async {
        let config = builder(server.url()).retry(Retry::none()).build().unwrap();
        let events = open(Client::new(config).runtime(), Method::GET).await.reconnecting();
        assert_eq!(all(events).await, ["a", "Transport"]);
    });
    assert_eq!(server.requests().len(), 2);
}

static SERVICE: Service = Service::new("lamps", "lamps-sdk/0.1.0")
    .schemes(&[Scheme::oauth2_client("program", "/token")])
    .security(&[&["program"]]);

#[test]
fn a_token_that_has_ended_is_fetched_anew() {
    let token = |token: &str| {
        let body = format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":3600}}"#);
        vec![answer(200, "content-type: application/json\r\n", &body)]
    };
    let server = Faulty::start(move |number, _| match number {
        0 => token("s3cret-1"),
        1 => cut(&["retry: 1\nid: 7\ndata: a\n\n"]),
        2 => vec![answer(401, "", "")],
        3 => token("s3cret-2"),
        4 => whole(&["data: b\n\n"]),
        _ => gone(),
    });
    let login = Credentials::client_credentials(ClientCredentials::new("me", "s3cret"));
    let config = Config::builder().endpoint(server.url()).credentials(login).build().unwrap();
    run(async {
        let events = open(&SERVICE.client(config), Method::GET).await.reconnecting();
        assert_eq!(all(events).await, ["a", "b"]);
    });
    let sent = server.requests().into_iter().map(|request| {
        let header = |name| request.header(name).unwrap_or_default().to_owned();
        (header("authorization"), header("last-event-id"))
    });
    let sent: Vec<_> = sent.filter(|(token, _)| token.starts_with("Bearer")).collect();
    let sent: Vec<_> = sent.iter().map(|(token, id)| (token.as_str(), id.as_str())).collect();
    assert_eq!(
        sent,
        [("Bearer s3cret-1", ""), ("Bearer s3cret-1", "7"), ("Bearer s3cret-2", "7"), ("Bearer s3cret-2", "7")]
    );
}

#[test]
fn an_id_that_no_header_can_carry_is_told() {
    let server = Faulty::start(|_, _| whole(&["retry: 1\nid: \u{1}\ndata: a\n\n"]));
    run(async {
        let mut events = open(&client(&server), Method::GET).await.reconnecting();
        events.try_next().await.unwrap();
        let error = events.try_next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Violations);
        assert!(error.to_string().contains("Last-Event-ID cannot be sent"), "{error}");
    });
}
