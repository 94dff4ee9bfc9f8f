//! Carries out the operations on plug-ins, and attaches them to published APIs. Must not know what a plug-in does to calls.

use super::acts::Act;
use super::apis::APIS;
use super::call::{Call, Done, Scope, invalid, refuse};
use super::environments::ENVIRONMENTS;
use super::facts;
use super::kind::{Error, Kind, PLAIN};
use super::publications::{PUBLICATIONS, is_online, online};
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use http::StatusCode;
use serde_json::json;

pub(super) const PLUGINS: Kind = Kind {
    name: "plugins",
    id: "plugin_id",
    unique: &["plugin_name"],
    unknown: ("APIG.3068", "Plugin {} does not exist"),
    taken: ("APIG.3326", "The plugin name already exists"),
    most: 500,
    born: check_content,
    altered,
    gone,
    ..PLAIN
};

pub(super) const PLUGIN_ATTACHMENTS: Kind = Kind {
    name: "plugin_attachments",
    id: "plugin_attach_id",
    created: &["attached_time"],
    changed: &[],
    most: 100_000,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListPlugins", Act::List(&PLUGINS)),
    ("CreatePlugin", Act::Create(&PLUGINS)),
    ("ShowPlugin", Act::Show(&PLUGINS)),
    ("UpdatePlugin", Act::Replace(&PLUGINS)),
    ("DeletePlugin", Act::Delete(&PLUGINS)),
    ("AttachApiToPlugin", Act::Own(attach)),
    ("AttachPluginToApi", Act::Own(attach)),
    ("DetachApiFromPlugin", Act::Own(detach)),
    ("DetachPluginFromApi", Act::Own(detach)),
    ("ListPluginAttachedApis", Act::Own(attached_apis)),
    ("ListPluginAttachableApis", Act::Own(attachable_apis)),
    ("ListApiAttachedPlugins", Act::Own(attached_plugins)),
    ("ListApiAttachablePlugins", Act::Own(attachable_plugins)),
];

const ATTACHED: Error =
    ("APIG.3462", "The plugin has been attached to the APIs and cannot perform the current operation");
const NOT_PUBLISHED: Error = ("APIG.3707", "Only published APIs can be bound with plug-ins.");

/// "Settings of the plug-in as a JSON text".
fn check_content(_: &Call<'_>, _: &mut Scope<'_>, plugin: &mut Record) -> Done {
    let is_object = serde_json::from_str::<Fields>(plugin.text("plugin_content")).is_ok();
    if is_object { Ok(()) } else { invalid("plugin_content") }
}

/// An API has one plug-in of a type, so that this does not change as long as there is such an API. No document says so.
fn altered(call: &Call<'_>, scope: &mut Scope<'_>, plugin: &mut Record) -> Done {
    let before = scope.find(&PLUGINS, &plugin.id)?;
    if before.get("plugin_type") != plugin.get("plugin_type") {
        gone(call, scope, plugin)?;
    }
    check_content(call, scope, plugin)
}

fn gone(_: &Call<'_>, scope: &mut Scope<'_>, plugin: &Record) -> Done {
    let is_attached = scope.all(&PLUGIN_ATTACHMENTS).iter().any(|one| one.is("plugin_id", &plugin.id));
    if is_attached { refuse(StatusCode::CONFLICT, ATTACHED) } else { Ok(()) }
}

/// One of the things that path and body name: a plug-in of the path and APIs of the body, or the other way round.
fn named<'a>(call: &Call<'a>, in_path: &str, in_body: &str) -> Vec<&'a str> {
    let one = call.text(in_path);
    if one.is_empty() { call.texts(in_body) } else { vec![one] }
}

/// The pairs of plug-ins and APIs that path and body name, if all of them are there, and the environment.
fn pairs<'a>(call: &Call<'a>, scope: &Scope<'_>) -> Done<Vec<(&'a str, &'a str)>> {
    scope.find(&ENVIRONMENTS, call.field("env_id"))?;
    let mut pairs = Vec::new();
    for plugin in named(call, "plugin_id", "plugin_ids") {
        scope.find(&PLUGINS, plugin)?;
        for api in named(call, "api_id", "api_ids") {
            scope.find(&APIS, api)?;
            pairs.push((plugin, api));
        }
    }
    Ok(pairs)
}

/// All or none. Another plug-in of the same type makes room.
fn attach(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let (pairs, env) = (pairs(call, scope)?, call.field("env_id"));
    if pairs.iter().any(|(_, api)| online(scope, api, env).is_none()) {
        return refuse(StatusCode::CONFLICT, NOT_PUBLISHED);
    }
    let mut attached = Vec::new();
    for (plugin, api) in pairs {
        attached.push(attach_one(call, scope, plugin, api)?);
    }
    let still_there = attached.iter().filter_map(|id| scope.get(&PLUGIN_ATTACHMENTS, id));
    let told: Vec<Fields> = still_there.map(|one| with_plugin(call, scope, one)).collect();
    Ok(call.answer(fields(json!({"attached_plugins": told}))))
}

