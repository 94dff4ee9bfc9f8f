//! Carries out the operations on load balance channels, which lead to backend servers. Must not know how APIs are called.
//!
//! Groups and servers of a channel are kept by themselves: what their own operations do, they do here as well.

use super::acts::Act;
use super::call::{Call, Done, Scope, refuse};
use super::kind::{Kind, PLAIN};
use super::member_groups::{self, MEMBER_GROUPS};
use super::members::{self, MEMBERS};
use super::references;
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

pub(super) const VPC_CHANNELS: Kind = Kind {
    name: "vpc_channels",
    unique: &["name"],
    changed: &[],
    unknown: ("APIG.3023", "The VPC channel does not exist,id:{}"),
    taken: ("APIG.3208", "The VPC channel name already exists."),
    too_many: ("APIG.3109", "The number of VPC channels exceeds the maximum allowed limit."),
    most: 200,
    born: put_parts,
    altered: put_parts,
    seen,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListVpcChannelsV2", Act::Own(list)),
    ("CreateVpcChannelV2", Act::Create(&VPC_CHANNELS)),
    ("ShowDetailsOfVpcChannelV2", Act::Show(&VPC_CHANNELS)),
    ("UpdateVpcChannelV2", Act::Change(&VPC_CHANNELS)),
    ("UpdateHealthCheck", Act::Own(set_health)),
    ("DeleteVpcChannelV2", Act::Delete(&VPC_CHANNELS)),
];

/// Takes what is kept by itself out of a channel. "An empty list deletes all"; what is not said stays.
fn put_parts(call: &Call<'_>, scope: &mut Scope<'_>, channel: &mut Record) -> Done {
    let groups = channel.fields.remove("member_groups");
    let groups = groups.as_ref().and_then(Json::as_array);
    let members = channel.fields.remove("members");
    let members = members.as_ref().and_then(Json::as_array);
    if let Some(members) = members {
        let names = match groups {
            Some(groups) => groups.iter().filter_map(|group| group.get("member_group_name")?.as_str()).collect(),
            None => members::group_names(scope, &channel.id),
        };
        members::check(channel, members, &names)?;
    }
    let before = scope.get(&VPC_CHANNELS, &channel.id).cloned().unwrap_or_else(|| Record::new(channel.id.clone()));
    if let Some(said) = call.input.body.get("vpc_health_config").and_then(Json::as_object) {
        channel.set("vpc_health_config", health(call, &before, said));
    }
    if let Some(said) = call.input.body.get("microservice_info").and_then(Json::as_object) {
        let mut microservice = part(call, &before, "microservice_info");
        microservice.extend(fields(json!({"instance_id": call.instance, "update_time": call.time()})));
        microservice.extend(said.clone());
        channel.set("microservice_info", microservice);
    }
    channel.set("status", 1);
    if let Some(groups) = groups {
        member_groups::replace(call, scope, &channel.id, groups)?;
    }
    if let Some(members) = members {
        members::replace(call, scope, channel, members, None)?;
    }
    Ok(())
}

/// A part of a channel with an id and a time of its own, which stay.
fn part(call: &Call<'_>, channel: &Record, name: &str) -> Fields {
    let kept = |field: &str| channel.get(name).get(field).cloned();
    fields(json!({
        "id": kept("id").unwrap_or_else(|| call.ids.hex().into()),
        "create_time": kept("create_time").unwrap_or_else(|| call.time()),
    }))
}

fn health(call: &Call<'_>, channel: &Record, said: &Fields) -> Fields {
    let mut health = part(call, channel, "vpc_health_config");
    health.extend(fields(json!({
        "vpc_channel_id": channel.id, "method": "GET", "enable_client_ssl": false, "status": 1,
    })));
    health.extend(said.clone());
    health
}

fn set_health(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let channel = scope.find(&VPC_CHANNELS, call.id())?.clone();
    let health = health(call, &channel, &call.said());
    scope.find_mut(&VPC_CHANNELS, &channel.id)?.set("vpc_health_config", health.clone());
    Ok(call.answer(health))
}

/// "Microservice that the channel leads to. With empty fields if there is none."
fn seen(call: &Call<'_>, scope: &Scope<'_>, channel: &mut Fields) {
    let id = channel.get("id").and_then(Json::as_str).unwrap_or_default().to_owned();
    let groups = member_groups::of_channel(scope, &id).map(|group| call.view(scope, &MEMBER_GROUPS, group).into());
    channel.insert("member_groups".to_owned(), groups.collect::<Vec<Json>>().into());
    let members = members::of_channel(scope, &id).map(|member| call.view(scope, &MEMBERS, member).into());
    channel.insert("members".to_owned(), members.collect::<Vec<Json>>().into());
    let microservice = channel.entry("microservice_info").or_insert_with(|| json!({}));
    for name in ["id", "instance_id", "service_type", "create_time", "update_time"] {
        if let Some(microservice) = microservice.as_object_mut() {
            microservice.entry(name).or_insert_with(|| "".into());
        }
    }
}

/// By what their servers and groups are, too: one of them must be all that is asked for.
fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let has = |parts: &Json, names: &[(&str, &str)]| {
        let is_asked = names.iter().any(|(parameter, _)| call.input.get(parameter).is_some());
        !is_asked
            || parts.as_array().into_iter().flatten().any(|part| {
                let facts = names.iter().map(|(parameter, field)| ((*parameter).to_owned(), part[*field].clone()));
                call.is_asked_for(&facts.collect(), &[])
            })
    };
    let views = scope.all(&VPC_CHANNELS).iter().map(|channel| call.view(scope, &VPC_CHANNELS, channel));
    let is_asked_for = |channel: &Fields| {
        has(&channel["members"], &[("member_host", "host"), ("member_port", "port")])
            && has(
                &channel["member_groups"],
                &[("member_group_name", "member_group_name"), ("member_group_id", "member_group_id")],
            )
    };
    Ok(call.list(views.filter(is_asked_for), &[]))
}

fn gone(_: &Call<'_>, scope: &mut Scope<'_>, channel: &Record) -> Done {
    if references::is_used(scope, references::CHANNEL, &channel.id) {
        return refuse(StatusCode::FORBIDDEN, ("APIG.3414", "The VPC channel is already being used by another API."));
    }
    scope.gateway.records.forget("vpc_channel_id", &channel.id);
    Ok(())
}
