//! Carries out what is alike for all kinds: creating, listing, showing, changing and deleting. Must not know any kind.

use super::call::{Call, Done, Scope, failure, refuse};
use super::kind::Kind;
use crate::answer::Answer;
use crate::state::records::{Fields, Record, fields};
use apig_codegen::api::Json;
use http::StatusCode;
use serde_json::json;

/// What an operation does.
pub(crate) enum Act {
    Create(&'static Kind),
    List(&'static Kind),
    Show(&'static Kind),
    /// What the body may say and does not is as if it were new.
    Replace(&'static Kind),
    /// What the body does not say stays.
    Change(&'static Kind),
    Delete(&'static Kind),
    /// Deletes those that a field of the body lists, as far as it may; this is what the answer calls the ids of what stays.
    DeleteListed(&'static Kind, &'static str, &'static str),
    /// What no other one does.
    Own(fn(&Call<'_>, &mut Scope<'_>) -> Done<Answer>),
}

impl Act {
    pub fn carry_out(&self, call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
        match self {
            Self::Create(kind) => create(call, scope, kind),
            Self::List(kind) => list(call, scope, kind),
            Self::Show(kind) => Ok(call.answer(call.view(scope, kind, call.find(scope, kind)?))),
            Self::Replace(kind) => update(call, scope, kind, true),
            Self::Change(kind) => update(call, scope, kind, false),
            Self::Delete(kind) => delete(call, scope, kind, call.id()).map(|()| Answer::no_content()),
            Self::DeleteListed(kind, listed, id) => delete_listed(call, scope, kind, listed, id),
            Self::Own(act) => act(call, scope),
        }
    }
}

fn create(call: &Call<'_>, scope: &mut Scope<'_>, kind: &Kind) -> Done<Answer> {
    let mut record = call.record(kind);
    let times_and_id = std::mem::replace(&mut record.fields, call.body());
    record.fields.extend(times_and_id);
    if let Some((field, id)) = call.whole(scope, kind)? {
        record.set(field, id);
    }
    Ok(call.answer(add(call, scope, kind, record)?))
}

/// Adds a thing, if it may be; what answers tell of it.
pub(crate) fn add(call: &Call<'_>, scope: &mut Scope<'_>, kind: &Kind, mut record: Record) -> Done<Fields> {
    scope.check_unique(kind, &record)?;
    scope.check_room(kind)?;
    (kind.born)(call, scope, &mut record)?;
    let view = call.view(scope, kind, &record);
    scope.put(kind, record);
    Ok(view)
}

fn list(call: &Call<'_>, scope: &Scope<'_>, kind: &Kind) -> Done<Answer> {
    Ok(call.list(call.all(scope, kind)?.map(|record| call.view(scope, kind, record)), &[]))
}

fn update(call: &Call<'_>, scope: &mut Scope<'_>, kind: &Kind, is_whole: bool) -> Done<Answer> {
    let mut record = call.find(scope, kind)?.clone();
    if is_whole {
        call.body_fields().for_each(|name| drop(record.fields.remove(name)));
        record.fields.extend(call.body());
    } else {
        record.fields.extend(call.said());
    }
    record.set(kind.id, record.id.clone());
    for field in kind.changed {
        record.set(field, call.time());
    }
    scope.check_unique(kind, &record)?;
    (kind.altered)(call, scope, &mut record)?;
    let view = call.view(scope, kind, &record);
    scope.put(kind, record);
    Ok(call.answer(view))
}

fn delete(call: &Call<'_>, scope: &mut Scope<'_>, kind: &Kind, id: &str) -> Done {
    let record = call.find_part(scope, kind, id)?.clone();
    (kind.gone)(call, scope, &record)?;
    scope.remove(kind, &record.id);
    Ok(())
}

fn delete_listed(call: &Call<'_>, scope: &mut Scope<'_>, kind: &Kind, listed: &str, id_name: &str) -> Done<Answer> {
    if call.text("action") != "delete" {
        let error = ("APIG.2011", "Invalid parameter value: parameter action should be \"delete\"");
        return refuse(StatusCode::BAD_REQUEST, error);
    }
    let (mut count, mut failures) = (0, Vec::<Json>::new());
    for id in call.texts(listed) {
        match delete(call, scope, kind, id) {
            Ok(()) => count += 1,
            Err(refusal) => {
                let mut told = scope.get(kind, id).map(|record| record.fields.clone()).unwrap_or_default();
                told.extend(failure((id_name, id), &refusal).as_object().cloned().unwrap_or_default());
                failures.push(Json::Object(told));
            }
        }
    }
    Ok(call.answer(fields(json!({"success_count": count, "failure": failures}))))
}
