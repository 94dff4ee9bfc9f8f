//! What comes of waiting for states of all types.

use super::of_waiting::waiting::*;
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, ErrorKind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

fn serving(answers: &[(u16, &'static str)]) -> Client {
    let answers = answers.iter().map(|(status, body)| Canned::json(*status, body).header("X-Cost", "3"));
    let script = answers.fold(Replay::new(), Replay::answer);
    Client::new(Config::builder().endpoint("https://example.com").transport(script).build().unwrap())
}

const SOON: Duration = Duration::from_millis(1);

#[test]
fn the_answer_that_says_so_is_given_and_all_are_shown() {
    let client = serving(&[
        (200, r#"{"status":"waiting"}"#),
        (200, r#"{"status":"new to the sdk","count":30}"#),
        (200, r#"{"status":"on hold","count":100,"result":"r"}"#),
    ]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&seen);
    let waiter = client.wait_until_task_done("t").interval(SOON);
    let answer = waiter.on_look(move |task| list.lock().unwrap().push(task.count)).wait_blocking().unwrap();
    assert_eq!((answer.status, answer.result.as_deref()), (Some(types::Status::OnHold), Some("r")));
    assert_eq!(*seen.lock().unwrap(), [None, Some(30), Some(100)]);
}

#[test]
fn what_fails_says_at_what_and_why() {
    let client = serving(&[(200, r#"{"status":"failed","result":"{\"error_code\":\"A.1\",\"error_msg\":\"full\"}"}"#)]);
    let error = client.wait_until_task_done("t").wait_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Failed);
    assert_eq!(error.to_string(), "ShowTask: 200 OK: the task was not done: `status` is `failed`: A.1: full");
    assert_eq!(error.decode_body::<types::Task>().unwrap().status, Some(types::Status::Failed));
    let error = serving(&[(200, r#"{"code":4}"#)]).wait_until_code_ready("t").wait_blocking().unwrap_err();
    assert_eq!(error.to_string(), "ShowTask: 200 OK: the code was not ready: `code` is `4`");
    let error =
        serving(&[(200, r#"{"meta":{"closed":false,"state":"s"}}"#)]).wait_until_task_closed("t").wait_blocking();
    let words = "ShowTask: 200 OK: the task was not closed: `/meta/closed` is `false`: s";
    assert_eq!(error.unwrap_err().to_string(), words);
}

#[test]
fn a_state_is_found_wherever_it_is() {
    serving(&[(200, r#"{"code":1}"#), (200, r#"{"code":3}"#)])
        .wait_until_code_ready("t")
        .interval(SOON)
        .wait_blocking()
        .unwrap();
    serving(&[(200, r#"{"count":-1}"#)]).wait_until_count_full("t").wait_blocking().unwrap();
    let metas = [(200, r#"{"meta":null}"#), (200, "{}"), (200, r#"{"meta":{"closed":true}}"#)];
    serving(&metas).wait_until_task_closed("t").interval(SOON).wait_blocking().unwrap();
    let states = [
        (200, r#"{"meta":{"closed":true,"state":null}}"#),
        (200, r#"{"meta":{"closed":true,"state":"yes \"and\" no"}}"#),
    ];
    serving(&states).wait_until_state_set("t").interval(SOON).wait_blocking().unwrap();
    let answer = serving(&[(200, r#"{"state":"sealed"}"#)]).wait_until_box_sealed("b").wait_blocking().unwrap();
    assert_eq!((answer.x_cost, answer.body.state.as_str()), (3, "sealed"));
}

#[test]
fn gone_is_what_is_not_found() {
    let answers = [(200, r#"{"status":"failed"}"#), (404, "{}")];
    serving(&answers).wait_until_gone("t").interval(SOON).wait_blocking().unwrap();
    let error = serving(&answers).wait_until_task_gone("t").interval(SOON).wait_blocking().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Failed);
    assert!(serving(&[(404, "{}")]).wait_until_task_done("t").wait_blocking().unwrap_err().is_not_found());
}
