//! Carries out the operations on what gateways and projects have, in a module for each family. Knows which operations are
//! there. Must not know who calls.
//!
//! Answers tell what their schemas list of what is kept, so that one behaviour serves all services whose operations go by the
//! same name.

mod acl_bindings;
mod acls;
mod acts;
pub(crate) mod addresses;
mod ai_api_keys;
mod api_groups;
mod apis;
mod app_acls;
mod app_auths;
mod app_codes;
mod app_configs;
mod apps;
mod authorizers;
mod bindings;
mod call;
mod certificates;
mod custom_ingress_ports;
mod domains;
mod env_variables;
mod environments;
mod facts;
mod features;
mod gateway_responses;
mod import_export;
mod instance_network;
mod instance_tags;
mod instances;
mod kind;
mod member_groups;
mod members;
mod orchestrations;
mod outline;
mod plugins;
pub(crate) mod product;
mod publications;
pub(crate) mod reached;
mod references;
pub(crate) mod shape;
mod sign_bindings;
mod signs;
mod statistics;
mod throttle_bindings;
mod throttle_specials;
mod throttles;
mod vpc_channels;
mod vpc_endpoints;

use acts::Act;
pub(crate) use api_groups::SUBDOMAIN;
pub(crate) use call::{Call, Scope};
pub(crate) use environments::RELEASE;
pub(crate) use gateway_responses::response_of;
pub(crate) use instances::INSTANCES;

use crate::answer::{self, Answer};
use crate::state::gateways::Opened;
use apig_codegen::api::Status;

/// The operations of all families, by `operationId`.
const FAMILIES: &[&[(&str, Act)]] = &[
    instances::ACTS,
    api_groups::ACTS,
    environments::ACTS,
    apis::ACTS,
    publications::ACTS,
    apps::ACTS,
    env_variables::ACTS,
    authorizers::ACTS,
    gateway_responses::ACTS,
    domains::ACTS,
    certificates::ACTS,
    vpc_channels::ACTS,
    member_groups::ACTS,
    members::ACTS,
    plugins::ACTS,
    features::ACTS,
    instance_tags::ACTS,
    instance_network::ACTS,
    vpc_endpoints::ACTS,
    app_codes::ACTS,
    app_auths::ACTS,
    app_acls::ACTS,
    app_configs::ACTS,
    throttles::ACTS,
    throttle_specials::ACTS,
    throttle_bindings::ACTS,
    acls::ACTS,
    acl_bindings::ACTS,
    signs::ACTS,
    sign_bindings::ACTS,
    import_export::ACTS,
    orchestrations::ACTS,
    ai_api_keys::ACTS,
    custom_ingress_ports::ACTS,
    outline::ACTS,
    statistics::ACTS,
];

/// What an operation does; `None` if it has no behaviour of its own.
pub(crate) fn act(operation: &str) -> Option<&'static Act> {
    FAMILIES.iter().copied().flatten().find(|(id, _)| *id == operation).map(|(_, act)| act)
}

/// Carries out an operation on a gateway that there is, or on the project.
pub(crate) fn carry_out(act: &Act, call: &Call<'_>, scope: &mut Scope<'_>) -> Answer {
    act.carry_out(call, scope).unwrap_or_else(|refusal| *refusal)
}

/// Gives a project and a gateway what they begin with, as far as they have not had it.
pub(crate) fn furnish(call: &Call<'_>, opened: &mut Opened<'_>) {
    let Opened { instances, apps, project, gateway } = opened;
    let new: Vec<&String> = instances.iter().filter(|id| !project.known_instances.contains(*id)).collect();
    for id in new {
        project.known_instances.insert(id.clone());
        instances::add(call, &mut project.records, id);
    }
    if project.records.get(INSTANCES.name, call.instance).is_none() {
        return;
    }
    let known_apps = std::mem::take(&mut gateway.known_apps);
    let is_new = !std::mem::replace(&mut gateway.is_furnished, true);
    let mut scope = Scope { project: &mut project.records, gateway };
    if is_new {
        environments::furnish(call, &mut scope);
        api_groups::furnish(call, &mut scope);
    }
    apps.iter().filter(|app| !known_apps.contains(&app.id)).for_each(|app| apps::add(call, &mut scope, app));
    gateway.known_apps = apps.iter().map(|app| app.id.clone()).collect();
}

/// 404: no such gateway. The two servers behind the host word it differently, and so do the examples of their operations.
pub(crate) fn no_instance(call: &Call<'_>) -> Answer {
    let documented = call.input.operation.failures.iter().filter(|one| one.status == Status::Code(404));
    let of_second_server =
        documented.flat_map(|one| &one.examples).any(|example| example["error_code"] == INSTANCES.unknown.0);
    if of_second_server { *call::unknown(&INSTANCES, call.instance) } else { answer::no_instance(call.instance) }
}
