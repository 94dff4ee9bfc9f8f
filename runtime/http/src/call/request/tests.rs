//! Tests requests, in tables: a case is a line.

use super::*;
use crate::transport::{Exchange, Transport};
use crate::{Config, Method, Service};
use crate::{ConfigBuilder, Secret, Server, ServerVariable};

struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _: http::Request<Bytes>) -> Exchange<'_> {
        Box::pin(async { Ok(http::Response::new(Bytes::new())) })
    }
}

static SERVICE: Service = Service::new("test", "sdk/1");

fn request(template: &'static str, own: Known, fill: impl FnOnce(&mut Request)) -> Result<String, Error> {
    let config = Config::builder().endpoint("https://a.example.com/gate").transport(Nowhere);
    let call = Call { name: "Test", method: Method::GET, path: template };
    let client = Client::new(config.build().unwrap(), &SERVICE);
    let mut request = Request::new(&client, call, Some(own));
    fill(&mut request);
    let request = request.finish()?;
    Ok(request.uri().to_string().replace("https://a.example.com/gate", ""))
}

#[test]
fn urls() {
    type Fill = fn(&mut Request);
    let cases: [(&'static str, Fill, &str); 19] = [
        ("/v2", |_| (), "/v2"),
        ("/{a}", |r| r.path("a", "a b?c#d%é"), "/a%20b%3Fc%23d%25%C3%A9"),
        ("/{a}/{b}", |r| (r.path("b", &2), r.path("a", "{b}")).0, "/%7Bb%7D/2"),
        ("/{a}", |r| r.path_list("a", &["x", "y,z"]), "/x,y%2Cz"),
        ("/{account}/x", |r| r.path_of_client("account"), "/p1/x"),
        ("/", |r| r.query("a b", Some("c d+e&f=g/é")), "/?a%20b=c%20d%2Be%26f%3Dg%2F%C3%A9"),
        ("/", |r| r.query("a", Some("")), "/?a="),
        ("/", |r| r.query("a", None::<&String>), "/"),
        ("/", |r| (r.query("a", Some(&1)), r.query("b", Some(&true))).0, "/?a=1&b=true"),
        ("/", |r| r.query_each("t", Some(&vec!["a", "b c"])), "/?t=a&t=b%20c"),
        ("/", |r| r.query_list("t", Some(&vec!["a", "b,c"])), "/?t=a,b%2Cc"),
        ("/", |r| r.query_list("t", Some(&Vec::<i32>::new())), "/"),
        ("/", |r| r.query_each("t", None::<&Vec<i32>>), "/"),
        ("/{a}.json", |r| r.path("a", "x/y\\z"), "/x%2Fy%5Cz.json"),
        ("/{a}/{a}", |r| r.path("a", "x"), "/x/x"),
        ("/a?b={b}", |r| (r.path("b", "x&y"), r.query("c", Some("d"))).0, "/a?b=x%26y&c=d"),
        ("/", |r| r.query_styled("a", Style::FORM.reserved(), Some("x/y&z")), "/?a=x/y%26z"),
        ("/", |r| r.query_string(Style::JSON, Some(&[1, 2])), "/?%5B1%2C2%5D"),
        (
            "/",
            |r| (r.query("a", Some("b")), r.query_string(Style::FORM.exploded(), Some(&serde_json::json!({"c": 1})))).0,
            "/?a=b&c=1",
        ),
    ];
    for (template, fill, url) in cases {
        assert_eq!(request(template, Known::Value("p1".to_owned()), fill).unwrap(), url);
    }
}

#[test]
fn what_cannot_be_sent_is_a_violation() {
    type Fill = fn(&mut Request);
    let cases: [(&'static str, Fill, &str); 14] = [
        ("/{a}", |_| (), "a is not filled in the URL"),
        ("/{a}", |r| r.path("a", ""), "a must not be empty"),
        ("/{a}", |r| r.path("a", ".."), "a must not be `.` or `..`"),
        ("/{a}", |r| r.path("a", "x\ny"), "a must not contain control characters"),
        ("/{a}{b}", |r| (r.path("a", "x"), r.path_styled("b", Style::SIMPLE, "")).0, "b must not be empty"),
        ("/{a}./{b}", |r| (r.path("b", "x"), r.path_styled("a", Style::LABEL, "")).0, "a must not be `.` or `..`"),
        (
            "/.{a}",
            |r| r.path_styled("a", Style::SIMPLE.reserved(), "%2E"),
            "the path must have no segment that is `.` or `..`",
        ),
        ("/", |r| r.cookie("a", Style::FORM.reserved(), Some("b; c=d")), "a must not contain `;`"),
        (
            "/",
            |r| r.header_styled("X-A", Style::SIMPLE, Some(&["a", "b\n"])),
            "X-A has characters that a header cannot carry",
        ),
        ("/{a}", |r| r.path_list::<String>("a", &[]), "a must not be empty"),
        ("/{account}", |r| r.path_of_client("account"), "account is required: set it"),
        ("/", |r| r.header("X-A", Some("a\r\nX-B: c")), "X-A has characters that a header cannot carry"),
        ("/", |r| r.header("X A", Some("a")), "X A is not a name that a header can have"),
        (
            "/",
            |r| r.json(&std::collections::BTreeMap::from([(vec![1], 1)])),
            "the request body cannot be written as JSON: key must be a string",
        ),
    ];
    for (template, fill, expected) in cases {
        let error = request(template, Known::Missing("is required: set it"), fill).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::Violations);
        assert_eq!(error.to_string(), format!("Test: nothing was sent: {expected}"));
    }
    let long = "x".repeat(70_000);
    assert!(request("/{a}", Known::Missing(""), |r| r.path("a", &long)).is_err());
}

#[test]
fn a_secret_in_a_header_is_not_shown() {
    let config = Config::builder().endpoint("https://a.example.com").transport(Nowhere).build().unwrap();
    let call = Call { name: "Test", method: Method::GET, path: "/" };
    let mut request = Request::new(&Client::new(config, &SERVICE), call.clone(), None);
    request.secret_header("X-A", Some(&Secret::from("s3cret")));
    request.secret_header("X-B", None);
    request.secret_header("X-C", Some(&Secret::from("s3cret\n")));
    let error = request.finish().unwrap_err();
    assert_eq!(error.to_string(), "Test: nothing was sent: X-C has characters that a header cannot carry");

    let config = Config::builder().endpoint("https://a.example.com").transport(Nowhere).build().unwrap();
    let mut request = Request::new(&Client::new(config, &SERVICE), call.clone(), None);
    request.secret_header("X-A", Some(&Secret::from("s3cret")));
    let request = request.finish().unwrap();
    assert_eq!(request.headers()["x-a"], "s3cret");
    assert!(!format!("{request:?}").contains("s3cret"));
}

#[test]
fn calls_go_to_the_server_of_the_document() {
    static SERVERS: &[Server] = &[
        Server::new("main", "https://{region}.example.com", &[ServerVariable::new("region", "eu")]),
        Server::new("other", "/api", &[]),
    ];
    static KNOWN: Service = Service::new("test", "sdk/1").servers(SERVERS);
    let url = |config: ConfigBuilder, server: Option<&'static str>| {
        let call = Call { name: "Test", method: Method::GET, path: "/x" };
        let client = Client::new(config.transport(Nowhere).build().unwrap(), &KNOWN);
        Request::at(&client, server, call, None).finish().map(|request| request.uri().to_string())
    };
    let (config, own) = (Config::builder, Some("https://files.example.com"));
    assert_eq!(url(config(), None).unwrap(), "https://eu.example.com/x");
    assert_eq!(url(config().server_variable("region", "us"), None).unwrap(), "https://us.example.com/x");
    assert_eq!(url(config(), own).unwrap(), "https://files.example.com/x");
    assert_eq!(url(config().server("other"), own).unwrap(), "https://files.example.com/x");
    assert_eq!(url(config().endpoint("http://localhost"), own).unwrap(), "http://localhost/x");
    assert_eq!(url(config(), Some("/v2")).unwrap(), "https://eu.example.com/v2/x");
    for (config, words) in
        [(config().server("other"), "endpoint is required"), (config().server("none"), "server is no server")]
    {
        let error = url(config, None).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}
