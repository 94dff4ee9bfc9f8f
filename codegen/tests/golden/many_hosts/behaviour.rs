//! An endpoint that the caller sets is where all calls go; a server that is a path is on the same host.

use super::of_many_hosts::many_hosts::{Client, ListFiles};
use crate::support::{config, request, wire};
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, ConfigBuilder, Operation, Sending, transport::Offline};

#[test]
fn an_endpoint_of_the_callers_is_where_all_calls_go() {
    let client = Client::new(config());
    assert_eq!(request(&client.list_things()), "GET /things");
    assert_eq!(request(&client.list_files()), "GET /files");
    assert_eq!(request(&client.put_file()), "PUT /v2/files");
    let config = Config::builder().endpoint("http://localhost:1/base").transport(Offline).build().unwrap();
    let client = Client::new(config);
    assert_eq!(client.put_file().to_request().unwrap().uri().to_string(), "http://localhost:1/v2/files");
    assert_eq!(client.list_things().to_request().unwrap().uri().to_string(), "http://localhost:1/base/things");
}

fn sent(config: ConfigBuilder, call: fn(&Client) -> Sending<()>) -> String {
    let replay = Replay::new().answer(Canned::new(204));
    match config.transport(replay.clone()).build() {
        Ok(config) => wire(&replay, call(&Client::new(config))),
        Err(error) => error.to_string(),
    }
}

#[test]
fn calls_go_to_the_first_server_or_to_the_one_that_is_named() {
    let config = Config::builder;
    let list = |config| sent(config, |client| client.list_things().send());
    assert_eq!(list(config()), "GET https://eu.example.com/v1/things");
    assert_eq!(list(config().server_variable("region", "us")), "GET https://us.example.com/v1/things");
    let both = config().server("production").server_variable("version", "v2").server_variable("region", "us");
    assert_eq!(list(both), "GET https://us.example.com/v2/things");
    assert_eq!(list(config().server("Development")), "GET http://localhost:8080/things");
    assert_eq!(list(config().server("http://localhost:8080")), "GET http://localhost:8080/things");
    for (config, mistake) in [
        (config().server("nowhere"), "server is no server of this API: there are `production`, `Development`"),
        (
            config().server_variable("zone", "a"),
            "server_variable is no variable of `https://{region}.example.com/{version}`: there are `region`, `version`",
        ),
        (
            config().server_variable("region", "evil.example/#"),
            "endpoint of this API is `https://evil.example/#.example.com/v1`, which must have no fragment (`#`)",
        ),
    ] {
        assert_eq!(list(config), format!("ListThings: nothing was sent: {mistake}"));
    }
}

#[test]
fn calls_of_a_path_or_an_operation_go_where_it_says() {
    let config = || Config::builder().server_variable("region", "us");
    let [files, file] = [|client: &Client| client.list_files().send(), |client: &Client| client.put_file().send()];
    assert_eq!(sent(config(), files), "GET https://a.files.example.com/files");
    assert_eq!(sent(config(), file), "PUT https://us.example.com/v2/files\ncontent-length: 0");
}

#[test]
fn a_server_of_an_operation() {
    assert_eq!(ListFiles::SERVER, Some("https://a.files.example.com"));
}
