//! Tests how lists are followed, in tables: a case is a line.

use super::*;
use bytes::Bytes;

fn response(body: &'static str, headers: &[(&'static str, &'static str)]) -> Response {
    let mut response = http::Response::builder().status(200);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Response::from(response.body(Bytes::from(body)).unwrap())
}

#[test]
fn places() {
    let body = r#"{"next": "a", "number": 7, "more": true, "none": null, "empty": "", "deep": {"a/b": [{"x": "y"}]}, "list": []}"#;
    let link = r#"<https://a.b/1>; rel="prev", <https://a.b/3?x=1,2>; title="next"; rel="last next""#;
    let answer = response(body, &[("x-next", " 5 "), ("link", link)]);
    for (place, expected) in [
        (Place::Body("/next"), Some("a")),
        (Place::Body("/number"), Some("7")),
        (Place::Body("/more"), Some("true")),
        (Place::Body("/none"), None),
        (Place::Body("/empty"), None),
        (Place::Body("/deep/a~1b/0/x"), Some("y")),
        (Place::Body("/deep/a~1b/1/x"), None),
        (Place::Body("/next/x"), None),
        (Place::Body("/list"), None),
        (Place::Header("X-Next"), Some("5")),
        (Place::Header("X-Other"), None),
        (Place::Header("Link"), Some("https://a.b/3?x=1,2")),
    ] {
        assert_eq!(place.read(&answer).as_deref(), expected, "{place:?}");
    }
    assert_eq!(Place::Body("/next").read(&response("no JSON", &[])), None);
    assert_eq!(Place::Header("Link").read(&response("", &[("link", "<https://a.b>; rel=first")])), None);
}

#[test]
fn a_next_url_stays_on_the_host() {
    let base: Uri = "https://a.example.com:8443/v1/things?limit=2".parse().unwrap();
    for (next, expected) in [
        ("https://a.example.com:8443/v1/things?page=2", Ok("https://a.example.com:8443/v1/things?page=2")),
        ("HTTPS://A.Example.com:8443/x", Ok("https://a.example.com:8443/x")),
        ("http://a.example.com:8443/x", Ok("https://a.example.com:8443/x")),
        ("/v1/things?page=2", Ok("https://a.example.com:8443/v1/things?page=2")),
        ("?page=2", Ok("https://a.example.com:8443/v1/things?page=2")),
        ("others?u=https://b.example", Ok("https://a.example.com:8443/v1/others?u=https://b.example")),
        ("https://b.example.com:8443/v1/things", Err("is on another host, where no credentials go")),
        ("https://a.example.com/v1/things", Err("is on another host, where no credentials go")),
        ("https://a.example.com:8443@b.example/", Err("is on another host, where no credentials go")),
        ("//b.example.com/v1", Err("is on another host, where no credentials go")),
        ("https://a.example.com:8443/a b", Err("is at what is no URL")),
        ("/a\nb", Err("is at what is no URL")),
    ] {
        let found = resolve(&base, next).map(|uri| uri.to_string());
        assert_eq!(found, expected.map(str::to_owned), "{next}");
    }
    let base: Uri = "https://a.example.com/v1/things".parse().unwrap();
    assert_eq!(resolve(&base, "http://a.example.com/x").unwrap(), "https://a.example.com/x");
}

fn steps(follow: Follow, pages: &[(&[&'static str], &'static str)]) -> Vec<(usize, Option<Step>)> {
    let mut trail = Trail::new(None);
    let mut steps = Vec::new();
    for (items, body) in pages {
        let page = Page::new(None, items.to_vec());
        let (fresh, step) = trail.take(follow, page, &response(body, &[]), |item| Some(item));
        let is_last = step.is_none();
        steps.push((fresh.len(), step));
        if is_last {
            break;
        }
    }
    steps
}

#[test]
fn pages_follow_one_another() {
    let cursor = |text: &str| Some(Step::Cursor(text.to_owned()));
    let next = Some(Place::Body("/next"));
    let follow = Follow::Cursor(next, None);
    let pages: &[(&[&'static str], &'static str)] =
        &[(&["a"], r#"{"next": "1"}"#), (&[], r#"{"next": 2}"#), (&["a", "b"], "{}")];
    assert_eq!(steps(follow, pages), [(1, cursor("1")), (0, cursor("2")), (1, None)]);
    // A server that repeats itself.
    let same: &[(&[&'static str], &'static str)] = &[(&["a"], r#"{"next": "1"}"#), (&["b"], r#"{"next": "1"}"#)];
    assert_eq!(steps(follow, same), [(1, cursor("1")), (1, None)]);
    // The key of the last item.
    let last = Follow::Cursor(None, Some(Place::Body("/more")));
    let pages: &[(&[&'static str], &'static str)] =
        &[(&["a", "b"], r#"{"more": true}"#), (&["c"], r#"{"more": false}"#)];
    assert_eq!(steps(last, pages), [(2, cursor("b")), (1, None)]);
    // Numbers, to an empty page, a flag, or a count.
    let number = |more| Follow::Number(1, more);
    let pages: &[(&[&'static str], &'static str)] = &[(&["a"], "{}"), (&["b"], "{}"), (&[], "{}")];
    assert_eq!(steps(number(None), pages), [(1, Some(Step::Number(2))), (1, Some(Step::Number(3))), (0, None)]);
    let counted: &[(&[&'static str], &'static str)] = &[(&["a"], r#"{"pages": 2}"#), (&["b"], r#"{"pages": 2}"#)];
    let pages = Some(Place::Body("/pages"));
    assert_eq!(steps(number(pages), counted), [(1, Some(Step::Number(2))), (1, None)]);
}
