//! Carries out the operations on environments. Knows that each gateway has `RELEASE` from the start.

use super::acts::Act;
use super::call::{Call, Done, Scope, refuse};
use super::kind::{Kind, PLAIN};
use super::publications::{PUBLICATIONS, is_online};
use crate::state::records::Record;
use http::StatusCode;

/// The environment that callers reach without naming one.
pub(crate) const RELEASE: &str = "DEFAULT_ENVIRONMENT_RELEASE_ID";

pub(super) const ENVIRONMENTS: Kind = Kind {
    name: "environments",
    unique: &["name"],
    changed: &[],
    unknown: ("APIG.3003", "Environment {} does not exist"),
    taken: ("APIG.3205", "The environment name already exists"),
    too_many: ("APIG.3104", "The number of environments exceeds the maximum allowed limit."),
    most: 10,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListEnvironmentsV2", Act::List(&ENVIRONMENTS)),
    ("CreateEnvironmentV2", Act::Create(&ENVIRONMENTS)),
    ("UpdateEnvironmentV2", Act::Replace(&ENVIRONMENTS)),
    ("DeleteEnvironmentV2", Act::Delete(&ENVIRONMENTS)),
];

/// What a new gateway has.
pub(super) fn furnish(call: &Call<'_>, scope: &mut Scope<'_>) {
    let mut release = call.record_of(&ENVIRONMENTS, RELEASE.to_owned());
    release.set("name", "RELEASE");
    scope.put(&ENVIRONMENTS, release);
}

fn gone(_: &Call<'_>, scope: &mut Scope<'_>, environment: &Record) -> Done {
    if scope.all(&PUBLICATIONS).iter().any(|one| is_online(one) && one.is("env_id", &environment.id)) {
        return refuse(StatusCode::FORBIDDEN, ("APIG.3418", "The environment contains published APIs."));
    }
    scope.gateway.records.forget("env_id", &environment.id);
    Ok(())
}
