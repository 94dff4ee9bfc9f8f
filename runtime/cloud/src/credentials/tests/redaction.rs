//! Tests that nothing that can be printed shows a secret.

use super::*;
use crate::{Config, Response, Service};
use bytes::Bytes;
use std::fmt::Debug;

pub(super) static SERVICE: Service = Service::new("apig", "apig-sdk/0").signature();

/// As a person, a log and a debugger would see it.
fn shown(value: &impl Debug) -> String {
    format!("{value:?}\n{value:#?}")
}

fn shown_with_causes(error: &Error) -> String {
    let mut text = format!("{error}\n{error:#}\n{}", shown(error));
    let mut next = std::error::Error::source(error);
    while let Some(error) = next {
        text = format!("{text}\n{error}\n{error:?}\n{error:#?}");
        next = error.source();
    }
    text
}

#[test]
fn types_that_hold_secrets() {
    let key = || AccessKey::new("AK", MARK).security_token(MARK);
    let token = || Credentials::token(MARK);
    let password = || PasswordLogin::new("user", "domain", MARK).passcode(MARK).project_name("p");
    let every_credentials = [
        token(),
        Credentials::access_key("AK", MARK),
        Credentials::temporary_access_key("AK", MARK, MARK),
        Credentials::password("user", "domain", MARK),
        Credentials::provider(password()),
        Credentials::agency("agency", "domain", token()),
        Credentials::provider(TemporaryKey::new(token())),
        Credentials::provider(InstanceMetadata::new()),
        Credentials::provider(FederatedLogin::new("idp", IdToken::new(MARK))),
        Credentials::provider(OidcAgency::new("p", "a", IdToken::new(MARK))),
        Credentials::provider(PodIdentity::new("http://127.0.0.1", IdToken::new(MARK))),
        Credentials::default_chain(),
    ];
    let mut texts = vec![
        shown(&Secret::from(MARK)),
        shown(&Token::new(MARK)),
        shown(&key()),
        shown(&Identity::Token(Token::new(MARK))),
        shown(&Identity::AccessKey(key())),
        shown(&password()),
        shown(&PasswordLogin::with_user_id("id", MARK)),
        shown(&Agency::new("agency", "domain", token())),
        shown(&Agency::new("agency", "domain", Credentials::provider(password()))),
        shown(&TemporaryKey::new(token())),
        shown(&IdToken::new(MARK)),
        shown(&FederatedLogin::new("idp", IdToken::new(MARK))),
        shown(&OidcAgency::new("p", "a", IdToken::new(MARK))),
        shown(&PodIdentity::new("http://127.0.0.1", IdToken::new(MARK))),
    ];
    for credentials in every_credentials {
        let builder = || {
            Config::builder().endpoint("https://apig.example.com").credentials(credentials.clone()).transport(Nothing)
        };
        let config = builder().build().unwrap();
        let client = SERVICE.client(config.clone());
        texts.extend([shown(&credentials), shown(&builder()), shown(&config), shown(&client)]);
    }
    for broken in [
        Credentials::token(format!("{MARK}\n")),
        Credentials::access_key("", MARK),
        Credentials::access_key("AK", format!("{MARK}\n")),
        Credentials::temporary_access_key("AK", MARK, format!("{MARK}\n")),
    ] {
        let error = Config::builder().endpoint("https://a.example.com").credentials(broken).build().unwrap_err();
        texts.push(shown_with_causes(&error));
    }
    for text in texts {
        assert!(!text.is_empty() && !text.contains(MARK), "{text}");
    }
}

struct Nothing;

impl crate::transport::Transport for Nothing {
    fn send(&self, _: http::Request<Bytes>) -> crate::transport::Exchange<'_> {
        Box::pin(async { Ok(http::Response::default()) })
    }
}

#[test]
fn errors_of_logins() {
    let answer = |status: u16, body: &'static str| {
        let answer = http::Response::builder().status(status).header("x-subject-token", MARK);
        Ok(answer.body(Bytes::from(body)).unwrap())
    };
    let refused = r#"{"error":{"code":401,"message":"m","title":"t"}}"#;
    let token = || Credentials::token(MARK);
    let texts = [
        (Credentials::password("user", "domain", MARK), answer(401, refused)),
        (Credentials::password("user", "domain", MARK), answer(200, "{}")),
        (Credentials::password("user", "domain", MARK), answer(200, r#"{"token":{"expires_at":"s3cret"}}"#)),
        (Credentials::agency("agency", "domain", token()), answer(403, "")),
        (Credentials::agency("agency", "domain", Credentials::access_key("AK", MARK)), answer(403, "")),
        (Credentials::agency("agency", "domain", Credentials::token("s3cret\n")), answer(403, "")),
        (Credentials::provider(TemporaryKey::new(token())), answer(200, r#"{"credential":{"secret":"s3cret"}}"#)),
        (Credentials::provider(TemporaryKey::new(token())), answer(200, r#"{"credential":"s3cret"}"#)),
        (Credentials::provider(InstanceMetadata::new()), answer(200, MARK)),
        (Credentials::provider(FederatedLogin::new("idp", IdToken::new(MARK))), answer(401, refused)),
        (
            Credentials::provider(OidcAgency::new("p", "a", IdToken::new(MARK)).sts_endpoint("https://x")),
            answer(403, ""),
        ),
        (Credentials::provider(PodIdentity::new("http://127.0.0.1", IdToken::new(MARK))), answer(200, MARK)),
    ]
    .map(|(credentials, answer)| {
        let host = Scripted { region: Some("eu-de"), ..Scripted::new(vec![answer]) };
        let error = run(credentials.identity(&host.context())).unwrap_err();
        shown_with_causes(&error)
    });
    for text in texts {
        assert!(!text.contains(MARK), "{text}");
    }
}

#[test]
fn answers_show_their_size_only() {
    let answer = http::Response::builder().header("x-subject-token", MARK).body(Bytes::from(MARK)).unwrap();
    assert!(!shown(&Response::from(answer)).contains(MARK));
}
