//! Carries out the operations on the parameters of a gateway, which the documents call features. Must not know what they do to calls.

use super::acts::Act;
use super::call::{Call, Done, Scope, refuse};
use super::kind::{Error, Kind, PLAIN};
use crate::answer::Answer;
use http::StatusCode;
use std::time::{Duration, UNIX_EPOCH};

pub(super) const FEATURES: Kind = Kind { name: "features", created: &[], ..PLAIN };

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListFeaturesV2", Act::List(&FEATURES)),
    ("CreateFeatureV2", Act::Own(configure)),
    ("ListInstanceFeatures", Act::Own(built_in)),
];

/// Those that need no configuration.
const BUILT_IN: [&str; 8] = [
    "etcd_cert_update",
    "health_check_in_instance_etcd",
    "resize_huge_flavor",
    "scc_material_update",
    "shubao_support_add_node",
    "shubao_support_full_pp2",
    "shubao_support_pp2",
    "upgrade_uninterrupted",
];

/// Those that the documents name.
const NAMES: &[&str] = &[
    "api_uri_no_escape",
    "app_acl",
    "app_api_key",
    "app_basic",
    "app_quota",
    "app_route",
    "app_secret",
    "app_token",
    "backend_client_certificate",
    "backend_retry_count",
    "backend_timeout",
    "breaker",
    "cors",
    "custom_auth_header",
    "custom_log",
    "default_group_host_trustlist",
    "gateway_responses",
    "gzip",
    "lts",
    "mock_status_code_and_header",
    "multi_auth",
    "policy_sys_param",
    "ratelimit",
    "real_ip_from_xff",
    "real_ip_header_getter",
    "request_body_size",
    "request_custom_config",
    "route",
    "set_resp_headers",
    "sign_aes",
    "sign_basic",
    "sse_strategy",
    "ssl_ciphers",
    "throttle_strategy",
    "vpc_backup",
    "vpc_health_status",
    "vpc_name_modifiable",
    "watch_instance",
];

const TOO_SOON: Error = ("APIG.3711", "A configuration parameter can be modified only once per minute.");

fn built_in(call: &Call<'_>, _: &mut Scope<'_>) -> Done<Answer> {
    Ok(call.page(BUILT_IN.map(Into::into).to_vec()))
}

/// Creates and changes.
fn configure(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let name = call.field("name");
    if !NAMES.contains(&name) {
        let text = format!("unrecognized feature {name}");
        return Err(Box::new(Answer::error(StatusCode::BAD_REQUEST, "APIG.2000", text)));
    }
    let before = scope.all(&FEATURES).iter().find(|feature| feature.is("name", name));
    let changed_at = before.and_then(|feature| feature.get("changed_at").as_u64()).unwrap_or_default();
    let now = call.now.duration_since(UNIX_EPOCH).unwrap_or_default();
    if before.is_some() && now < Duration::from_secs(changed_at + 60) {
        return refuse(StatusCode::CONFLICT, TOO_SOON);
    }
    let mut feature = before.cloned().unwrap_or_else(|| call.record(&FEATURES));
    feature.fields.extend(call.said());
    feature.set("instance_id", call.instance);
    feature.set("update_time", call.time());
    feature.set("changed_at", now.as_secs());
    let told = feature.fields.clone();
    scope.put(&FEATURES, feature);
    Ok(call.answer(told))
}