/// The id of the attachment.
fn attach_one(call: &Call<'_>, scope: &mut Scope<'_>, plugin: &str, api: &str) -> Done<String> {
    let env = call.field("env_id");
    if let Some(before) = attachment(scope, plugin, api, env) {
        return Ok(before.id.clone());
    }
    let plugin_type = scope.find(&PLUGINS, plugin)?.get("plugin_type");
    let is_of_type = |one: &&Record| {
        one.is("api_id", api)
            && one.is("env_id", env)
            && scope.get(&PLUGINS, one.text("plugin_id")).is_some_and(|other| other.get("plugin_type") == plugin_type)
    };
    let other = scope.all(&PLUGIN_ATTACHMENTS).iter().find(is_of_type).map(|one| one.id.clone());
    if let Some(other) = other {
        scope.remove(&PLUGIN_ATTACHMENTS, &other);
    }
    scope.check_room(&PLUGIN_ATTACHMENTS)?;
    let mut attachment = call.record(&PLUGIN_ATTACHMENTS);
    attachment.fields.extend(fields(json!({"plugin_id": plugin, "api_id": api, "env_id": env})));
    let id = attachment.id.clone();
    scope.put(&PLUGIN_ATTACHMENTS, attachment);
    Ok(id)
}

fn attachment<'a>(scope: &'a Scope<'_>, plugin: &str, api: &str, env: &str) -> Option<&'a Record> {
    let is_it = |one: &&Record| one.is("plugin_id", plugin) && one.is("api_id", api) && one.is("env_id", env);
    scope.all(&PLUGIN_ATTACHMENTS).iter().find(is_it)
}

/// What is not attached stays so. No document says so.
fn detach(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    for (plugin, api) in pairs(call, scope)? {
        let attachment = attachment(scope, plugin, api, call.field("env_id")).map(|one| one.id.clone());
        if let Some(id) = attachment {
            scope.remove(&PLUGIN_ATTACHMENTS, &id);
        }
    }
    Ok(Answer::no_content())
}

/// An attachment with its API.
fn with_api(scope: &Scope<'_>, attachment: &Record) -> Fields {
    let mut told = facts::of_record(scope, attachment);
    told.extend(attachment.fields.clone());
    told
}

/// An attachment with its plug-in, which has a remark of its own.
fn with_plugin(call: &Call<'_>, scope: &Scope<'_>, attachment: &Record) -> Fields {
    let mut told = facts::of_record(scope, attachment);
    if let Some(plugin) = scope.get(&PLUGINS, attachment.text("plugin_id")) {
        told.remove("remark");
        told.extend(call.view(scope, &PLUGINS, plugin));
    }
    told.extend(attachment.fields.clone());
    told
}

fn attached_apis(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let plugin = scope.find(&PLUGINS, call.text("plugin_id"))?;
    let attached = scope.all(&PLUGIN_ATTACHMENTS).iter().filter(|one| one.is("plugin_id", &plugin.id));
    Ok(call.list(attached.map(|one| with_api(scope, one)), &[]))
}

/// The published APIs that do not have it.
fn attachable_apis(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let plugin = scope.find(&PLUGINS, call.text("plugin_id"))?;
    let lacks = |one: &&Record| attachment(scope, &plugin.id, one.text("api_id"), one.text("env_id")).is_none();
    let published = scope.all(&PUBLICATIONS).iter().filter(|one| is_online(one));
    Ok(call.list(published.filter(lacks).map(|one| facts::of_record(scope, one)), &[]))
}

fn attached_plugins(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let api = scope.find(&APIS, call.text("api_id"))?;
    let attached = scope.all(&PLUGIN_ATTACHMENTS).iter().filter(|one| one.is("api_id", &api.id));
    Ok(call.list(attached.map(|one| with_plugin(call, scope, one)), &[]))
}

/// The plug-ins that an API does not have where it is published; where it is not, there are none.
fn attachable_plugins(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let (api, env) = (scope.find(&APIS, call.text("api_id"))?, call.text("env_id"));
    let is_published = online(scope, &api.id, env).is_some();
    let lacks = |plugin: &&Record| is_published && attachment(scope, &plugin.id, &api.id, env).is_none();
    let views = scope.all(&PLUGINS).iter().filter(lacks).map(|plugin| call.view(scope, &PLUGINS, plugin));
    Ok(call.list(views, &[]))
}
