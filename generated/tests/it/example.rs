//! The program that the README shows, run as its reader would run it.

use crate::server::{Answer, Server};
use crate::support::{INSTANCE, PROJECT, QUOTA, TOKEN, assert_request};
use std::env::consts::EXE_SUFFIX;
use std::process::{Command, Output};

/// The example, which `cargo test` builds beside the tests. Where only this binary was asked for, cargo is.
fn example(name: &str) -> Command {
    let tests = std::env::current_exe().unwrap();
    let built = tests.ancestors().nth(2).unwrap().join(format!("examples/{name}{EXE_SUFFIX}"));
    if built.is_file() {
        return Command::new(built);
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--package", "apig-sdk", "--all-features", "--example", name]);
    cargo
}

fn run_against(name: &str, server: &Server) -> Output {
    example(name)
        .env("APIG_ENDPOINT", server.url())
        .env("APIG_PROJECT_ID", PROJECT)
        .env("APIG_INSTANCE_ID", INSTANCE)
        .env("APIG_QUOTA_ID", QUOTA)
        .env("APIG_TOKEN", TOKEN)
        // A proxy is for other hosts; nobody listens there.
        .env("http_proxy", "http://127.0.0.1:1")
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .output()
        .unwrap()
}

#[test]
fn the_example_creates_a_quota() {
    let server = Server::start(vec![Answer::json(201, &format!(r#"{{"app_quota_id":"{QUOTA}"}}"#))]);
    let output = run_against("create_quota", &server);
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("created {QUOTA}\n"), "{output:?}");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");

    let [request] = &server.requests()[..] else { panic!("one request") };
    let line = format!("POST /v2/{PROJECT}/apigw/instances/{INSTANCE}/app-quotas");
    let body = r#"{"name":"demo","call_limits":1000,"time_unit":"DAY","time_interval":1}"#;
    assert_request(request, &line, Some(body));
}

#[test]
fn the_example_fails_with_what_the_server_said() {
    let body = r#"{"error_code":"APIG.3325","error_msg":"The API quota name already exists"}"#;
    let server = Server::start(vec![Answer::json(400, body)]);
    let output = run_against("create_quota", &server);
    assert!(!output.status.success() && output.stdout.is_empty());
    let shown = String::from_utf8_lossy(&output.stderr);
    assert!(shown.contains("APIG.3325: The API quota name already exists"), "{shown}");
    assert!(!shown.contains(TOKEN), "{shown}");
}

#[test]
fn the_readme_shows_the_example() {
    let example = include_str!("../../examples/create_quota.rs");
    let (_, program) = example.split_once("\n\n").unwrap();
    assert!(include_str!("../../../README.md").contains(program), "copy the example into README.md");
}

#[cfg(feature = "blocking")]
#[test]
fn the_script_lists_apps() {
    let app =
        |name: &str| Answer::json(200, &format!(r#"{{"total":2,"apps":[{{"app_id":"{name}","name":"{name}"}}]}}"#));
    let server = Server::start(vec![app("one"), app("two")]);
    let output = run_against("bindable_apps", &server);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "one\ntwo\n", "{output:?}");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}
