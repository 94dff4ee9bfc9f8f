//! Tests requests by hand: bytes over a socket, for what the SDK would never send and for what it does not show.

use apig_emulator::Emulator;
use apig_sdk::serde_json::{self, Value};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find_map(|(known, value)| known.eq_ignore_ascii_case(name).then_some(value))
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    /// Status, code and text of an error.
    pub fn error(&self) -> (u16, String, String) {
        let json = self.json();
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        (self.status, text("error_code"), text("error_msg"))
    }
}

/// Sends bytes and reads until the connection is closed.
pub async fn exchange(emulator: &Emulator, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(emulator.address()).await.unwrap();
    stream.write_all(bytes).await.ok();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Sends a request with these headers, each line with its end.
pub async fn send(emulator: &Emulator, line: &str, headers: &str, body: &str) -> Answer {
    let request = format!(
        "{line} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n{headers}\r\n{body}",
        emulator.address(),
        body.len()
    );
    let answer = exchange(emulator, request.as_bytes()).await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer to {line}: {answer:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

/// The base path of the default gateway.
pub fn base(emulator: &Emulator, segment: &str) -> String {
    format!("/v2/{}/{segment}/instances/{}", emulator.project_id("eu-de").unwrap(), emulator.instance_id())
}

#[tokio::test]
async fn what_is_no_operation() {
    let emulator = Emulator::start().await.unwrap();
    let answer = send(&emulator, "GET /v2/other", "", "").await;
    let text = "The API does not exist or has not been published in the environment";
    assert_eq!(answer.error(), (404, "APIGW.0101".to_owned(), text.to_owned()));
    assert_eq!(answer.json()["request_id"].as_str(), answer.header("x-request-id"));
    let answer = send(&emulator, &format!("DELETE {}/app-quotas", base(&emulator, "apigw")), "", "").await;
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST, GET")));
    let welcome = send(&emulator, "GET /", "", "").await.json();
    assert_eq!(welcome["services"]["roma"].as_array().unwrap().len(), 177);
}

#[tokio::test]
async fn limits() {
    let emulator = Emulator::builder().no_auth().start().await.unwrap();
    let line = format!("POST {}/app-quotas", base(&emulator, "apigw"));
    let long = "x".repeat(1024 * 1024 + 1);
    let answer = send(&emulator, &line, "", &long).await;
    assert_eq!((answer.status, answer.error().1.as_str()), (413, "APIG.0201"));
    let header = format!("x-long: {}\r\n", "x".repeat(128 * 1024));
    assert!(
        exchange(&emulator, format!("{line} HTTP/1.1\r\nhost: localhost\r\n{header}\r\n").as_bytes())
            .await
            .contains(" 431 ")
    );
    let deep = "[".repeat(100_000);
    assert_eq!(send(&emulator, &line, "", &deep).await.status, 400);
    assert!(exchange(&emulator, b"nonsense\r\n\r\n").await.contains(" 400 "));
    // It goes on.
    assert_eq!(send(&emulator, "GET /_emulator", "", "").await.status, 200);
}

#[tokio::test]
async fn the_admin_side() {
    let emulator = Emulator::start().await.unwrap();
    let body = r#"{"app_id":"a1","name":"shop"}"#;
    assert_eq!(send(&emulator, "POST /_emulator/apps", "", body).await.status, 201);
    assert_eq!(send(&emulator, "POST /_emulator/apps", "", "{}").await.error().1, "EMULATOR.0002");
    assert_eq!(send(&emulator, "POST /_emulator/instances", "", r#"{"instance_id":"i1"}"#).await.status, 201);
    let state = send(&emulator, "GET /_emulator", "", "").await.json();
    assert_eq!(state["apps"].as_array().unwrap().len(), 3);
    assert!(state["instances"].as_array().unwrap().iter().any(|id| id == "i1"));
    assert_eq!(send(&emulator, "DELETE /_emulator/apps/a1", "", "").await.status, 204);
    assert_eq!(send(&emulator, "DELETE /_emulator/apps/a1", "", "").await.status, 404);
    assert_eq!(emulator.app_ids().len(), 2);
    assert_eq!(emulator.requests(), 0);
}

#[tokio::test]
async fn the_log_reads_well_and_has_no_secrets() {
    let lines = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = std::sync::Arc::clone(&lines);
    let emulator =
        Emulator::builder().log(move |line| seen.lock().unwrap().push(line.to_owned())).start().await.unwrap();
    let token = emulator.token("eu-de").unwrap();
    let path = format!("{}/app-quotas", base(&emulator, "apigw"));
    let answer = send(&emulator, &format!("GET {path}?secret=s3cret"), &format!("x-auth-token: {token}\r\n"), "").await;
    let lines = lines.lock().unwrap();
    let [line] = &lines[..] else { panic!("{lines:?}") };
    assert!(line.starts_with(&format!("200 GET    {path}  ListAppQuotas  emulator  ")), "{line}");
    assert!(line.ends_with(answer.header("x-request-id").unwrap()), "{line}");
    assert!(!line.contains("s3cret") && !line.contains(&token));
}
