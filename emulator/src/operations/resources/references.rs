//! Knows what an API leads to by an id: channels, authorizers and rules, wherever they stand in it, and a gateway response of its group. Must
//! not know what they do.

use super::apis::APIS;
use super::authorizers::AUTHORIZERS;
use super::call::{Done, Scope, unknown};
use super::gateway_responses::GATEWAY_RESPONSES;
use super::kind::Kind;
use super::orchestrations::ORCHESTRATIONS;
use super::publications::{PUBLICATIONS, running};
use super::vpc_channels::VPC_CHANNELS;
use crate::state::records::{Fields, Record};
use apig_codegen::api::Json;

const ANYWHERE: [(&str, &Kind); 3] =
    [(CHANNEL, &VPC_CHANNELS), ("authorizer_id", &AUTHORIZERS), (RULES, &ORCHESTRATIONS)];
pub(super) const CHANNEL: &str = "vpc_channel_id";
pub(super) const RULES: &str = "orchestrations";

/// Refuses an API that leads to something that is not there. An empty id is none.
pub(super) fn check(scope: &Scope<'_>, api: &Record) -> Done {
    for (field, kind) in ANYWHERE {
        for id in ids(&api.fields, field).into_iter().filter(|id| !id.is_empty()) {
            scope.find(kind, id)?;
        }
    }
    let response = api.text("response_id");
    let is_of_group = |found: &Record| found.get("group_id") == api.get("group_id");
    if response.is_empty() || scope.get(&GATEWAY_RESPONSES, response).is_some_and(is_of_group) {
        Ok(())
    } else {
        Err(unknown(&GATEWAY_RESPONSES, response))
    }
}

/// Whether an API leads there, as it is edited or as it runs.
pub(super) fn is_used(scope: &Scope<'_>, field: &str, id: &str) -> bool {
    let edited = scope.all(&APIS).iter().map(|api| &api.fields);
    let runs = scope.all(&PUBLICATIONS).iter().filter_map(|one| running(scope, one)?.get("definition").as_object());
    edited.chain(runs).any(|api| ids(api, field).contains(&id))
}

/// The texts of all fields of this name in an API, also in lists.
pub(super) fn ids<'a>(api: &'a Fields, field: &str) -> Vec<&'a str> {
    let mut ids = Vec::new();
    api.iter().for_each(|(name, value)| collect(name, value, field, &mut ids));
    ids
}

fn collect<'a>(name: &str, value: &'a Json, field: &str, ids: &mut Vec<&'a str>) {
    match value {
        Json::String(id) if name == field => ids.push(id),
        Json::Object(fields) => fields.iter().for_each(|(name, value)| collect(name, value, field, ids)),
        Json::Array(parts) => parts.iter().for_each(|part| collect(name, part, field, ids)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}
