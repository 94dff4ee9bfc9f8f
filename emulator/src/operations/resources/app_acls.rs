//! Carries out the operations on the addresses from which an app may call.

use super::acts::Act;
use super::addresses;
use super::apps::OWNERS;
use super::call::{Call, Done, Scope, invalid};
use super::kind::{Kind, PLAIN};
use crate::answer::Answer;
use crate::state::records::Fields;

/// Each has the id of its app.
pub(super) const APP_ACLS: Kind = Kind { name: "app_acls", id: "app_id", created: &[], changed: &[], ..PLAIN };

pub(super) const ACTS: &[(&str, Act)] =
    &[("UpdateAppAcl", Act::Own(set)), ("ShowDetailsOfAppAcl", Act::Own(show)), ("DeleteAppAcl", Act::Own(delete))];

fn set(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let mut acl = call.record_of(&APP_ACLS, scope.find(&OWNERS, call.id())?.id.clone());
    if !["PERMIT", "DENY"].contains(&call.field("app_acl_type")) {
        return invalid("app_acl_type");
    }
    if call.texts("app_acl_values").iter().any(|value| addresses::range(value).is_none()) {
        return invalid("app_acl_values");
    }
    acl.fields.extend(call.said());
    let told = acl.fields.clone();
    scope.put(&APP_ACLS, acl);
    Ok(call.answer(told))
}

/// Of an app that has none, nothing is told. No document says so, but the vendor's tools expect it.
fn show(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let app = scope.find(&OWNERS, call.id())?;
    Ok(call.answer(scope.get(&APP_ACLS, &app.id).map_or_else(Fields::new, |acl| acl.fields.clone())))
}

fn delete(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let app = scope.find(&OWNERS, call.id())?.id.clone();
    scope.remove(&APP_ACLS, &app);
    Ok(Answer::no_content())
}
