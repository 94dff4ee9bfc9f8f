//! What those who look on are shown.

use crate::run;
use crate::sdk::{Client, TOKEN, builder};
use crate::server::{Answer, Server};
use apig_runtime::{Hook, ReceivedAnswer, SentRequest};
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
