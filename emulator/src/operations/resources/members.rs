//! Carries out the operations on the backend servers of a channel. Must not know how one of them is chosen for a call.

use super::acts::Act;
use super::call::{Call, Done, Scope, invalid, refuse};
use super::kind::{Kind, PLAIN};
use super::member_groups::{self, MEMBER_GROUPS};
use super::vpc_channels::VPC_CHANNELS;
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

pub(super) const MEMBERS: Kind = Kind {
    name: "members",
    within: Some(("vpc_channel_id", &VPC_CHANNELS)),
    changed: &[],
    unknown: ("APIG.3024", "The VPC instance does not exist,id:{}"),
    too_many: ("APIG.3110", "The number of cloud servers in the VPC channel exceeds the maximum allowed limit."),
    most: 10_000,
    seen,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListBackendInstancesV2", Act::Own(list)),
    ("AddingBackendInstancesV2", Act::Own(add)),
    ("UpdateBackendInstancesV2", Act::Own(update)),
    ("DeleteBackendInstanceV2", Act::Delete(&MEMBERS)),
    ("BatchEnableMembers", Act::Own(|call, scope| switch(call, scope, 1))),
    ("BatchDisableMembers", Act::Own(|call, scope| switch(call, scope, 2))),
];

/// "A maximum of 10 ECSs can be added to a VPC channel."
const MOST_ECS: usize = 10;

/// The servers of a channel, in the order of creation.
pub(super) fn of_channel<'a>(scope: &'a Scope<'_>, channel: &'a str) -> impl Iterator<Item = &'a Record> {
    scope.all(&MEMBERS).iter().filter(move |member| member.is("vpc_channel_id", channel))
}

/// Refuses servers without an address, or of a group that is none of these.
pub(super) fn check(channel: &Record, said: &[Json], groups: &[&str]) -> Done {
    let text = |one: &Json, name: &str| one.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let needed: &[&str] = if is_ecs(channel) { &["ecs_id", "ecs_name"] } else { &["host"] };
    for one in said {
        if let Some(missing) = needed.iter().find(|name| text(one, name).is_empty()) {
            let text = format!("The request parameters must be specified, parameter name:{missing}");
            return Err(Box::new(Answer::error(StatusCode::BAD_REQUEST, "APIG.2001", text)));
        }
        let group = text(one, "member_group_name");
        if !group.is_empty() && !groups.contains(&group.as_str()) {
            return invalid("member_group_name");
        }
    }
    if is_ecs(channel) && said.len() > MOST_ECS {
        return refuse(StatusCode::FORBIDDEN, MEMBERS.too_many);
    }
    Ok(())
}

fn is_ecs(channel: &Record) -> bool {
    channel.is("member_type", "ecs")
}

/// What says which server it is: an address and a port, so that several of them may be on one machine.
fn address<'a>(channel: &Record, member: &'a Fields) -> (&'a Json, Option<&'a Json>) {
    let name = if is_ecs(channel) { "ecs_id" } else { "host" };
    // "If absent or 0, that of the load balance channel is used."
    let port = member.get("port").filter(|port| !port.is_null() && **port != json!(0) && *port != channel.get("port"));
    (member.get(name).unwrap_or(&Json::Null), port)
}

/// Adds servers, or updates those of the same address; of those that the body names twice, the first counts.
fn upsert(call: &Call<'_>, scope: &mut Scope<'_>, channel: &Record, said: &[Json]) -> Done<Vec<Record>> {
    let mut put: Vec<Record> = Vec::new();
    for said in said.iter().filter_map(Json::as_object) {
        let is_same = |other: &Record| address(channel, &other.fields) == address(channel, said);
        if put.iter().any(is_same) {
            continue;
        }
        let before = of_channel(scope, &channel.id).find(|other| is_same(other)).cloned();
        let mut member = match before {
            Some(before) => before,
            None => new(call, scope, channel)?,
        };
        member.fields.extend(said.clone());
        let host = member.get("host").clone();
        for name in ["ecs_id", "ecs_name"].iter().filter(|_| !is_ecs(channel)) {
            member.set(name, host.clone());
        }
        if address(channel, said).1.is_none() {
            member.fields.remove("port");
        }
        // By its id, since it may be renamed.
        let group = member.fields.remove("member_group_name").unwrap_or_default();
        let group = member_groups::named(scope, &channel.id, group.as_str().unwrap_or_default());
        member.set("member_group_id", group.map_or("", |group| group.id.as_str()));
        scope.put(&MEMBERS, member.clone());
        put.push(member);
    }
    Ok(put)
}

