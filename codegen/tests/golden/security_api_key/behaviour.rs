//! A token or a signature goes where one is needed, and nowhere else.

use super::of_security_api_key::security_api_key::Client;
use crate::support::wire;
use apig_runtime::{Config, Credentials, Sending};
use oaswright_runtime::testing::{Canned, Replay};

fn sent(credentials: Credentials, call: fn(&Client) -> Sending<()>) -> String {
    let replay = Replay::new().answer(Canned::new(204));
    let config = Config::builder().region("eu").credentials(credentials).transport(replay.clone());
    wire(&replay, call(&Client::new(config.build().unwrap())))
}

#[test]
fn each_call_has_what_it_needs() {
    let token = || Credentials::token("s3cret");
    assert_eq!(
        sent(token(), |client| client.enter().send()),
        "GET https://eu.example.com/base/closed\nx-auth-token: s3cret"
    );
    assert_eq!(sent(token(), |client| client.look().send()), "GET https://eu.example.com/base/open");
    let key = || Credentials::access_key("anId", "s3cret");
    assert_eq!(sent(key(), |client| client.look().send()), "GET https://eu.example.com/base/open");
    let signed = sent(key(), |client| client.enter().send());
    assert!(signed.contains("\nauthorization: SDK-HMAC-SHA256 Access=anId, SignedHeaders="), "{signed}");
}
