//! Operations and clients are values: made, looked at, compared, shared and sent.

use crate::server::{Answer, Server};
use crate::support::{APP, INSTANCE, PROJECT, QUOTA, TOKEN, assert_request, builder, run};
use apig_sdk::apig::types::{AppQuotaCreate, TimeUnit};
use apig_sdk::apig::{Client, CreateAppQuota};
use apig_sdk::transport::{Bytes, Exchange, Limits, Transport};
use apig_sdk::{ErrorKind, Operation, http};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A client that reaches nothing.
fn offline() -> Client {
    Client::new(builder("https://apig.example.com").build().unwrap())
}

fn create(client: &Client) -> CreateAppQuota {
    client.gateway(INSTANCE).create_app_quota().name("demo").call_limits(7).time_unit(TimeUnit::Hour).time_interval(2)
}

#[test]
fn operations_with_equal_parameters_of_one_client_are_equal() {
    let client = offline();
    assert_eq!(create(&client), create(&client));
    assert_eq!(create(&client), create(&client.clone()));
    assert_eq!(create(&client).clone(), create(&client));
    assert_ne!(create(&client), create(&client).call_limits(8));
    assert_ne!(create(&client), create(&offline()), "another client may be another account");
    assert_ne!(client.gateway("a").show_app_quota("b"), client.gateway("b").show_app_quota("a"));
}

#[test]
fn an_operation_can_be_inspected_and_changed() {
    let mut operation = create(&offline());
    assert_eq!(operation.instance_id, INSTANCE);
    assert_eq!(operation.body.name.as_deref(), Some("demo"));
    assert_eq!((operation.body.call_limits, operation.body.remark.as_deref()), (Some(7), None));
    operation.body.call_limits = None;
    operation.instance_id.clear();
    assert_eq!(operation.to_request().unwrap_err().violations().len(), 2);

    let list = offline().gateway(INSTANCE).list_app_quota_bindable_apps(QUOTA).limit(5);
    assert_eq!((list.offset, list.limit, list.app_name), (None, Some(5), None));
}

#[test]
fn a_body_can_be_made_apart_and_set_whole() {
    let body = AppQuotaCreate::default().name("demo").call_limits(7).time_unit(TimeUnit::Hour).time_interval(2);
    let client = offline();
    assert_eq!(client.gateway(INSTANCE).create_app_quota().body(body), create(&client));
}

#[test]
fn setters_take_what_is_at_hand() {
    let client = offline();
    let gateway = client.gateway(INSTANCE);
    let of = |ids: Vec<String>| gateway.associate_apps_for_app_quota(QUOTA).app_ids(ids);
    let expected = of(vec![APP.to_owned()]);
    assert_eq!(client.gateway(String::from(INSTANCE)).associate_apps_for_app_quota(QUOTA).app_ids([APP]), expected);
    assert_eq!(of([APP].map(str::to_owned).into_iter().collect()), expected);
    let set: BTreeSet<&str> = [APP].into();
    assert_eq!(gateway.associate_apps_for_app_quota(QUOTA).app_ids(set), expected);
}

