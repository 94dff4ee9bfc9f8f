//! Carries out the ten operations on quotas, alike for API Gateway and ROMA Connect. Knows the fields and shapes of the
//! documents. Must not know HTTP, or who calls.
//!
//! Where the documents are silent: PUT replaces the whole quota; `reset_time` and `remark` are absent where none was
//! said; an app is bound to one quota at a time, so binding it to another one moves it.

use crate::answer::{self, Answer};
use crate::spec::input::Input;
use crate::state::gateway::{GatewayState, Lag, Quota, QuotaError, Terms};
use crate::state::ids::Ids;
use crate::state::records::Record;
use crate::times::{self, Clock};
use apig_codegen::api::Json;
use serde_json::json;

/// A request for an operation on quotas.
pub(crate) struct QuotaCall<'a> {
    pub input: &'a Input<'a>,
    pub clock: Clock,
    pub ids: &'a Ids,
    pub lag: Lag,
}

/// What an operation does.
pub(crate) type Act = fn(&QuotaCall<'_>, &mut GatewayState) -> Answer;

/// What an operation does; `None` if it is none of these.
pub(crate) fn act(operation: &str) -> Option<Act> {
    Some(match operation {
        "CreateAppQuota" => create,
        "ListAppQuotas" => list,
        "ShowAppQuota" => show,
        "UpdateAppQuota" => update,
        "DeleteAppQuota" => delete,
        "AssociateAppsForAppQuota" => bind,
        "ListAppQuotaBoundApps" => bound_apps,
        "DisassociateAppQuotaWithApp" => unbind,
        "ListAppQuotaBindableApps" => bindable_apps,
        "ShowAppBoundAppQuota" => bound_quota,
        _ => return None,
    })
}

impl QuotaCall<'_> {
    fn quota_id(&self) -> &str {
        self.input.text("app_quota_id")
    }

    fn terms(&self) -> Terms {
        let number = |name: &str| self.input.number(name).unwrap_or_default();
        let text = |name: &str| self.input.body.get(name).and_then(Json::as_str).map(str::to_owned);
        Terms {
            name: self.input.field("name").to_owned(),
            call_limits: number("call_limits"),
            time_unit: self.input.field("time_unit").to_owned(),
            time_interval: number("time_interval"),
            reset_time: text("reset_time"),
            remark: text("remark"),
        }
    }
}

/// A quota as answers have it. POST, PUT and GET write the times differently.
fn quota(quota: &Quota, bound_apps: usize, created: String, reset_time: fn(&str) -> String) -> Json {
    let terms = &quota.terms;
    let mut json = json!({
        "app_quota_id": quota.id, "name": terms.name, "call_limits": terms.call_limits, "time_unit": terms.time_unit,
        "time_interval": terms.time_interval, "create_time": created, "bound_app_num": bound_apps,
    });
    if let Some(text) = &terms.reset_time {
        json["reset_time"] = reset_time(text).into();
    }
    if let Some(remark) = &terms.remark {
        json["remark"] = remark.as_str().into();
    }
    json
}

fn read(gateway: &GatewayState, of: &Quota) -> Json {
    quota(of, gateway.bound_apps(&of.id), times::seconds(of.created), times::reset_time)
}

fn create(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    let new = Quota { id: call.ids.hex(), created: call.clock.now(), terms: call.terms() };
    let answer = quota(&new, 0, times::at_beijing(new.created), str::to_owned);
    match gateway.create(new) {
        Ok(()) => Answer::created(answer),
        Err(QuotaError::NameTaken) => answer::name_taken(),
        Err(QuotaError::TooMany | QuotaError::NotFound) => answer::too_many(),
    }
}

fn list(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    let name = call.input.text("name");
    let matching: Vec<&Quota> = gateway.quotas().filter(|quota| quota.terms.name.contains(name)).collect();
    page(call, "quotas", matching, |quota| read(gateway, quota))
}

fn show(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    match gateway.quota(call.quota_id()) {
        Some(quota) => Answer::ok(read(gateway, quota)),
        None => answer::no_quota(call.quota_id()),
    }
}

