//! Tests that a published API reaches a backend on this machine, with what its definition adds and takes away.

use crate::properties::wire::Wire;
use crate::support::by_token;
use apig_emulator::Emulator;
use apig_sdk::apig;
use apig_sdk::apig::types::{ApiAction, MatchMode, ReqMethod, ReqProtocol};
use apig_sdk::apig::types::{ApiVisibility, AuthType, BackendApiCreate, BackendMethod, BackendProtocol, BackendType};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;

/// A backend that answers with the head of each request.
fn echo() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, mut buffer, mut head) = (stream.unwrap(), [0; 1024], Vec::new());
            while !head.windows(4).any(|end| end == b"\r\n\r\n") {
                let read = stream.read(&mut buffer).unwrap();
                head.extend_from_slice(&buffer[..read]);
            }
            let answer = format!("HTTP/1.1 202 Accepted\r\nx-backend: yes\r\ncontent-length: {}\r\n\r\n", head.len());
            stream.write_all(&[answer.as_bytes(), &head].concat()).unwrap();
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backend_is_asked() {
    let emulator = Emulator::start().await.unwrap();
    let gateway = apig::Client::new(by_token(&emulator).build().unwrap()).gateway(emulator.instance_id());
    let group = gateway.create_api_group_v2().name("echoed").await.unwrap().id.unwrap();
    let backend = BackendApiCreate::default().url_domain(echo().to_string()).timeout(5_000).req_uri("/base/{id}");
    let backend = backend.req_protocol(BackendProtocol::Http).req_method(BackendMethod::Any);
    let api = gateway.create_api_v2().name("echo").r#type(ApiVisibility::Public).req_protocol(ReqProtocol::Http);
    let api = api.req_method(ReqMethod::Any).req_uri("/in/{id}").match_mode(MatchMode::Swa).auth_type(AuthType::None);
    let api = api.backend_type(BackendType::Http).group_id(&group).backend_api(backend).await.unwrap().id.unwrap();
    let env = "DEFAULT_ENVIRONMENT_RELEASE_ID";
    gateway
        .create_or_delete_publish_record_for_api_v2()
        .action(ApiAction::Online)
        .env_id(env)
        .api_id(&api)
        .await
        .unwrap();
    let head = format!("PUT /_emulator/call/{group}/in/a%20b/c?q=1 HTTP/1.1\r\nhost: localhost\r\nx-mine: 1\r\n");
    let own = "authorization: none of its business\r\ncontent-length: 4\r\n\r\n";
    let answer = Wire::new(&emulator).raw(&format!("{head}{own}"), b"sent");
    assert_eq!(answer.status, 202);
    assert!(answer.body.starts_with("PUT /base/a%20b/c?q=1 HTTP/1.1\r\n"), "{answer}");
    assert!(answer.body.contains("x-mine: 1") && !answer.body.contains("authorization"), "{answer}");
}