#[test]
fn a_request_can_be_made_without_a_network() {
    let request = create(&offline()).to_request().unwrap();
    assert_eq!(request.method(), http::Method::POST);
    let url = format!("https://apig.example.com/v2/{PROJECT}/apigw/instances/{INSTANCE}/app-quotas");
    assert_eq!(request.uri(), url.as_str());
    assert_eq!(request.headers()["content-type"], "application/json");
    assert!(!request.headers().contains_key("x-auth-token"), "credentials are added when it is sent");
    assert_eq!(request.body(), r#"{"name":"demo","call_limits":7,"time_unit":"HOUR","time_interval":2}"#);
    assert_eq!(CreateAppQuota::NAME, "CreateAppQuota");
    assert_eq!(CreateAppQuota::PATH, "/v2/{project_id}/apigw/instances/{instance_id}/app-quotas");
}

#[test]
fn awaiting_an_operation_sends_it_as_send_does() {
    let server = Server::start(vec![Answer::json(201, r#"{"name":"a"}"#), Answer::json(201, r#"{"name":"a"}"#)]);
    let client = Client::new(builder(server.url()).build().unwrap());
    let (sent, awaited) = run(async { (create(&client).send().await.unwrap(), create(&client).await.unwrap()) });
    assert_eq!(sent, awaited);
    let [first, second] = &server.requests()[..] else { panic!("two requests") };
    assert_eq!(first, second);
}

#[test]
fn a_copy_can_be_sent_again() {
    let server = Server::start(vec![Answer::new(503, &[], ""), Answer::json(201, "{}")]);
    let operation = create(&Client::new(builder(server.url()).build().unwrap()));
    run(async {
        assert_eq!(operation.clone().await.unwrap_err().status().unwrap(), 503);
        operation.await.unwrap();
    });
    assert_eq!(server.requests()[0], server.requests()[1]);
}

#[test]
fn debug_shows_the_parameters_and_not_the_token() {
    let client = offline();
    let shown = format!("{:?} {:#?} {client:?} {client:#?}", create(&client), create(&client));
    assert!(shown.contains("demo") && shown.contains(INSTANCE) && shown.contains("apig.example.com"), "{shown}");
    assert!(!shown.contains(TOKEN) && !shown.contains("s3cret"), "{shown}");
}

#[derive(Default)]
struct Recorder(Mutex<Vec<http::Request<Bytes>>>);

impl Transport for Recorder {
    fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
        self.0.lock().unwrap().push(request);
        Box::pin(async { Ok(http::Response::new(Bytes::from(r#"{"name":"recorded"}"#))) })
    }
}

#[test]
fn a_recorder_takes_the_place_of_the_network() {
    let recorder = Arc::new(Recorder::default());
    let config =
        builder("https://apig.example.com").attempt_timeout(Duration::from_secs(7)).transport(Arc::clone(&recorder));
    let client = Client::new(config.build().unwrap());
    assert_eq!(run(create(&client).send()).unwrap().name.as_deref(), Some("recorded"));
    assert_eq!(run(client.gateway("").create_app_quota().send()).unwrap_err().kind(), ErrorKind::Violations);

    let requests = recorder.0.lock().unwrap();
    let [request] = &requests[..] else { panic!("one request") };
    let unsent = create(&client).to_request().unwrap();
    assert_eq!((request.uri(), request.body()), (unsent.uri(), unsent.body()));
    assert_eq!(request.headers()["x-auth-token"], TOKEN);
    assert!(!format!("{request:?}").contains(TOKEN), "the header is marked as sensitive");
    assert_eq!(request.extensions().get::<Limits>().unwrap().timeout, Duration::from_secs(7));
}

#[test]
fn an_answer_can_be_decoded_without_a_network() {
    let response = http::Response::new(Bytes::from(r#"{"name":"demo"}"#));
    let quota = CreateAppQuota::decode(&response.into()).unwrap();
    assert_eq!(quota.name.as_deref(), Some("demo"));
}

#[test]
fn fifty_calls_at_once_through_clones_of_one_client() {
    const CALLS: usize = 50;
    let answers = (0..CALLS).map(|index| Answer::json(200, &format!(r#"{{"call_limits":{index}}}"#)));
    let server = Server::start(answers.collect());
    let client = Client::new(builder(server.url()).build().unwrap());
    let answered: BTreeSet<i32> = run(async {
        // Spawning needs futures that can go to another thread, of `send` and of `.await` alike.
        let calls: Vec<_> = (0..CALLS)
            .map(|index| {
                let operation = client.clone().gateway(INSTANCE).show_app_quota(format!("q{index}"));
                if index % 2 == 0 { tokio::spawn(operation.into_future()) } else { tokio::spawn(operation.send()) }
            })
            .collect();
        let mut answered = BTreeSet::new();
        for call in calls {
            answered.extend(call.await.unwrap().unwrap().call_limits);
        }
        answered
    });
    assert_eq!(answered.len(), CALLS, "each call has an answer of its own");

    let requests = server.requests();
    assert_eq!(requests.len(), CALLS);
    for index in 0..CALLS {
        let line = format!("GET /v2/{PROJECT}/apigw/instances/{INSTANCE}/app-quotas/q{index}");
        let request = requests.iter().find(|request| request.line() == line).unwrap();
        assert_request(request, &line, None);
    }
}

#[test]
fn what_an_application_keeps_can_be_shared_between_threads() {
    fn check<T: Send + Sync + 'static>() {}
    check::<Client>();
    check::<CreateAppQuota>();
    check::<apig_sdk::Config>();
    check::<apig_sdk::Error>();
    check::<apig_sdk::Response>();
    assert!(size_of::<Result<(), apig_sdk::Error>>() <= 8, "an error costs a successful call nothing");
}
