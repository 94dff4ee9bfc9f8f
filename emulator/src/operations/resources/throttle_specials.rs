//! Carries out the operations on excluded configurations: limits that a request throttling policy has for single apps and tenants.

use super::acts::Act;
use super::apps::OWNERS;
use super::call::{Call, Done, Scope, invalid, refuse};
use super::kind::{Kind, PLAIN};
use super::throttles::{THROTTLES, too_large};
use crate::answer::Answer;
use crate::state::records::{Fields, Record};
use apig_codegen::api::Json;
use http::StatusCode;

pub(super) const SPECIALS: Kind = Kind {
    name: "throttle_specials",
    within: Some(("throttle_id", &THROTTLES)),
    created: &["apply_time"],
    changed: &[],
    unknown: ("APIG.3013", "Excluded request throttling configuration {} does not exist"),
    most: THROTTLES.most * 2 * MOST_OF_TYPE,
    born,
    altered: check,
    seen,
    ..PLAIN
};

/// "30 excluded apps, 30 excluded tenants."
const MOST_OF_TYPE: usize = 30;

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListSpecialThrottlingConfigurationsV2", Act::Own(list)),
    ("CreateSpecialThrottlingConfigurationV2", Act::Create(&SPECIALS)),
    ("UpdateSpecialThrottlingConfigurationV2", Act::Change(&SPECIALS)),
    ("DeleteSpecialThrottlingConfigurationV2", Act::Delete(&SPECIALS)),
];

fn born(call: &Call<'_>, scope: &mut Scope<'_>, special: &mut Record) -> Done {
    check(call, scope, special)?;
    if special.is("object_type", "APP") {
        special.set("app_id", scope.find(&OWNERS, special.text("object_id"))?.id.as_str());
    }
    let others: Vec<&Record> =
        call.all(scope, &SPECIALS)?.filter(|other| other.get("object_type") == special.get("object_type")).collect();
    if others.iter().any(|other| other.get("object_id") == special.get("object_id")) {
        let text = "The excluded request throttling configuration already exists.";
        return refuse(StatusCode::BAD_REQUEST, ("APIG.3308", text));
    }
    if others.len() >= MOST_OF_TYPE { refuse(StatusCode::FORBIDDEN, SPECIALS.too_many) } else { Ok(()) }
}

/// "The threshold cannot exceed" what an API may be called in all.
fn check(call: &Call<'_>, scope: &mut Scope<'_>, special: &mut Record) -> Done {
    let most = scope.find(&THROTTLES, special.text("throttle_id"))?.get("api_call_limits").as_i64();
    match call.input.number("call_limits") {
        Some(limit) if limit < 1 => invalid("call_limits"),
        limit if limit > most => too_large("call_limits"),
        Some(_) | None => Ok(()),
    }
}

/// A tenant goes by its id, since its name is not known here.
fn seen(_: &Call<'_>, scope: &Scope<'_>, special: &mut Fields) {
    let text = |field: &str| special.get(field).and_then(Json::as_str).unwrap_or_default();
    let app = scope.get(&OWNERS, text("app_id")).map(|app| app.get("name").clone());
    let object = app.clone().unwrap_or_else(|| text("object_id").into());
    special.insert("app_name".to_owned(), app.unwrap_or_default());
    special.insert("object_name".to_owned(), object);
}

/// Whoever asks for an app is shown no tenants, and the other way round.
fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let types = [("app_name", "APP"), ("user", "USER")];
    let is_asked_for = |special: &&Record| {
        types.iter().all(|(parameter, of)| call.text(parameter).is_empty() || special.is("object_type", of))
    };
    let specials = call.all(scope, &SPECIALS)?.filter(is_asked_for);
    Ok(call.list(specials.map(|special| call.view(scope, &SPECIALS, special)), &[("user", "object_name")]))
}
