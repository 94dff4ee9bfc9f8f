//! Carries out the operations on API groups. Knows that each gateway has the group `DEFAULT` from the start.

use super::acts::Act;
use super::apis::APIS;
use super::call::{Call, Done, Scope, refuse};
use super::domains::{self, DOMAINS};
use super::gateway_responses;
use super::kind::{Kind, PLAIN};
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

/// What the names end with that the gateway gives to its groups: all below `localhost` is this machine.
pub(crate) const SUBDOMAIN: &str = ".apic.localhost";

pub(super) const API_GROUPS: Kind = Kind {
    name: "api_groups",
    unique: &["name"],
    created: &["register_time"],
    unknown: ("APIG.3001", "API group {} does not exist"),
    taken: ("APIG.3201", "The API group name already exists"),
    too_many: ("APIG.3101", "The number of API groups exceeds the maximum allowed limit."),
    most: 1_500,
    born,
    altered,
    seen,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListApiGroupsV2", Act::List(&API_GROUPS)),
    ("CreateApiGroupV2", Act::Create(&API_GROUPS)),
    ("CheckApiGroupsV2", Act::Own(check)),
    ("ShowDetailsOfApiGroupV2", Act::Show(&API_GROUPS)),
    ("UpdateApiGroupV2", Act::Replace(&API_GROUPS)),
    ("DeleteApiGroupV2", Act::Delete(&API_GROUPS)),
];

/// What a new gateway has.
pub(super) fn furnish(call: &Call<'_>, scope: &mut Scope<'_>) {
    let mut group = call.record(&API_GROUPS);
    group.set("name", "DEFAULT");
    complete(&mut group, 1);
    gateway_responses::furnish(call, scope, &group.id);
    scope.put(&API_GROUPS, group);
}

fn born(call: &Call<'_>, scope: &mut Scope<'_>, group: &mut Record) -> Done {
    complete(group, 2);
    gateway_responses::furnish(call, scope, &group.id);
    Ok(())
}

/// Domains tell the name of their group.
fn altered(_: &Call<'_>, scope: &mut Scope<'_>, group: &mut Record) -> Done {
    let domains = scope.of_mut(&DOMAINS).all_mut(DOMAINS.name).iter_mut();
    for domain in domains.filter(|domain| domain.is("group_id", &group.id)) {
        domain.set("api_group_name", group.get("name").clone());
    }
    Ok(())
}

fn complete(group: &mut Record, is_default: i64) {
    let domain = format!("{}{SUBDOMAIN}", group.id);
    group.fields.extend(fields(json!({
        "status": 1, "on_sell_status": 2, "is_default": is_default, "sl_domain": domain, "sl_domains": [domain],
        "sl_domain_access_enabled": true,
    })));
}

/// The domains that are bound to a group are kept by themselves.
fn seen(call: &Call<'_>, scope: &Scope<'_>, group: &mut Fields) {
    let id = group["id"].as_str().unwrap_or_default();
    let of_group = scope.all(&DOMAINS).iter().filter(|domain| domain.is("group_id", id));
    let domains: Vec<Json> = of_group.map(|domain| Json::Object(call.view(scope, &DOMAINS, domain))).collect();
    group.insert("url_domains".to_owned(), domains.into());
}

/// "It contains APIs": with that 412 on its page, 403 in the table of codes.
fn gone(_: &Call<'_>, scope: &mut Scope<'_>, group: &Record) -> Done {
    if scope.all(&APIS).iter().any(|api| api.is("group_id", &group.id)) {
        let text = format!("The API group cannot be deleted because it contains APIs,id:{}", group.id);
        return Err(Box::new(Answer::error(StatusCode::PRECONDITION_FAILED, "APIG.3415", text)));
    }
    domains::forget(scope, "group_id", &group.id);
    scope.gateway.records.forget("group_id", &group.id);
    Ok(())
}

fn check(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    if scope.all(&API_GROUPS).iter().any(|group| group.is("name", call.field("group_name"))) {
        return refuse(StatusCode::BAD_REQUEST, API_GROUPS.taken);
    }
    Ok(Answer::no_content())
}
