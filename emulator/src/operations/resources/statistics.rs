//! Tells how published APIs were called of late, from what was counted. Changes nothing.

use super::acts::Act;
use super::api_groups::API_GROUPS;
use super::apis::APIS;
use super::call::{Call, Done, Scope, invalid};
use crate::answer::Answer;
use crate::state::calls::Tally;
use crate::state::records::{Fields, fields};
use crate::times;
use serde_json::json;
use std::collections::BTreeMap;
use std::time::{Duration, UNIX_EPOCH};

pub(super) const ACTS: &[(&str, Act)] =
    &[("ListLatelyApiStatisticsV2", Act::Own(of_api)), ("ListLatelyGroupStatisticsV2", Act::Own(of_group))];

const HOUR: u64 = 60;

fn of_api(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let api = scope.find(&APIS, call.text("api_id"))?;
    let Some(minutes) = minutes(call.text("duration")) else { return invalid("duration") };
    let of_api = fields(json!({"api_id": api.id, "group_id": api.get("group_id"), "status": 1}));
    // "Up to one hour, there is an item per minute."
    let (cycle, name) = if minutes <= HOUR { (1, "MINUTE") } else { (HOUR, "HOUR") };
    let told = of_api.into_iter().chain(fields(json!({"cycle": name}))).collect();
    Ok(lately(call, scope, (minutes, cycle), &told, |one| one == api.id))
}

/// "In the last hour, minute by minute."
fn of_group(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let group = &scope.find(&API_GROUPS, call.text("group_id"))?.id;
    let of_group = |api: &str| scope.get(&APIS, api).is_some_and(|api| api.is("group_id", group));
    Ok(lately(call, scope, (HOUR, 1), &fields(json!({"group_id": group})), of_group))
}

/// `2h`, `30m`; no more than what is counted.
fn minutes(duration: &str) -> Option<u64> {
    let (number, unit) = duration.split_at_checked(duration.len().checked_sub(1)?)?;
    let unit = match unit {
        "h" => HOUR,
        "m" => 1,
        _ => return None,
    };
    number.parse::<u32>().ok().filter(|number| *number > 0).map(|number| u64::from(number) * unit)
}

/// The calls of the last minutes, in items of so many, each with what is told of all.
fn lately(
    call: &Call<'_>,
    scope: &Scope<'_>,
    (minutes, cycle): (u64, u64),
    told: &Fields,
    is_asked_for: impl Fn(&str) -> bool,
) -> Answer {
    let now = call.now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / 60;
    let from = (now + 1).saturating_sub(minutes);
    let mut items: BTreeMap<u64, Tally> = BTreeMap::new();
    for (minute, _, tally) in scope.gateway.calls.since(from).filter(|(_, api, _)| is_asked_for(api)) {
        *items.entry(minute - minute % cycle).or_default() += tally;
    }
    let list: Vec<Fields> = items.into_iter().map(|(minute, tally)| item(call, minute, &tally, told)).collect();
    call.answer(fields(json!({"code": "APIG.0000", "start_time": from * 60, "end_time": now * 60, "list": list})))
}

fn item(call: &Call<'_>, minute: u64, tally: &Tally, told: &Fields) -> Fields {
    let at = UNIX_EPOCH + Duration::from_secs(minute * 60);
    let time = times::at_beijing(at).chars().take(19).collect::<String>().replace('T', " ");
    let average = tally.time / tally.calls.max(1);
    let counted = fields(json!({
        "req_count": tally.calls, "req_count2xx": tally.successes, "req_count4xx": tally.refusals, "req_count5xx": tally.failures,
        "req_count_error": tally.refusals + tally.failures, "avg_latency": average, "max_latency": tally.longest,
        // All of the time is the backend's: the emulator does not look where it goes.
        "avg_inner_latency": 0, "max_inner_latency": 0, "avg_backend_latency": average, "max_backend_latency": tally.longest,
        "input_throughput": tally.received, "output_throughput": tally.sent, "current_minute": minute * 60,
        "provider": call.project, "req_time": time, "register_time": time,
    }));
    told.clone().into_iter().chain(counted).collect()
}
