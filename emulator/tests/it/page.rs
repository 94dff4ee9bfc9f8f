//! Tests the page for browsers: which bytes are sent, as what, and with which rules. That it works, a browser says:
//! `cargo xtask interop page`.

use crate::raw::{Answer, send};
use apig_emulator::{Emulator, PASSWORD};
use apig_sdk::serde_json::json;

async fn get(emulator: &Emulator, path: &str) -> Answer {
    send(emulator, &format!("GET {path}"), "", "").await
}

#[tokio::test]
async fn browsers_see_a_page_and_programs_a_list() {
    let emulator = Emulator::start().await.unwrap();
    let html = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (accept, expected) in [
        (html, "text/html; charset=utf-8"),
        ("application/json, text/html;q=0.5", "text/html; charset=utf-8"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/htmlx", "application/json"),
    ] {
        let answer = send(&emulator, "GET /", &format!("accept: {accept}\r\n"), "").await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(expected)), "{accept}");
        assert_eq!(answer.header("vary"), Some("accept"));
    }
    assert_eq!(emulator.requests(), 0, "it is no part of the API");
}

#[tokio::test]
async fn the_page_is_made_of_its_own_files_only() {
    let emulator = Emulator::start().await.unwrap();
    let index = send(&emulator, "GET /", "accept: text/html\r\n", "").await;
    let policy = index.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && policy.contains("connect-src 'self';"));
    assert!(!policy.contains("http") && !policy.contains("script-src 'self' "), "{policy}");
    let files: Vec<&str> = index.body.split("=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let files: Vec<&str> = files.into_iter().filter(|value| value.contains('/') && !value.contains(' ')).collect();
    assert!(files.iter().all(|file| file.starts_with('/') && !file.starts_with("//")), "{files:?}");
    for (file, kind, coding) in [
        ("page.css", "text/css; charset=utf-8", None),
        ("page.js", "text/javascript; charset=utf-8", None),
        ("swagger-ui.css", "text/css; charset=utf-8", Some("gzip")),
        ("swagger-ui-bundle.js", "text/javascript; charset=utf-8", Some("gzip")),
    ] {
        let path = format!("/_emulator/page/{file}");
        assert!(files.contains(&path.as_str()), "{file}");
        let answer = get(&emulator, &path).await;
        let found = (answer.status, answer.header("content-type"), answer.header("content-encoding"));
        assert_eq!(found, (200, Some(kind), coding), "{file}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{file}");
        let is_compressed = answer.body.starts_with("\u{1f}\u{fffd}");
        assert!(is_compressed == coding.is_some() && !answer.body.is_empty(), "{file}");
    }
    for missing in
        ["page/other.js", "page/..%2Fpage.js", "page/swagger-ui.css/x", "spec/other.json", "spec/apig", "%FF"]
    {
        assert_eq!(get(&emulator, &format!("/_emulator/{missing}")).await.status, 404, "{missing}");
    }
}

#[tokio::test]
async fn what_the_page_is_told() {
    let emulator = Emulator::start().await.unwrap();
    let settings = get(&emulator, "/_emulator/page").await.json();
    assert_eq!(settings["services"], json!(["apig", "iam", "roma"]));
    assert_eq!(settings["project_id"].as_str(), emulator.project_id("eu-de").as_deref());
    assert_eq!(settings["password"], PASSWORD);
    let list = get(&emulator, "/").await.json();
    for (service, operations) in list["services"].as_object().unwrap() {
        let answer = get(&emulator, &format!("/_emulator/spec/{service}.json")).await;
        assert_eq!(answer.header("content-type"), Some("application/json"));
        let document = answer.json();
        assert_eq!(document["servers"], json!([{"url": "/"}]), "{service}");
        let paths = document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap());
        let ids = paths.filter_map(|(_, operation)| operation["operationId"].as_str());
        assert_eq!(ids.count(), operations.as_array().unwrap().len(), "{service}");
    }
}
