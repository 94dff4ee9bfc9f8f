//! What a collector of spans and events gets of a login and the calls after it.

use super::{PASSWORD, TOKEN, assert_hidden};
use crate::server::{Answer, Server};
use crate::support::{APP, INSTANCE, QUOTA, builder, run};
use apig_sdk::{Credentials, Retry, apig};
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Metadata, Subscriber};

/// Keeps everything, of every level and every crate.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<String>>);

impl Collector {
    fn add(&self, text: &str) {
        self.0.lock().unwrap().push_str(&format!("{text}\n"));
    }
}

impl Visit for &Collector {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.add(&format!("{field}={value:?} {value:#?}"));
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        self.add(&format!("span {}", attributes.metadata().name()));
        attributes.record(&mut &*self);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut &*self);
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut &*self);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_login_and_the_calls_after_it() {
    let page = format!(r#"{{"error_code":"APIG.0308","error_msg":"too many for {TOKEN}"}}"#);
    let quoted = r#"{"error":{"code":503,"message":"busy with s3cr3t \"pass\\word\""}}"#;
    let headers = [("X-Subject-Token", TOKEN), ("X-Request-Id", "f7b5")];
    let server = Server::start(vec![
        Answer::json(503, quoted),
        Answer::new(201, &headers, r#"{"token":{"expires_at":"2999-11-09T01:42:57.527363Z"}}"#),
        Answer::json(429, &page),
        Answer::json(200, "{}"),
        Answer::json(403, &page.replace("0308", "1005")),
        Answer::new(500, &[], TOKEN),
    ]);
    let login = Credentials::password("user A", "domain A", PASSWORD);
    let retry = Retry::standard().base_delay(Duration::ZERO);
    let config = builder(server.url()).iam_endpoint(server.url()).credentials(login).retry(retry.max_attempts(2));
    let collector = Collector::default();
    // While there is only one, what a thread without a collector meets first is switched off for all threads.
    let _another = Dispatch::new(Collector::default());
    tracing::subscriber::with_default(collector.clone(), || {
        let client = apig::Client::new(config.build().unwrap());
        let gateway = client.gateway(INSTANCE);
        run(async {
            gateway.associate_apps_for_app_quota(QUOTA).app_ids([APP]).await.unwrap();
            gateway.show_app_quota(QUOTA).await.unwrap_err();
            gateway.delete_app_quota(QUOTA).await.unwrap_err();
        });
    });
    assert_eq!(server.requests().len(), 6);
    assert!(String::from_utf8_lossy(&server.requests()[0].body).contains("s3cr3t"));
    assert_eq!(server.requests()[3].header("x-auth-token"), Some(TOKEN));
    let all = collector.0.lock().unwrap().clone();
    for part in ["CreateToken", "AssociateAppsForAppQuota", "busy with <redacted>", "too many for <redacted>", "f7b5"] {
        assert!(all.contains(part), "{part}: {all}");
    }
    assert_hidden(&[("tracing", all)]);
}
