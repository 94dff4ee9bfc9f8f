//! Publishes an API on an instance of ROMA Connect, lets an integration application call it, twice a minute at most, and takes all of it
//! away again. The cloud is the emulator, which this starts itself: `cargo run -p apig-sdk --example roma_publish`.
#![allow(clippy::print_stdout)]

use apig_emulator::{ACCESS_KEY, Emulator, SECRET_KEY};
use apig_sdk::roma::types::*;
use apig_sdk::{Config, Credentials, Method, Retry, roma};

/// The environment that there is from the start, and that callers reach without naming one.
const RELEASE: &str = "DEFAULT_ENVIRONMENT_RELEASE_ID";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Instances and integration applications are made in the console, and are there already.
    let emulator = Emulator::builder().app("0d982c1a", "caller").start().await?;
    let project = emulator.project_id("cn-north-4").ok_or("no project")?;
    let config = |url: String, key: &str, secret: &str| {
        let config = Config::builder().endpoint(url).project_id(&project).retry(Retry::none());
        config.credentials(Credentials::access_key(key, secret)).build()
    };
    let client = roma::Client::new(config(emulator.url(), ACCESS_KEY, SECRET_KEY)?);
    let instance = client.instance(emulator.instance_id());
    let apps = instance.list_apps_v2().name("caller").await?.apps.unwrap_or_default();
    let id = apps.first().and_then(|app| app.id.clone()).ok_or("no such application")?;

    let group = instance.create_api_group_v2().name("demo").roma_app_id(&id).await?.id.unwrap_or_default();
    let mock = ApiMockCreate::default().result_content(r#"{"hello": "world"}"#);
    let api = instance.create_api_v2().name("hello").group_id(&group).r#type(ApiVisibility::Public).mock_info(mock);
    let api = api.req_protocol(ReqProtocol::Https).req_method(ReqMethod::Get).req_uri("/hello").roma_app_id(&id);
    let api = api.auth_type(AuthType::App).backend_type(BackendType::Mock).await?.id.unwrap_or_default();
    let publish = || instance.create_or_delete_publish_record_for_api_v2().env_id(RELEASE).api_id(&api);
    let published = publish().action(ApiAction::Online).await?.publish_id.unwrap_or_default();

    instance.create_authorizing_apps_v2().env_id(RELEASE).app_ids([&id]).api_ids([&api]).await?;
    let throttle = instance.create_request_throttling_policy_v2().name("two_a_minute").api_call_limits(2);
    let throttle = throttle.time_interval(1).time_unit(TimeUnit::Minute).await?.id.unwrap_or_default();
    instance.associate_request_throttling_policy_v2().strategy_id(&throttle).publish_ids([&published]).await?;

    // In the cloud, the URL of a group is `https://` and its `sl_domain`. An application signs as users do, with a key of its own.
    let app = instance.show_details_of_app_v2(&id).await?;
    let (key, secret) = (app.app_key.unwrap_or_default(), app.app_secret.ok_or("no secret")?);
    let url = format!("{}/_emulator/call/{group}", emulator.url());
    let caller = roma::Client::new(config(url, &key, secret.expose())?);
    for call in 1..=3 {
        match caller.request(Method::GET, "/hello").send().await {
            Ok(answer) => println!("{call}: {}", answer.text()?),
            Err(error) => println!("{call}: {error}"),
        }
    }

    publish().action(ApiAction::Offline).await?;
    instance.delete_api_v2(&api).await?;
    instance.delete_request_throttling_policy_v2(&throttle).await?;
    instance.delete_api_group_v2(&group).await?;
    Ok(())
}
