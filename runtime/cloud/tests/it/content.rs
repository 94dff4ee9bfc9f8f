//! Tests what requests for credentials, and signed ones, say of their content.

use crate::run;
use crate::sdk::{Client, builder};
use crate::server::{Answer, Recorded, Server};
use apig_runtime::bytes::Bytes;
use apig_runtime::signing::Claim;
use apig_runtime::{Body, Credentials, InstanceMetadata, Method, Secret, http};

/// Not only what an operation sends: a provider of credentials makes requests of its own.
#[test]
fn a_request_for_credentials_says_so_too() {
    let key = r#"{"credential":{"access":"A","secret":"S","expires_at":"2999-01-01T00:00:00Z","securitytoken":"T"}}"#;
    let server = Server::start(vec![Answer::new(200, &[], "t1"), Answer::json(200, key), Answer::new(200, &[], "")]);
    let metadata = InstanceMetadata::new().endpoint(server.url());
    let config = builder(server.url()).credentials(Credentials::provider(metadata)).build().unwrap();
    run(Client::new(config).runtime().request(Method::GET, "/lamps").send()).unwrap();
    let [token, key, lamp] = <[Recorded; 3]>::try_from(server.requests()).unwrap();
    assert_eq!((token.line(), token.header("content-length")), ("PUT /meta-data/latest/api/token", Some("0")));
    assert_eq!((key.header("content-length"), lamp.header("content-length")), (None, None));
}

/// Servers hash `application/json` only.
#[test]
fn content_of_another_media_type_is_signed_as_unsigned() {
    let secret = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";
    let key = || Credentials::access_key("AK7", secret);
    let merge = Some("application/merge-patch+json");
    for (media_type, hash) in [(merge, Some("UNSIGNED-PAYLOAD")), (None, None)] {
        let server = Server::start(vec![Answer::new(200, &[], "")]);
        let client = Client::new(builder(server.url()).credentials(key()).build().unwrap());
        let call = client.runtime().request(Method::PATCH, "/lamps").body(&[1]);
        let call = media_type.into_iter().fold(call, |call, kind: &str| call.header("content-type", kind));
        run(call.send()).unwrap();
        let request = server.requests().remove(0);
        assert_eq!(request.header("x-sdk-content-sha256"), hash);
        assert_is_signed(request, secret);
    }
}

/// Nobody knows the hash of what is read while it is sent.
#[test]
fn a_file_is_signed_as_unsigned() {
    let secret = "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc";
    let file = std::env::temp_dir().join(format!("{}-signed", std::process::id()));
    for (content, hash) in [("{}", Some("UNSIGNED-PAYLOAD")), ("", None)] {
        std::fs::write(&file, content).unwrap();
        let server = Server::start(vec![Answer::new(200, &[], "")]);
        let credentials = Credentials::access_key("AK8", secret);
        let client = Client::new(builder(server.url()).credentials(credentials).build().unwrap());
        let body = Body::path(&file).unwrap();
        run(client.runtime().request(Method::PUT, "/lamps").bytes(body, "application/json").send()).unwrap();
        let request = server.requests().remove(0);
        assert_eq!((request.header("x-sdk-content-sha256"), request.body.as_slice()), (hash, content.as_bytes()));
        assert_is_signed(request, secret);
    }
    std::fs::remove_file(file).unwrap();
}

fn assert_is_signed(request: Recorded, secret: &str) {
    let line = request.line().split_once(' ').unwrap();
    let mut received = http::Request::builder().method(line.0).uri(line.1);
    for (name, value) in request.head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
        received = received.header(name, value);
    }
    let received = received.body(Bytes::from(request.body)).unwrap();
    let claim = Claim::read(received.headers()).unwrap();
    assert!(claim.signs("content-type"));
    assert!(claim.is_made_with(&Secret::from(secret), &claim.canonical_request(&received)));
}
