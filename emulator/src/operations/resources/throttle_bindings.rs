//! Carries out the operations that bind request throttling policies to APIs. Must not know what the policies say.

use super::acts::Act;
use super::bindings::{self, Bindings};
use super::kind::{Kind, PLAIN};
use super::throttles::THROTTLES;

const KIND: Kind = Kind {
    name: "throttle_bindings",
    id: "throttle_apply_id",
    created: &["apply_time", "bind_time"],
    changed: &[],
    unknown: ("APIG.3012", "The request throttling policy binding record does not exist"),
    ..PLAIN
};

pub(super) const BINDINGS: Bindings = Bindings {
    kind: &KIND,
    policy: &THROTTLES,
    id: "throttle_id",
    name: "throttle_name",
    id_in_body: "strategy_id",
    bound: "throttle_applys",
    other: "throttle_name",
    one_for_each: None,
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("AssociateRequestThrottlingPolicyV2", Act::Own(|call, scope| bindings::bind(call, scope, &BINDINGS))),
    ("ListApisBindedToRequestThrottlingPolicyV2", Act::Own(|call, scope| bindings::apis(call, scope, &BINDINGS))),
    (
        "ListApisUnbindedToRequestThrottlingPolicyV2",
        Act::Own(|call, scope| bindings::other_apis(call, scope, &BINDINGS)),
    ),
    ("ListRequestThrottlingPoliciesBindedToApiV2", Act::Own(|call, scope| bindings::policies(call, scope, &BINDINGS))),
    ("DisassociateRequestThrottlingPolicyV2", Act::Delete(&KIND)),
    ("BatchDisassociateThrottlingPolicyV2", Act::DeleteListed(&KIND, "throttle_bindings", "bind_id")),
];
