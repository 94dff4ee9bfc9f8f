//! Carries out the operations that bind access control policies to APIs. Must not know what the policies say.

use super::acls::ACLS;
use super::acts::Act;
use super::bindings::{self, Bindings};
use super::kind::{Kind, PLAIN};

const KIND: Kind = Kind {
    name: "acl_bindings",
    id: "bind_id",
    created: &["bind_time", "create_time"],
    changed: &[],
    unknown: ("APIG.3010", "The access control policy binding record does not exist"),
    ..PLAIN
};

pub(super) const BINDINGS: Bindings = Bindings {
    kind: &KIND,
    policy: &ACLS,
    id: "acl_id",
    name: "acl_name",
    id_in_body: "acl_id",
    bound: "acl_bindings",
    other: "acl_name",
    // "Only one access control policy of the same restriction type", says the user guide, and the lists tell "the same type", too.
    one_for_each: Some("entity_type"),
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("CreateApiAclBindingV2", Act::Own(|call, scope| bindings::bind(call, scope, &BINDINGS))),
    ("ListApisBindedToAclPolicyV2", Act::Own(|call, scope| bindings::apis(call, scope, &BINDINGS))),
    ("ListApisUnbindedToAclPolicyV2", Act::Own(|call, scope| bindings::other_apis(call, scope, &BINDINGS))),
    ("ListAclPolicyBindedToApiV2", Act::Own(|call, scope| bindings::policies(call, scope, &BINDINGS))),
    ("DeleteApiAclBindingV2", Act::Delete(&KIND)),
    ("BatchDeleteApiAclBindingV2", Act::DeleteListed(&KIND, "acl_bindings", "bind_id")),
];
