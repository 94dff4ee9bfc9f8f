//! Tests connections that do not come about: the server has seen nothing, so that even a POST is tried again.

use super::wire::{Faulty, Step, answer, bind, send};
use super::{METHODS, Method, PATIENCE, assert_presentable, client, eventually, wire};
use crate::run;
use crate::sdk::{TOKEN, builder};
use oaswright_runtime::{ConfigBuilder, ErrorKind, Hook, ReceivedAnswer, reqwest};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Makes a GET and a POST that must not get a connection; what the last error says.
fn fails(what: &str, builder: impl Fn() -> ConfigBuilder, words: &str) {
    for method in METHODS {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let error = runtime.block_on(method.call(&client(builder()))).unwrap_err();
        // A name server that does not answer is not waited for.
        runtime.shutdown_background();
        let shown = error.to_string();
        assert!(error.is_connect() && error.is_retryable(), "{what}, {method:?}: {shown}");
        assert_eq!((error.attempts(), error.status()), (3, None), "{what}, {method:?}: {shown}");

        assert!(shown.contains(words), "{what}, {method:?}: {shown}");
        assert!(!shown.contains("quotas"), "the URL stays private: {shown}");
        assert_presentable(&error);
    }
}

#[test]
fn refused() {
    let socket = bind();
    let address = socket.local_addr().unwrap();
    fails("refused", || builder(format!("http://{address}")), "no connection: tcp connect error: ");
    fails("refused", || builder(format!("https://{address}")), "no connection: tcp connect error: ");
}

/// Opens the port when the first attempt has failed.
struct Opener {
    socket: Mutex<Option<tokio::net::TcpSocket>>,
    server: Arc<Mutex<Option<Faulty>>>,
}

impl Hook for Opener {
    fn received(&self, answer: &ReceivedAnswer<'_>) {
        if answer.error().is_some()
            && let Some(socket) = self.socket.lock().unwrap().take()
        {
            *self.server.lock().unwrap() = Some(Faulty::on(socket, |_, _| vec![wire::answer(201, "", "{}")]));
        }
    }
}

#[test]
fn refused_and_then_accepted() {
    let socket = bind();
    let address = socket.local_addr().unwrap();
    let server = Arc::default();
    let opener = Opener { socket: Mutex::new(Some(socket)), server: Arc::clone(&server) };
    run(Method::Post.call(&client(builder(format!("http://{address}")).hook(opener)))).unwrap();
    let server = server.lock().unwrap().take().unwrap();
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_name_that_does_not_exist() {
    let start = Instant::now();
    // The second is refused by the system itself: no label is that long.
    for url in ["http://apig.invalid".to_owned(), format!("https://{}.invalid", "a".repeat(64))] {
        // Without a proxy, which would look the name up elsewhere.
        let direct = || reqwest::Client::builder().no_proxy().connect_timeout(Duration::from_secs(2));
        fails(&url, || builder(url.as_str()).allow_http(true).http_client(direct()), "no connection");
    }
    assert!(start.elapsed() < 2 * PATIENCE);
}

#[test]
fn servers_that_speak_no_tls() {
    let refusal = answer(400, "connection: close\r\n", "The plain HTTP request was sent to HTTPS port");
    let alert = Step::Send(b"\x15\x03\x03\x00\x02\x02\x28".to_vec());
    let no_tls = "the server does not seem to speak TLS (after 3";
    for (what, steps, words) in [
        ("plain HTTP", vec![refusal, Step::Close], no_tls),
        ("SSH", vec![send("SSH-2.0-OpenSSH_9.6\r\n"), Step::Close], no_tls),
        ("zeros", vec![send(vec![0; 100_000]), Step::Close], no_tls),
        ("a handshake that is refused", vec![alert, Step::Close], "no connection: received fatal alert"),
        ("closed", vec![Step::Close], "no connection: tls handshake eof"),
        ("reset", vec![Step::Reset], "no connection: "),
    ] {
        let server = Faulty::deaf(steps);
        fails(what, || builder(server.tls_url()), words);
        assert_eq!(server.connections(), 6, "{what}: two calls of three attempts");
        let heard = String::from_utf8_lossy(&server.heard()).into_owned();
        assert!(!heard.contains(TOKEN) && !heard.contains("quotas"), "{what}: nothing of the request was sent");
    }
}

#[test]
fn a_handshake_that_never_ends() {
    let drops = Step::Drip([&[0x16, 0x03, 0x03, 0x3f, 0xff][..], &[0; 10_000]].concat());
    std::thread::scope(|scope| {
        for (what, step) in [("silence", Step::Silence), ("drops", drops)] {
            scope.spawn(move || {
                let server = Faulty::deaf(vec![step]);
                let limit = Duration::from_millis(150);
                fails(what, || builder(server.tls_url()).connect_timeout(limit), "no connection in time: ");
                run(eventually("two calls of three attempts", || server.connections() == 6));
            });
        }
    });
}

#[test]
fn a_handshake_that_outlasts_the_attempt_or_the_caller() {
    let server = Faulty::deaf(vec![Step::Silence]);
    let client = client(builder(server.tls_url()).attempt_timeout(Duration::from_millis(300)));
    run(async {
        // Nobody can say how far it had come, so the POST is not tried again.
        let error = Method::Post.call(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 1));
        let call = tokio::time::timeout(Duration::from_millis(100), Method::Get.call(&client)).await;
        assert!(call.is_err());
        eventually("both connections are closed", || server.connections() == 2 && server.open() == 0).await;
    });
}
