//! Tests faults on demand, and that the SDK gets through them.

use crate::raw::{base, exchange, send};
use crate::support::{APP, by_token};
use apig_emulator::{Emulator, Fault};
use apig_sdk::apig::{Client, types::TimeUnit};
use apig_sdk::{Error, ErrorKind};
use std::time::{Duration, Instant};

async fn with(fault: &str) -> (Emulator, Client) {
    let emulator = Emulator::builder().fault(fault.parse().unwrap()).start().await.unwrap();
    let client = Client::new(by_token(&emulator).build().unwrap());
    (emulator, client)
}

async fn create(client: &Client, emulator: &Emulator, name: &str) -> Result<String, Error> {
    let new =
        client.gateway(emulator.instance_id()).create_app_quota().name(name).call_limits(1).time_unit(TimeUnit::Day);
    new.time_interval(1).await.map(|quota| quota.app_quota_id.unwrap())
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    for fault in [
        "status=503, times=2",
        "status=502, times=1",
        "status=429, retry-after=0, times=2",
        "drop, times=2",
        "truncate, times=1",
    ] {
        let (emulator, client) = with(fault).await;
        client
            .gateway(emulator.instance_id())
            .list_app_quotas()
            .await
            .unwrap_or_else(|error| panic!("{fault}: {error}"));
        assert!(emulator.requests() >= 2, "{fault}");
    }
}

#[tokio::test]
async fn nothing_is_created_twice() {
    // Throttled: it was not carried out, so it is tried again.
    let (emulator, client) = with("status=429, retry-after=0, times=2, method=POST").await;
    create(&client, &emulator, "one").await.unwrap();
    assert_eq!(emulator.requests(), 3);
    // Carried out, but nobody heard of it: a POST is not tried again.
    let (emulator, client) = with("drop-after, times=1, operation=CreateAppQuota").await;
    assert_eq!(create(&client, &emulator, "one").await.unwrap_err().kind(), ErrorKind::Transport);
    assert_eq!(client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap().total, Some(1));
    assert_eq!(emulator.requests(), 2);
    // Dropped before: neither.
    let (emulator, client) = with("drop, times=1, operation=CreateAppQuota").await;
    create(&client, &emulator, "one").await.unwrap_err();
    assert_eq!(client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap().total, Some(0));
}

#[tokio::test]
async fn throttling_says_how_long_to_wait() {
    let (emulator, client) = with("throttle, times=1").await;
    let start = Instant::now();
    client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
    assert!(start.elapsed() >= Duration::from_secs(1) && emulator.requests() == 2);
}

#[tokio::test]
async fn slow_answers() {
    let (emulator, client) = with("latency=300ms").await;
    let start = Instant::now();
    client.gateway(emulator.instance_id()).list_app_quotas().await.unwrap();
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn bindings_that_show_later() {
    for fault in ["lag=3", "lag=400ms"] {
        let (emulator, client) = with(fault).await;
        let gateway = emulator.instance_id();
        let id = create(&client, &emulator, "one").await.unwrap();
        client.gateway(gateway).associate_apps_for_app_quota(&id).app_ids([APP]).await.unwrap();
        assert_eq!(client.gateway(gateway).list_app_quota_bound_apps(&id).await.unwrap().total, Some(0), "{fault}");
        assert_eq!(client.gateway(gateway).list_app_quota_bindable_apps(&id).await.unwrap().total, Some(2), "{fault}");
        let fast = Duration::from_millis(20);
        client.gateway(gateway).wait_until_app_bound(&id, APP).interval(fast).await.unwrap();
        assert_eq!(client.gateway(gateway).list_app_quota_bindable_apps(&id).await.unwrap().total, Some(1), "{fault}");
        client.gateway(gateway).disassociate_app_quota_with_app(&id, APP).await.unwrap();
        assert_eq!(client.gateway(gateway).list_app_quota_bound_apps(&id).await.unwrap().total, Some(1), "{fault}");
        client.gateway(gateway).wait_until_app_unbound(&id, APP).interval(fast).await.unwrap();
    }
}

#[tokio::test]
async fn by_a_header() {
    let emulator = Emulator::builder().no_auth().start().await.unwrap();
    let line = format!("GET {}/app-quotas", base(&emulator, "apigw"));
    let ask = |words: &'static str| {
        let (emulator, line) = (&emulator, &line);
        async move { send(emulator, line, &format!("X-Emulator-Fault: {words}\r\n"), "").await }
    };
    let answer = ask("status=409, code=APIC.7701, message=Upgrading").await;
    assert_eq!(answer.error(), (409, "APIC.7701".to_owned(), "Upgrading".to_owned()));
    let answer = ask("throttle").await;
    assert_eq!((answer.status, answer.header("retry-after"), answer.error().1.as_str()), (429, Some("1"), "APIG.0308"));
    let statuses =
        [ask("status=500, times=2").await, ask("status=500, times=2").await, ask("status=500, times=2").await];
    assert_eq!(statuses.map(|answer| answer.status), [500, 500, 200]);
    assert_eq!(ask("operation=ShowAppQuota, status=500").await.status, 200);
    let answer = ask("nonsense").await;
    assert_eq!((answer.status, answer.error().1.as_str()), (400, "EMULATOR.0001"));
    let cut = ask("truncate").await;
    let length: usize = cut.header("content-length").unwrap().parse().unwrap();
    assert!(cut.status == 200 && cut.body.len() == length / 2, "{cut:?}");
    let dropped = format!("{line} HTTP/1.1\r\nhost: localhost\r\nx-emulator-fault: drop\r\n\r\n");
    assert_eq!(exchange(&emulator, dropped.as_bytes()).await, "");
}

#[tokio::test]
async fn dice_fall_alike_for_the_same_seed() {
    let statuses = async |seed| {
        let fault = "status=500, rate=0.5".parse::<Fault>().unwrap();
        let emulator = Emulator::builder().no_auth().seed(seed).fault(fault).start().await.unwrap();
        let mut statuses = Vec::new();
        for _ in 0..20 {
            statuses
                .push(send(&emulator, &format!("GET {}/app-quotas", base(&emulator, "apigw")), "", "").await.status);
        }
        statuses
    };
    let first = statuses(7).await;
    assert_eq!(first, statuses(7).await);
    assert!(first.contains(&200) && first.contains(&500));
    assert_ne!(first, statuses(8).await);
}
