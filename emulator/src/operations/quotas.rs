//! What the ten operations on quotas do, the same for API Gateway and ROMA Connect. Knows the fields and shapes of the
//! documents; must not know HTTP, and nothing of who calls.
//!
//! Where the documents are silent: PUT replaces the whole quota; `reset_time` and `remark` are absent where none was
//! said; an app is bound to one quota at a time, so binding it to another one moves it.

use crate::answer::{self, Answer};
use crate::spec::input::Input;
use crate::state::gateway::{Lag, Quota, Refused, Room, Terms};
use crate::state::gateways::{App, Gateways, Place};
use crate::state::ids::Ids;
use crate::times::{self, Clock};
use apig_codegen::api::Json;
use serde_json::json;

/// The path segments and ids that an operation is about.
pub(crate) struct Call<'a> {
    pub input: &'a Input<'a>,
    pub place: Place,
    pub clock: Clock,
    pub ids: &'a Ids,
    pub lag: Lag,
}

/// Carries out an operation; `None` if it is none of these.
pub(crate) fn carry_out(call: &Call<'_>, gateways: &mut Gateways) -> Option<Answer> {
    let act: fn(&Call<'_>, &mut Gateways) -> Answer = match call.input.operation.id.as_str() {
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
    };
    let (_, _, instance) = &call.place;
    Some(if gateways.has_instance(instance) { act(call, gateways) } else { answer::no_instance(instance) })
}

impl Call<'_> {
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

fn read(room: &Room, of: &Quota) -> Json {
    quota(of, room.bound_apps(&of.id), times::seconds(of.created), times::reset_time)
}

fn create(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    let Some(room) = gateways.new_room(call.place.clone()) else { return answer::too_many() };
    let new = Quota { id: call.ids.hex(), created: call.clock.now(), terms: call.terms() };
    let answer = quota(&new, 0, times::at_beijing(new.created), str::to_owned);
    match room.create(new) {
        Ok(()) => Answer::created(answer),
        Err(Refused::NameTaken) => answer::name_taken(),
        Err(Refused::TooMany | Refused::NotFound) => answer::too_many(),
    }
}

fn list(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    let name = call.input.text("name");
    let Some(room) = gateways.room(&call.place) else {
        return page(call, "quotas", Vec::<&Quota>::new(), |_| Json::Null);
    };
    let found: Vec<&Quota> = room.quotas().filter(|quota| quota.terms.name.contains(name)).collect();
    page(call, "quotas", found, |quota| read(room, quota))
}

fn show(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    let room = gateways.room(&call.place);
    match room.and_then(|room| Some((room, room.quota(call.quota_id())?))) {
        Some((room, quota)) => Answer::ok(read(room, quota)),
        None => answer::no_quota(call.quota_id()),
    }
}

fn update(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    let id = call.quota_id();
    let Some(room) = gateways.room_mut(&call.place) else { return answer::no_quota(id) };
    let bound_apps = room.bound_apps(id);
    match room.update(id, call.terms()) {
        Ok(new) => Answer::ok(quota(new, bound_apps, times::seconds(new.created), str::to_owned)),
        Err(Refused::NameTaken) => answer::name_taken(),
        Err(Refused::NotFound | Refused::TooMany) => answer::no_quota(id),
    }
}

fn delete(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    let is_gone = gateways.room_mut(&call.place).is_some_and(|room| room.delete(call.quota_id()));
    if is_gone { Answer::no_content() } else { answer::no_quota(call.quota_id()) }
}

/// All or none: an app that is not there binds nothing.
fn bind(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    let (id, none) = (call.quota_id(), Vec::new());
    if gateways.room(&call.place).is_none_or(|room| room.quota(id).is_none()) {
        return answer::the_no_quota(id);
    }
    let apps: Vec<&str> =
        call.input.body["app_ids"].as_array().unwrap_or(&none).iter().filter_map(Json::as_str).collect();
    if let Some(missing) = apps.iter().find(|app| gateways.app(app).is_none()) {
        return answer::no_app(missing);
    }
    let Some(room) = gateways.room_mut(&call.place) else { return answer::the_no_quota(id) };
    let apply = |app: &str| {
        let since = room.bind(app, id, call.clock.now(), call.lag);
        json!({"app_id": app, "app_quota_id": id, "bound_time": times::nanoseconds(since)})
    };
    let applies: Vec<Json> = apps.into_iter().map(apply).collect();
    Answer::created(json!({"applies": applies}))
}

/// What is not bound any more is not found, which the vendor's tools take for done. No document says so.
fn unbind(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    let (id, app) = (call.quota_id(), call.input.text("app_id"));
    match gateways.room_mut(&call.place) {
        Some(room) if room.quota(id).is_some() => {
            if room.unbind(app, id, call.lag) {
                Answer::no_content()
            } else {
                answer::no_app(app)
            }
        }
        Some(_) | None => answer::the_no_quota(id),
    }
}

fn bound_apps(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    apps(call, gateways, |room, app, id| room.shown(app).is_some_and(|bound| bound.quota == id))
}

/// An app has one quota, so those that are bound elsewhere cannot be bound.
fn bindable_apps(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    apps(call, gateways, |room, app, _| room.shown(app).is_none())
}

fn apps(call: &Call<'_>, gateways: &mut Gateways, belongs: fn(&Room, &str, &str) -> bool) -> Answer {
    let (id, name) = (call.quota_id(), call.input.text("app_name"));
    let room = gateways.room(&call.place);
    let Some((room, quota)) = room.and_then(|room| Some((room, room.quota(id)?))) else {
        return answer::the_no_quota(id);
    };
    let is_one = |app: &&App| app.name.contains(name) && belongs(room, &app.id, id);
    let found: Vec<&App> = gateways.apps().iter().filter(is_one).collect();
    let answer = page(call, "apps", found, |of| app(of, room, quota));
    // Who reads on looks at the same list still.
    if call.input.page().0 == 0
        && let Some(room) = gateways.room_mut(&call.place)
    {
        room.look(id);
    }
    answer
}

fn app(app: &App, room: &Room, quota: &Quota) -> Json {
    let registered = times::seconds(app.registered);
    let mut json = json!({
        "app_id": app.id, "app_key": app.key, "name": app.name, "status": 1, "register_time": registered,
        "update_time": registered, "bound_time": times::UNSET,
    });
    if let Some(bound) = room.shown(&app.id) {
        json["app_quota_id"] = quota.id.as_str().into();
        json["app_quota_name"] = quota.terms.name.as_str().into();
        json["bound_time"] = times::seconds(bound.since).into();
    }
    json
}

/// For an app without a quota the documents have no answer: here, the quota is not found.
fn bound_quota(call: &Call<'_>, gateways: &mut Gateways) -> Answer {
    let app = call.input.text("app_id");
    if gateways.app(app).is_none() {
        return answer::no_app(app);
    }
    let found = gateways.room(&call.place).and_then(|room| {
        let bound = room.bound(app)?;
        Some(read(room, room.quota(&bound.quota)?))
    });
    found.map_or_else(|| answer::no_quota(&format!("of app {app}")), Answer::ok)
}

/// A page of a list, with the sizes that the documents tell.
fn page<T: Copy>(call: &Call<'_>, items: &str, found: Vec<T>, json: impl Fn(T) -> Json) -> Answer {
    let (offset, limit) = call.input.page();
    let page: Vec<Json> = found.iter().copied().skip(offset).take(limit).map(json).collect();
    Answer::ok(json!({"total": found.len(), "size": page.len(), items: page}))
}
