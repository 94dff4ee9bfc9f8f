//! Tests that pages of other sites and names of other owners get nothing of the emulator.

use crate::raw::{base, exchange, send};
use apig_emulator::Emulator;

/// A request with these headers and no others; the status of its answer.
async fn status(emulator: &Emulator, line: &str, headers: &str, body: &str) -> u16 {
    let length = body.len();
    let request = format!("{line} HTTP/1.1\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}");
    let answer = exchange(emulator, request.as_bytes()).await;
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_page_of_another_site_changes_nothing() {
    let emulator = Emulator::builder().no_auth().start().await.unwrap();
    let own = format!("host: {}\r\n", emulator.address());
    let quotas = format!("{}/app-quotas", base(&emulator, "apigw"));
    let app = r#"{"app_id":"a1","name":"shop"}"#;
    for origin in ["https://evil.test", "null", "http://localhost:1", "http://127.0.0.1"] {
        // What a browser sends without asking first: a form, or a fetch of plain text.
        let headers = format!("{own}origin: {origin}\r\ncontent-type: text/plain\r\n");
        assert_eq!(status(&emulator, "POST /_emulator/apps", &headers, app).await, 403, "{origin}");
        assert_eq!(status(&emulator, "DELETE /_emulator/quotas", &headers, "").await, 403, "{origin}");
        assert_eq!(status(&emulator, &format!("GET {quotas}"), &headers, "").await, 403, "{origin}");
        // And what it asks first.
        let asking = format!("{headers}access-control-request-method: DELETE\r\n");
        assert_eq!(status(&emulator, "OPTIONS /_emulator/quotas", &asking, "").await, 403, "{origin}");
    }
    assert_eq!((emulator.app_ids().len(), emulator.requests()), (2, 0));
    // Its own page says where it comes from, too.
    let page = format!("{own}origin: {}\r\ncontent-type: application/json\r\n", emulator.url());
    assert_eq!(status(&emulator, "POST /_emulator/apps", &page, app).await, 201);
    let answer = send(&emulator, "DELETE /_emulator/quotas", "origin: http://evil.test\r\n", "").await;
    let text = "Pages of other sites must not use the emulator";
    assert_eq!(answer.error(), (403, "EMULATOR.0007".to_owned(), text.to_owned()));
}

#[tokio::test]
async fn a_name_of_another_owner_reads_nothing() {
    let emulator = Emulator::builder().allow_host("gateway.test").start().await.unwrap();
    let port = emulator.address().port();
    for path in ["/_emulator", "/", "/_emulator/page", "/v3/projects"] {
        let line = format!("GET {path}");
        for name in ["evil.test", "a", "127.0.0.1.evil.test", "localhost.evil.test"] {
            let host = format!("host: {name}:{port}\r\n");
            assert_eq!(status(&emulator, &line, &host, "").await, 421, "{name}{path}");
            let target = format!("GET http://{name}:{port}{path}");
            assert_eq!(status(&emulator, &target, "host: localhost\r\n", "").await, 421, "{name}{path}");
        }
        assert_eq!(status(&emulator, &line, "", "").await, 400, "{path}");
        assert_eq!(status(&emulator, &line, "host: localhost\r\nhost: evil.test\r\n", "").await, 400, "{path}");
    }
    for name in ["localhost", "app.localhost", "127.0.0.1", "[::1]", "192.0.2.7", "Gateway.Test"] {
        assert_eq!(status(&emulator, "GET /_emulator", &format!("host: {name}:{port}\r\n"), "").await, 200, "{name}");
    }
    let refused = exchange(&emulator, b"GET / HTTP/1.1\r\nhost: b.test\r\nconnection: close\r\n\r\n").await;
    assert!(refused.contains("start it with --allow-host b.test, if it should"), "{refused}");
}
