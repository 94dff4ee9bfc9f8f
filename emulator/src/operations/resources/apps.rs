//! Carries out the operations on apps, which the documents call credentials or client applications. Knows those that all
//! gateways begin with.

use super::acts::Act;
use super::call::{Call, Done, Scope};
use super::kind::{Kind, PLAIN};
use crate::state::gateway;
use crate::state::gateways::App;
use crate::state::records::Record;
use crate::times;

pub(super) const APPS: Kind = Kind {
    name: gateway::APPS,
    unique: &["name"],
    created: &["register_time"],
    unknown: ("APIG.3004", "App {} does not exist"),
    taken: ("APIG.3203", "The app name already exists."),
    too_many: ("APIG.3103", "The number of apps exceeds the maximum allowed limit."),
    most: 10_000,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[];

/// An app that all gateways begin with.
pub(crate) fn add(call: &Call<'_>, scope: &mut Scope<'_>, app: &App) {
    let mut record = call.record_of(&APPS, app.id.clone());
    for field in ["register_time", "update_time"] {
        record.set(field, times::nanoseconds(app.registered));
    }
    record.set("name", app.name.as_str());
    record.set("app_key", app.key.as_str());
    record.set("app_secret", call.ids.hex());
    record.set("status", 1);
    record.set("app_type", "apig");
    scope.put(&APPS, record);
}

fn gone(_: &Call<'_>, scope: &mut Scope<'_>, app: &Record) -> Done {
    scope.gateway.forget_app(&app.id);
    Ok(())
}
