//! Carries out the operations on gateways themselves: they take a while to run, as real ones do. Knows what a new one has.

use super::acts::Act;
use super::call::{Call, Done, Scope, refuse};
use super::instance_network;
use super::kind::{Error, Kind, PLAIN};
use super::product::Product;
use crate::answer::Answer;
use crate::state::gateway::GatewayState;
use crate::state::records::{Fields, Record, Records, fields};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub(crate) const INSTANCES: Kind = Kind {
    name: "instances",
    of_project: true,
    unique: &["instance_name"],
    created: &[],
    changed: &[],
    unknown: ("APIC.7302", "Instance not found"),
    taken: ("APIC.7500", "The gateway name already exists."),
    too_many: ("APIC.7400", "Maximum number of gateways reached."),
    most: 5,
    altered: check_window,
    seen,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListInstancesV2", Act::Own(list)),
    ("CreateInstanceV2", Act::Own(create)),
    ("ShowDetailsOfInstanceV2", Act::Show(&INSTANCES)),
    ("ShowDetailsOfInstanceProgressV2", Act::Own(progress)),
    ("UpdateInstanceV2", Act::Change(&INSTANCES)),
    ("CreatePostPayResizeOrder", Act::Own(resize)),
    ("DeleteInstancesV2", Act::Delete(&INSTANCES)),
];

/// The editions, by size: a gateway only grows.
const EDITIONS: [&str; 4] = ["BASIC", "PROFESSIONAL", "ENTERPRISE", "PLATINUM"];

/// How far a gateway is, as long as it is being made.
const STEPS: [i64; 4] = [30, 50, 80, 90];

/// A gateway that all projects begin with, and that runs.
pub(super) fn add(call: &Call<'_>, project: &mut Records, id: &str) {
    let mut instance = Record::new(id.to_owned());
    let Product { name, edition, .. } = call.product;
    let body =
        json!({"instance_name": format!("{name}-{id}"), "spec_id": edition, "available_zone_ids": ["emulator-1a"]});
    complete(call, &mut instance, fields(body), Duration::ZERO);
    project.put(INSTANCES.name, instance);
}

fn complete(call: &Call<'_>, instance: &mut Record, body: Fields, starting: Duration) {
    let zones: Vec<&str> = body
        .get("available_zone_ids")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .filter_map(Json::as_str)
        .collect();
    let (zones, spec) = (format!("[{}]", zones.join(", ")), body.get("spec_id").cloned().unwrap_or_default());
    instance.fields = body;
    instance.fields.extend(fields(json!({
        "id": instance.id, "project_id": call.project, "type": call.product.name, "charging_mode": 0, "spec": spec,
        "available_zone_ids": zones, "create_time": millis(call.now), "runs_from": millis(call.now + starting),
    })));
    for (name, default) in [
        ("enterprise_project_id", "0"),
        ("maintain_begin", "22:00:00"),
        ("maintain_end", "02:00:00"),
        ("loadbalancer_provider", "elb"),
    ] {
        instance.fields.entry(name.to_owned()).or_insert_with(|| default.into());
    }
    instance_network::furnish(instance);
}

