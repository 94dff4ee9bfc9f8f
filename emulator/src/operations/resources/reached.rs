//! Tells what calls of published APIs meet: where they come in, what runs, who may call, what limits them. Must not know calls.

use super::api_groups::API_GROUPS;
use super::app_acls::APP_ACLS;
use super::app_auths;
use super::app_codes::APP_CODES;
use super::apps::APPS;
use super::call::Scope;
use super::domains::DOMAINS;
use super::env_variables::ENV_VARIABLES;
use super::environments::ENVIRONMENTS;
use super::plugins::{PLUGIN_ATTACHMENTS, PLUGINS};
use super::publications::{PUBLICATIONS, is_online, running};
use super::throttle_specials::SPECIALS;
use super::{acl_bindings, bindings, throttle_bindings};
use crate::state::records::{Record, Records};
use apig_codegen::api::Json;

/// The group of this id.
pub(crate) fn group<'a>(records: &'a Records, id: &str) -> Option<&'a str> {
    records.get(API_GROUPS.name, id).map(|group| group.id.as_str())
}

/// The gateway and the group that a domain of a project is bound to: the domain itself, or all that is below it.
pub(crate) fn group_of_domain<'a>(records: &'a Records, host: &str) -> Option<(&'a str, &'a str)> {
    let above = host.split_once('.').map(|(_, above)| format!("*.{above}")).unwrap_or_default();
    let mut names = [host, above.as_str()].into_iter();
    let domains = records.all(DOMAINS.name);
    let is = |name: &str| domains.iter().find(|domain| domain.text("url_domain").eq_ignore_ascii_case(name));
    let domain = names.find_map(is)?;
    Some((domain.text("instance_id"), domain.text("group_id")))
}

/// Whether a group's APIs answer at its own subdomain.
pub(crate) fn is_open(scope: &Scope<'_>, group: &str) -> bool {
    let group = scope.get(&API_GROUPS, group);
    group.is_some_and(|group| group.get("sl_domain_access_enabled").as_bool() == Some(true))
}

/// The id of an environment.
pub(crate) fn environment<'a>(scope: &'a Scope<'_>, name: &str) -> Option<&'a str> {
    scope.all(&ENVIRONMENTS).iter().find(|env| env.is("name", name)).map(|env| env.id.as_str())
}

/// What runs in an environment: publications, with the APIs as they were published.
pub(crate) fn running_in<'a>(scope: &'a Scope<'_>, env: &'a str) -> impl Iterator<Item = (&'a Record, &'a Json)> {
    let here = scope.all(&PUBLICATIONS).iter().filter(move |one| is_online(one) && one.is("env_id", env));
    here.filter_map(|one| Some((one, running(scope, one)?.get("definition"))))
}

/// The app that signs with this key.
pub(crate) fn app_by_key<'a>(scope: &'a Scope<'_>, key: &str) -> Option<&'a Record> {
    scope.all(&APPS).iter().find(|app| app.is("app_key", key))
}

/// The id of the app that this code is of.
pub(crate) fn app_by_code<'a>(scope: &'a Scope<'_>, code: &str) -> Option<&'a str> {
    scope.all(&APP_CODES).iter().find(|one| one.is("app_code", code)).map(|one| one.text("app_id"))
}

/// Whether an app may call an API in an environment.
pub(crate) fn is_authorized(scope: &Scope<'_>, app: &str, api: &str, env: &str) -> bool {
    app_auths::auth(scope, app, api, env).is_some()
}

/// The throttle that is bound to a publication.
pub(crate) fn throttle_of<'a>(scope: &'a Scope<'_>, publication: &'a str) -> Option<&'a Record> {
    bindings::at(scope, &throttle_bindings::BINDINGS, publication).map(|(_, throttle)| throttle).next()
}

/// The limit that a throttle has for this app or account alone.
pub(crate) fn special_limit(scope: &Scope<'_>, throttle: &str, object: &str) -> Option<u64> {
    let mut specials = scope.all(&SPECIALS).iter();
    specials.find(|one| one.is("throttle_id", throttle) && one.is("object_id", object))?.get("call_limits").as_u64()
}

/// The access controls that are bound to a publication.
pub(crate) fn acls_of<'a>(scope: &'a Scope<'_>, publication: &'a str) -> impl Iterator<Item = &'a Record> {
    bindings::at(scope, &acl_bindings::BINDINGS, publication).map(|(_, acl)| acl)
}

/// The access control of an app.
pub(crate) fn acl_of_app<'a>(scope: &'a Scope<'_>, app: &str) -> Option<&'a Record> {
    scope.get(&APP_ACLS, app)
}

/// The plug-in of a kind that an API has in an environment.
pub(crate) fn plugin_of<'a>(scope: &'a Scope<'_>, api: &str, env: &str, kind: &str) -> Option<&'a Record> {
    let attached = scope.all(&PLUGIN_ATTACHMENTS).iter().filter(|one| one.is("api_id", api) && one.is("env_id", env));
    let mut plugins = attached.filter_map(|one| scope.get(&PLUGINS, one.text("plugin_id")));
    plugins.find(|plugin| plugin.is("plugin_type", kind))
}

/// The value that a variable of a group has in an environment.
pub(crate) fn variable<'a>(scope: &'a Scope<'_>, group: &str, env: &str, name: &str) -> Option<&'a str> {
    let mut there = scope.all(&ENV_VARIABLES).iter().filter(|one| one.is("group_id", group) && one.is("env_id", env));
    there.find(|one| one.is("variable_name", name)).map(|one| one.text("variable_value"))
}

/// Hosts and ports of a channel's members that are enabled, each with its weight.
pub(crate) fn members_of<'a>(scope: &'a Scope<'_>, channel: &'a str) -> impl Iterator<Item = (String, u64)> + 'a {
    let port = scope.gateway.records.get("vpc_channels", channel).map_or(&Json::Null, |channel| channel.get("port"));
    let members = scope.gateway.records.all("members").iter();
    let enabled = members.filter(move |one| one.is("vpc_channel_id", channel) && one.get("status").as_i64() != Some(2));
    enabled.map(move |member| {
        let port = Some(member.get("port")).filter(|port| !port.is_null()).unwrap_or(port);
        (format!("{}:{port}", member.text("host")), member.get("weight").as_u64().unwrap_or(1))
    })
}
