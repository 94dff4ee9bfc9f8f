//! Tests waiters for a state of one thing over a real socket: what they wait for, what ends them, and what they say.

use crate::run;
use crate::sdk::{Client, builder};
use crate::server::{Answer, Server};
use oaswright_runtime::{Error, ErrorKind, Method, Operation, Request, Response, State, Validator, Waiter};
use serde::Deserialize;
use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[derive(Clone, Debug, Default, Deserialize)]
struct Task {
    status: Option<String>,
    progress: Option<i32>,
    result: Option<String>,
}

#[derive(Clone)]
struct ShowTask(Client);

impl Operation for ShowTask {
    type Output = Task;
    const NAME: &'static str = "ShowTask";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/tasks/t";

    fn client(&self) -> &oaswright_runtime::Client {
        self.0.runtime()
    }

    fn validate(&self, _: &mut Validator) {}

    fn build(&self, _: &mut Request) {}

    fn decode(response: &Response) -> Result<Self::Output, Error> {
        response.json()
    }
}

const STATE: State<ShowTask> = State {
    field: "status",
    value: |task| Some(task.status.as_ref()?.to_string()),
    reaches: &["succeed", "done"],
    fails_at: &["failed"],
    reason: |_| None,
};

fn call(server: &Server) -> ShowTask {
    ShowTask(Client::new(builder(server.url()).build().unwrap()))
}

fn done(server: &Server) -> Waiter<ShowTask, Task> {
    Waiter::state(call(server), STATE, "the task was not done").interval(Duration::from_millis(5))
}

fn gone(server: &Server) -> Waiter<ShowTask> {
    Waiter::gone(call(server), State { reaches: &[], ..STATE }, "the task was not gone")
        .interval(Duration::from_millis(5))
}

fn shows(tasks: &[&str]) -> Server {
    Server::start(tasks.iter().map(|task| Answer::json(200, task)).collect())
}

#[test]
fn it_gives_the_answer_that_says_so_and_shows_all_before() {
    let server = shows(&[
        "{}",
        r#"{"status":"creating","progress":30}"#,
        r#"{"status":null,"progress":50}"#,
        r#"{"status":"done","progress":100,"result":"r"}"#,
    ]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&seen);
    let waiter = done(&server).on_look(move |task| list.lock().unwrap().push(task.progress));
    assert_eq!(run(waiter.into_future()).unwrap().result.as_deref(), Some("r"));
    assert_eq!(*seen.lock().unwrap(), [None, Some(30), Some(50), Some(100)]);
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_state_that_ends_it_is_an_error_with_the_reason() {
    type Reason = fn(&Task) -> Option<String>;
    let (own, in_result) = ((|_| None) as Reason, (|task| task.result.clone()) as Reason);
    for (task, reason, told, code, message) in [
        (r#"{"status":"failed"}"#, own, "", None, None),
        (r#"{"status":"failed","error_code":"A.1","error_msg":"m"}"#, own, ": A.1: m", Some("A.1"), Some("m")),
        (r#"{"status":"failed","error_code":null,"error_msg":"a\nb"}"#, own, ": a b", None, Some("a\nb")),
        // What says it elsewhere.
        (r#"{"status":"failed","error_msg":"n","result":"{\"code\":1}"}"#, in_result, ": 1", Some("1"), None),
        (r#"{"status":"failed","result":"no quota"}"#, in_result, ": no quota", None, Some("no quota")),
        (r#"{"status":"failed","result":""}"#, in_result, "", None, None),
    ] {
        let server = shows(&[r#"{"status":"creating"}"#, task]);
        let waiter = Waiter::state(call(&server), State { reason, ..STATE }, "the task was not done");
        let error = run(waiter.interval(Duration::ZERO).into_future()).unwrap_err();
        assert_eq!((error.kind(), error.code(), error.message()), (ErrorKind::Failed, code, message), "{task}");
        let words = "ShowTask: 200 OK: the task was not done: `status` is `failed`";
        assert_eq!(error.to_string(), format!("{words}{told}"));
        assert!(!error.is_timeout() && !error.is_retryable() && !error.may_have_been_carried_out());
        assert_eq!(error.body(), Some(task.as_bytes()));
        assert_eq!(server.requests().len(), 2);
    }
}

#[test]
fn what_is_waited_for_to_go_is_gone_with_404() {
    let answers = || vec![Answer::json(200, r#"{"status":"succeed"}"#), Answer::json(404, "{}")];
    let server = Server::start(answers());
    run(gone(&server).into_future()).unwrap();
    assert_eq!(server.requests().len(), 2);
    // Who waits for a state is told.
    assert!(run(done(&Server::start(vec![Answer::json(404, "{}")])).into_future()).unwrap_err().is_not_found());
    let error = run(gone(&shows(&[r#"{"status":"failed"}"#])).into_future()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Failed);
    let error = run(gone(&Server::start(vec![Answer::json(403, "{}")])).into_future()).unwrap_err();
    assert!(error.is_forbidden());
}

#[test]
fn the_time_is_over_in_a_state() {
    for (task, told) in [
        ("{}", "the task was not done within 30 ms (last looked "),
        (r#"{"status":"a\u001bb"}"#, "the task was not done within 30 ms: `status` is `a b` (last looked "),
    ] {
        let server = Server::with(move |_| Answer::json(200, task));
        let error = run(done(&server).timeout(Duration::from_millis(30)).into_future()).unwrap_err();
        assert!(error.is_timeout() && error.to_string().starts_with(&format!("ShowTask: {told}")), "{error}");
    }
}

#[test]
fn nothing_of_the_call_is_shown() {
    let server = shows(&[]);
    let shown = format!("{:?}", done(&server).timeout(Duration::from_secs(1)));
    let words = "Waiter { call: \"ShowTask\", what: \"the task was not done\", interval: 5ms, timeout: 1s, .. }";
    assert_eq!(shown, words);
}
