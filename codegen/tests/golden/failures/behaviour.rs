//! The body of an error is decoded as the type that the operation's documentation names for its status.

use super::of_failures::failures::*;
use oaswright_runtime::testing::{Canned, Replay};
use oaswright_runtime::{Config, Error, ErrorKind, Retry, block_on};

fn revoke(status: u16, media_type: &'static str, body: &'static str) -> Error {
    let replay = Replay::new().answer(Canned::new(status).header("Content-Type", media_type).body(body));
    let config = Config::builder().endpoint("https://example.com").transport(replay).retry(Retry::none());
    block_on(Client::new(config.build().unwrap()).revoke_invite("i1").send()).unwrap_err()
}

#[test]
fn each_status_has_the_type_that_the_table_names() {
    let body = r#"{"title":"gone","invited":"2020-01-02T03:04:05Z","token":"s3cret"}"#;
    let error = revoke(409, "application/problem+json", body);
    assert_eq!((error.kind(), error.message()), (ErrorKind::Api, Some("gone")));
    let conflict: types::RevokeInvite409Error = error.decode_body().unwrap();
    assert_eq!(conflict.title, "gone");
    assert_eq!(conflict.invited.as_ref().unwrap().as_str(), "2020-01-02T03:04:05Z");
    assert_eq!(conflict.token.as_ref().unwrap().expose(), "s3cret");
    let shown = format!("{conflict:?} {error} {error:?} {error:#?}");
    assert!(!shown.contains("s3cret"), "{shown}");

    let list: Vec<types::Problem> =
        revoke(422, "application/vnd.list+json", r#"[{"error_code":"X.1"},{}]"#).decode_body().unwrap();
    assert_eq!(list[0].error_code.as_deref(), Some("X.1"));

    let page = revoke(502, "text/html", "<p>down</p>");
    assert_eq!(page.body(), Some(&b"<p>down</p>"[..]));
    assert_eq!(page.response().unwrap().text().unwrap(), "<p>down</p>");

    let any: oaswright_runtime::Value = revoke(503, "application/json", "[1]").decode_body().unwrap();
    assert_eq!(any[0], 1);

    let other: types::Problem = revoke(303, "application/json", r#"{"error_msg":"m"}"#).decode_body().unwrap();
    assert_eq!(other.error_msg.as_deref(), Some("m"));
}

/// A gateway before the service answers in its own way, whatever the document says.
#[test]
fn a_body_of_another_type_says_where_it_differs_and_shows_nothing() {
    let error = revoke(409, "application/json", r#"{"title":["s3cret"],"token":"s3cret"}"#);
    let wrong = error.decode_body::<types::RevokeInvite409Error>().unwrap_err();
    assert_eq!((wrong.kind(), wrong.path()), (ErrorKind::Decode, Some("title")));
    assert_eq!(wrong.status().unwrap().as_u16(), 409);
    let shown = wrong.to_string();
    assert!(shown.starts_with("RevokeInvite: 409 Conflict: the body cannot be decoded at `title`"), "{shown}");
    assert!(!format!("{shown} {wrong:?} {wrong:#?}").contains("s3cret"), "{shown}");
    let empty = revoke(409, "application/json", "").decode_body::<types::RevokeInvite409Error>().unwrap_err();
    assert_eq!(empty.to_string(), "RevokeInvite: 409 Conflict: the body is empty");
}
