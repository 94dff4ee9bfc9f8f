//! Tells what lists say of an API in an environment, beside what they are about. Must not know any list.

use super::api_groups::API_GROUPS;
use super::apis::APIS;
use super::call::Scope;
use super::environments::ENVIRONMENTS;
use super::publications;
use crate::state::records::{Fields, Record};
use apig_codegen::api::Json;

/// What some lists call otherwise than the API does.
pub(super) const PREFIXED: [(&str, &str); 4] =
    [("id", "api_id"), ("name", "api_name"), ("type", "api_type"), ("remark", "api_remark")];

/// By the names of all lists; of their publication, there is something only as long as callers reach it.
pub(super) fn of(scope: &Scope<'_>, api: &Record, env: &str) -> Fields {
    let mut told = Fields::new();
    let mut tell = |name: &str, value: &Json| {
        if !value.is_null() {
            told.insert(name.to_owned(), value.clone());
        }
    };
    for name in
        ["id", "name", "type", "remark", "auth_type", "req_protocol", "req_method", "req_uri", "match_mode", "group_id"]
    {
        tell(name, api.get(name));
    }
    for (name, prefixed) in PREFIXED {
        tell(prefixed, api.get(name));
    }
    if let Some(group) = scope.get(&API_GROUPS, api.text("group_id")) {
        tell("group_name", group.get("name"));
    }
    let env_name = scope.get(&ENVIRONMENTS, env).map_or("", |env| env.text("name"));
    tell("env_id", &env.into());
    tell("env_name", &env_name.into());
    let publication = publications::online(scope, &api.id, env);
    let where_it_runs = |text: &str| Json::from(publication.map_or("", |_| text));
    tell("run_env_id", &where_it_runs(env));
    tell("run_env_name", &where_it_runs(env_name));
    tell("publish_id", &publication.map_or("", |one| one.id.as_str()).into());
    told
}

/// What lists say of the API and the environment that a record names.
pub(super) fn of_record(scope: &Scope<'_>, record: &Record) -> Fields {
    let api = scope.get(&APIS, record.text("api_id"));
    api.map(|api| of(scope, api, record.text("env_id"))).unwrap_or_default()
}
