//! What one can wait for in API Gateway, over a real socket: gateways that are made and go, tasks that end.

use crate::server::{Answer, Server};
use crate::support::{INSTANCE, builder, run};
use apig_sdk::apig::types::{CreationStatus, InstanceStatus};
use apig_sdk::{ErrorKind, apig};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const SOON: Duration = Duration::from_millis(5);

fn gateway(server: &Server) -> apig::Gateway {
    apig::Client::new(builder(server.url()).build().unwrap()).gateway(INSTANCE)
}

fn answers(bodies: &[&str]) -> Server {
    Server::start(bodies.iter().map(|body| Answer::json(200, body)).collect())
}

#[test]
fn a_gateway_is_created_and_runs() {
    let server = answers(&[
        r#"{"status":"creating","progress":30,"error_code":null}"#,
        r#"{"status":"creating","progress":90}"#,
        r#"{"status":"success","progress":100}"#,
        r#"{"status":"Creating"}"#,
        r#"{"status":"Unhealthy"}"#,
        r#"{"status":"Running","id":"g"}"#,
    ]);
    let progress = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&progress);
    let gateway = gateway(&server);
    run(async {
        let waiter = gateway.wait_until_instance_created().interval(SOON);
        let created = waiter.on_look(move |answer| seen.lock().unwrap().extend(answer.progress)).await.unwrap();
        assert_eq!(created.status, Some(CreationStatus::Success));
        let running = gateway.wait_until_instance_running().interval(SOON).await.unwrap();
        assert_eq!((running.status, running.id.as_deref()), (Some(InstanceStatus::Running), Some("g")));
    });
    assert_eq!(*progress.lock().unwrap(), [30, 90, 100]);
    let path = format!("/apigw/instances/{INSTANCE}");
    assert!(server.requests()[..3].iter().all(|request| request.line().ends_with(&format!("{path}/progress"))));
    assert!(server.requests()[3..].iter().all(|request| request.line().ends_with(&path)));
}

#[test]
fn a_creation_that_fails_says_why() {
    let failed = r#"{"status":"failed","progress":0,"error_code":"APIC.9218","error_msg":"create failed..."}"#;
    let server = answers(&[failed]);
    let error = run(async { gateway(&server).wait_until_instance_created().await }).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Failed, Some("APIC.9218")));
    let words = "200 OK: the instance was not created: `status` is `failed`: APIC.9218: create failed...";
    assert_eq!(error.to_string(), format!("ShowDetailsOfInstanceProgressV2: {words}"));
    let server = answers(&[r#"{"status":"InitingFailed","type":"apig","message":"m"}"#]);
    let error = run(async { gateway(&server).wait_until_instance_running().await }).unwrap_err();
    let words = "200 OK: the instance was not running: `status` is `InitingFailed`";
    assert_eq!(error.to_string(), format!("ShowDetailsOfInstanceV2: {words}"));
}

#[test]
fn a_task_that_fails_says_why() {
    let waiting = r#"{"task_status":"processing","task_type":"import_api","task_result":""}"#;
    let failed = r#"{"task_status":"failed","task_type":"import_api","task_result":"{\"error_code\":\"APIG.3201\",\"error_msg\":\"The API group name already exists\"}"}"#;
    let server = answers(&[waiting, failed]);
    let waiter = || gateway(&server).wait_until_async_task_done("t").interval(SOON);
    let error = run(async { waiter().await }).unwrap_err();
    assert_eq!((error.code(), error.message()), (Some("APIG.3201"), Some("The API group name already exists")));
    let server = answers(&[waiting, r#"{"task_status":"succeed","task_result":"{}"}"#]);
    let waiter = || gateway(&server).wait_until_async_task_done("t").interval(SOON);
    assert_eq!(run(async { waiter().await }).unwrap().task_result.as_deref(), Some("{}"));
}

#[test]
fn a_gateway_is_deleted() {
    let gone = || Answer::json(404, r#"{"error_code":"APIC.7302","error_msg":"Instance not found"}"#);
    let deleting = || Answer::json(200, r#"{"status":"Deleting"}"#);
    let waited = |answers| {
        let server = Server::start(answers);
        run(async { gateway(&server).wait_until_instance_deleted().interval(SOON).await })
    };
    waited(vec![deleting(), gone()]).unwrap();
    let error = waited(vec![deleting(), Answer::json(200, r#"{"status":"DeleteFailed"}"#)]).unwrap_err();
    assert!(error.to_string().ends_with("the instance was not deleted: `status` is `DeleteFailed`"), "{error}");
}
