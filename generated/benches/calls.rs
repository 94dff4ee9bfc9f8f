//! What the SDK costs: a call against the same call written by hand on the bare HTTP client, to the same server in the
//! same process, and decoding against a hand-written struct. Run with `cargo bench -p apig-sdk`.
//!
//! First both calls take turns, so that whatever else the machine does meets both; the ratio is that of their medians.
//! Then come the single benchmarks, with what each allocates.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot start has nothing to measure"
)]

use apig_sdk::apig::{self, ListAppQuotaBoundApps};
use apig_sdk::{Config, Credentials, Operation, Response, reqwest, serde_json};
use divan::{AllocProfiler, Bencher, black_box};
use serde::Deserialize;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;
use std::thread;
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const PROJECT: &str = "0605767b5b80d5762fb7c0186d9bede6";
const INSTANCE: &str = "eddc4d25480b4cd6b512f270a1b8b341";
const QUOTA: &str = "c900c5612dbe451bb43cbcc49cfaf2f3";
const TOKEN: &str = "MIIF-token";

const QUOTA_BODY: &str = r#"{"app_quota_id":"c900c5612dbe451bb43cbcc49cfaf2f3","call_limits":1000,"create_time":"2020-09-19T07:27:47Z","name":"ClientQuota_demo","reset_time":"2020-09-20 00:00:00 +0000 +0000","time_interval":1,"time_unit":"DAY"}"#;

fn main() {
    take_turns();
    divan::main();
}

/// What somebody would write by hand.
#[derive(Deserialize)]
#[allow(dead_code, reason = "only decoded")]
struct Quota {
    app_quota_id: Option<String>,
    name: Option<String>,
    call_limits: Option<i32>,
    time_unit: Option<String>,
    time_interval: Option<i32>,
    remark: Option<String>,
    reset_time: Option<String>,
    create_time: Option<String>,
    bound_app_num: Option<i32>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only decoded")]
struct Apps {
    size: Option<i32>,
    total: Option<i64>,
    apps: Option<Vec<App>>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only decoded")]
struct App {
    app_id: Option<String>,
    name: Option<String>,
    status: Option<i32>,
    app_key: Option<String>,
    related_domain_id: Option<String>,
    related_project_id: Option<String>,
    remark: Option<String>,
    register_time: Option<String>,
    update_time: Option<String>,
    app_quota_id: Option<String>,
    app_quota_name: Option<String>,
    bound_time: Option<String>,
}

/// Both ways to one server that answers every request alike.
struct Ways {
    runtime: Runtime,
    sdk: apig::Client,
    client: reqwest::Client,
    base: String,
}

static WAYS: LazyLock<Ways> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        listener
            .incoming()
            .for_each(|stream| drop(thread::spawn(move || serve(stream.unwrap()))))
    });
    let config = Config::builder()
        .endpoint(&base)
        .project_id(PROJECT)
        .credentials(Credentials::token(TOKEN));
    // With a client of the caller's own, the SDK sees to a provider of cryptography, which reqwest demands.
    let config = config
        .http_client(reqwest::Client::builder())
        .build()
        .unwrap();
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none());
    Ways {
        runtime: tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap(),
        sdk: apig::Client::new(config),
        client: client
            .connect_timeout(Duration::from_secs(10))
            .build()
            .unwrap(),
        base,
    }
});

fn serve(mut stream: TcpStream) {
    stream.set_nodelay(true).unwrap();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: 10eb9ce1\r\ncontent-length: {}\r\n\r\n{QUOTA_BODY}",
        QUOTA_BODY.len()
    );
    let mut buffer = [0; 8192];
    let mut end = 0;
    while let Ok(count @ 1..) = stream.read(&mut buffer[end..]) {
        end += count;
        if buffer[..end].ends_with(b"\r\n\r\n") {
            end = 0;
            stream.write_all(answer.as_bytes()).unwrap();
        }
    }
}

impl Ways {
    async fn sdk(&self) {
        black_box(
            self.sdk
                .gateway(INSTANCE)
                .show_app_quota(QUOTA)
                .send()
                .await
                .unwrap(),
        );
    }

    async fn by_hand(&self) {
        let url = format!(
            "{}/v2/{PROJECT}/apigw/instances/{INSTANCE}/app-quotas/{QUOTA}",
            self.base
        );
        let request = self
            .client
            .get(url)
            .header("accept", "application/json")
            .header("x-auth-token", TOKEN);
        let request = request
            .header("user-agent", "by-hand/1")
            .timeout(Duration::from_secs(30));
        let response = request.send().await.unwrap().error_for_status().unwrap();
        let quota: Quota =
            serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
        black_box(quota);
    }
}

fn take_turns() {
    const ROUNDS: usize = 3000;
    let ways = &*WAYS;
    let (mut sdk, mut by_hand) = (Vec::new(), Vec::new());
    ways.runtime.block_on(async {
        for round in 0..ROUNDS + 200 {
            let start = Instant::now();
            ways.sdk().await;
            let middle = Instant::now();
            ways.by_hand().await;
            if round >= 200 {
                sdk.push(middle - start);
                by_hand.push(middle.elapsed());
            }
        }
    });
    let median = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2]
    };
    let (sdk, by_hand) = (median(&mut sdk), median(&mut by_hand));
    let ratio = sdk.as_secs_f64() / by_hand.as_secs_f64();
    println!(
        "a call, medians of {ROUNDS} in turn: sdk {sdk:?}, by hand {by_hand:?}, ratio {ratio:.3}"
    );
}

#[divan::bench]
fn call_sdk(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| WAYS.runtime.block_on(WAYS.sdk()));
}

#[divan::bench]
fn call_by_hand(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| WAYS.runtime.block_on(WAYS.by_hand()));
}

/// A page of 500 bound apps.
static PAGE: LazyLock<String> = LazyLock::new(|| {
    let app = r#"{"app_id":"98df09fb-d459-4cbf-83a7-2b55ca6f3d5d","app_key":"9b93db07-4634-4b7a-99d8-869933ed055d","app_quota_name":"ClientQuota_demo","bound_time":"2020-09-19T07:43:11Z","name":"app-demo","register_time":"2020-09-18T09:25:19Z","status":1,"update_time":"2020-09-18T09:25:19Z"}"#;
    format!(r#"{{"total":500,"size":500,"apps":[{}]}}"#, vec![app; 500].join(","))
});

#[divan::bench]
fn decode_page_sdk(bencher: Bencher<'_, '_>) {
    let response: Response =
        apig_sdk::http::Response::new(PAGE.as_bytes().into()).into();
    bencher.bench_local(|| ListAppQuotaBoundApps::decode(black_box(&response)).unwrap());
}

#[divan::bench]
fn decode_page_by_hand(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        serde_json::from_slice::<Apps>(black_box(PAGE.as_bytes())).unwrap()
    });
}
