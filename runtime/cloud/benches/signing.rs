//! Measures how long a signature takes, and what of it is hashing. Run with `cargo bench -p apig-runtime`.

#![allow(missing_docs, clippy::expect_used, reason = "a benchmark that cannot start has nothing to measure")]

use apig_runtime::bytes::Bytes;
use apig_runtime::signing::{Signer, difference};
use apig_runtime::{AccessKey, http};
use divan::{AllocProfiler, Bencher, black_box};
use ring::{digest, hmac};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const URL: &str = "https://apig.eu-de.example.com/v2/0605767b5b80d5762fb7c0186d9bede6/apigw/instances/\
                   eddc4d25480b4cd6b512f270a1b8b341/app-quotas?limit=500&offset=0";
const AT: Duration = Duration::from_secs(1_704_164_645);

fn main() {
    divan::main();
}

fn key() -> AccessKey {
    AccessKey::new("QTWAOYTTINDUT2QVKYUC", "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc")
}

fn at() -> SystemTime {
    UNIX_EPOCH + AT
}

/// A request as the SDK sends it.
fn request(body: usize) -> http::Request<Bytes> {
    http::Request::post(URL)
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .header("user-agent", "apig-sdk/0.1.0")
        .header("x-project-id", "0605767b5b80d5762fb7c0186d9bede6")
        .body(Bytes::from(vec![b'x'; body]))
        .expect("a request")
}

#[divan::bench(args = [0, 1024, 65536])]
fn sign(bencher: Bencher<'_, '_>, body: usize) {
    let key = key();
    bencher
        .with_inputs(|| request(body))
        .bench_local_values(|mut request| Signer::new(&key).sign(&mut request, at()).map(|signed| (request, signed)));
}

#[divan::bench]
fn sign_with_a_security_token(bencher: Bencher<'_, '_>) {
    let key = key().security_token("t".repeat(1500));
    bencher
        .with_inputs(|| request(1024))
        .bench_local_values(|mut request| Signer::new(&key).sign(&mut request, at()).map(|signed| (request, signed)));
}

/// What no signer can do without: the hashes of a body of 1 KB and of a canonical request, and the HMAC.
#[divan::bench]
fn hashes_alone() -> hmac::Tag {
    let body = digest::digest(&digest::SHA256, &black_box([b'x'; 1024]));
    let canonical = digest::digest(&digest::SHA256, &black_box([b'x'; 450]));
    let key = hmac::Key::new(hmac::HMAC_SHA256, &black_box([b'x'; 40]));
    black_box((body, canonical));
    hmac::sign(&key, &black_box([b'x'; 97]))
}

#[divan::bench]
fn read_an_echo(bencher: Bencher<'_, '_>) {
    let signed = Signer::new(&key()).sign(&mut request(1024), at()).expect("a signature");
    let echo = signed.canonical_request().replace('\n', "|").replace("limit=500", "limit=501");
    let message = format!("verify aksk signature fail, canonicalRequest:{echo}");
    bencher.bench_local(|| difference(signed.canonical_request(), black_box(&message)));
}
