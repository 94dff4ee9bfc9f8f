//! Carries out the operations that bind signature keys to APIs. Must not know what the keys say.

use super::acts::Act;
use super::bindings::{self, Bindings};
use super::kind::{Kind, PLAIN};
use super::signs::SIGNS;

const KIND: Kind = Kind {
    name: "sign_bindings",
    created: &["binding_time"],
    changed: &[],
    unknown: ("APIG.3018", "The signature key binding record does not exist"),
    ..PLAIN
};

pub(super) const BINDINGS: Bindings = Bindings {
    kind: &KIND,
    policy: &SIGNS,
    id: "sign_id",
    name: "sign_name",
    id_in_body: "sign_id",
    bound: "bindings",
    other: "signature_name",
    one_for_each: None,
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("AssociateSignatureKeyV2", Act::Own(|call, scope| bindings::bind(call, scope, &BINDINGS))),
    ("ListApisBindedToSignatureKeyV2", Act::Own(|call, scope| bindings::apis(call, scope, &BINDINGS))),
    ("ListApisNotBoundWithSignatureKeyV2", Act::Own(|call, scope| bindings::other_apis(call, scope, &BINDINGS))),
    ("ListSignatureKeysBindedToApiV2", Act::Own(|call, scope| bindings::policies(call, scope, &BINDINGS))),
    ("DisassociateSignatureKeyV2", Act::Delete(&KIND)),
];
