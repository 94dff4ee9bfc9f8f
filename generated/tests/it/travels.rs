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
    let gateway = client.gateway("i");
    sent(gateway.show_app_quota("q").send());
    sent(gateway.show_app_quota("q").send_with_response());
    sent(gateway.show_app_quota("q").into_future());
    sent(gateway.wait_until_app_bound("q", "a").into_future());
    sent(gateway.list_app_quotas().items());
    sent(gateway.list_app_quotas().pages());
    sent(gateway.list_app_quotas().items().try_collect());
    let mut items = gateway.list_app_quotas().items();
    sent(async move { items.try_next().await });
}
