//! The host is the caller's to say, unless an operation has one.

use super::of_relative_server::relative_server::Client;
use crate::support::wire;
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, ConfigBuilder, Sending};

fn sent(config: ConfigBuilder, call: fn(&Client) -> Sending<()>) -> String {
    let replay = Replay::new().answer(Canned::new(204));
    wire(&replay, call(&Client::new(config.transport(replay.clone()).build().unwrap())))
}

#[test]
fn each_call_has_a_host() {
    let config = Config::builder;
    let [list, files] = [|client: &Client| client.list_things().send(), |client: &Client| client.list_files().send()];
    assert_eq!(sent(config().endpoint("https://example.com/api/v3"), list), "GET https://example.com/api/v3/things");
    let mistake = "ListThings: nothing was sent: endpoint is required, because the API says only that it is at `/api/v3` of \
        some host: set it with `Config::builder().endpoint(\"https://…\")`";
    assert_eq!(sent(config(), list), mistake);
    assert_eq!(sent(config(), files), "GET https://files.example.com/files");
}
