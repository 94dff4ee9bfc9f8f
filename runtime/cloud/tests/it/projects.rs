//! Tests the project of a region.

use crate::apps::{ListApps, ShowProject};
use crate::run;
use crate::sdk::{Client, TOKEN};
use crate::server::{Answer, Server};
use apig_runtime::{CallOptions, Config, ConfigBuilder, Credentials, Error, ErrorKind, Method, Retry};
use std::future::IntoFuture;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

fn builder(server: &Server) -> ConfigBuilder {
    Config::builder()
        .endpoint(server.url())
        .iam_endpoint(format!("{}/v3", server.url()))
        .region("eu-de")
        .credentials(Credentials::token(TOKEN))
        .retry(Retry::standard().base_delay(Duration::ZERO))
}

fn projects(ids: &[&str]) -> Answer {
    let projects: Vec<String> = ids.iter().map(|id| format!(r#"{{"id":"{id}","name":"eu-de"}}"#)).collect();
    Answer::json(200, &format!(r#"{{"links":{{}},"projects":[{}]}}"#, projects.join(",")))
}

#[test]
fn it_is_found_once() {
    let server = Server::start(vec![
        Answer::new(503, &[], ""),
        projects(&["e867"]),
        Answer::json(200, "[]"),
        Answer::json(201, "{}"),
        Answer::json(200, "[]"),
    ]);
    let config = builder(&server).build().unwrap();
    let client = Client::new(config.clone());
    run(async {
        client.list_quotas().send().await.unwrap();
        client.create_quota("i1").name("demo").await.unwrap();
        Client::new(config).list_quotas().send().await.unwrap();
    });
    let requests = server.requests();
    let lines: Vec<&str> = requests.iter().map(|request| request.line()).collect();
    assert_eq!(
        lines,
        [
            "GET /v3/projects?name=eu-de",
            "GET /v3/projects?name=eu-de",
            "GET /v2/e867/quotas",
            "POST /v2/e867/instances/i1/quotas",
            "GET /v2/e867/quotas",
        ]
    );
    assert!(requests.iter().all(|request| request.header("x-auth-token") == Some(TOKEN)));
}

#[test]
fn tasks_that_start_together_ask_once() {
    let answers = (0..20).map(|_| Answer::json(200, "[]"));
    let server = Server::start([projects(&["e867"])].into_iter().chain(answers).collect());
    let client = Client::new(builder(&server).build().unwrap());
    run(async {
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            tasks.spawn(client.list_quotas().send());
        }
        while let Some(result) = tasks.join_next().await {
            result.unwrap().unwrap();
        }
    });
    let asked = server.requests().iter().filter(|request| request.line().contains("/v3/")).count();
    assert_eq!((asked, server.requests().len()), (1, 21));
}

#[test]
fn none_or_several_are_errors() {
    for (ids, words) in [
        (&[][..], "project_id cannot be looked up: no project is named `eu-de`; set it with"),
        (&["a", "b"], "project_id cannot be looked up: several projects are named `eu-de` (a, b); set it with"),
    ] {
        let server = Server::start(vec![projects(ids)]);
        let error = run(Client::new(builder(&server).build().unwrap()).list_quotas().send()).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert!(error.to_string().starts_with("ListQuotas: the configuration is wrong: "), "{error}");
        assert_eq!(server.requests().len(), 1, "nothing else was sent");
    }
}

#[test]
fn other_violations_come_first() {
    let server = Server::start(Vec::new());
    let client = Client::new(builder(&server).build().unwrap());
    let error = run(client.create_quota("").name("demo").send()).unwrap_err();
    assert_eq!(error.violations().len(), 1, "{error}");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn without_a_region_it_must_be_given() {
    let server = Server::start(Vec::new());
    let config = Config::builder().endpoint(server.url()).credentials(Credentials::token(TOKEN)).build().unwrap();
    let error = run(Client::new(config).list_quotas().send()).unwrap_err();
    assert!(error.to_string().contains("project_id is required"), "{error}");
}

/// What many calls that start together come to.
fn together(client: &Client, calls: usize) -> Vec<Result<(), Error>> {
    run(async {
        let mut tasks = JoinSet::new();
        for _ in 0..calls {
            let call = client.list_quotas().send();
            tasks.spawn(async { call.await.map(drop) });
        }
        tasks.join_all().await
    })
}

#[test]
fn tasks_that_wait_for_it_share_its_failure() {
    let server = Server::with(|_| Answer::json(403, r#"{"error":{"code":403,"message":"No.","title":"Forbidden"}}"#));
    let client = Client::new(builder(&server).build().unwrap());
    for error in together(&client, 100).into_iter().map(Result::unwrap_err) {
        let words =
            "ListQuotas: finding the project of region `eu-de` failed: KeystoneListProjects: 403 Forbidden: 403: No.";
        assert!(error.to_string().starts_with(words), "{error}");
        // The answer is not that of the call.
        assert_eq!((error.kind(), error.status(), error.attempts()), (ErrorKind::Credentials, None, 0));
        assert!(!error.is_retryable() && !error.may_have_been_carried_out());
        assert_eq!(error.call().unwrap().name, "ListQuotas");
    }
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn to_wait_for_it_is_a_part_of_the_call() {
    let server = Server::with(|request| match request.line().contains("/v3/") {
        true => Answer::Silence,
        false => Answer::json(200, "[]"),
    });
    let client = Client::new(builder(&server).timeout(Duration::from_millis(300)).build().unwrap());
    let start = Instant::now();
    for error in together(&client, 10).into_iter().map(Result::unwrap_err) {
        assert!(error.is_timeout(), "{error}");
    }
    // One after another they would take three seconds.
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn a_hasty_call_does_not_spoil_it_for_others() {
    let server = Server::with(|request| match request.line().contains("/v3/") {
        true => {
            std::thread::sleep(Duration::from_millis(300));
            projects(&["e867"])
        }
        false => Answer::json(200, "[]"),
    });
    let client = Client::new(builder(&server).build().unwrap());
    let hasty = CallOptions::new().timeout(Duration::from_millis(100)).attempt_timeout(Duration::from_millis(50));
    let hasty = client.with_options(hasty.retry(Retry::none()));
    run(async {
        assert!(hasty.list_quotas().send().await.unwrap_err().is_timeout());
        client.list_quotas().send().await.unwrap();
    });
}

/// A lookup that is under way when another call has found the project must not leave this one without.
#[test]
fn no_call_goes_out_without_a_project() {
    let server = Server::with(|request| match request.line().contains("/v3/") {
        true => projects(&["e867"]),
        false => Answer::json(200, "[]"),
    });
    let threads = tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build().unwrap();
    threads.block_on(async {
        for _ in 0..20 {
            let client = Client::new(builder(&server).build().unwrap());
            let mut tasks = JoinSet::new();
            for _ in 0..100 {
                let client = client.clone();
                tasks.spawn(async move { client.list_quotas().send().await });
            }
            assert!(tasks.join_all().await.iter().all(Result::is_ok));
        }
    });
    let requests = server.requests();
    let asked = requests.iter().filter(|request| request.line() == "GET /v3/projects?name=eu-de").count();
    let called = requests.iter().filter(|request| request.line() == "GET /v2/e867/quotas").count();
    assert_eq!((asked, called, requests.len()), (20, 2000, 2020));
}

#[test]
fn a_project_that_is_not_found_is_no_list_that_is_gone() {
    let server = Server::with(|_| Answer::json(404, r#"{"error":{"code":404,"message":"No such endpoint."}}"#));
    let client = Client::new(builder(&server).build().unwrap());
    let error = run(ListApps::new(&client).until_unbound_or_gone("x").into_future()).unwrap_err();
    assert_eq!((error.kind(), error.is_not_found()), (ErrorKind::Credentials, false), "{error}");
}

#[test]
fn a_clone_is_for_another_project() {
    let server = Server::with(|_| Answer::json(200, "[]"));
    let client = Client::new(builder(&server).project_id("p1").build().unwrap());
    run(async {
        client.in_project("p2").list_quotas().send().await.unwrap();
        client.list_quotas().send().await.unwrap();
    });
    let lines: Vec<String> = server.requests().iter().map(|request| request.line().to_owned()).collect();
    assert_eq!(lines, ["GET /v2/p2/quotas", "GET /v2/p1/quotas"]);
    let error = run(client.in_project("").list_quotas().send()).unwrap_err();
    assert_eq!(error.to_string(), "ListQuotas: nothing was sent: project_id must not be empty");
}

#[test]
fn it_is_found_for_calls_by_hand() {
    let server =
        Server::start(vec![projects(&["e867"]), Answer::json(404, r#"{"error_code":"APIG.3030","error_msg":"gone"}"#)]);
    let client = Client::new(builder(&server).build().unwrap());
    let error = run(client.runtime().request(Method::DELETE, "/v2/{project_id}/x").send()).unwrap_err();
    assert_eq!(error.to_string(), "DELETE /v2/{project_id}/x: 404 Not Found: APIG.3030: gone");
    assert_eq!(server.requests()[1].line(), "DELETE /v2/e867/x");
}

/// Whoever asks about a project says which: none is looked up, and the call is for the whole account.
#[test]
fn the_caller_may_name_another() {
    let server = Server::with(|_| Answer::json(200, "{}"));
    let key = Credentials::access_key("AK", "SK");
    for builder in [builder(&server), builder(&server).credentials(key).domain_id("d1").project_id("p1")] {
        let client = Client::new(builder.build().unwrap());
        run(apig_runtime::send(ShowProject { client, project_id: "p7".to_owned() })).unwrap();
    }
    let requests = server.requests();
    let lines: Vec<&str> = requests.iter().map(|request| request.line()).collect();
    assert_eq!(lines, ["GET /v3/projects/p7"; 2]);
    assert_eq!((requests[1].header("x-domain-id"), requests[1].header("x-project-id")), (Some("d1"), None));
}

#[test]
fn without_one_nothing_is_sent() {
    let server = Server::start(Vec::new());
    let config = Config::builder().endpoint(server.url()).credentials(Credentials::token(TOKEN)).build().unwrap();
    let client = Client::new(config);
    let missing = "project_id is required: set it with `Config::builder().project_id(..)`";
    let error = run(client.create_quota("a").name("demo").send()).unwrap_err();
    assert_eq!(error.to_string(), format!("CreateQuota: nothing was sent: {missing}"));
    let error = run(client.runtime().request(Method::GET, "/{project_id}/x").send()).unwrap_err();
    assert_eq!(error.to_string(), format!("GET /{{project_id}}/x: nothing was sent: {missing}"));
    assert_eq!(server.requests().len(), 0);
}
