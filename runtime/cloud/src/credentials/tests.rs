//! Tests credentials from every source, as the wire and the surroundings see them.

mod chain;
mod explicit;
#[cfg(feature = "reqwest")]
mod federation;
#[cfg(feature = "profiles")]
mod files;
#[cfg(feature = "profiles")]
mod hcloud;
mod host;
#[cfg(feature = "reqwest")]
mod iam;
#[cfg(feature = "reqwest")]
mod metadata;
mod redaction;
mod terraform;
mod variables;

use super::*;
pub(super) use host::{Clock, Scripted, run};
#[cfg(feature = "reqwest")]
pub(super) use host::{Wire, server};

/// A text that only secrets contain, so that one search finds any of them.
pub(super) const MARK: &str = "s3cret";

#[test]
fn secrets_that_cannot_be_right_are_refused() {
    let token = |token: &str| Credentials::token(token);
    let key = |id: &str, secret: &str| Credentials::access_key(id, secret);
    for (credentials, words) in [
        (token("MIIabc+/="), None),
        (token(""), Some("must not have an empty token")),
        (token("abc\n"), Some("have a token with characters")),
        (token("abc "), Some("have a token with characters")),
        (token("a\0b"), Some("have a token with characters")),
        (token("é"), Some("have a token with characters")),
        (key("AK", "a;b#c"), None),
        (key("", "x"), Some("must not have an empty access key ID")),
        (key("AK", ""), Some("must not have an empty secret access key")),
        (key("AK\n", "x"), Some("have an access key ID (AK) with characters")),
        (key("A K", "x"), Some("have an access key ID (AK) with characters")),
        (key("A,K", "x"), Some("have an access key ID (AK) with characters")),
        (key("AK", "x\n"), Some("have a secret access key (SK) with characters")),
        (Credentials::temporary_access_key("AK", "x", "t"), None),
        (Credentials::temporary_access_key("AK", "x", ""), Some("have a security token that is empty")),
        (Credentials::provider(InstanceMetadata::new()), None),
    ] {
        match (credentials.mistake(), words) {
            (None, None) => {}
            (Some(mistake), Some(words)) => assert!(mistake.starts_with(words), "{mistake}"),
            (mistake, _) => panic!("{credentials:?}: {mistake:?}"),
        }
    }
}

#[test]
fn fixed_credentials_are_what_they_are() {
    let host = Scripted::new(Vec::new());
    let credentials = Credentials::temporary_access_key("AK", "SK", "ST");
    let identity = run(credentials.identity(&host.context())).unwrap();
    assert_eq!(*identity, Identity::AccessKey(AccessKey::new("AK", "SK").security_token("ST")));
    assert!(!credentials.renew(&identity, true));
    assert_eq!(credentials.hints().unwrap(), Hints::default());
}