fn new(call: &Call<'_>, scope: &Scope<'_>, channel: &Record) -> Done<Record> {
    let is_full = is_ecs(channel) && of_channel(scope, &channel.id).count() >= MOST_ECS;
    if is_full {
        return refuse(StatusCode::FORBIDDEN, MEMBERS.too_many);
    }
    scope.check_room(&MEMBERS)?;
    let mut member = call.record(&MEMBERS);
    let fields = fields(json!({"vpc_channel_id": channel.id, "weight": 1, "is_backup": false, "status": 1}));
    member.fields.extend(fields);
    Ok(member)
}

/// Makes these the servers of a channel, or of one group of it.
pub(super) fn replace(
    call: &Call<'_>,
    scope: &mut Scope<'_>,
    channel: &Record,
    said: &[Json],
    group: Option<&str>,
) -> Done<Vec<Record>> {
    let is_said = |member: &Record| {
        said.iter().filter_map(Json::as_object).any(|one| address(channel, one) == address(channel, &member.fields))
    };
    let is_concerned = |member: &Record| group.is_none_or(|id| member.is("member_group_id", id));
    let gone = of_channel(scope, &channel.id).filter(|one| is_concerned(one) && !is_said(one));
    for id in gone.map(|one| one.id.clone()).collect::<Vec<_>>() {
        scope.remove(&MEMBERS, &id);
    }
    upsert(call, scope, channel, said)
}

fn seen(_: &Call<'_>, scope: &Scope<'_>, member: &mut Fields) {
    let text = |name: &str| member.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
    let (channel, group) = (text("vpc_channel_id"), text("member_group_id"));
    if let Some(channel) = scope.get(&VPC_CHANNELS, &channel) {
        member.entry("port").or_insert_with(|| channel.get("port").clone());
    }
    let group = scope.get(&MEMBER_GROUPS, &group);
    member.insert("member_group_name".to_owned(), group.map_or("", |group| group.text("member_group_name")).into());
    // "If it is set, the servers of the group get their weights from it."
    if let Some(weight) = group.map(|group| group.get("member_group_weight")).filter(|weight| !weight.is_null()) {
        member.insert("weight".to_owned(), weight.clone());
    }
}

fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let views = call.all(scope, &MEMBERS)?.map(|member| call.view(scope, &MEMBERS, member));
    Ok(call.list(views, &[("name", "ecs_name")]))
}

fn told(call: &Call<'_>, scope: &Scope<'_>, members: &[Record]) -> Answer {
    let told: Vec<Fields> = members.iter().map(|member| call.view(scope, &MEMBERS, member)).collect();
    call.answer(fields(json!({"total": told.len(), "size": told.len(), "members": told})))
}

fn said<'a>(call: &'a Call<'_>) -> &'a [Json] {
    call.input.body.get("members").and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

fn add(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let channel = scope.find(&VPC_CHANNELS, call.id())?.clone();
    check(&channel, said(call), &group_names(scope, &channel.id))?;
    let put = upsert(call, scope, &channel, said(call))?;
    Ok(told(call, scope, &put))
}

/// "Only the entries of `members` that belong to this group are used, those of other groups are ignored."
fn update(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let channel = scope.find(&VPC_CHANNELS, call.id())?.clone();
    let name = call.field("member_group_name");
    check(&channel, said(call), &group_names(scope, &channel.id))?;
    let put = if name.is_empty() {
        replace(call, scope, &channel, said(call), None)?
    } else {
        let Some(group) = member_groups::named(scope, &channel.id, name) else { return invalid("member_group_name") };
        let group = group.id.clone();
        let is_of_group = |one: &&Json| one.get("member_group_name").and_then(Json::as_str) == Some(name);
        let of_group: Vec<Json> = said(call).iter().filter(is_of_group).cloned().collect();
        replace(call, scope, &channel, &of_group, Some(&group))?
    };
    Ok(told(call, scope, &put))
}

pub(super) fn group_names<'a>(scope: &'a Scope<'_>, channel: &'a str) -> Vec<&'a str> {
    member_groups::of_channel(scope, channel).map(|group| group.text("member_group_name")).collect()
}

/// All that are listed, or a refusal.
fn switch(call: &Call<'_>, scope: &mut Scope<'_>, status: i64) -> Done<Answer> {
    for id in call.texts("member_ids") {
        call.find_part(scope, &MEMBERS, id)?;
    }
    for id in call.texts("member_ids") {
        scope.find_mut(&MEMBERS, id)?.set("status", status);
    }
    Ok(Answer::no_content())
}
