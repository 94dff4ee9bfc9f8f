//! Each operation is sent with what it takes of what was given, where its scheme says, and with nothing else.

use super::of_security_schemes::security_schemes::Client;
use crate::support::wire;
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{ClientCredentials, Config, Credentials, Sending};

fn sent<T>(credentials: Credentials, call: fn(&Client) -> Sending<T>) -> String {
    exchanged(Replay::new().answer(Canned::new(204)), credentials, call)
}

fn exchanged<T>(replay: Replay, credentials: Credentials, call: fn(&Client) -> Sending<T>) -> String {
    let config = Config::builder().credentials(credentials).transport(replay.clone());
    wire(&replay, call(&Client::new(config.build().unwrap())))
}

fn token() -> Credentials {
    Credentials::bearer("s3cret")
}

/// All that the document's schemes take, but a login of a program.
fn everything() -> Credentials {
    let key = |scheme| Credentials::api_key("k 1").of_scheme(scheme);
    token().and(Credentials::basic("me", "pass")).and(key("appKey")).and(key("appId")).and(key("session"))
}

#[test]
fn what_the_document_says_for_all() {
    let expected = "GET https://lamps.example.com/v1/lamps\nauthorization: Bearer s3cret";
    assert_eq!(sent(token(), |client| client.list_lamps().send()), expected);
    assert_eq!(sent(everything(), |client| client.list_lamps().send()), expected);
}

#[test]
fn two_together() {
    let expected = "POST https://lamps.example.com/v1/lamps?app_id=k%201\ncontent-length: 0\nx-app-key: k 1";
    assert_eq!(sent(everything(), |client| client.create_lamp().send()), expected);
    let expected = "CreateLamp: the operation takes `appKey` and `appId`, and nothing that was given is for that \
        (`of_scheme` says what is for which)";
    assert_eq!(sent(Credentials::api_key("k").of_scheme("appKey"), |client| client.create_lamp().send()), expected);
}

#[test]
fn one_or_the_other_or_none() {
    for (credentials, header) in [
        (Credentials::basic("me", "pass"), "\nauthorization: Basic bWU6cGFzcw=="),
        (Credentials::api_key("k1"), "\ncookie: sid=k1"),
        (everything(), "\nauthorization: Basic bWU6cGFzcw=="),
        (token(), ""),
    ] {
        let expected = format!("PUT https://lamps.example.com/v1/lamps\ncontent-length: 0{header}");
        assert_eq!(sent(credentials, |client| client.replace_lamps().send()), expected);
    }
}

#[test]
fn none_at_all() {
    let expected = "HEAD https://lamps.example.com/v1/lamps";
    assert_eq!(sent(everything(), |client| client.check_lamps().send()), expected);
}

#[test]
fn a_program_logs_in_first() {
    let replay = Replay::new()
        .answer(Canned::json(200, r#"{"access_token": "t1", "token_type": "Bearer", "expires_in": 3600}"#))
        .answer(Canned::new(204));
    let login = Credentials::client_credentials(ClientCredentials::new("me", "pass").scope("write"));
    let expected = "POST https://login.example.com/token\n\
        content-type: application/x-www-form-urlencoded\nauthorization: Basic bWU6cGFzcw==\n\
        grant_type=client_credentials&scope=write\n\
        DELETE https://lamps.example.com/v1/lamps\nauthorization: Bearer t1";
    assert_eq!(exchanged(replay, login, |client| client.delete_lamps().send()), expected);
}

#[test]
fn what_has_to_be_brought_along() {
    let expected = "PatchLamps: the operation takes `mutual`, or `digest`, and nothing that was given is for that \
        (`of_scheme` says what is for which)";
    assert_eq!(sent(everything(), |client| client.patch_lamps().send()), expected);
}
