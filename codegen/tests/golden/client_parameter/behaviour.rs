//! The client fills its own parameter.

use super::of_client_parameter::client_parameter::Client;
use crate::support::{refused, request};
use apig_runtime::{Config, ConfigBuilder, transport::Offline};

fn client(more: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Client {
    let config = Config::builder().endpoint("https://example.com").transport(Offline);
    Client::new(more(config).build().unwrap())
}

#[test]
fn the_configuration_has_it_or_a_clone() {
    let of_one = client(|config| config.project_id("p 1"));
    assert_eq!(request(&of_one.show_thing("a b")), "GET /v1/p%201/things/a%20b");
    assert_eq!(request(&of_one.in_project("q").show_thing("a")), "GET /v1/q/things/a");
    let expected = ["project_id is required: set it with `Config::builder().project_id(..)`"];
    assert_eq!(refused(&client(|config| config).show_thing("a")), expected);
}
