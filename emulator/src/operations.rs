//! Carries out operations. Knows which module has the behaviour of a service. Must not know how callers prove who they
//! are.

pub(crate) mod example;
pub(crate) mod federation;
mod iam;
mod quotas;

use crate::answer::Answer;
use crate::lock::lock;
use crate::spec::input::{IAM, Input};
use crate::spec::routes::MatchedOperation;
use crate::state::State;
use crate::state::gateway::Lag;
use crate::state::identities::Grant;
use bytes::Bytes;
use http::header::HOST;

/// What a permitted call does: its behaviour, or the documented example where it has none.
pub(crate) fn carry_out(
    state: &State,
    matched: &MatchedOperation<'_>,
    input: &Input<'_>,
    request: &http::Request<Bytes>,
    caller: Option<Grant>,
    lag: Lag,
) -> Answer {
    let answer = if matched.service.name == IAM {
        let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        let call = iam::IamCall {
            input,
            caller,
            ids: &state.ids,
            now: state.clock.now(),
            token_life: state.token_life,
            base: format!("http://{host}"),
            is_open: !state.is_guarded,
        };
        iam::carry_out(&call, &mut lock(&state.identities))
    } else {
        let gateway =
            (matched.service.name.clone(), input.text("project_id").to_owned(), input.text("instance_id").to_owned());
        let call = quotas::QuotaCall { input, gateway, clock: state.clock, ids: &state.ids, lag };
        quotas::carry_out(&call, &mut lock(&state.gateways))
    };
    answer.unwrap_or_else(|| example::of(matched.operation, &matched.service.types))
}
