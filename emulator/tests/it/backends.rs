//! Tests that a published API reaches a backend on this machine, with what its definition adds and takes away.

use crate::lives::begin;
use crate::properties::wire::{PROJECT, Wire};
use crate::support::by_token;
use apig_emulator::Emulator;
use apig_sdk::apig;
use apig_sdk::apig::types::{ApiAction, MatchMode, ReqMethod, ReqProtocol};
use apig_sdk::apig::types::{ApiVisibility, AuthType, BackendApiCreate, BackendMethod, BackendProtocol, BackendType};
use apig_sdk::serde_json::{Value, json};
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

#[test]
fn what_is_bound_to_an_api_changes_what_is_asked_and_answered() {
    let (emulator, release) = (begin(), "DEFAULT_ENVIRONMENT_RELEASE_ID");
    let wire = Wire::new(&emulator);
    let instance = format!("/v2/{PROJECT}/apigw/instances/{}", emulator.instance_id());
    let make = |path: &str, body: Value| {
        let answer = wire.exchange("POST", &format!("{instance}/{path}"), Some(&body));
        assert!(answer.is_success(), "{path}: {answer}");
        answer.json()
    };
    let group = make("api-groups", json!({"name": "bound"}))["id"].clone();
    let api = |name: &str, backend: Value| {
        let api = make(
            "apis",
            json!({
                "name": name, "type": 1, "req_protocol": "HTTP", "req_method": "GET", "req_uri": format!("/{name}"),
                "auth_type": "NONE", "backend_type": "HTTP", "group_id": group, "backend_api": backend,
            }),
        )["id"]
            .clone();
        make("apis/action", json!({"action": "online", "env_id": release, "api_id": api}));
        api
    };
    let call = |method: &str, name: &str, headers: &str| {
        let path = format!("/_emulator/call/{}/{name}", group.as_str().unwrap());
        wire.raw(&format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n{headers}\r\n"), &[])
    };

    // Variables of the environment stand in address and path. Without one, nobody knows whom to ask.
    let backend = json!({
        "url_domain": "#backend#", "req_protocol": "HTTP", "req_method": "GET", "req_uri": "/#base#/x", "timeout": 5000,
    });
    let varied = api("varied", backend);
    assert_eq!(call("GET", "varied", "").code(), "APIG.0610");
    for (name, value) in [("backend", echo().to_string()), ("base", "v2".to_owned())] {
        let variable = json!({"variable_name": name, "variable_value": value, "env_id": release, "group_id": group});
        make("env-variables", variable);
    }
    let answer = call("GET", "varied", "");
    assert!(answer.body.starts_with("GET /v2/x "), "{answer}");

    // Each member comes as often as its weight says.
    let hosts = [echo(), echo()];
    let members: Vec<Value> = hosts
        .iter()
        .zip([1, 2])
        .map(|(host, weight)| json!({"host": "127.0.0.1", "port": host.port(), "weight": weight}))
        .collect();
    let channel = make(
        "vpc-channels",
        json!({"name": "channel", "port": 80, "balance_strategy": 1, "member_type": "ip", "members": members}),
    )["id"]
        .clone();
    let backend = json!({
        "req_protocol": "HTTP", "req_method": "GET", "req_uri": "/", "timeout": 5000, "vpc_channel_status": 1,
        "vpc_channel_info": {"vpc_channel_id": channel},
    });
    api("weighted", backend);
    let asked: Vec<bool> = (0..6).map(|_| call("GET", "weighted", "").body.contains(&hosts[0].to_string())).collect();
    assert_eq!(asked, [true, false, false, true, false, false]);

    // Plug-ins change the headers of answers, and answer browsers that ask first.
    let attach = |kind: &str, content: Value| {
        let plugin = json!({
            "plugin_name": format!("{kind}_a"), "plugin_type": kind, "plugin_scope": "global", "plugin_content": content.to_string(),
        });
        let plugin = make("plugins", plugin)["plugin_id"].clone();
        let path = format!("plugins/{}/attach", plugin.as_str().unwrap());
        make(&path, json!({"env_id": release, "api_ids": [varied]}));
    };
    let browser = "origin: https://a.example\r\n";
    let asks = format!("{browser}access-control-request-method: GET\r\n");
    assert_eq!(call("OPTIONS", "varied", &asks).code(), "EMULATOR.0007");
    attach(
        "cors",
        json!({"allow_origin": "https://b.example,https://a.example", "allow_methods": "GET", "max_age": 60}),
    );
    attach(
        "set_resp_headers",
        json!({"response_headers": [{"name": "X-Backend", "value": "no", "action": "override"}, {"name": "x-more", "value": "1", "action": "append"}]}),
    );
    let answer = call("OPTIONS", "varied", &asks);
    assert!(
        answer.status == 200 && answer.headers.contains("access-control-max-age: 60"),
        "{} {answer}",
        answer.headers
    );
    let answer = call("GET", "varied", browser);
    for header in ["access-control-allow-origin: https://a.example", "x-more: 1", "x-backend: no"] {
        assert!(answer.headers.contains(header), "{header}: {} {answer}", answer.headers);
    }
    assert!(!answer.headers.contains("x-backend: yes"), "{}", answer.headers);
    assert_eq!(call("GET", "varied", "origin: https://c.example\r\n").code(), "EMULATOR.0007");
}
