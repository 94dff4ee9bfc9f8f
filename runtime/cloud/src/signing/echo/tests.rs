//! Tests what is read from servers' messages, true and odd ones.

use super::*;
use std::time::{Duration, UNIX_EPOCH};

const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const OURS: &str = "DELETE\n/v2/p/q/\na=1&b=2\nhost:h.example.com\nx-project-id:p|1\nx-sdk-date:20240102T030405Z\n\
                    x-security-token:s3cret\n\nhost;x-project-id;x-sdk-date;x-security-token\n\
                    e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn echo(canonical: &str) -> String {
    format!("verify aksk signature fail, canonicalRequest:{}", canonical.replace('\n', "|"))
}

#[test]
fn the_first_difference_in_plain_words() {
    let braces = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    for (from, to, words) in [
        ("DELETE", "GET", "the method: the server read `GET`, signed was `DELETE`"),
        ("/v2/p/q/", "/v2/p/q", "the path: the server read `/v2/p/q`, signed was `/v2/p/q/`"),
        ("a=1&b=2", "a=1&b=3", "the query: the server read `b=3`, signed was `b=2`"),
        ("a=1&b=2", "a=1", "the query: the server read nothing, signed was `b=2`"),
        ("a=1&b=2", "", "the query: the server read nothing, signed was `a=1`"),
        ("a=1&b=2", "a=1&b=2&token=x", "the query: the server read `token=<redacted>`, signed was nothing"),
        (
            "h.example.com",
            "10.0.0.1:443",
            "the header `host`: the server read `10.0.0.1:443`, signed was `h.example.com`",
        ),
        ("p|1", "p|2", "the header `x-project-id`: the server read `p|2`, signed was `p|1`"),
        ("p|1", "", "the header `x-project-id`: the server read nothing, signed was `p|1`"),
        ("x-project-id:p|1\n", "", "the header `x-project-id` was signed, and the server read none"),
        ("x-security-token:s3cret\n", "", "the header `x-security-token` was signed, and the server read none"),
        ("x-sdk-date:", "x-other:1\nx-sdk-date:", "the server read a header `x-other`, which was not signed"),
        ("s3cret\n", "s3cret\nx-z:1\n", "the server read a header `x-z`, which was not signed"),
        ("s3cret", "s3cre7", "the header `x-security-token`: the server read another value than was signed"),
        (
            "host;",
            "",
            "the list of signed headers: the server read `x-project-id;x-sdk-date;x-security-token`, signed was \
                       `host;x-project-id;x-sdk-date;x-security-token`",
        ),
        (
            EMPTY,
            braces,
            &format!(
                "the hash of the body: the server read `{braces}` (of `{{}}`), signed was `{EMPTY}` (of \
                                  no body)"
            ),
        ),
        ("", "", "the server read the request as it was signed, so the secret key is not that of the access key"),
    ] {
        assert!(OURS.contains(from), "{from}");
        let message = echo(&OURS.replacen(from, to, 1));
        assert_eq!(difference(OURS, &message).as_deref(), Some(words), "{message}");
        assert!(!redacted(&message).contains("s3cre"));
        // As a part of a longer text, and with line breaks.
        assert_eq!(difference(OURS, &format!("{message}\", \"more\": 1")).as_deref(), Some(words));
        let lines = message.replace("p|", "p?").replace('|', "\r\n").replace("p?", "p|");
        assert_eq!(difference(OURS, &lines).as_deref(), Some(words), "{lines}");
    }
}

#[test]
fn the_servers_own_example() {
    let ours = "DELETE\n/v2/x/\n\nhost:a.example.com\nx-project-id:1\nx-sdk-date:20240102T030405Z\n\n\
                host;x-project-id;x-sdk-date\n"
        .to_owned()
        + EMPTY;
    let message = "verify aksk signature fail, canonicalRequest:DELETE|/v2/x/||host:a.example.com|x-project-id:1|\
                   x-sdk-date:20240102T030405Z||host;x-project-id;x-sdk-date|44136fa3";
    let said = difference(&ours, message).unwrap();
    assert!(said.starts_with("the hash of the body: the server read `44136fa3`, signed was `e3b0c442"), "{said}");
}

#[test]
fn truncated_echoes_say_nothing_that_they_do_not_know() {
    let message = echo(OURS);
    for end in 0..message.len() {
        for dots in ["", "...", "…"] {
            assert_eq!(difference(OURS, &format!("{}{dots}", &message[..end])), None, "{end}");
        }
    }
}

#[test]
fn garbage_is_survived() {
    let long = format!("canonicalRequest:{}", "é|".repeat(1000));
    for message in
        ["", "|", "canonicalRequest:|||||||||", "canonicalRequest:\u{0}\u{1b}[31m", &long, "canonicalRequest:…"]
    {
        for ours in ["", "\n", "\n\n\n\n\n\n\n\n", "é", OURS, "GET\n/\n\n\n\n\n"] {
            let said = difference(ours, message).unwrap_or_default();
            assert!(said.len() < 1000 && !said.contains(char::is_control), "{said}");
        }
        redacted(message);
        server_time(message);
    }
}

#[test]
fn secrets_are_taken_out_of_messages() {
    for (message, shown) in [
        ("no echo: x-security-token:1", "no echo: x-security-token:1"),
        (
            "fail, canonicalRequest:GET|/|t=1|host:h|x-auth-token:a|b|x-sdk-date:1||host;x-security-token|e3b0",
            "fail, canonicalRequest:GET|/|t=1|host:h|x-auth-token:<redacted>|<redacted>|\
             x-sdk-date:1||host;x-security-token|e3b0",
        ),
        ("canonicalRequest:X-Security-Token:a/+=", "canonicalRequest:X-Security-Token:<redacted>"),
    ] {
        assert_eq!(redacted(message), shown);
    }
}

#[test]
fn the_servers_time() {
    let time = UNIX_EPOCH + Duration::from_secs(1_779_961_450);
    for (message, expected) in [
        ("signature expired, signature time:20260528T092752Z,server time:20260528T094410Z", Some(time)),
        ("server time: 20260528T094410Z.", Some(time)),
        ("server time:20260528T0944", None),
        ("server time:", None),
        ("server time:ééééééééé", None),
        ("signature time:20260528T094410Z", None),
    ] {
        assert_eq!(server_time(message), expected, "{message}");
    }
}
