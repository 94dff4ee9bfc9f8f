//! Tells what a gateway and a project have in all: how many of each kind and how many there may be, and the tags of APIs. Changes
//! nothing.

use super::acls::ACLS;
use super::acts::Act;
use super::api_groups::API_GROUPS;
use super::apis::APIS;
use super::app_auths::APP_AUTHS;
use super::apps::{self, APPS};
use super::authorizers::AUTHORIZERS;
use super::call::{Call, Done, Scope};
use super::environments::{ENVIRONMENTS, RELEASE};
use super::instances::INSTANCES;
use super::kind::Kind;
use super::publications;
use super::signs::SIGNS;
use super::throttles::THROTTLES;
use super::vpc_channels::VPC_CHANNELS;
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use apig_codegen::api::Json;
use serde_json::json;
use std::collections::BTreeSet;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListTagsV2", Act::Own(tags)),
    ("ListProjectCofigsV2", Act::Own(limits)),
    ("ListInstanceConfigsV2", Act::Own(limits_of_project)),
    ("ListApiQuantitiesV2", Act::Own(count_apis)),
    ("ListAppQuantitiesV2", Act::Own(count_apps)),
    ("ListApiGroupsQuantitiesV2", Act::Own(count_groups)),
];

/// What the documents call the limits that hold here.
const LIMITS: [(&str, &Kind, usize); 9] = [
    ("API_NUM_LIMIT", &APIS, APIS.most),
    ("APP_NUM_LIMIT", &APPS, apps::MOST),
    ("APIGROUP_NUM_LIMIT", &API_GROUPS, API_GROUPS.most),
    ("ENVIRONMENT_NUM_LIMIT", &ENVIRONMENTS, ENVIRONMENTS.most),
    ("SIGN_NUM_LIMIT", &SIGNS, SIGNS.most),
    ("THROTTLE_NUM_LIMIT", &THROTTLES, THROTTLES.most),
    ("VPC_NUM_LIMIT", &VPC_CHANNELS, VPC_CHANNELS.most),
    ("ACL_NUM_LIMIT", &ACLS, ACLS.most),
    ("AUTHORIZER_NUM_LIMIT", &AUTHORIZERS, AUTHORIZERS.most),
];

/// The tags of all APIs, each once.
fn tags(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let of_apis = scope.all(&APIS).iter().filter_map(|api| api.get("tags").as_array());
    let tags: BTreeSet<&str> = of_apis.flatten().filter_map(Json::as_str).collect();
    Ok(call.page(tags.into_iter().map(Json::from).collect()))
}

fn limits(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let limits = LIMITS.iter().zip(1..).map(|((name, kind, most), at)| {
        let mut limit = limit(at, name, *most);
        limit.insert("used".to_owned(), scope.all(kind).len().into());
        limit
    });
    Ok(call.list(limits.collect::<Vec<_>>(), &[]))
}

fn limits_of_project(call: &Call<'_>, _: &mut Scope<'_>) -> Done<Answer> {
    Ok(call.list([limit(1, "INSTANCE_NUM_LIMIT", INSTANCES.most)], &[]))
}

fn limit(at: usize, name: &str, most: usize) -> Fields {
    fields(json!({"config_id": at.to_string(), "config_name": name, "config_value": most.to_string()}))
}

fn count_apis(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let all = scope.all(&APIS);
    let released = all.iter().filter(|api| publications::online(scope, &api.id, RELEASE).is_some()).count();
    let off = all.len() - released;
    Ok(call.answer(fields(json!({"instance_num": all.len(), "nums_on_release": released, "nums_off_release": off}))))
}

fn count_apps(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let all = scope.all(&APPS);
    let is_authorized = |app: &&Record| scope.all(&APP_AUTHS).iter().any(|auth| auth.is("app_id", &app.id));
    let authorized = all.iter().filter(is_authorized).count();
    Ok(call.answer(fields(json!({"authed_nums": authorized, "unauthed_nums": all.len() - authorized}))))
}

fn count_groups(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let all = scope.all(&API_GROUPS);
    let offered = all.iter().filter(|group| group.get("on_sell_status").as_i64() == Some(1)).count();
    Ok(call.answer(fields(json!({"onsell_nums": offered, "offsell_nums": all.len() - offered}))))
}
