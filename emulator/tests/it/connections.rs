//! Tests how many connections and how large a head there may be: who keeps silent or sends too much is in nobody's way.

use crate::raw::{exchange, send};
use apig_emulator::Emulator;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const MOST: usize = 30;

/// A connection that has sent this, and says no more.
async fn silent(emulator: &Emulator, sent: &str) -> TcpStream {
    let mut stream = TcpStream::connect(emulator.address()).await.unwrap();
    stream.write_all(sent.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn silent_connections_block_nobody() {
    for sent in [
        "",
        "GET / HTTP/1.1\r\nhost: local",
        "POST /v3/auth/tokens HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{",
        "GET /_emulator HTTP/1.1\r\nhost: localhost\r\n\r\n",
    ] {
        let emulator = Emulator::builder().connections(MOST).start().await.unwrap();
        let mut all = Vec::new();
        for _ in 0..MOST {
            all.push(silent(&emulator, sent).await);
        }
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(send(&emulator, "GET /_emulator", "", "").await.status, 200, "{sent:?}");
        }
        assert!(start.elapsed() < Duration::from_secs(2), "{sent:?}: {:?}", start.elapsed());
    }
}

#[tokio::test]
async fn whoever_is_being_answered_is_not_closed() {
    let late = "latency=600ms".parse().unwrap();
    let emulator = Emulator::builder().no_auth().fault(late).connections(3).start().await.unwrap();
    let mut answered =
        silent(&emulator, "GET /v3/projects HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut all = Vec::new();
    for _ in 0..20 {
        all.push(silent(&emulator, "").await);
    }
    let mut answer = String::new();
    answered.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn a_head_has_64_kilobytes_at_most() {
    let emulator = Emulator::start().await.unwrap();
    for (kilobytes, expected) in [(60, 200), (70, 431), (100, 431), (127, 431), (300, 431)] {
        let head = |headers: usize| {
            let value = "x".repeat(kilobytes * 1000 / headers);
            let lines: String = (0..headers).map(|index| format!("x-{index}: {value}\r\n")).collect();
            format!("GET /_emulator HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{lines}\r\n")
        };
        for headers in [1, 20] {
            let answer = exchange(&emulator, head(headers).as_bytes()).await;
            let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
            assert_eq!(status, Some(expected), "{kilobytes} kB in {headers}");
        }
    }
    let long = format!("GET /_emulator?{} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n", "x".repeat(40_000));
    let head = format!("{long}x-long: {}\r\n\r\n", "x".repeat(40_000));
    assert!(exchange(&emulator, head.as_bytes()).await.contains(" 431 "));
}
