//! Secrets travel as they are, are checked, and are never shown.

use super::of_secrets::secrets::{
    Client, LogIn, Look, Peek, PostForm, PostOther, PostOtherParts, PostParts, PostText, SetWhole, types::*,
};
use crate::support::{answer, both_ways, config, refused, request, sent};
use oaswright_runtime::{Operation, Secret};

fn log_in() -> LogIn {
    let login = Client::new(config()).log_in().password("correct horse").x_passcode("123456");
    login.old([Secret::from("battery")]).answers([("pet", "Rex")]).nested(Nested::default().key("c2VjcmV0"))
}

#[test]
fn secrets_are_sent_as_they_are() {
    assert_eq!(
        request(&log_in().hint_null()),
        "POST /logins\nx-passcode: 123456\n\
         {\"password\":\"correct horse\",\"old\":[\"battery\"],\"answers\":{\"pet\":\"Rex\"},\"hint\":null,\
         \"nested\":{\"key\":\"c2VjcmV0\"}}"
    );
    assert_eq!(request(&Client::new(config()).set_whole().body("p1n")), "PUT /whole\n\"p1n\"");
    both_ways(r#"{"key":"c2VjcmV0"}"#, &Nested::default().key("c2VjcmV0"));
}

#[test]
fn bounds_hold_for_secrets_and_show_none() {
    let call = log_in().password("sh\u{f6}rt").old(["x"]).answers([("pet", "rex")]).x_passcode("12345");
    assert_eq!(
        refused(&call),
        [
            "X-Passcode must have at least 6 characters, has 5",
            "password must have 8 to 32 characters, has 5",
            "password must match `^[ -~]*$`",
            "old[0] must have at least 2 characters, has 1",
            "answers[\"pet\"] must match `^[A-Z]`",
        ]
    );
    assert_eq!(
        refused(&Client::new(config()).set_whole().body("12345")),
        ["body must have at most 4 characters, has 5"]
    );
    assert_eq!(refused(&Client::new(config()).log_in()), ["X-Passcode is required", "password is required"]);
}

#[test]
fn nothing_that_can_be_printed_shows_a_secret() {
    let ticket = answer::<LogIn>(200, r#"{"ticket":"s3cret","spare":["s3cret",null]}"#).unwrap();
    assert_eq!(ticket.ticket.expose(), "s3cret");
    let call =
        log_in().password("s3cret").x_passcode("s3cret").hint("s3cret").old(["s3cret"]).answers([("a", "s3cret")]);
    let sent = Client::new(config()).log_in().password("s3cret s3cret").x_passcode("s3cret").to_request().unwrap();
    let undecodable = answer::<LogIn>(200, r#"{"ticket":{"a":"s3cret"}}"#).unwrap_err();
    let violations = call.to_request().unwrap_err();
    for shown in [
        format!("{ticket:?} {ticket:#?}"),
        format!("{call:?} {call:#?}"),
        format!("{:?}", sent.headers()),
        format!("{undecodable} {undecodable:?}"),
        format!("{violations} {violations:?}"),
    ] {
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

#[test]
fn an_operation_says_whether_it_holds_secrets() {
    assert_eq!([LogIn::SECRET, SetWhole::SECRET, Peek::SECRET, Look::SECRET], [true, true, true, false]);
    assert_eq!([PostForm::SECRET, PostParts::SECRET, PostText::SECRET], [true; 3]);
    assert_eq!([PostOther::SECRET, PostOtherParts::SECRET], [true; 2]);
}

#[test]
fn other_bodies_than_json_show_none() {
    let client = Client::new(config());
    let (form, parts) = (client.post_form().key("s3cret"), client.post_parts().key("s3cret"));
    let (text, other) =
        (client.post_text().body("s3cret"), client.post_other().body_form(Nested::default().key("s3cret")));
    assert_eq!(sent(&form), "application/x-www-form-urlencoded\nkey=s3cret");
    assert_eq!(sent(&text), "text/plain\ns3cret");
    assert_eq!(sent(&other), "application/x-www-form-urlencoded\nkey=s3cret");
    assert!(sent(&parts).contains("s3cret"));
    let shown = format!("{form:?} {parts:?} {text:?} {other:?} {:?}", form.to_request().unwrap().extensions());
    assert!(!shown.contains("s3cret"), "{shown}");
}
