//! Writes down all that gateways and projects have, and reads it again: for tests that begin where another one ended. Knows the
//! form of the file. Must not know what any kind of things is. It holds secrets, which guard nothing.

use crate::state::gateway::{GatewayState, Lag, Quota, Terms};
use crate::state::gateways::{Gateways, Project};
use crate::state::records::{Record, Records};
use apig_codegen::api::Json;
use serde_json::{Map, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// All that there is.
pub(crate) fn write(gateways: &Gateways) -> Json {
    let projects = gateways.projects().map(|((service, project), of)| {
        json!({
            "service": service, "project_id": project, "known_instances": of.known_instances, "has": kinds(&of.records),
        })
    });
    let of_gateways = gateways.gateways().map(|((service, project, instance), of)| {
        let quotas = of.quotas().map(quota);
        let bindings = of.bindings().map(|(app, binding)| {
            json!({"app_id": app, "app_quota_id": binding.quota, "since": seconds(binding.since)})
        });
        json!({
            "service": service, "project_id": project, "instance_id": instance, "known_apps": of.known_apps,
            "has": kinds(&of.records), "quotas": quotas.collect::<Vec<_>>(), "quota_bindings": bindings.collect::<Vec<_>>(),
        })
    });
    json!({"projects": projects.collect::<Vec<_>>(), "gateways": of_gateways.collect::<Vec<_>>()})
}

/// Takes what was written in place of all that there is; or says what is no such thing, and changes nothing.
pub(crate) fn read(gateways: &mut Gateways, dump: &Json) -> Result<(), String> {
    let (mut projects, mut of_gateways) = (Vec::new(), Vec::new());
    for (at, one) in list(dump, "projects")?.iter().enumerate() {
        let at = format!("projects[{at}]");
        let known_instances = texts(one, "known_instances").map_err(|error| format!("{at}.{error}"))?;
        let records = records(one).map_err(|error| format!("{at}.{error}"))?;
        let key = (text(one, "service", &at)?, text(one, "project_id", &at)?);
        projects.push((key, Project { records, known_instances: known_instances.into_iter().collect() }));
    }
    for (at, one) in list(dump, "gateways")?.iter().enumerate() {
        let at = format!("gateways[{at}]");
        let key = (text(one, "service", &at)?, text(one, "project_id", &at)?, text(one, "instance_id", &at)?);
        of_gateways.push((key, gateway(one).map_err(|error| format!("{at}.{error}"))?));
    }
    gateways.replace(projects.into_iter().collect(), of_gateways.into_iter().collect());
    Ok(())
}

fn kinds(records: &Records) -> Json {
    let record = |record: &Record| json!({"id": record.id, "fields": record.fields});
    let kinds = records.kinds().map(|(kind, of_kind)| (kind.to_owned(), of_kind.iter().map(record).collect()));
    Json::Object(kinds.collect())
}

fn records(of: &Json) -> Result<Records, String> {
    let (mut records, none) = (Records::default(), Map::new());
    for (kind, of_kind) in of.get("has").and_then(Json::as_object).unwrap_or(&none) {
        let of_kind = of_kind.as_array().ok_or_else(|| format!("has.{kind} must be a list"))?;
        for (at, one) in of_kind.iter().enumerate() {
            let at = format!("has.{kind}[{at}]");
            let fields =
                one.get("fields").and_then(Json::as_object).ok_or_else(|| format!("{at}.fields must be an object"))?;
            records.put(kind, Record { id: text(one, "id", &at)?, fields: fields.clone() });
        }
    }
    Ok(records)
}

fn quota(quota: &Quota) -> Json {
    let terms = &quota.terms;
    json!({
        "id": quota.id, "created": seconds(quota.created), "name": terms.name, "call_limits": terms.call_limits,
        "time_unit": terms.time_unit, "time_interval": terms.time_interval, "reset_time": terms.reset_time,
        "remark": terms.remark,
    })
}

fn gateway(of: &Json) -> Result<GatewayState, String> {
    let mut gateway = GatewayState::default();
    (gateway.records, gateway.is_furnished) = (records(of)?, true);
    gateway.known_apps = texts(of, "known_apps")?.into_iter().collect();
    for (at, one) in list(of, "quotas")?.iter().enumerate() {
        let at = format!("quotas[{at}]");
        let number =
            |name: &str| one.get(name).and_then(Json::as_i64).ok_or_else(|| format!("{at}.{name} must be a number"));
        let optional = |name: &str| one.get(name).and_then(Json::as_str).map(str::to_owned);
        let terms = Terms {
            name: text(one, "name", &at)?,
            call_limits: number("call_limits")?,
            time_unit: text(one, "time_unit", &at)?,
            time_interval: number("time_interval")?,
            reset_time: optional("reset_time"),
            remark: optional("remark"),
        };
        let quota = Quota { id: text(one, "id", &at)?, created: time(one, "created"), terms };
        gateway.create(quota).map_err(|error| format!("{at} cannot be there: {error:?}"))?;
    }
    for (at, one) in list(of, "quota_bindings")?.iter().enumerate() {
        let at = format!("quota_bindings[{at}]");
        gateway.bind(&text(one, "app_id", &at)?, &text(one, "app_quota_id", &at)?, time(one, "since"), Lag::default());
    }
    Ok(gateway)
}

fn list<'a>(of: &'a Json, name: &str) -> Result<&'a [Json], String> {
    match of.get(name) {
        None => Ok(&[]),
        Some(list) => list.as_array().map(Vec::as_slice).ok_or_else(|| format!("{name} must be a list")),
    }
}

fn texts(of: &Json, name: &str) -> Result<Vec<String>, String> {
    let text = |text: &Json| text.as_str().map(str::to_owned).ok_or_else(|| format!("{name} must be a list of texts"));
    list(of, name)?.iter().map(text).collect()
}

fn text(of: &Json, name: &str, at: &str) -> Result<String, String> {
    of.get(name).and_then(Json::as_str).map(str::to_owned).ok_or_else(|| format!("{at}.{name} must be a text"))
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

fn time(of: &Json, name: &str) -> SystemTime {
    let seconds = of.get(name).and_then(Json::as_u64).unwrap_or_default();
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).unwrap_or(UNIX_EPOCH)
}
