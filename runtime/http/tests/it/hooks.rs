//! Tests what hooks are shown.

use crate::run;
use crate::sdk::{Client, TOKEN, builder};
use crate::server::{Answer, Server};
use oaswright_runtime::http::HeaderValue;
use oaswright_runtime::{CallOptions, FinishedCall, Hook, PreparedRequest, ReceivedAnswer, SentRequest};
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Hook for Log {
    fn sent(&self, request: &SentRequest<'_>) {
        let body = String::from_utf8_lossy(request.body().unwrap()).into_owned();
        let (name, attempt) = (request.call().name, request.attempt());
        let token = request.headers()["x-auth-token"].to_str().unwrap().to_owned();
        let line = format!("{name} {attempt} {} {} {token} {body} {request:?}", request.method(), request.uri().path());
        self.0.lock().unwrap().push(line);
    }

    fn received(&self, answer: &ReceivedAnswer<'_>) {
        let (name, attempt) = (answer.call().name, answer.attempt());
        let status = answer.status().map(|status| status.as_u16());
        let cookie = answer.headers().get("set-cookie").map(|value| value.to_str().unwrap().to_owned());
        let body = answer.body().map(|body| String::from_utf8_lossy(body).into_owned());
        assert!(answer.duration().as_secs() < 5);
        let line = format!(
            "{name} {attempt} {status:?} {:?} {cookie:?} {body:?} {} {answer:?}",
            answer.request_id(),
            answer.error().is_some()
        );
        self.0.lock().unwrap().push(line);
    }
}

#[test]
fn every_attempt_is_shown_and_no_secret() {
    let throttled = Answer::new(429, &[("x-request-id", "r1"), ("set-cookie", "s3cret")], "slow");
    let server = Server::start(vec![throttled, Answer::Close(Vec::new())]);
    let log = Log::default();
    let client = Client::new(builder(server.url()).hook(log.clone()).build().unwrap());
    run(client.create_quota("i1").name("demo").send()).unwrap_err();
    let lines = log.0.lock().unwrap();
    for (line, start) in lines.iter().zip([
        r#"CreateQuota 1 POST /v2/p1/instances/i1/quotas <redacted> {"name":"demo"} SentRequest"#,
        r#"CreateQuota 1 Some(429) Some("r1") Some("<redacted>") Some("slow") false ReceivedAnswer"#,
        r#"CreateQuota 2 POST /v2/p1/instances/i1/quotas <redacted> {"name":"demo"} SentRequest"#,
        "CreateQuota 2 None None None None true ReceivedAnswer",
    ]) {
        assert!(line.starts_with(start), "{line}");
        assert!(!line.contains("s3cret") && !line.contains(TOKEN), "{line}");
    }
    assert_eq!(lines.len(), 4);
}

/// Keeps what a hook sees of answers, and what errors say.
#[derive(Clone, Default)]
struct Shown(Arc<Mutex<String>>);

impl Hook for Shown {
    fn received(&self, answer: &ReceivedAnswer<'_>) {
        let shown = format!("{:?} {:?} {:?} {answer:?}", answer.headers(), answer.request_id(), answer.body());
        self.0.lock().unwrap().push_str(&shown);
    }
}

