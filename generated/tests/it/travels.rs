//! What may go to another thread, and what stays small.

use apig_sdk::apig::types::{AppQuotaAppBinding, AppQuotaCreate};
use apig_sdk::{CallOptions, Config, ConfigBuilder, Credentials, Error, Identity, Response, Retry, apig, iam, roma};
use std::future::IntoFuture;

fn shared<T: Send + Sync + 'static>() {}

fn sent<T: Send + 'static>(_: T) {}

#[test]
fn types_go_between_threads() {
    shared::<apig::Client>();
    shared::<iam::Client>();
    shared::<roma::Client>();
    shared::<Config>();
    shared::<ConfigBuilder>();
    shared::<Credentials>();
    shared::<Identity>();
    shared::<CallOptions>();
    shared::<Retry>();
    shared::<Response>();
    shared::<Error>();
    shared::<apig::CreateAppQuota>();
    shared::<AppQuotaCreate>();
    shared::<AppQuotaAppBinding>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert!(size_of::<Result<(), Error>>() <= 2 * size_of::<usize>());
}

#[test]
fn futures_and_streams_go_between_threads() {
    let config = Config::builder().endpoint("https://a.example.com").project_id("p1").build().unwrap();
    let client = apig::Client::new(config);
    sent(client.show_app_quota("i", "q").send());
    sent(client.show_app_quota("i", "q").send_with_response());
    sent(client.show_app_quota("i", "q").into_future());
    sent(client.wait_until_app_bound("i", "q", "a").into_future());
    sent(client.list_app_quotas("i").items());
    sent(client.list_app_quotas("i").pages());
    sent(client.list_app_quotas("i").items().try_collect());
    let mut items = client.list_app_quotas("i").items();
    sent(async move { items.try_next().await });
}
