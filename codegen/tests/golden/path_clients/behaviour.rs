//! Whoever holds a part of the path says it once; all that is wrong with the whole of it is told together.

use super::of_path_clients::path_clients::types::Kind;
use super::of_path_clients::path_clients::{Client, Gateway};
use crate::support::{config, refused, request};
use oaswright_runtime::CallOptions;
use std::time::Duration;

fn gateway(id: &str) -> Gateway {
    Client::new(config()).gateway(id)
}

#[test]
fn a_client_fills_in_its_part_of_the_path() {
    assert_eq!(request(&Client::new(config()).list_gateways()), "GET /gateways");
    let gateway = gateway("a/b");
    assert_eq!(gateway.gateway_id, "a/b");
    assert_eq!(request(&gateway.show_gateway()), "GET /gateways/a%2Fb");
    assert_eq!(request(&gateway.list_apps().offset(2)), "GET /gateways/a%2Fb/apps?offset=2");
    assert_eq!(request(&gateway.remove_link("z", "l")), "DELETE /zones/z/gateways/a%2Fb/links/l");
    let members = gateway.group(7).members_of_a_kind(Kind::User);
    assert_eq!((members.group_no, &members.kind), (7, &Kind::User));
    assert_eq!(
        request(&members.add_member("m").id("1")),
        "PUT /gateways/a%2Fb/groups/7/members/user/m\n{\"id\":\"1\"}"
    );
}

#[test]
fn all_that_is_wrong_with_a_path_is_told_when_it_is_sent() {
    let all = gateway("..").group(0).members_of_a_kind(Kind::App).add_member("long name");
    let expected = [
        "gateway_id must not be `.` or `..`",
        "group-no must be at least 1, is 0",
        "name must have at most 4 characters, has 9",
    ];
    assert_eq!(refused(&all), expected);
    assert_eq!(refused(&gateway("").show_gateway()), ["gateway_id must not be empty"]);
}

#[test]
fn clients_are_values() {
    let client = Client::new(config());
    assert_eq!(client.gateway("a"), client.gateway("a"));
    assert_ne!(client.gateway("a"), client.gateway("b"));
    assert_eq!(client.gateway("a").list_apps(), client.gateway("a").clone().list_apps());
    let hasty = client.gateway("a").with_options(CallOptions::default().timeout(Duration::from_secs(1)));
    assert_ne!(hasty, client.gateway("a"));
    assert_eq!(request(&hasty.show_gateway()), "GET /gateways/a");
}
