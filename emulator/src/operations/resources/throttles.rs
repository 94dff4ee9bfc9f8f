//! Carries out the operations on request throttling policies. Must not know whom they limit.

use super::acts::Act;
use super::bindings;
use super::call::{Call, Done, Scope, invalid, refuse};
use super::kind::{Kind, PLAIN};
use super::throttle_bindings::BINDINGS;
use super::throttle_specials::SPECIALS;
use crate::answer::Answer;
use crate::state::records::{Fields, Record};
use apig_codegen::api::Json;
use http::StatusCode;

pub(super) const THROTTLES: Kind = Kind {
    name: "throttles",
    unique: &["name"],
    changed: &[],
    unknown: ("APIG.3005", "Request throttling policy {} does not exist"),
    taken: ("APIG.3204", "The request throttling policy name already exists."),
    too_many: ("APIG.3107", "The number of request throttling policies exceeds the maximum allowed limit."),
    most: 300,
    born: complete,
    altered: complete,
    seen,
    gone,
    ..PLAIN
};

pub(super) const ACTS: &[(&str, Act)] = &[
    ("ListRequestThrottlingPolicyV2", Act::List(&THROTTLES)),
    ("CreateRequestThrottlingPolicyV2", Act::Create(&THROTTLES)),
    ("ShowDetailsOfRequestThrottlingPolicyV2", Act::Show(&THROTTLES)),
    ("UpdateRequestThrottlingPolicyV2", Act::Replace(&THROTTLES)),
    ("DeleteRequestThrottlingPolicyV2", Act::Delete(&THROTTLES)),
];

/// Limits, each with the one that it "cannot exceed".
const BOUNDS: [(&str, &str); 4] = [
    ("user_call_limits", "api_call_limits"),
    ("ip_call_limits", "api_call_limits"),
    ("app_call_limits", "api_call_limits"),
    ("app_call_limits", "user_call_limits"),
];

fn complete(call: &Call<'_>, _: &mut Scope<'_>, throttle: &mut Record) -> Done {
    let number = |name: &str| call.input.number(name);
    // "Enter a positive integer."
    let limits = ["time_interval", "api_call_limits"].into_iter().chain(BOUNDS.map(|(limit, _)| limit));
    if let Some(name) = limits.into_iter().find(|name| number(name).is_some_and(|limit| limit < 1)) {
        return invalid(name);
    }
    if let Some((name, _)) =
        BOUNDS.iter().find(|(limit, bound)| number(bound).is_some_and(|bound| number(limit) > Some(bound)))
    {
        return too_large(name);
    }
    throttle.fields.entry("type").or_insert(1.into());
    throttle.fields.entry("enable_adaptive_control").or_insert("FALSE".into());
    Ok(())
}

/// 400: a limit is above another one that it is not to exceed.
pub(super) fn too_large(name: &str) -> Done {
    let text =
        format!("The parameter value is too large,parameterName:{name}. Please refer to the support documentation");
    Err(Box::new(Answer::error(StatusCode::BAD_REQUEST, "APIG.2003", text)))
}

fn seen(_: &Call<'_>, scope: &Scope<'_>, throttle: &mut Fields) {
    let id = throttle.get("id").and_then(Json::as_str).unwrap_or_default();
    let bound = bindings::count(scope, &BINDINGS, id);
    let has_specials = scope.all(&SPECIALS).iter().any(|special| special.is("throttle_id", id));
    throttle.insert("bind_num".to_owned(), bound.into());
    throttle.insert("is_inclu_special_throttle".to_owned(), if has_specials { 1 } else { 2 }.into());
}

/// The page of the operation says that the bindings go with it, the user guide that it stays; the table of codes has one for that.
fn gone(_: &Call<'_>, scope: &mut Scope<'_>, throttle: &Record) -> Done {
    if bindings::count(scope, &BINDINGS, &throttle.id) > 0 {
        let text = "The request throttling policy cannot be deleted because it has been bound to APIs.";
        return refuse(StatusCode::FORBIDDEN, ("APIG.3451", text));
    }
    scope.gateway.records.forget("throttle_id", &throttle.id);
    Ok(())
}
