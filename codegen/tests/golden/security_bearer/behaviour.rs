//! A token goes where one is needed, and nowhere else.

use super::of_security_bearer::security_bearer::Client;
use crate::support::wire;
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, Credentials, Sending};

fn sent(credentials: Option<Credentials>, call: fn(&Client) -> Sending<()>) -> String {
    let replay = Replay::new().answer(Canned::new(204));
    let config = Config::builder().endpoint("https://example.com").transport(replay.clone());
    let config = credentials.into_iter().fold(config, |config, credentials| config.credentials(credentials));
    wire(&replay, call(&Client::new(config.build().unwrap())))
}

#[test]
fn each_call_has_what_it_needs() {
    let token = || Some(Credentials::bearer("s3cret"));
    assert_eq!(
        sent(token(), |client| client.enter().send()),
        "GET https://example.com/closed\nauthorization: Bearer s3cret"
    );
    assert_eq!(sent(token(), |client| client.look().send()), "GET https://example.com/open");
    assert_eq!(sent(None, |client| client.look().send()), "GET https://example.com/open");
    assert_eq!(
        sent(None, |client| client.enter().send()),
        "Enter: the operation needs credentials: give some to `Config::builder().credentials(..)`"
    );
}
