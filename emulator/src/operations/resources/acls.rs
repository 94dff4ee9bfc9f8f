//! Carries out the operations on access control policies. Must not know whom they keep out.

use super::acl_bindings::BINDINGS;
use super::acts::Act;
use super::addresses;
use super::bindings;
use super::call::{Call, Done, Scope, invalid, refuse};
use super::kind::{Kind, PLAIN};
use crate::answer::Answer;
use crate::state::records::{Fields, Record};
use apig_codegen::api::Json;
use http::StatusCode;

pub(super) const ACLS: Kind = Kind {
    name: "acls",
    unique: &["acl_name"],
    created: &[],
    unknown: ("APIG.3006", "Access control policy {} does not exist"),
    taken: ("APIG.3206", "The access control policy name already exists."),
    too_many: ("APIG.3112", "The number of access control policies exceeds the maximum allowed limit."),
    most: 100,
    born: check,
    altered,
    seen,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListAclStrategiesV2", Act::Own(list)),
    ("CreateAclStrategyV2", Act::Create(&ACLS)),
    ("ShowDetailsOfAclPolicyV2", Act::Show(&ACLS)),
    ("UpdateAclStrategyV2", Act::Replace(&ACLS)),
    ("DeleteAclV2", Act::Delete(&ACLS)),
    ("BatchDeleteAclV2", Act::DeleteListed(&ACLS, "acls", "acl_id")),
];

/// "Up to 100 IP addresses", or names or ids of accounts of up to 1,024 characters in all.
const MOST_ADDRESSES: usize = 100;
const LONGEST: usize = 1_024;

fn check(_: &Call<'_>, _: &mut Scope<'_>, acl: &mut Record) -> Done {
    let value = acl.text("acl_value");
    let items: Vec<&str> = value.split(',').map(str::trim).collect();
    let is_name = |name: &&str| {
        (1..=64).contains(&name.len()) && name.is_ascii() && !name.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_id = |id: &&str| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_right = match acl.text("entity_type") {
        "IP" => items.len() <= MOST_ADDRESSES && items.iter().all(|item| addresses::range(item).is_some()),
        "DOMAIN" => value.len() <= LONGEST && items.iter().all(is_name),
        _ => value.len() <= LONGEST && items.iter().all(is_id),
    };
    if is_right { Ok(()) } else { invalid("acl_value") }
}

/// What it lists stays of one type.
fn altered(call: &Call<'_>, scope: &mut Scope<'_>, acl: &mut Record) -> Done {
    let before = scope.find(&ACLS, &acl.id)?.get("entity_type").clone();
    acl.set("entity_type", before);
    check(call, scope, acl)
}

fn seen(_: &Call<'_>, scope: &Scope<'_>, acl: &mut Fields) {
    let bound = bindings::count(scope, &BINDINGS, acl.get("id").and_then(Json::as_str).unwrap_or_default());
    acl.insert("bind_num".to_owned(), bound.into());
}

fn gone(_: &Call<'_>, scope: &mut Scope<'_>, acl: &Record) -> Done {
    if bindings::count(scope, &BINDINGS, &acl.id) > 0 {
        let text = "The access control policy cannot be deleted because it has been bound to APIs.";
        return refuse(StatusCode::FORBIDDEN, ("APIG.3447", text));
    }
    Ok(())
}

fn list(call: &Call<'_>, scope: &mut Scope<'_>) -> Done<Answer> {
    let views = scope.all(&ACLS).iter().map(|acl| call.view(scope, &ACLS, acl));
    Ok(call.list(views, &[("name", "acl_name")]))
}
