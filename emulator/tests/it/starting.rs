//! Tests starting and stopping, as a library and as a program.

use crate::raw::send;
use apig_emulator::{Emulator, StartError};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let first = Emulator::start().await.unwrap();
    let port = first.address().port();
    let error = Emulator::builder().port(port).start().await.unwrap_err();
    assert!(matches!(error, StartError::AddressInUse(_)));
    assert_eq!(
        error.to_string(),
        format!("port {port} of 127.0.0.1 is taken: choose another one, or 0 for any that is free")
    );
}

#[tokio::test]
async fn whoever_is_dropped_or_stopped_is_gone() {
    for waits in [true, false] {
        let emulator = Emulator::start().await.unwrap();
        let (address, idle) = (emulator.address(), TcpStream::connect(emulator.address()).await.unwrap());
        let start = Instant::now();
        if waits {
            emulator.stop().await;
        } else {
            drop(emulator);
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        assert!(TcpStream::connect(address).await.is_err(), "{waits}");
        assert!(start.elapsed() < Duration::from_secs(2), "{waits}: a connection that is idle holds nobody up");
        drop(idle);
    }
}

#[test]
fn without_async() {
    let emulator = Emulator::start_blocking().unwrap();
    let address = emulator.address();
    let taken = Emulator::builder().port(address.port()).start_blocking().unwrap_err();
    assert!(matches!(taken, StartError::AddressInUse(_)));
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.write_all(b"GET /_emulator HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(emulator);
    let end = Instant::now() + Duration::from_secs(2);
    while std::net::TcpStream::connect(address).is_ok() {
        assert!(Instant::now() < end, "whoever is dropped is gone");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[tokio::test]
async fn inside_of_async_too() {
    let emulator = Emulator::start_blocking().unwrap();
    assert_eq!(send(&emulator, "GET /_emulator", "", "").await.status, 200);
    emulator.stop().await;
}

#[tokio::test]
async fn an_answer_under_way_is_waited_for() {
    let emulator = Emulator::builder().no_auth().fault("latency=400ms".parse().unwrap()).start().await.unwrap();
    let mut stream = TcpStream::connect(emulator.address()).await.unwrap();
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    stream.write_all(b"GET /v3/projects HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    emulator.stop().await;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test]
async fn another_spec_answers_its_examples() {
    let folder = std::env::temp_dir().join(format!("apig-emulator-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let spec = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets/{id}:\n    get:\n      operationId: ShowPet\n      \
        parameters: [{name: id, in: path, required: true, schema: {type: integer}}]\n      responses:\n        '200':\n          \
        description: A pet.\n          content: {application/json: {schema: {type: object, properties: {name: {type: string}}}, example: {name: Rex}}}\n";
    std::fs::write(folder.join("openapi.yaml"), spec).unwrap();
    let emulator = Emulator::builder().spec(&folder).start().await.unwrap();
    assert_eq!(send(&emulator, "GET /pets/7", "", "").await.json()["name"], "Rex");
    assert_eq!(send(&emulator, "GET /pets/x", "", "").await.status, 400);
    std::fs::write(folder.join("openapi.yaml"), "openapi: 3.0.3\n").unwrap();
    let error = Emulator::builder().spec(&folder).start().await.unwrap_err().to_string();
    assert!(error.starts_with("the spec cannot be used: error"), "{error}");
    std::fs::remove_dir_all(&folder).ok();
}

#[cfg(all(unix, feature = "cli"))]
#[tokio::test]
async fn the_program() {
    let run = |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_apig-emulator")).args(arguments).output().unwrap();
    assert!(String::from_utf8(run(&["--help"]).stdout).unwrap().contains("Examples:"));
    assert_eq!(run(&["--port", "x"]).status.code(), Some(2));
    let taken = Emulator::start().await.unwrap().address();
    let other = std::net::TcpListener::bind(taken).ok();
    let refused = run(&["--port", &taken.port().to_string()]);
    assert_eq!(refused.status.code(), Some(1), "{other:?}");
    assert!(String::from_utf8(refused.stderr).unwrap().starts_with("error: port "));

    let start = Instant::now();
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_apig-emulator")).args(["--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let first = lines.next().unwrap();
    assert!(first.starts_with("http://127.0.0.1:") && first.ends_with("Stop it with Ctrl-C."), "{first}");
    // In a debug build it reads 25,000 lines of YAML first.
    assert!(start.elapsed() < Duration::from_secs(5), "starts in less than five seconds, took {:?}", start.elapsed());
    assert!(lines.any(|line| line.starts_with("  curl -H \"X-Auth-Token: $OS_TOKEN\" http://127.0.0.1:")));
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupt.success() && child.wait().unwrap().code() == Some(0));
}
