//! Carries out the operations on the inbound ports of a gateway. It listens at none of them.

use super::acts::Act;
use super::api_groups::API_GROUPS;
use super::call::{Call, Done, Scope, refuse};
use super::domains::DOMAINS;
use super::kind::{Kind, PLAIN};
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use http::StatusCode;
use serde_json::json;

pub(super) const CUSTOM_INGRESS_PORTS: Kind = Kind {
    name: "custom_ingress_ports",
    id: "ingress_port_id",
    // "A port has one protocol."
    unique: &["ingress_port"],
    created: &[],
    changed: &[],
    unknown: ("APIG.2049", "The port is not in the defined custom inbound ports."),
    taken: ("APIC.9224", "Add custom inbound port failed."),
    too_many: ("APIC.7403", "The number of custom inbound ports has reached the maximum."),
    most: 10,
    born,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListCustomIngressPorts", Act::List(&CUSTOM_INGRESS_PORTS)),
    ("AddCustomIngressPort", Act::Create(&CUSTOM_INGRESS_PORTS)),
    ("DeleteCustomIngressPort", Act::Delete(&CUSTOM_INGRESS_PORTS)),
    ("ListCustomIngressPortDomains", Act::Own(domains)),
];

fn born(_: &Call<'_>, _: &mut Scope<'_>, port: &mut Record) -> Done {
    port.set("status", "normal");
    Ok(())
}

fn gone(call: &Call<'_>, scope: &mut Scope<'_>, port: &Record) -> Done {
    if called_at(call, scope, port).next().is_some() {
        let error = ("APIC.7257", "The custom inbound port is bound to a custom domain name.");
        return refuse(StatusCode::BAD_REQUEST, error);
    }
    Ok(())
}

/// The domains of the gateway that are called at a port.
fn called_at<'a>(call: &'a Call<'_>, scope: &'a Scope<'_>, port: &'a Record) -> impl Iterator<Item = &'a Record> {
    let field = if port.is("protocol", "HTTP") { "ingress_http_port" } else { "ingress_https_port" };
    let here = scope.all(&DOMAINS).iter().filter(|domain| domain.is("instance_id", call.instance));
    here.filter(move |domain| domain.get(field) == port.get("ingress_port"))
}

fn domains(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let port = call.find(scope, &CUSTOM_INGRESS_PORTS)?;
    let view = |domain: &Record| -> Fields {
        let group = scope.get(&API_GROUPS, domain.text("group_id"));
        fields(json!({
            "group_id": domain.get("group_id"), "domain_name": domain.get("url_domain"),
            "group_name": group.map(|group| group.get("name")),
        }))
    };
    Ok(call.list(called_at(call, scope, port).map(view).collect::<Vec<_>>(), &[]))
}
