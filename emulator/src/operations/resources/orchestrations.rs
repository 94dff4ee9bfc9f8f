//! Carries out the operations on orchestration rules, which APIs name at their parameters. Must not know what they make of values.

use super::acts::Act;
use super::apis::APIS;
use super::call::{Call, Done, Scope, refuse};
use super::kind::{Kind, PLAIN};
use super::{facts, references};
use crate::answer::Answer;
use crate::state::records::Record;
use http::StatusCode;

pub(super) const ORCHESTRATIONS: Kind = Kind {
    name: "orchestrations",
    id: "orchestration_id",
    unique: &["orchestration_name"],
    created: &["orchestration_create_time"],
    changed: &["orchestration_update_time"],
    unknown: ("APIG.3095", "The orchestrations does not exist"),
    taken: ("APIG.3331", "The orchestration rule name already exists."),
    too_many: ("APIG.3150", "The number of orchestration rules exceeds the maximum."),
    altered,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListOrchestrations", Act::List(&ORCHESTRATIONS)),
    ("CreateOrchestration", Act::Create(&ORCHESTRATIONS)),
    ("ShowDetailsOfOrchestration", Act::Show(&ORCHESTRATIONS)),
    ("UpdateOrchestration", Act::Replace(&ORCHESTRATIONS)),
    ("DeleteOrchestration", Act::Delete(&ORCHESTRATIONS)),
    ("ListOrchestrationAttachedApis", Act::Own(apis)),
];

/// What a rule makes stays what it is.
fn altered(_: &Call<'_>, scope: &mut Scope<'_>, rule: &mut Record) -> Done {
    let made = "orchestration_mapped_param";
    if scope.find(&ORCHESTRATIONS, &rule.id)?.get(made) == rule.get(made) {
        return Ok(());
    }
    refuse(StatusCode::PRECONDITION_FAILED, ("APIG.3713", "orchestration_mapped_param cannot be modified."))
}

fn gone(_: &Call<'_>, scope: &mut Scope<'_>, rule: &Record) -> Done {
    if references::is_used(scope, references::RULES, &rule.id) {
        let error = ("APIG.3716", "The orchestration rule is currently in use by another API.");
        return refuse(StatusCode::CONFLICT, error);
    }
    Ok(())
}

fn apis(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let rule = call.find(scope, &ORCHESTRATIONS)?.id.as_str();
    let names_it = |api: &&Record| references::ids(&api.fields, references::RULES).contains(&rule);
    let views = scope.all(&APIS).iter().filter(names_it).map(|api| {
        let mut told = facts::of(scope, api, "");
        told.insert("attached_time".to_owned(), api.get("update_time").clone());
        told
    });
    Ok(call.list(views.collect::<Vec<_>>(), &[]))
}
