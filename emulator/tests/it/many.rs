//! Tests many at once: a list of 1,234 quotas, and 200 tasks. Nothing is lost, nothing comes twice.

use crate::support::by_token;
use apig_emulator::Emulator;
use apig_sdk::apig::Client;
use apig_sdk::apig::types::{ObjectType, TimeUnit};
use std::collections::BTreeSet;
use std::sync::Arc;

async fn create(client: &Client, gateway: &str, name: &str) -> String {
    let new =
        client.gateway(gateway).create_app_quota().name(name).call_limits(1).time_unit(TimeUnit::Day).time_interval(1);
    new.await.unwrap().app_quota_id.unwrap()
}

#[tokio::test]
async fn a_list_of_1234() {
    let emulator = Emulator::start().await.unwrap();
    let (client, gateway) = (Client::new(by_token(&emulator).build().unwrap()), emulator.instance_id());
    let mut expected = Vec::new();
    for index in 0..1234 {
        expected.push(create(&client, gateway, &format!("quota_{index}")).await);
    }
    for (limit, requests) in [(500, 3), (100, 13), (1, 1234)] {
        let before = emulator.requests();
        let found = client.gateway(gateway).list_app_quotas().limit(limit).items().try_collect().await.unwrap();
        let ids: Vec<String> = found.into_iter().map(|quota| quota.app_quota_id.unwrap()).collect();
        assert_eq!(ids, expected, "{limit}");
        assert!(emulator.requests() - before <= requests + 1, "{limit}: {}", emulator.requests() - before);
    }
    // Corrected as documented.
    for (limit, size) in [(0, 20), (-1, 20), (501, 500)] {
        let page = client.gateway(gateway).list_app_quotas().limit(limit).offset(-5).await.unwrap();
        assert_eq!((page.size, page.total), (Some(size), Some(1234)));
    }
    let end = client.gateway(gateway).list_app_quotas().offset(1230).limit(500).await.unwrap();
    assert_eq!((end.size, end.total), (Some(4), Some(1234)));
    // Fuzzy: 12, 112, 120 to 129, 212 …
    let named = client.gateway(gateway).list_app_quotas().name("_12").items().try_collect().await.unwrap();
    assert_eq!(named.len(), 1 + 10 + 34);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_tasks_at_once() {
    let fault = "status=503, retry-after=0, rate=0.02, method=GET".parse().unwrap();
    let emulator = (0..200).fold(Emulator::builder().fault(fault), |builder, task| {
        builder.app(format!("app{task}"), format!("app{task}"))
    });
    let emulator = Arc::new(emulator.start().await.unwrap());
    let client = Client::new(by_token(&emulator).build().unwrap());
    let tasks: Vec<_> = (0..200)
        .map(|task| {
            let (client, emulator) = (client.clone(), Arc::clone(&emulator));
            tokio::spawn(async move {
                let (gateway, app) = (emulator.instance_id(), format!("app{task}"));
                let id = create(&client, gateway, &format!("quota_{task}")).await;
                client.gateway(gateway).associate_apps_for_app_quota(&id).app_ids([&app]).await.unwrap();
                client.gateway(gateway).wait_until_app_bound(&id, &app).await.unwrap();
                let bound = client.gateway(gateway).list_app_quota_bound_apps(&id).await.unwrap();
                assert_eq!(bound.total, Some(1), "no other task's app");
                if task % 2 == 0 {
                    client.gateway(gateway).disassociate_app_quota_with_app(&id, &app).await.unwrap();
                    client.gateway(gateway).delete_app_quota(&id).await.unwrap();
                    return None;
                }
                Some(id)
            })
        })
        .collect();
    let mut kept = BTreeSet::new();
    for task in tasks {
        kept.extend(task.await.unwrap());
    }
    assert_eq!(kept.len(), 100);
    let listed =
        client.gateway(emulator.instance_id()).list_app_quotas().limit(500).items().try_collect().await.unwrap();
    assert_eq!(listed.len(), 100);
    assert_eq!(listed.into_iter().map(|quota| quota.app_quota_id.unwrap()).collect::<BTreeSet<_>>(), kept);

    // Of many who want one name, one gets it.
    let tasks: Vec<_> = (0..50)
        .map(|_| {
            let new = client.gateway(emulator.instance_id()).create_app_quota().name("wanted").call_limits(1);
            tokio::spawn(new.time_unit(TimeUnit::Day).time_interval(1).send())
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => done += 1,
            Err(error) => assert!(error.is_already_exists(), "{error}"),
        }
    }
    assert_eq!(done, 1);
}

/// Those that all gateways begin with do not count.
#[tokio::test]
async fn fifty_apps_and_thirty_excluded_tenants() {
    let builder =
        (0..60).fold(Emulator::builder(), |builder, app| builder.app(format!("app{app}"), format!("app{app}")));
    let emulator = builder.start().await.unwrap();
    let gateway = Client::new(by_token(&emulator).build().unwrap()).gateway(emulator.instance_id());
    for app in 0..50 {
        gateway.create_an_app_v2().name(format!("mine_{app}")).await.unwrap();
    }
    let refused = gateway.create_an_app_v2().name("one_more").await.unwrap_err();
    assert_eq!(refused.code(), Some("APIG.3103"));
    assert_eq!(gateway.list_apps_v2().name("mine_").await.unwrap().total, Some(50));

    let throttle = gateway.create_request_throttling_policy_v2().name("throttle").api_call_limits(9);
    let throttle = throttle.time_unit(TimeUnit::Day).time_interval(1).await.unwrap().id.unwrap();
    let exclude = |tenant: &str| {
        let special = gateway.create_special_throttling_configuration_v2(&throttle).call_limits(1);
        special.object_id(tenant).object_type(ObjectType::User)
    };
    for tenant in 0..30 {
        exclude(&format!("tenant{tenant}")).await.unwrap();
    }
    assert_eq!(exclude("one more").await.unwrap_err().code(), Some("APIG.3100"));
}
