//! Tests which protocol is spoken over TLS: HTTP/2 with the feature `http2` where the server offers it, else HTTP/1.1.
//! On Linux, where a variable says whom to trust, which a process of its own is given.

use crate::{run, sdk};
use oaswright_runtime::http::Response;
use std::io;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{ServerConfig, crypto::ring, pki_types::PrivatePkcs8KeyDer};
use tokio_rustls::server::TlsStream;

const H2: &str = "h2";
const HTTP_1: &str = "http/1.1";
const CALLS: usize = 8;
const BODY: &str = r#"[{"name":"quota"}]"#;
const ENDPOINT: &str = "APIG_RUNTIME_TEST_ENDPOINT";

/// What each connection agreed on, and how many requests came over it.
type Seen = Arc<Mutex<Vec<(String, usize)>>>;

/// Has a process of its own make calls, several at once, and returns what was seen of each connection.
fn calls_to_a_server_that_offers(protocols: &[&str]) -> Vec<(String, usize)> {
    let rcgen::CertifiedKey { cert, signing_key } =
        rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let trusted = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(trusted.path(), cert.pem()).unwrap();
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let server = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let server = server.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    let mut server = server.with_single_cert(vec![cert.der().clone()], key.into()).unwrap();
    server.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();

    let seen = Seen::default();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let connections = Arc::clone(&seen);
    // It ends with the process of the tests.
    thread::spawn(move || {
        run(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            let acceptor = TlsAcceptor::from(Arc::new(server));
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(acceptor.clone(), stream, Arc::clone(&connections)));
            }
        });
    });
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["http2::in_a_process_of_its_own", "--exact", "--ignored"])
        .env("SSL_CERT_FILE", trusted.path())
        .env(ENDPOINT, format!("https://localhost:{port}"))
        .output()
        .unwrap();
    assert!(child.status.success(), "{child:?}");
    let seen = seen.lock().unwrap();
    seen.clone()
}

async fn serve(acceptor: TlsAcceptor, stream: TcpStream, seen: Seen) {
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let protocol = String::from_utf8_lossy(stream.get_ref().1.alpn_protocol().unwrap_or_default()).into_owned();
    let is_h2 = protocol == H2;
    let connection = {
        let mut seen = seen.lock().unwrap();
        seen.push((protocol, 0));
        seen.len() - 1
    };
    let count = || seen.lock().unwrap()[connection].1 += 1;
    // A client that is done just goes away.
    let _ = if is_h2 { serve_http_2(stream, count).await } else { serve_http_1(stream, count).await };
}

async fn serve_http_2(stream: TlsStream<TcpStream>, count: impl Fn()) -> io::Result<()> {
    let mut connection = h2::server::handshake(stream).await.map_err(io::Error::other)?;
    while let Some(request) = connection.accept().await {
        let (request, mut respond) = request.map_err(io::Error::other)?;
        assert_eq!(request.headers()["x-auth-token"], sdk::TOKEN);
        assert_eq!(request.uri().path(), "/v2/p1/quotas");
        let authority = request.uri().authority().unwrap().as_str();
        assert!(request.headers().get("host").is_none_or(|host| host == authority), "two names of one host");
        count();
        let mut body = respond.send_response(Response::new(()), false).map_err(io::Error::other)?;
        body.send_data(BODY.into(), true).map_err(io::Error::other)?;
    }
    Ok(())
}

async fn serve_http_1(mut stream: TlsStream<TcpStream>, count: impl Fn()) -> io::Result<()> {
    let mut head = Vec::new();
    loop {
        head.push(stream.read_u8().await?);
        if head.ends_with(b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&head).to_ascii_lowercase();
            assert!(text.contains(&format!("x-auth-token: {}", sdk::TOKEN.to_ascii_lowercase())), "{text}");
            count();
            let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{BODY}", BODY.len());
            stream.write_all(answer.as_bytes()).await?;
            head.clear();
        }
    }
}

#[test]
#[ignore = "run by the tests below, with an endpoint"]
fn in_a_process_of_its_own() {
    let client = sdk::client(std::env::var(ENDPOINT).unwrap());
    run(async {
        client.list_quotas().send().await.unwrap();
        let calls: Vec<_> = (1..CALLS).map(|_| tokio::spawn(client.list_quotas().send())).collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
    });
}

#[test]
fn http_2_is_spoken_where_it_is_offered_and_asked_for() {
    let seen = calls_to_a_server_that_offers(&[H2, HTTP_1]);
    assert_eq!(seen.iter().map(|(_, requests)| requests).sum::<usize>(), CALLS);
    if cfg!(feature = "http2") {
        assert_eq!(seen, [(H2.to_owned(), CALLS)], "all calls share one connection");
    } else {
        assert!(seen.iter().all(|(protocol, _)| protocol == HTTP_1), "{seen:?}");
    }
}

#[test]
fn http_1_is_spoken_where_nothing_else_is_offered() {
    let seen = calls_to_a_server_that_offers(&[HTTP_1]);
    assert_eq!(seen.iter().map(|(_, requests)| requests).sum::<usize>(), CALLS);
    assert!(seen.iter().all(|(protocol, _)| protocol == HTTP_1), "{seen:?}");
}
