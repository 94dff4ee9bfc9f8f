//! Carries out the operations on who may connect to a gateway's endpoint service. Nobody does, so that connections are those of the
//! examples.

use super::acts::Act;
use super::call::{Call, Done, Scope, refuse};
use super::kind::{Kind, PLAIN};
use crate::answer::Answer;
use crate::state::records::fields;
use http::StatusCode;
use serde_json::json;

pub(super) const ENDPOINT_PERMISSIONS: Kind =
    Kind { name: "endpoint_permissions", created: &["created_at"], changed: &[], ..PLAIN };

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListEndpointPermissions", Act::Own(list)),
    ("AddEndpointPermissions", Act::Own(add)),
    ("DeleteEndpointPermissions", Act::Own(delete)),
];

/// "The search is fuzzy", though it is none by a name.
fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let asked = call.text("permission");
    let matching = scope.all(&ENDPOINT_PERMISSIONS).iter().filter(|one| one.text("permission").contains(asked));
    Ok(call.list(matching.map(|one| one.fields.clone()), &[("permission", "")]))
}

/// "`iam:domain::` and an account ID of 32 digits and letters from a to f", or an asterisk.
fn is_permission(text: &str) -> bool {
    let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_account = |id: &str| id == "*" || (id.len() == 32 && id.bytes().all(is_hex));
    text == "*" || text.strip_prefix("iam:domain::").is_some_and(is_account)
}

/// Those that are there already stay.
fn add(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let added = call.texts("permissions");
    if !added.iter().all(|one| is_permission(one)) {
        let error = ("APIC.7211", "Parameter value does not match the rules, parameter name[permissions]");
        return refuse(StatusCode::BAD_REQUEST, error);
    }
    for permission in &added {
        if scope.all(&ENDPOINT_PERMISSIONS).iter().any(|one| one.is("permission", permission)) {
            continue;
        }
        scope.check_room(&ENDPOINT_PERMISSIONS)?;
        let mut record = call.record(&ENDPOINT_PERMISSIONS);
        record.set("permission", *permission);
        scope.put(&ENDPOINT_PERMISSIONS, record);
    }
    Ok(call.answer(fields(json!({"permissions": added}))))
}

/// Those that are not there stay away.
fn delete(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let gone = call.texts("permissions");
    for permission in &gone {
        let found = scope.all(&ENDPOINT_PERMISSIONS).iter().find(|one| one.is("permission", permission));
        if let Some(id) = found.map(|one| one.id.clone()) {
            scope.remove(&ENDPOINT_PERMISSIONS, &id);
        }
    }
    Ok(call.answer(fields(json!({"permissions": gone}))))
}
