//! Carries out the operations on the tags of gateways.

use super::acts::Act;
use super::call::{Call, Done, Scope, refuse};
use super::instances::INSTANCES;
use crate::answer::Answer;
use crate::state::records::{Record, fields};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;
use std::collections::BTreeMap;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListProjectInstanceTags", Act::Own(of_project)),
    ("ListInstanceTags", Act::Own(list)),
    ("BatchCreateOrDeleteInstanceTags", Act::Own(change)),
];

/// As many as the documents allow a gateway.
const MOST: usize = 20;

/// Each key with the values that it has anywhere.
fn of_project(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let mut by_key: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for tag in scope.all(&INSTANCES).iter().flat_map(tags) {
        let (key, value) = (text(tag, "key"), text(tag, "value"));
        let values = by_key.entry(key).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let told: Vec<Json> = by_key.into_iter().map(|(key, values)| json!({"key": key, "values": values})).collect();
    Ok(call.answer(fields(json!({"tags": told}))))
}

fn tags(instance: &Record) -> &[Json] {
    instance.get("tags").as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(tag: &'a Json, name: &str) -> &'a str {
    tag.get(name).and_then(Json::as_str).unwrap_or_default()
}

fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let instance = scope.find(&INSTANCES, call.instance)?;
    Ok(call.answer(fields(json!({
        "resource_id": instance.id, "resource_name": instance.get("instance_name"), "resouce_detail": null,
        "tags": tags(instance),
    }))))
}

/// A key has one value; to delete it, the key is enough.
fn change(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let instance = scope.find_mut(&INSTANCES, call.instance)?;
    let mut kept = tags(instance).to_vec();
    for tag in call.input.body.get("tags").and_then(Json::as_array).into_iter().flatten() {
        let key = text(tag, "key");
        kept.retain(|other| text(other, "key") != key);
        if call.field("action") == "create" {
            if key.is_empty() || key.starts_with("_sys_") {
                let error = ("APIC.7211", "Parameter value does not match the rules, parameter name[key]");
                return refuse(StatusCode::BAD_REQUEST, error);
            }
            kept.push(json!({"key": key, "value": text(tag, "value")}));
        }
    }
    if kept.len() > MOST {
        return refuse(StatusCode::FORBIDDEN, ("APIC.7402", "The number of tags exceeds the maximum allowed limit."));
    }
    instance.set("tags", kept);
    Ok(Answer::no_content())
}
