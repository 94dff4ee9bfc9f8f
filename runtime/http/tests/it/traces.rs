//! Tests what is recorded of a call: spans with their fields, and no secret.

use crate::run;
use crate::sdk::{Client, TOKEN, builder};
use crate::server::{Answer, Server};
use oaswright_runtime::Retry;
use std::collections::BTreeMap;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Metadata, Subscriber};

/// Keeps every span with its fields, and every event.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Collected>>);

#[derive(Default)]
struct Collected {
    spans: Vec<(&'static str, Fields)>,
    events: Vec<String>,
}

#[derive(Default)]
struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = self.0.entry(field.name()).or_default();
        write!(text, "{value:?}").unwrap();
    }
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "oaswright_runtime"
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let spans = &mut self.0.lock().unwrap().spans;
        spans.push((attributes.metadata().name(), fields));
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).unwrap() - 1;
        values.record(&mut self.0.lock().unwrap().spans[index].1);
    }

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.0.lock().unwrap().events.push(format!("{} {:?}", event.metadata().level(), fields.0));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_call_and_its_attempts_are_spans() {
    let throttled = Answer::new(429, &[("x-request-id", "r1")], r#"{"error_code":"APIG.0308","error_msg":"a\nb"}"#);
    let server = Server::start(vec![throttled, Answer::new(404, &[("x-request-id", "r2")], "")]);
    let client = Client::new(builder(server.url()).build().unwrap());
    // Where there is one subscriber only, an event that another test's thread comes to first is off for good: that
    // thread has no subscriber, and no other is asked.
    let _second = Dispatch::new(Collector::default());
    let collector = Collector::default();
    // While there is only one, what a thread without a collector meets first is switched off for all threads.
    let _another = Dispatch::new(Collector::default());
    let error = tracing::subscriber::with_default(collector.clone(), || {
        run(client.create_quota("i1").name("demo").send()).unwrap_err()
    });
    assert!(error.is_not_found());

    let collected = collector.0.lock().unwrap();
    let names: Vec<&str> = collected.spans.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["call", "attempt", "attempt"]);
    let url = server.url();
    let (_, port) = url.rsplit_once(':').unwrap();
    let field = |span: usize, name: &str| collected.spans[span].1.0.get(name).map(String::as_str);
    for (span, name, value) in [
        (0, "service", "\"apig\""),
        (0, "operation", "\"CreateQuota\""),
        (0, "otel.name", "\"CreateQuota\""),
        (0, "http.request.method", "\"POST\""),
        (0, "url.template", "\"/v2/p1/instances/{instance_id}/quotas\""),
        (0, "attempts", "2"),
        (0, "http.response.status_code", "404"),
        (0, "error.type", "\"404\""),
        (0, "request_id", "r2"),
        (1, "otel.name", "POST /v2/p1/instances/{instance_id}/quotas"),
        (1, "otel.kind", "\"client\""),
        (1, "server.address", "\"127.0.0.1\""),
        (1, "server.port", port),
        (1, "http.response.status_code", "429"),
        (1, "request_id", "r1"),
        (1, "error", "429 Too Many Requests: APIG.0308: a b (request id r1)"),
        (2, "http.request.resend_count", "1"),
        (2, "http.response.status_code", "404"),
        (2, "otel.status_code", "\"ERROR\""),
    ] {
        assert_eq!(field(span, name), Some(value), "{span} {name}");
    }
    assert!(field(1, "duration_ms").unwrap().parse::<u64>().is_ok());
    let events = collected.events.join("\n");
    assert!(events.contains("trying again"), "{events}");
    assert!(!events.contains("WARN"), "that something is not there is for whoever asked: {events}");
    let all: String = collected.spans.iter().flat_map(|(_, fields)| fields.0.values()).cloned().collect();
    assert!(!all.contains(TOKEN) && !events.contains(TOKEN) && !all.contains("demo"));
}

/// The events of one call that is answered like this.
fn events(answer: Answer) -> String {
    let server = Server::start(vec![answer]);
    let client = Client::new(builder(server.url()).retry(Retry::none()).build().unwrap());
    let _second = Dispatch::new(Collector::default());
    let collector = Collector::default();
    let _another = Dispatch::new(Collector::default());
    let _ = tracing::subscriber::with_default(collector.clone(), || run(client.list_quotas().send()));
    collector.0.lock().unwrap().events.join("\n")
}

#[test]
fn what_an_operator_should_see_is_a_warning() {
    for (answer, warns) in [
        (Answer::json(200, "[]"), false),
        (Answer::json(400, "{}"), false),
        (Answer::json(403, "{}"), false),
        (Answer::json(409, "{}"), false),
        (Answer::json(401, "{}"), true),
        (Answer::json(429, "{}"), true),
        (Answer::json(500, "{}"), true),
        (Answer::Close(Vec::new()), true),
    ] {
        let events = events(answer);
        assert_eq!(events.contains("WARN"), warns, "{events}");
        assert!(events.contains("the attempt is over"), "{events}");
    }
}