#[test]
fn what_a_server_echoes_in_any_header_is_not_shown() {
    for status in [200, 404] {
        // The token that came, in a header of a harmless name and in the id of the request.
        let server = Server::with(move |request| {
            let secret = request.header("x-auth-token").unwrap();
            Answer::new(status, &[("x-trace", secret), ("x-request-id", &format!("id {secret}"))], "[]")
        });
        let shown = Shown::default();
        let client = Client::new(builder(server.url()).hook(shown.clone()).build().unwrap());
        let result = run(client.list_quotas().send_with_response());
        let told = match &result {
            Ok((_, response)) => format!("{response:?} {:?}", response.request_id()),
            Err(error) => format!("{error} {error:?} {error:#?} {:?}", error.request_id()),
        };
        let shown = format!("{told} {}", shown.0.lock().unwrap());
        assert!(shown.contains("x-trace"), "{shown}");
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}

/// Adds a header, and counts what calls cost.
#[derive(Clone, Default)]
struct Meter(Arc<Mutex<Vec<String>>>);

impl Hook for Meter {
    fn prepare(&self, request: &mut PreparedRequest<'_>) {
        let value = format!("00-{}-{}", request.call().name, request.attempt());
        request.headers_mut().insert("x-traceparent", HeaderValue::from_str(&value).unwrap());
    }

    fn finished(&self, call: &FinishedCall<'_>) {
        assert!(call.duration() >= call.queued());
        let status = call.status().map(|status| status.as_u16());
        let line = format!("{} {} {status:?} {}", call.call().name, call.attempts(), call.error().is_some());
        self.0.lock().unwrap().push(line);
    }
}

#[test]
fn a_hook_may_add_headers_and_is_told_what_a_call_cost() {
    let server = Server::start(vec![Answer::new(503, &[], ""), Answer::json(200, "[]"), Answer::json(404, "{}")]);
    let meter = Meter::default();
    let client = Client::new(builder(server.url()).hook(meter.clone()).build().unwrap());
    run(client.list_quotas().send()).unwrap();
    assert!(run(client.list_quotas().send()).is_err());
    let came: Vec<_> =
        server.requests().iter().map(|request| request.header("x-traceparent").unwrap().to_owned()).collect();
    assert_eq!(came, ["00-ListQuotas-1", "00-ListQuotas-2", "00-ListQuotas-1"]);
    assert_eq!(*meter.0.lock().unwrap(), ["ListQuotas 2 Some(200) false", "ListQuotas 1 Some(404) true"]);
}

#[test]
fn headers_of_configuration_and_call() {
    let server = Server::with(|_| Answer::json(200, "[]"));
    let config = builder(server.url()).header("X-Team", "blue").header("X-Api-Key", "s3cret").build().unwrap();
    let client = Client::new(config);
    let options = CallOptions::new().header("x-team", "red").header("x-job", "7");
    run(async {
        client.list_quotas().send().await.unwrap();
        client.with_options(options.clone()).list_quotas().send().await.unwrap();
    });
    let header = |index: usize, name: &str| server.requests()[index].header(name).map(str::to_owned);
    assert_eq!([header(0, "x-team"), header(0, "x-job")], [Some("blue".to_owned()), None]);
    assert_eq!([header(1, "x-team"), header(1, "x-job")], ["red", "7"].map(|text| Some(text.to_owned())));
    assert_eq!(header(1, "x-api-key").as_deref(), Some("s3cret"));
    assert!(
        !format!("{client:?} {options:?} {:?}", client.runtime().request(oaswright_runtime::Method::GET, "/"))
            .contains("s3cret")
    );

    for (name, value, words) in [
        ("a b", "x", "header `a b` is not a name that a header can have"),
        ("x-a", "x\ny", "header `x-a` has characters that a header cannot carry"),
        ("Authorization", "x", "header `Authorization` is set by the SDK itself"),
    ] {
        let error = builder("https://a.example.com").header(name, value).build().unwrap_err();
        assert_eq!(error.to_string(), format!("the configuration is wrong: {words}"));
        let options = CallOptions::new().header(name, value);
        let error = run(client.with_options(options).list_quotas().send()).unwrap_err();
        assert!(error.to_string().starts_with("ListQuotas: nothing was sent: "), "{error}");
    }
    // Which header carries the token is the service's to say.
    let options = CallOptions::new().header("X-Auth-Token", "x");
    let error = run(client.with_options(options).list_quotas().send()).unwrap_err();
    assert_eq!(error.to_string(), "ListQuotas: nothing was sent: X-Auth-Token is set by the SDK itself");
}
