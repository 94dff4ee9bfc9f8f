//! Tests configurations: what is wrong with one is told together, and one is made from another.

use crate::run;
use crate::sdk::{Client, TOKEN, builder};
use apig_runtime::testing::{Canned, Replay};
use apig_runtime::{Config, Credentials, ErrorKind};
use std::time::Duration;

#[test]
fn configuration_mistakes_come_together() {
    let error = Config::builder()
        .project_id("a/b")
        .credentials(Credentials::token("s3cret\n"))
        .timeout(Duration::ZERO)
        .user_agent("é")
        .max_body_size(0)
        .header("X-Auth-Token", "s3cret")
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let places: Vec<&str> = error.violations().iter().map(|mistake| mistake.place.as_str()).collect();
    assert_eq!(
        places,
        ["timeout", "user_agent", "max_body_size", "endpoint", "project_id", "credentials", "header `X-Auth-Token`"]
    );
    assert!(!format!("{error} {error:?}").contains("s3cret"));
}

#[test]
fn a_configuration_of_another_project_is_made_from_one() {
    let replay = Replay::new().answer(Canned::json(200, "[]")).answer(Canned::json(200, "[]"));
    let first = builder("https://a.example.com").transport(replay.clone()).header("x-a", "1").build().unwrap();
    let second = first.to_builder().project_id("p2").header("x-b", "2").build().unwrap();
    for config in [first, second] {
        run(Client::new(config).list_quotas().send()).unwrap();
    }
    let came: Vec<_> = replay.requests().iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(came, ["https://a.example.com/v2/p1/quotas", "https://a.example.com/v2/p2/quotas"]);
    let second = &replay.requests()[1];
    let headers = ["x-a", "x-b", "x-auth-token"].map(|name| second.header(name).unwrap().to_owned());
    assert_eq!(headers, ["1", "2", TOKEN]);
}

/// A setting that every configuration has is one of this cloud's, too.
#[test]
fn every_setting_is_handed_on() {
    let setters = |text: &str, pattern: &str| {
        let lines = text.lines().filter_map(|line| line.strip_prefix(pattern)?.split_once('('));
        lines.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    };
    let general = setters(include_str!("../../../http/src/config/builder.rs"), "    pub fn ");
    let own = include_str!("../../src/config/builder.rs");
    let own = [setters(own, "    pub fn "), setters(own, "    ")].concat();
    let missing: Vec<_> = general.iter().filter(|name| !own.contains(name)).collect();
    assert!(general.len() > 10);
    // The last is no setting, and regions say which server it is.
    assert_eq!(missing, ["server", "server_variable", "reaches_tls"]);
}
