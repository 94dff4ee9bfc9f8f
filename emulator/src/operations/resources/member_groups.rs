//! Carries out the operations on groups of a channel's backend servers. Must not know how a server is chosen.

use super::acts::Act;
use super::call::{Call, Done, Scope};
use super::kind::{Kind, PLAIN};
use super::vpc_channels::VPC_CHANNELS;
use crate::answer::Answer;
use crate::state::records::{Record, fields};
use apig_codegen::api::Json;
use serde_json::json;

/// Where the documents have no code for groups, that for channels stands.
pub(super) const MEMBER_GROUPS: Kind = Kind {
    name: "member_groups",
    id: "member_group_id",
    unique: &["vpc_channel_id", "member_group_name"],
    within: Some(("vpc_channel_id", &VPC_CHANNELS)),
    unknown: ("APIG.3023", "The backend server group does not exist,id:{}"),
    taken: ("APIG.3208", "The backend server group name already exists."),
    most: 10_000,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListMemberGroups", Act::List(&MEMBER_GROUPS)),
    ("CreateMemberGroup", Act::Own(add)),
    ("ShowDetailsOfMemberGroup", Act::Show(&MEMBER_GROUPS)),
    ("UpdateMemberGroup", Act::Replace(&MEMBER_GROUPS)),
    ("DeleteMemberGroup", Act::Delete(&MEMBER_GROUPS)),
];

/// The groups of a channel, in the order of creation.
pub(super) fn of_channel<'a>(scope: &'a Scope<'_>, channel: &'a str) -> impl Iterator<Item = &'a Record> {
    scope.all(&MEMBER_GROUPS).iter().filter(move |group| group.is("vpc_channel_id", channel))
}

/// The group of this name.
pub(super) fn named<'a>(scope: &'a Scope<'_>, channel: &'a str, name: &str) -> Option<&'a Record> {
    of_channel(scope, channel).find(|group| group.is("member_group_name", name))
}

/// Adds groups, or updates those of the same name; of those that the body names twice, the first counts.
pub(super) fn upsert(call: &Call<'_>, scope: &mut Scope<'_>, channel: &str, said: &[Json]) -> Done<Vec<Json>> {
    let mut told = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for fields_of_one in said.iter().filter_map(Json::as_object) {
        let name = fields_of_one.get("member_group_name").and_then(Json::as_str).unwrap_or_default();
        if done.contains(&name) {
            continue;
        }
        done.push(name);
        let mut group = match named(scope, channel, name) {
            Some(before) => before.clone(),
            None => new(call, scope, channel)?,
        };
        group.fields.extend(fields_of_one.clone());
        group.set("update_time", call.time());
        told.push(Json::Object(call.view(scope, &MEMBER_GROUPS, &group)));
        scope.put(&MEMBER_GROUPS, group);
    }
    Ok(told)
}

fn new(call: &Call<'_>, scope: &Scope<'_>, channel: &str) -> Done<Record> {
    scope.check_room(&MEMBER_GROUPS)?;
    let mut group = call.record(&MEMBER_GROUPS);
    group.fields.extend(fields(json!({
        "vpc_channel_id": channel, "member_group_remark": "", "microservice_version": "", "microservice_port": 0,
        "microservice_labels": [],
    })));
    Ok(group)
}

/// Makes these the groups of a channel. Others are gone, with their servers.
pub(super) fn replace(call: &Call<'_>, scope: &mut Scope<'_>, channel: &str, said: &[Json]) -> Done {
    let is_said =
        |group: &Record| said.iter().any(|one| one.get("member_group_name") == Some(group.get("member_group_name")));
    let gone: Vec<Record> = of_channel(scope, channel).filter(|group| !is_said(group)).cloned().collect();
    for group in gone {
        self::gone(call, scope, &group)?;
        scope.remove(&MEMBER_GROUPS, &group.id);
    }
    upsert(call, scope, channel, said).map(drop)
}

fn add(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let channel = scope.find(&VPC_CHANNELS, call.id())?.id.clone();
    let said = call.input.body.get("member_groups").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    let told = upsert(call, scope, &channel, said)?;
    Ok(call.answer(fields(json!({"total": told.len(), "size": told.len(), "member_groups": told}))))
}

/// The servers of a group are gone with it. No document says so.
fn gone(_: &Call<'_>, scope: &mut Scope<'_>, group: &Record) -> Done {
    scope.gateway.records.forget("member_group_id", &group.id);
    Ok(())
}
