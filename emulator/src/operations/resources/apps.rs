//! Carries out the operations on apps, which the documents call credentials or client applications. Knows those that all
//! gateways begin with.

use super::acts::Act;
use super::app_auths::APP_AUTHS;
use super::call::{Call, Done, Scope, refuse};
use super::kind::{Kind, PLAIN};
use super::reached;
use crate::answer::Answer;
use crate::state::gateway;
use crate::state::gateways::App;
use crate::state::records::{Fields, Record};
use crate::times;
use apig_codegen::api::Json;
use http::StatusCode;

pub(super) const APPS: Kind = Kind {
    name: gateway::APPS,
    unique: &["name"],
    created: &["register_time"],
    // The pages of apps have this code, which is that of APIs elsewhere.
    unknown: ("APIG.3002", "App {} does not exist"),
    taken: ("APIG.3203", "The app name already exists."),
    too_many: ("APIG.3103", "The number of apps exceeds the maximum allowed limit."),
    // Of those that are created; a test may begin with more.
    most: usize::MAX,
    born,
    altered,
    seen,
    gone,
    ..PLAIN
};

/// The same, as the pages of what belongs to an app word it that there is none.
pub(super) const OWNERS: Kind = Kind { unknown: ("APIG.3004", "App {} does not exist"), ..APPS };

/// "A maximum of 50 credentials for each gateway."
pub(super) const MOST: usize = 50;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListAppsV2", Act::List(&APPS)),
    ("CreateAnAppV2", Act::Create(&APPS)),
    ("ShowDetailsOfAppV2", Act::Show(&APPS)),
    ("CheckAppV2", Act::Show(&APPS)),
    ("UpdateAppV2", Act::Replace(&APPS)),
    ("ResettingAppSecretV2", Act::Own(reset)),
    ("DeleteAppV2", Act::Delete(&APPS)),
];

/// An app that all gateways begin with.
pub(crate) fn add(call: &Call<'_>, scope: &mut Scope<'_>, app: &App) {
    let mut record = call.record_of(&APPS, app.id.clone());
    for field in ["register_time", "update_time"] {
        record.set(field, times::nanoseconds(app.registered));
    }
    record.set("name", app.name.as_str());
    record.set("app_key", app.key.as_str());
    complete(call, &mut record);
    scope.put(&APPS, record);
}

/// Makes the key and the secret that are not given.
fn complete(call: &Call<'_>, app: &mut Record) {
    for field in ["app_key", "app_secret"] {
        app.fields.entry(field).or_insert_with(|| call.ids.hex().into());
    }
    app.set("creator", "USER");
    app.set("status", 1);
    app.set("app_type", call.product.name);
}

fn check_key(scope: &Scope<'_>, app: &Record) -> Done {
    if reached::app_by_key(scope, app.text("app_key")).is_some_and(|other| other.id != app.id) {
        return refuse(StatusCode::BAD_REQUEST, ("APIG.3310", "The AppKey already exists."));
    }
    Ok(())
}

fn born(call: &Call<'_>, scope: &mut Scope<'_>, app: &mut Record) -> Done {
    if scope.all(&APPS).iter().filter(|app| !scope.gateway.known_apps.contains(&app.id)).count() >= MOST {
        return refuse(StatusCode::FORBIDDEN, APPS.too_many);
    }
    complete(call, app);
    check_key(scope, app)
}

/// A key or a secret that is not given stays. Real gateways take other ones only if that is enabled.
fn altered(_: &Call<'_>, scope: &mut Scope<'_>, app: &mut Record) -> Done {
    let before = scope.find(&APPS, &app.id)?;
    for field in ["app_key", "app_secret"] {
        app.fields.entry(field).or_insert_with(|| before.get(field).clone());
    }
    check_key(scope, app)
}

fn seen(_: &Call<'_>, scope: &Scope<'_>, app: &mut Fields) {
    let id = app.get("id").and_then(Json::as_str).unwrap_or_default();
    let bound = scope.all(&APP_AUTHS).iter().filter(|auth| auth.is("app_id", id)).count();
    app.insert("bind_num".to_owned(), bound.into());
}

fn gone(_: &Call<'_>, scope: &mut Scope<'_>, app: &Record) -> Done {
    scope.gateway.forget_app(&app.id);
    Ok(())
}

fn reset(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let secret = Some(call.field("app_secret")).filter(|secret| !secret.is_empty());
    let secret = secret.map_or_else(|| call.ids.hex(), str::to_owned);
    let app = scope.find_mut(&APPS, call.id())?;
    app.set("app_secret", secret);
    app.set("update_time", call.time());
    let told = app.fields.clone();
    Ok(call.answer(told))
}
