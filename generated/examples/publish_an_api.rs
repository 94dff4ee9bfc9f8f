//! From an empty account to an API that is published, authorised, throttled, called with an application's signature, and taken away
//! again. The cloud is the emulator, which this starts itself: `cargo run -p apig-sdk --example publish_an_api`.
#![allow(clippy::print_stdout)]

use apig_emulator::{ACCESS_KEY, Emulator, SECRET_KEY};
use apig_sdk::apig::types::*;
use apig_sdk::{Config, Credentials, Method, Retry, apig};
use std::time::Duration;

/// The environment that there is from the start, and that callers reach without naming one.
const RELEASE: &str = "DEFAULT_ENVIRONMENT_RELEASE_ID";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let emulator = Emulator::builder().starting(Duration::ZERO).start().await?;
    let project = emulator.project_id("eu-de").ok_or("no project")?;
    let config = |url: String, key: &str, secret: &str| {
        let config = Config::builder().endpoint(url).project_id(&project).retry(Retry::none());
        config.credentials(Credentials::access_key(key, secret)).build()
    };
    let client = apig::Client::new(config(emulator.url(), ACCESS_KEY, SECRET_KEY)?);

    let new = client.create_instance_v2().instance_name("apig-demo").spec_id(InstanceSpec::Basic).vpc_id("vpc");
    let new = new.subnet_id("subnet").security_group_id("group").available_zone_ids(["eu-de-01"]).await?;
    let gateway = client.gateway(new.instance_id.unwrap_or_default());
    gateway.wait_until_instance_running().await?;

    let group = gateway.create_api_group_v2().name("demo").await?.id.unwrap_or_default();
    let mock = ApiMockCreate::default().result_content(r#"{"hello": "world"}"#);
    let api = gateway.create_api_v2().name("hello").group_id(&group).r#type(ApiVisibility::Public).mock_info(mock);
    let api = api.req_protocol(ReqProtocol::Https).req_method(ReqMethod::Get).req_uri("/hello");
    let api = api.auth_type(AuthType::App).backend_type(BackendType::Mock).await?.id.unwrap_or_default();
    let publish = || gateway.create_or_delete_publish_record_for_api_v2().env_id(RELEASE).api_id(&api);
    let published = publish().action(ApiAction::Online).await?.publish_id.unwrap_or_default();

    let app = gateway.create_an_app_v2().name("caller").await?;
    let (id, key) = (app.id.unwrap_or_default(), app.app_key.unwrap_or_default());
    let secret = app.app_secret.ok_or("no secret")?;
    gateway.create_authorizing_apps_v2().env_id(RELEASE).app_ids([&id]).api_ids([&api]).await?;
    let throttle = gateway.create_request_throttling_policy_v2().name("two_a_minute").api_call_limits(2);
    let throttle = throttle.time_interval(1).time_unit(TimeUnit::Minute).await?.id.unwrap_or_default();
    gateway.associate_request_throttling_policy_v2().strategy_id(&throttle).publish_ids([&published]).await?;

    // On the cloud, the URL of a group is `https://` and its `sl_domain`. The same signature signs calls of one's own APIs.
    let url = format!("{}/_emulator/call/{group}", emulator.url());
    let caller = apig::Client::new(config(url, &key, secret.expose())?);
    for call in 1..=3 {
        match caller.request(Method::GET, "/hello").send().await {
            Ok(answer) => println!("{call}: {}", answer.text()?),
            Err(error) => println!("{call}: {error}"),
        }
    }

    publish().action(ApiAction::Offline).await?;
    gateway.delete_api_v2(&api).await?;
    gateway.delete_request_throttling_policy_v2(&throttle).await?;
    gateway.delete_instances_v2().await?;
    Ok(())
}