fn millis(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn create(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let body = call.body();
    if body.get("available_zone_ids").and_then(Json::as_array).is_none_or(Vec::is_empty) {
        return refuse(StatusCode::BAD_REQUEST, ("APIC.7238", "An AZ must be specified."));
    }
    let id = Some(call.field("instance_id")).filter(|id| !id.is_empty()).map_or_else(|| call.ids.hex(), str::to_owned);
    if scope.get(&INSTANCES, &id).is_some() {
        return refuse(StatusCode::BAD_REQUEST, ("APIC.7505", "The gateway ID already exists."));
    }
    let mut instance = Record::new(id);
    complete(call, &mut instance, body, call.starting);
    check_window(call, scope, &mut instance)?;
    scope.check_unique(&INSTANCES, &instance)?;
    scope.check_room(&INSTANCES)?;
    let answer = job(call, &instance.id, "PROVISIONING_0003I");
    scope.put(&INSTANCES, instance);
    Ok(answer)
}

pub(super) fn job(call: &Call<'_>, instance: &str, name: &str) -> Answer {
    let job = format!("JOB-{}", call.ids.hex());
    let message = format!("JOB_ASSIGNED_FOR_{name}:The job {job} has been assigned to the instance {instance}.");
    call.answer(fields(json!({"instance_id": instance, "message": message, "job_id": job})))
}

/// Of four hours, from 2, 6, 10, 14, 18 or 22 o'clock.
fn check_window(_: &Call<'_>, _: &mut Scope<'_>, instance: &mut Record) -> Done {
    const START: Error = ("APIC.7235", "The maintenance time window must start or end with 2, 6, 10, 14, 18, or 22.");
    const LENGTH: Error = ("APIC.7230", "The maintenance time window must be 4 hours.");
    let hour = |field: &str| instance.text(field).strip_suffix(":00:00").and_then(|hour| hour.parse::<u8>().ok());
    let (Some(begin), Some(end)) = (hour("maintain_begin"), hour("maintain_end")) else {
        return refuse(StatusCode::BAD_REQUEST, START);
    };
    if begin > 22 || begin % 4 != 2 || end > 22 || end % 4 != 2 {
        return refuse(StatusCode::BAD_REQUEST, START);
    }
    if (begin + 4) % 24 != end {
        return refuse(StatusCode::BAD_REQUEST, LENGTH);
    }
    Ok(())
}

/// How far a gateway is: 100 when it runs.
fn percent(call: &Call<'_>, instance: &Fields) -> i64 {
    let time = |field: &str| instance.get(field).and_then(Json::as_u64).unwrap_or_default();
    let (from, to, now) = (time("create_time"), time("runs_from"), millis(call.now));
    let step = now.saturating_sub(from) * STEPS.len() as u64 / to.saturating_sub(from).max(1);
    usize::try_from(step).ok().and_then(|step| STEPS.get(step)).copied().filter(|_| now < to).unwrap_or(100)
}

pub(super) fn is_running(call: &Call<'_>, instance: &Fields) -> bool {
    percent(call, instance) == 100
}

fn seen(call: &Call<'_>, _: &Scope<'_>, instance: &mut Fields) {
    let (status, code) = if is_running(call, instance) { ("Running", 6) } else { ("Creating", 1) };
    instance.insert("status".to_owned(), status.into());
    instance.insert("instance_status".to_owned(), code.into());
}

/// The query calls an id what the path calls it.
fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let views = scope.all(&INSTANCES).iter().map(|instance| call.view(scope, &INSTANCES, instance));
    Ok(call.list(views, &[("instance_id", "id")]))
}

fn progress(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let instance = &scope.find(&INSTANCES, call.instance)?.fields;
    let progress = percent(call, instance);
    let status = if progress < 100 { "creating" } else { "success" };
    let end = if progress < 100 { 0.into() } else { instance["runs_from"].clone() };
    Ok(call.answer(fields(json!({
        "progress": progress, "status": status, "start_time": instance["create_time"], "end_time": end, "error_code": null,
        "error_msg": null,
    }))))
}

/// At once, where the real one takes half an hour.
fn resize(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let rank = |spec: &str| EDITIONS.iter().position(|edition| *edition == spec.trim_end_matches("_IPV6"));
    let instance = scope.find_mut(&INSTANCES, call.instance)?;
    let Some(to) = rank(call.field("spec_id")) else {
        return refuse(StatusCode::NOT_FOUND, ("APIC.7301", "Instance spec not found"));
    };
    match rank(instance.text("spec")) {
        Some(from) if from == to => {
            refuse(StatusCode::CONFLICT, ("APIC.7707", "Scaling up to the same specifications is not allowed."))
        }
        Some(from) if from > to => {
            refuse(StatusCode::BAD_REQUEST, ("APIC.7243", "Scale-up is not supported by this edition."))
        }
        Some(_) | None => {
            instance.set("spec", call.field("spec_id"));
            Ok(job(call, call.instance, "RESIZE_0086I"))
        }
    }
}

fn gone(_: &Call<'_>, scope: &mut Scope<'_>, instance: &Record) -> Done {
    scope.project.forget("instance_id", &instance.id);
    *scope.gateway = GatewayState::default();
    Ok(())
}
