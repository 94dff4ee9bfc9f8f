//! Carries out the operations on APIs as they are edited. What callers reach is a copy, which publishing makes. Must not know
//! how APIs are called.

use super::acts::Act;
use super::api_groups::API_GROUPS;
use super::call::{Call, Done, Scope, refuse};
use super::environments::ENVIRONMENTS;
use super::kind::{Kind, PLAIN};
use super::publications::{PUBLICATIONS, is_online};
use super::references;
use super::vpc_channels::VPC_CHANNELS;
use crate::answer::Answer;
use crate::state::records::{Fields, Record};
use apig_codegen::api::Json;
use http::StatusCode;

pub(super) const APIS: Kind = Kind {
    name: "apis",
    unique: &["name"],
    created: &["register_time"],
    unknown: ("APIG.3002", "API {} does not exist"),
    taken: ("APIG.3202", "The API name already exists"),
    too_many: ("APIG.3102", "The number of APIs exceeds the maximum allowed limit."),
    most: 8_000,
    born: complete,
    altered: complete,
    seen,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListApisV2", Act::Own(list)),
    ("CreateApiV2", Act::Create(&APIS)),
    ("CheckApisV2", Act::Own(check)),
    ("ShowDetailsOfApiV2", Act::Show(&APIS)),
    ("UpdateApiV2", Act::Replace(&APIS)),
    ("DeleteApiV2", Act::Delete(&APIS)),
];

/// As many as the documents allow in a group.
const MOST_OF_GROUP: usize = 1_000;

fn complete(call: &Call<'_>, scope: &mut Scope<'_>, api: &mut Record) -> Done {
    let group = scope.find(&API_GROUPS, api.text("group_id"))?;
    let in_group = |other: &&Record| other.id != api.id && other.is("group_id", &group.id);
    if scope.all(&APIS).iter().filter(in_group).count() >= MOST_OF_GROUP {
        let error = ("APIG.3125", "The number of APIs in the API group exceeds the maximum allowed limit.");
        return refuse(StatusCode::FORBIDDEN, error);
    }
    if scope.all(&APIS).iter().any(|other| other.id != api.id && is_at(other, api)) {
        return refuse(StatusCode::BAD_REQUEST, ("APIG.3301", "The API already exists."));
    }
    references::check(scope, api)?;
    api.set("status", 1);
    api.set("arrange_necessary", 2);
    for (field, value) in &mut api.fields {
        complete_part(call, field, value);
    }
    Ok(())
}

/// What an API is made of has ids and times of its own.
fn complete_part(call: &Call<'_>, field: &str, value: &mut Json) {
    match (field, value) {
        ("backend_api" | "func_info" | "mock_info", Json::Object(part)) => {
            let mut add = |name: &str, value: Json| {
                part.entry(name.to_owned()).or_insert(value);
            };
            add("id", call.ids.hex().into());
            add("status", 1.into());
            add("register_time", call.time());
            add("update_time", call.time());
        }
        (
            "req_params" | "backend_params" | "policy_https" | "policy_functions" | "policy_mocks",
            Json::Array(parts),
        ) => {
            for part in parts.iter_mut().filter_map(Json::as_object_mut) {
                part.entry("id".to_owned()).or_insert_with(|| call.ids.hex().into());
            }
        }
        (_, _) => {}
    }
}

/// Whether two answer to the same calls of a group.
fn is_at(one: &Record, other: &Record) -> bool {
    ["group_id", "req_method", "req_uri"].iter().all(|field| one.get(field) == other.get(field))
}

/// Where it is published, of several places the positions belong together; and what is known of its group.
fn seen(_: &Call<'_>, scope: &Scope<'_>, api: &mut Fields) {
    let text = |name: &str| api.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let (id, group) = (text("id"), text("group_id"));
    if let Some(group) = scope.get(&API_GROUPS, &group) {
        api.insert("group_name".to_owned(), group.get("name").clone());
        api.insert("api_group_info".to_owned(), Json::Object(group.fields.clone()));
    }
    api.insert("group_version".to_owned(), "V1".into());
    let publications: Vec<&Record> =
        scope.all(&PUBLICATIONS).iter().filter(|one| is_online(one) && one.is("api_id", &id)).collect();
    let mut joined = |field: &str, of: &dyn Fn(&Record) -> String| {
        let texts: Vec<String> = publications.iter().map(|one| of(one)).collect();
        if !texts.is_empty() {
            api.insert(field.to_owned(), texts.join("|").into());
        }
    };
    let name =
        |one: &Record| scope.get(&ENVIRONMENTS, one.text("env_id")).map_or("", |env| env.text("name")).to_owned();
    joined("run_env_id", &|one| one.text("env_id").to_owned());
    joined("run_env_name", &name);
    joined("publish_id", &|one| one.id.clone());
    joined("publish_time", &|one| one.text("publish_time").to_owned());
}

fn gone(_: &Call<'_>, scope: &mut Scope<'_>, api: &Record) -> Done {
    if scope.all(&PUBLICATIONS).iter().any(|one| is_online(one) && one.is("api_id", &api.id)) {
        let error = ("APIG.3416", "The API cannot be deleted because it has been published");
        return refuse(StatusCode::CONFLICT, error);
    }
    scope.gateway.records.forget("api_id", &api.id);
    Ok(())
}

/// By environment, those that are published there; by the name of a channel, those that lead to it.
fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let env = call.text("env_id");
    let is_there = |api: &&Record| {
        let is_in = |one: &Record| is_online(one) && one.is("api_id", &api.id) && one.is("env_id", env);
        env.is_empty() || scope.all(&PUBLICATIONS).iter().any(is_in)
    };
    let channel = call.text("vpc_channel_name");
    let is_channel = |id: &&str| scope.get(&VPC_CHANNELS, id).is_some_and(|found| found.text("name").contains(channel));
    let leads_there =
        |api: &&Record| channel.is_empty() || references::ids(&api.fields, references::CHANNEL).iter().any(is_channel);
    let listed = scope.all(&APIS).iter().filter(is_there).filter(leads_there);
    let views: Vec<Fields> = listed.map(|api| call.view(scope, &APIS, api)).collect();
    Ok(call.list(views, &[("env_id", ""), ("vpc_channel_name", "")]))
}

fn check(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let mut asked = Record::new(call.field("api_id").to_owned());
    asked.fields = call.said();
    let is_same = |api: &Record| match call.field("type") {
        "name" => api.get("name") == asked.get("name"),
        _ => is_at(api, &asked),
    };
    if scope.all(&APIS).iter().any(|api| api.id != asked.id && is_same(api)) {
        let error = if call.field("type") == "name" { APIS.taken } else { ("APIG.3301", "The API already exists.") };
        return refuse(StatusCode::BAD_REQUEST, error);
    }
    Ok(Answer::no_content())
}
