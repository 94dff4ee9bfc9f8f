//! The bounds of the request parameters: what is refused, and what must not be.

use crate::server::{Answer, Server};
use crate::support::{APP, INSTANCE, QUOTA, builder, run};
use apig_sdk::apig::CreateAppQuota;
use apig_sdk::apig::types::TimeUnit;
use apig_sdk::{Error, ErrorKind, apig};

/// A good operation, changed, and sent; when it is refused, no byte may come to the server.
fn create(change: impl FnOnce(CreateAppQuota) -> CreateAppQuota) -> Result<String, Error> {
    let server = Server::start(vec![Answer::json(201, "{}")]);
    let client = apig::Client::new(builder(server.url()).build().unwrap());
    let good = client.gateway(INSTANCE).create_app_quota().name("demo").call_limits(1);
    let result = run(change(good.time_unit(TimeUnit::Day).time_interval(1)).send());
    let mut bodies = server.requests().into_iter().map(|request| String::from_utf8(request.body).unwrap());
    assert_eq!(bodies.len(), usize::from(result.is_ok()));
    result.map(|_| bodies.next().unwrap())
}

fn assert_refused(result: Result<String, Error>, words: &str) {
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Violations);
    assert_eq!(error.to_string(), format!("CreateAppQuota: nothing was sent: {words}"));
    assert_eq!(error.violations().len(), 1);
}

#[test]
fn a_name_has_3_to_255_characters_however_many_bytes() {
    for name in ["abc".to_owned(), "x".repeat(255), "限额名".to_owned(), "😀".repeat(255)] {
        let body = create(|quota| quota.name(name.clone())).unwrap();
        assert!(body.starts_with(&format!("{{\"name\":\"{name}\",")), "{body}");
    }
    for (name, has) in [(String::new(), 0), ("ab".to_owned(), 2), ("限额".to_owned(), 2), ("é".repeat(256), 256)] {
        let words = format!("name must have 3 to 255 characters, has {has}");
        assert_refused(create(|quota| quota.name(name)), &words);
    }
}

#[test]
fn numbers_are_from_1_to_2147483647() {
    for number in [1, 2, i32::MAX] {
        create(|quota| quota.call_limits(number).time_interval(number)).unwrap();
    }
    for number in [0, -1, i32::MIN] {
        let words = format!("must be from 1 to 2147483647, is {number}");
        assert_refused(create(|quota| quota.call_limits(number)), &format!("call_limits {words}"));
        assert_refused(create(|quota| quota.time_interval(number)), &format!("time_interval {words}"));
    }
}

#[test]
fn a_remark_has_no_brackets_and_at_most_255_characters() {
    for remark in [String::new(), "a \"b\" & c\nd".to_owned(), "备".repeat(255)] {
        create(|quota| quota.remark(remark)).unwrap();
    }
    for remark in ["<", ">", "a <b> c", "line\n<"] {
        assert_refused(create(|quota| quota.remark(remark)), "remark must match `^[^<>]*$`");
    }
    assert_refused(create(|quota| quota.remark("备".repeat(256))), "remark must have at most 255 characters, has 256");
}

#[test]
fn what_the_documents_only_say_in_prose_is_left_to_the_server() {
    // The pages differ on the letters of a name, and nobody knows the form of a reset time.
    for name in ["客户端配额_1", "1demo", "a-b c"] {
        let body = create(|quota| quota.name(name)).unwrap();
        assert!(body.contains(&format!("{{\"name\":\"{name}\",")), "{body}");
    }
    let body = create(|quota| quota.reset_time("at noon")).unwrap();
    assert!(body.ends_with(r#","reset_time":"at noon"}"#), "{body}");
}

#[test]
fn an_unknown_enum_value_is_sent() {
    let body = create(|quota| quota.time_unit("WEEK".into())).unwrap();
    assert!(body.contains(r#""time_unit":"WEEK""#), "{body}");
}

#[test]
fn what_the_server_corrects_is_sent() {
    for (offset, limit, query) in [
        (0, 0, "offset=0&limit=0"),
        (-1, 501, "offset=-1&limit=501"),
        (i64::MIN, -1, "offset=-9223372036854775808&limit=-1"),
        (i64::MAX, i32::MAX, "offset=9223372036854775807&limit=2147483647"),
    ] {
        let server = Server::start(vec![Answer::json(200, "{}")]);
        let client = apig::Client::new(builder(server.url()).build().unwrap());
        run(client.gateway(INSTANCE).list_app_quota_bindable_apps(QUOTA).offset(offset).limit(limit).send()).unwrap();
        let line = server.requests()[0].line().to_owned();
        assert!(line.ends_with(&format!("/bindable-apps?{query}")), "{line}");
    }
}

#[test]
fn lists_have_no_bounds() {
    for (ids, sent) in [(0, r#"{"app_ids":[]}"#.to_owned()), (1000, format!("{{\"app_ids\":[{}]}}", many(1000)))] {
        let server = Server::start(vec![Answer::json(201, "{}")]);
        let client = apig::Client::new(builder(server.url()).build().unwrap());
        run(client.gateway(INSTANCE).associate_apps_for_app_quota(QUOTA).app_ids(vec![APP; ids]).send()).unwrap();
        assert_eq!(String::from_utf8_lossy(&server.requests()[0].body), sent);
    }
}

fn many(count: usize) -> String {
    vec![format!("\"{APP}\""); count].join(",")
}

#[test]
fn path_values_are_escaped() {
    for (id, escaped) in [
        ("a b?c#d%é", "a%20b%3Fc%23d%25%C3%A9"),
        ("a+b&c=d;e,f:g@h", "a%2Bb%26c%3Dd%3Be%2Cf%3Ag%40h"),
        ("%2e%2e", "%252e%252e"),
        ("{app_quota_id}", "%7Bapp_quota_id%7D"),
        ("...", "..."),
    ] {
        let server = Server::start(vec![Answer::json(200, "{}")]);
        let client = apig::Client::new(builder(server.url()).build().unwrap());
        run(client.gateway(id).show_app_quota(id).send()).unwrap();
        let line = server.requests()[0].line().to_owned();
        assert!(line.ends_with(&format!("/instances/{escaped}/app-quotas/{escaped}")), "{line}");
    }
}
