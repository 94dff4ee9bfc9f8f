// One caller, compiled against `silent_before` and `silent_after`, and what comes of each line of it. It is included by both, behind their
// `use` lines.

use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, Sending, block_on};
use std::time::Duration;

const BEFORE: &[&str] = &[
    "GET /orgs/ORG/users/USER",
    "PUT /apps/APP/gateways/GATEWAY",
    "POST /locks/close",
    "POST /locks/open",
    "GET /times?from=START&to=END",
    r#"PUT /state {"level":1,"width":1,"height":2}"#,
    "On, 1 wide, 2 high, [a|b]",
    "GET /things?size=2, GET /things?start=2&size=2",
    "done",
];

#[allow(dead_code, reason = "one of both is what a crate compares with")]
const AFTER: &[&str] = &[
    "GET /users/ORG/orgs/USER",
    "PUT /apps/GATEWAY/gateways/APP",
    "POST /locks/open",
    "POST /locks/close",
    "GET /times?from=END&to=START",
    r#"PUT /state {"level":0,"width":2,"height":1}"#,
    "Off, 2 wide, 1 high, [a] [b]",
    "GET /things?size=2, GET /things?size=4",
    "failed",
];

fn serving(answers: &[&'static str]) -> (Client, Replay) {
    let answers = answers.iter().map(|body| Canned::json(if body.is_empty() { 204 } else { 200 }, *body));
    let script = answers.fold(Replay::new(), Replay::answer);
    let config = Config::builder().endpoint("https://example.com").transport(script.clone()).build().unwrap();
    (Client::new(config), script)
}

/// What a call sends, and what came back.
fn calling<T>(answer: &'static str, call: impl Fn(&Client) -> Sending<T>) -> (String, T) {
    let (client, script) = serving(&[answer]);
    let came = block_on(call(&client)).unwrap();
    (requests(&script), came)
}

fn requests(script: &Replay) -> String {
    let shown = script.requests().into_iter().map(|request| {
        let body = str::from_utf8(request.body()).unwrap().to_owned();
        let uri = request.uri().path_and_query().unwrap();
        format!("{} {uri} {body}", request.method()).trim_end().to_owned()
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// What the caller sends and gets.
fn seen() -> Vec<String> {
    let state = types::State::default().level(types::Level::On).wide(1).high(2);
    let (put, got) = calling(r#"{"level":1,"width":1,"height":2,"tag":"a|b"}"#, |client| {
        client.set_state().body(state.clone()).send()
    });
    let names: String = got.tags().map(|name| format!(" [{name}]")).collect();
    let state = format!("{:?}, {} wide, {} high,{names}", got.level.unwrap(), got.wide.unwrap(), got.high.unwrap());
    let (client, pages) = serving(&[r#"{"total":3,"things":[{"id":"a"},{"id":"b"}]}"#, r#"{"total":3,"things":[{"id":"c"}]}"#]);
    client.list_things().size(2).items().into_blocking().take(3).for_each(|thing| _ = thing.unwrap());
    let (client, _) = serving(&[r#"{"state":"failed"}"#, r#"{"state":"done"}"#]);
    let task = client.wait_until_task_over().interval(Duration::from_millis(1)).wait_blocking().unwrap();
    vec![
        calling("", |client| client.show_user("ORG", "USER").send()).0,
        calling("", |client| client.gateway("GATEWAY").bind_app("APP").send()).0,
        calling("", |client| client.close_lock().send()).0,
        calling("", |client| client.open_lock().send()).0,
        calling("", |client| client.list_times().start("START").end("END").send()).0,
        put,
        state,
        requests(&pages),
        task.state.unwrap(),
    ]
}
