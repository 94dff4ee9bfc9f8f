//! Carries out the operations on custom authorizers. Must not know how they are asked.

use super::acts::Act;
use super::call::{Call, Done, Scope, invalid};
use super::kind::{Kind, PLAIN};
use crate::state::records::Record;
use apig_codegen::api::Json;

pub(super) const AUTHORIZERS: Kind = Kind {
    name: "authorizers",
    unique: &["name"],
    changed: &[],
    unknown: ("APIG.3081", "authorizer with id: {} not found"),
    taken: ("APIG.3211", "The authorizer name already exists."),
    too_many: ("APIG.3116", "The number of authorizers exceeds the maximum allowed limit."),
    most: 50,
    born: check,
    altered: check,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListCustomAuthorizersV2", Act::List(&AUTHORIZERS)),
    ("CreateCustomAuthorizerV2", Act::Create(&AUTHORIZERS)),
    ("ShowDetailsOfCustomAuthorizersV2", Act::Show(&AUTHORIZERS)),
    ("UpdateCustomAuthorizerV2", Act::Replace(&AUTHORIZERS)),
    ("DeleteCustomAuthorizerV2", Act::Delete(&AUTHORIZERS)),
];

/// "Cached results are looked up by the identities, so that a frontend authorizer needs them if `ttl` is greater than 0."
fn check(_: &Call<'_>, _: &mut Scope<'_>, authorizer: &mut Record) -> Done {
    let caches = authorizer.get("ttl").as_i64().is_some_and(|ttl| ttl > 0);
    let has_none = authorizer.get("identities").as_array().is_none_or(Vec::is_empty);
    if caches && has_none && authorizer.is("type", "FRONTEND") {
        return invalid("identities");
    }
    authorizer.fields.entry("identities").or_insert_with(|| Json::Array(Vec::new()));
    Ok(())
}
