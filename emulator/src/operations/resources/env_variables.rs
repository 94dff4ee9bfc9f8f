//! Carries out the operations on environment variables, which stand for texts in the backend addresses of a group's APIs. Must
//! not know how APIs are called.
//!
//! "Changing one publishes the APIs again that use it": values are looked up with each call, which callers cannot tell from that.

use super::acts::Act;
use super::api_groups::API_GROUPS;
use super::call::{Call, Done, Scope, refuse};
use super::environments::ENVIRONMENTS;
use super::kind::{Kind, PLAIN};
use crate::state::records::Record;
use http::StatusCode;

pub(super) const ENV_VARIABLES: Kind = Kind {
    name: "env_variables",
    unique: &["group_id", "env_id", "variable_name"],
    created: &[],
    changed: &[],
    unknown: ("APIG.3011", "The environment variable does not exist, id: {}"),
    taken: ("APIG.3303", "The environment variable already exists."),
    too_many: ("APIG.3106", "The number of variables exceeds the maximum allowed limit."),
    most: 10_000,
    born,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListEnvironmentVariablesV2", Act::List(&ENV_VARIABLES)),
    ("CreateEnvironmentVariableV2", Act::Create(&ENV_VARIABLES)),
    ("ShowDetailsOfEnvironmentVariableV2", Act::Show(&ENV_VARIABLES)),
    ("UpdateEnvironmentVariableV2", Act::Change(&ENV_VARIABLES)),
    ("DeleteEnvironmentVariableV2", Act::Delete(&ENV_VARIABLES)),
];

/// As many as the documents allow a group in an environment.
const MOST_OF_GROUP: usize = 50;

fn born(_: &Call<'_>, scope: &mut Scope<'_>, variable: &mut Record) -> Done {
    let (group, env) = (variable.text("group_id"), variable.text("env_id"));
    scope.find(&API_GROUPS, group)?;
    scope.find(&ENVIRONMENTS, env)?;
    let is_beside = |other: &&Record| other.is("group_id", group) && other.is("env_id", env);
    if scope.all(&ENV_VARIABLES).iter().filter(is_beside).count() >= MOST_OF_GROUP {
        return refuse(StatusCode::FORBIDDEN, ENV_VARIABLES.too_many);
    }
    Ok(())
}
