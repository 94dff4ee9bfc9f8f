//! An endpoint that the caller sets is where all calls go; a server that is a path is on the same host.

use super::of_many_hosts::many_hosts::{Client, ListFiles};
use crate::support::{config, request};
use apig_runtime::{Config, Operation, transport::Offline};

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

#[test]
fn a_server_of_an_operation() {
    assert_eq!(ListFiles::SERVER, Some("https://a.files.example.com"));
}
