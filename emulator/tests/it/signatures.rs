//! Tests signatures: a wrong one is refused in words that the SDK can explain, and too many lock the key.

use crate::raw;
use crate::support::{by_key, by_token, config};
use apig_emulator::{ACCESS_KEY, Emulator, SECRET_KEY};
use apig_sdk::transport::{Bytes, Exchange, Transport};
use apig_sdk::{Credentials, Error, Retry, apig, http};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

async fn list(emulator: &Emulator, credentials: Credentials) -> Result<(), Error> {
    let config = by_token(emulator).credentials(credentials).retry(Retry::none()).build().unwrap();
    apig::Client::new(config).gateway(emulator.instance_id()).list_app_quotas().name("a b").limit(5).await.map(drop)
}

#[tokio::test]
async fn a_wrong_secret_is_told_from_a_wrong_request() {
    let emulator = Emulator::start().await.unwrap();
    let error = list(&emulator, Credentials::access_key(ACCESS_KEY, "wrong")).await.unwrap_err();
    assert_eq!((error.status().map(|status| status.as_u16()), error.code()), (Some(401), Some("APIGW.0301")));
    let message = error.message().unwrap();
    let project = emulator.project_id("eu-de").unwrap();
    let start = format!(
        "Incorrect IAM authentication information: verify aksk signature fail, canonicalRequest:GET|/v2/{project}/apigw/instances/{}/app-quotas/|limit=5&name=a%20b|host:127.0.0.1:",
        emulator.instance_id()
    );
    assert!(message.starts_with(&start), "{message}");
    assert!(message.contains("||host;x-project-id;x-sdk-date|e3b0c442"), "{message}");
    assert!(error.to_string().contains("the secret key is not that of the access key"), "{error}");
}

/// Changes a header after it was signed, as a proxy may.
struct Proxy(Arc<Emulator>);

impl Transport for Proxy {
    fn send(&self, request: http::Request<Bytes>) -> Exchange<'_> {
        Box::pin(async move {
            let line = format!("{} {}", request.method(), request.uri().path_and_query().unwrap());
            let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| match name.as_str() {
                "host" => String::new(),
                "x-project-id" => "x-project-id: another\r\n".to_owned(),
                name => format!("{name}: {}\r\n", value.to_str().unwrap()),
            };
            let headers: String = request.headers().iter().map(header).collect();
            let answer = raw::send(&self.0, &line, &headers, "").await;
            Ok(http::Response::builder().status(answer.status).body(answer.body.into()).unwrap())
        })
    }
}

#[tokio::test]
async fn the_sdk_names_what_was_changed_on_the_way() {
    let emulator = Arc::new(Emulator::start().await.unwrap());
    let key = Credentials::access_key(ACCESS_KEY, SECRET_KEY);
    let config = by_token(&emulator).credentials(key).transport(Proxy(Arc::clone(&emulator))).build().unwrap();
    let error =
        apig::Client::new(config).gateway(emulator.instance_id()).list_app_quotas().await.unwrap_err().to_string();
    let named = format!(
        "the header `x-project-id`: the server read `another`, signed was `{}`",
        emulator.project_id("eu-de").unwrap()
    );
    assert!(error.contains(&named), "{error}");
}

#[tokio::test]
async fn an_unknown_key() {
    let emulator = Emulator::start().await.unwrap();
    let error = list(&emulator, Credentials::access_key("NOBODY", "wrong")).await.unwrap_err();
    assert!(error.message().unwrap().ends_with("Get secretKey failed,ak:NOBODY,err:ak not exist"));
    let wrong = Credentials::temporary_access_key(ACCESS_KEY, SECRET_KEY, "token");
    list(&emulator, wrong).await.unwrap();
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_set_right() {
    for ahead in [-3600, 3600] {
        let emulator = Emulator::builder().clock_ahead(ahead).start().await.unwrap();
        let client = apig::Client::new(by_key(&emulator));
        client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
        let before = emulator.requests();
        client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
        assert_eq!(emulator.requests() - before, 1, "once is all");
    }
    // Within the window nobody minds.
    let emulator = Emulator::builder().clock_ahead(14 * 60).start().await.unwrap();
    list(&emulator, Credentials::access_key(ACCESS_KEY, SECRET_KEY)).await.unwrap();
    assert_eq!(emulator.requests(), 1);
}

/// Each with another secret: the SDK does not try one again that was refused.
async fn fail(emulator: &Emulator, times: u32) {
    static SECRETS: AtomicU32 = AtomicU32::new(0);
    for _ in 0..times {
        let secret = format!("wrong {}", SECRETS.fetch_add(1, Relaxed));
        list(emulator, Credentials::access_key(ACCESS_KEY, secret)).await.unwrap_err();
    }
}

#[tokio::test]
async fn more_than_five_failures_lock_a_key() {
    let emulator = Emulator::builder().access_key("OTHER", "secret").start().await.unwrap();
    let good = || Credentials::access_key(ACCESS_KEY, SECRET_KEY);
    // A good one begins the count anew.
    for _ in 0..2 {
        fail(&emulator, 5).await;
        list(&emulator, good()).await.unwrap();
    }
    fail(&emulator, 6).await;
    let error = list(&emulator, good()).await.unwrap_err();
    assert!(error.message().unwrap().contains("AK access failed to reach the limit"), "{error}");
    list(&emulator, Credentials::access_key("OTHER", "secret")).await.unwrap();
}

/// That it ends when it should, and not sooner, is tested beside the count, where time can be told.
#[tokio::test]
async fn a_lock_lasts_for_as_long_as_was_asked_for() {
    for (lock, is_locked) in [(Duration::ZERO, false), (Duration::from_secs(3600), true)] {
        let emulator = Emulator::builder().lock_after(2, lock).start().await.unwrap();
        fail(&emulator, 2).await;
        let result = list(&emulator, Credentials::access_key(ACCESS_KEY, SECRET_KEY)).await;
        assert_eq!(result.is_err(), is_locked, "{lock:?}: {result:?}");
    }
}

#[tokio::test]
async fn a_project_is_found_by_a_signed_call() {
    let emulator = Emulator::start().await.unwrap();
    let key = Credentials::access_key(ACCESS_KEY, SECRET_KEY);
    let client = apig::Client::new(config(&emulator).credentials(key).build().unwrap());
    client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
    assert_eq!(emulator.requests(), 2);
}
