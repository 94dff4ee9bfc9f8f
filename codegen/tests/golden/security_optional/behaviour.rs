//! Each operation says whether it carries credentials.

use super::of_security_optional::security_optional::Client;
use super::of_security_optional::security_optional::{Enter, Knock, Leave, Look};
use crate::support::wire;
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Authentication, Config, Credentials, Operation};

#[test]
fn each_operation_says_it() {
    assert_eq!(
        [Look::AUTHENTICATION, Enter::AUTHENTICATION, Knock::AUTHENTICATION, Leave::AUTHENTICATION],
        [Authentication::Optional, Authentication::Required, Authentication::None, Authentication::None]
    );
}

#[test]
fn what_is_optional_is_sent_where_it_is_there() {
    let sent = |credentials: Option<Credentials>| {
        let replay = Replay::new().answer(Canned::new(204));
        let config = Config::builder().endpoint("https://example.com").transport(replay.clone());
        let config = credentials.into_iter().fold(config, |config, credentials| config.credentials(credentials));
        wire(&replay, Client::new(config.build().unwrap()).look().send())
    };
    assert_eq!(sent(Some(Credentials::api_key("k"))), "GET https://example.com/things\nx-auth-token: k");
    assert_eq!(sent(Some(Credentials::bearer("t"))), "GET https://example.com/things");
    assert_eq!(sent(None), "GET https://example.com/things");
}