fn update(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    let id = call.quota_id();
    let bound_apps = gateway.bound_apps(id);
    match gateway.update(id, call.terms()) {
        Ok(new) => Answer::ok(quota(new, bound_apps, times::seconds(new.created), str::to_owned)),
        Err(QuotaError::NameTaken) => answer::name_taken(),
        Err(QuotaError::NotFound | QuotaError::TooMany) => answer::no_quota(id),
    }
}

fn delete(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    if gateway.delete(call.quota_id()) { Answer::no_content() } else { answer::no_quota(call.quota_id()) }
}

/// All or none: an app that is not there binds nothing.
fn bind(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    let (id, none) = (call.quota_id(), Vec::new());
    if gateway.quota(id).is_none() {
        return answer::the_no_quota(id);
    }
    let apps: Vec<&str> =
        call.input.body["app_ids"].as_array().unwrap_or(&none).iter().filter_map(Json::as_str).collect();
    if let Some(missing) = apps.iter().find(|app| gateway.app(app).is_none()) {
        return answer::no_app(missing);
    }
    let apply = |app: &str| {
        let since = gateway.bind(app, id, call.clock.now(), call.lag);
        json!({"app_id": app, "app_quota_id": id, "bound_time": times::nanoseconds(since)})
    };
    let applies: Vec<Json> = apps.into_iter().map(apply).collect();
    Answer::created(json!({"applies": applies}))
}

/// An app that is not bound any more is not found, which the vendor's tools take for done. No document says so.
fn unbind(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    let (id, app) = (call.quota_id(), call.input.text("app_id"));
    if gateway.quota(id).is_none() {
        return answer::the_no_quota(id);
    }
    if gateway.unbind(app, id, call.lag) { Answer::no_content() } else { answer::no_app(app) }
}

fn bound_apps(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    apps(call, gateway, |gateway, app, id| gateway.listed_binding(app).is_some_and(|binding| binding.quota == id))
}

/// An app has one quota, so those that are bound elsewhere cannot be bound.
fn bindable_apps(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    apps(call, gateway, |gateway, app, _| gateway.listed_binding(app).is_none())
}

fn apps(call: &QuotaCall<'_>, gateway: &mut GatewayState, belongs: fn(&GatewayState, &str, &str) -> bool) -> Answer {
    let (id, name) = (call.quota_id(), call.input.text("app_name"));
    let Some(quota) = gateway.quota(id) else { return answer::the_no_quota(id) };
    let is_one = |app: &&Record| app.text("name").contains(name) && belongs(gateway, &app.id, id);
    let matching: Vec<&Record> = gateway.apps().iter().filter(is_one).collect();
    let answer = page(call, "apps", matching, |of| app(of, gateway, quota));
    // Who reads on looks at the same list still.
    if call.input.page().0 == 0 {
        gateway.count_look(id);
    }
    answer
}

fn app(app: &Record, gateway: &GatewayState, quota: &Quota) -> Json {
    let time = |field| times::without_fraction(app.text(field));
    let mut json = json!({
        "app_id": app.id, "app_key": app.get("app_key"), "name": app.get("name"), "status": 1,
        "register_time": time("register_time"), "update_time": time("update_time"), "bound_time": times::UNSET,
    });
    if let Some(binding) = gateway.listed_binding(&app.id) {
        json["app_quota_id"] = quota.id.as_str().into();
        json["app_quota_name"] = quota.terms.name.as_str().into();
        json["bound_time"] = times::seconds(binding.since).into();
    }
    json
}

/// For an app without a quota the documents have no answer: here, the quota is not found.
fn bound_quota(call: &QuotaCall<'_>, gateway: &mut GatewayState) -> Answer {
    let app = call.input.text("app_id");
    if gateway.app(app).is_none() {
        return answer::no_app(app);
    }
    let bound = gateway.binding(app).and_then(|binding| gateway.quota(&binding.quota));
    bound.map_or_else(|| answer::no_quota(&format!("of app {app}")), |quota| Answer::ok(read(gateway, quota)))
}

/// A page of a list, with the sizes that the documents tell.
fn page<T: Copy>(call: &QuotaCall<'_>, items: &str, matching: Vec<T>, json: impl Fn(T) -> Json) -> Answer {
    let (offset, limit) = call.input.page();
    let page: Vec<Json> = matching.iter().copied().skip(offset).take(limit).map(json).collect();
    Answer::ok(json!({"total": matching.len(), "size": page.len(), items: page}))
}
