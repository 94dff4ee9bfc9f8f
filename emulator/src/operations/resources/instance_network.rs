//! Carries out the operations on the public addresses of gateways, which are seen in their details. No call comes in by them.

use super::acts::Act;
use super::call::{Call, Done, Scope, refuse};
use super::instances::{INSTANCES, is_running, job};
use super::kind::Error;
use crate::answer::Answer;
use crate::state::records::{Record, fields};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("AddIngressEipV2", Act::Own(|call, scope| set_ingress(call, scope, false))),
    ("UpdateIngressEipV2", Act::Own(|call, scope| set_ingress(call, scope, true))),
    ("RemoveIngressEipV2", Act::Own(remove_ingress)),
    ("AddEngressEipV2", Act::Own(|call, scope| set_egress(call, scope, false))),
    ("UpdateEngressEipV2", Act::Own(|call, scope| set_egress(call, scope, true))),
    ("RemoveEngressEipV2", Act::Own(remove_egress)),
    ("AddEipV2", Act::Own(bind)),
    ("RemoveEipV2", Act::Own(unbind)),
];

/// Addresses that are for documents, and lead nowhere (RFC 5737).
const INGRESS: &str = "203.0.113.1";
const EGRESS: &str = "203.0.113.2";
const BOUND: &str = "203.0.113.3";

const INGRESS_IS_ON: Error = ("APIC.7711", "Public inbound access is enabled for the instance");
const EGRESS_IS_ON: Error = ("APIC.7709", "Public network access is enabled for the gateway.");
const NOT_RUNNING: Error = ("APIC.7710", "ELB is available only when the instance is in the Available state.");
/// There is nothing to change. No document says so.
const IS_OFF: Error = ("APIC.9211", "update bandwidth size failed");

/// "At least 5."
const LEAST_BANDWIDTH: i64 = 5;

/// Gives a new gateway the addresses that it was ordered with.
pub(super) fn furnish(instance: &mut Record) {
    if let Some(size) = instance.get("ingress_bandwidth_size").as_i64() {
        add_ingress(instance, size);
    }
    if instance.get("bandwidth_size").as_i64().is_some() {
        instance.set("nat_eip_address", EGRESS);
    }
    if !instance.text("eip_id").is_empty() {
        instance.set("eip_address", BOUND);
    }
}

fn add_ingress(instance: &mut Record, size: i64) {
    instance.set("publicips", json!([{"ip_address": INGRESS, "bandwidth_size": size}]));
}

fn running<'a>(call: &Call<'_>, scope: &'a mut Scope<'_>) -> Done<&'a mut Record> {
    let instance = scope.find_mut(&INSTANCES, call.instance)?;
    if is_running(call, &instance.fields) { Ok(instance) } else { refuse(StatusCode::CONFLICT, NOT_RUNNING) }
}

/// What the body says, as a number or a text.
fn bandwidth(call: &Call<'_>) -> Done<i64> {
    let said = call.input.body.get("bandwidth_size");
    let size = said.map_or(Some(LEAST_BANDWIDTH), |said| said.as_i64().or_else(|| said.as_str()?.parse().ok()));
    match size.filter(|size| *size >= LEAST_BANDWIDTH) {
        Some(size) => Ok(size),
        None => {
            let error = ("APIC.7211", "Parameter value does not match the rules, parameter name[bandwidth_size]");
            refuse(StatusCode::BAD_REQUEST, error)
        }
    }
}

fn charging_mode(call: &Call<'_>) -> Json {
    call.body().remove("bandwidth_charging_mode").unwrap_or_default()
}

/// Switches inbound access on, or changes what is on.
fn set_ingress(call: &Call<'_>, scope: &mut Scope<'_>, changes: bool) -> Done<Answer> {
    let size = bandwidth(call)?;
    let instance = running(call, scope)?;
    match (instance.get("publicips").is_null(), changes) {
        (false, false) => return refuse(StatusCode::CONFLICT, INGRESS_IS_ON),
        (true, true) => return refuse(StatusCode::BAD_REQUEST, IS_OFF),
        (true, false) | (false, true) => {}
    }
    add_ingress(instance, size);
    instance.set("ingress_bandwidth_charging_mode", charging_mode(call));
    Ok(job(call, call.instance, "UPDATE_0077I"))
}

fn remove_ingress(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let instance = running(call, scope)?;
    for field in ["publicips", "ingress_bandwidth_size", "ingress_bandwidth_charging_mode"] {
        instance.fields.remove(field);
    }
    Ok(Answer::no_content())
}

/// Switches outbound access on, or changes what is on.
fn set_egress(call: &Call<'_>, scope: &mut Scope<'_>, changes: bool) -> Done<Answer> {
    let size = bandwidth(call)?;
    let instance = scope.find_mut(&INSTANCES, call.instance)?;
    match (instance.get("nat_eip_address").is_null(), changes) {
        (false, false) => return refuse(StatusCode::CONFLICT, EGRESS_IS_ON),
        (true, true) => return refuse(StatusCode::BAD_REQUEST, IS_OFF),
        (true, false) | (false, true) => {}
    }
    instance.set("nat_eip_address", EGRESS);
    instance.set("bandwidth_size", size);
    instance.set("bandwidth_charging_mode", charging_mode(call));
    Ok(call.answer(fields(Json::Null)))
}

fn remove_egress(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let instance = scope.find_mut(&INSTANCES, call.instance)?;
    for field in ["nat_eip_address", "bandwidth_size", "bandwidth_charging_mode"] {
        instance.fields.remove(field);
    }
    Ok(Answer::no_content())
}

/// Binds an address, in place of any other one.
fn bind(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let id = call.field("eip_id");
    if id.is_empty() {
        let error = ("APIC.7211", "Parameter value does not match the rules, parameter name[eip_id]");
        return refuse(StatusCode::BAD_REQUEST, error);
    }
    let instance = scope.find_mut(&INSTANCES, call.instance)?;
    instance.set("eip_id", id);
    instance.set("eip_address", BOUND);
    Ok(call.answer(fields(json!({"eip_id": id, "eip_address": BOUND, "eip_status": "ACTIVE"}))))
}

fn unbind(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let instance = scope.find_mut(&INSTANCES, call.instance)?;
    for field in ["eip_id", "eip_address"] {
        instance.fields.remove(field);
    }
    Ok(call.answer(fields(Json::Null)))
}
