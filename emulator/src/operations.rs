//! Carries out operations. Knows which module has the behaviour of a service. Must not know how callers prove who they
//! are.

pub(crate) mod example;
pub(crate) mod federation;
mod iam;
mod quotas;
pub(crate) mod resources;

use crate::answer::{self, Answer};
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
    let behaviour = if matched.service.name == IAM {
        let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        let call = iam::IamCall {
            input,
            caller,
            spec: &state.spec,
            ids: &state.ids,
            now: state.clock.now(),
            token_life: state.token_life,
            base: format!("http://{host}"),
            is_open: !state.is_guarded,
        };
        iam::carry_out(&call, &mut lock(&state.identities))
    } else {
        on_gateway(state, matched, input, lag)
    };
    behaviour.unwrap_or_else(|| example::of(matched.operation, &matched.service.types))
}

/// What an operation does that is on a gateway, or on the project that has it; `None` if it has no behaviour of its own.
fn on_gateway(state: &State, matched: &MatchedOperation<'_>, input: &Input<'_>, lag: Lag) -> Option<Answer> {
    let id = matched.operation.id.as_str();
    let behaviour = match (quotas::act(id), resources::act(id)) {
        (Some(act), _) => Ok(act),
        (None, Some(act)) => Err(act),
        (None, None) => return None,
    };
    // As a part of the query it is what is searched for.
    let has_gateway = matched.path.iter().any(|(name, _)| *name == "instance_id");
    let call = resources::Call {
        input,
        types: &matched.service.types,
        product: resources::product::of(&matched.service.name),
        project: input.text("project_id"),
        instance: if has_gateway { input.text("instance_id") } else { "" },
        now: state.clock.now(),
        ids: &state.ids,
        starting: state.starting,
    };
    let mut gateways = lock(&state.gateways);
    let key = (matched.service.name.clone(), call.project.to_owned(), call.instance.to_owned());
    let Some(mut opened) = gateways.open(key) else { return Some(answer::too_many()) };
    resources::furnish(&call, &mut opened);
    let mut scope = resources::Scope { project: &mut opened.project.records, gateway: opened.gateway };
    if !call.instance.is_empty() && scope.get(&resources::INSTANCES, call.instance).is_none() {
        return Some(resources::no_instance(&call));
    }
    Some(match behaviour {
        Ok(act) => act(&quotas::QuotaCall { input, clock: state.clock, ids: &state.ids, lag }, scope.gateway),
        Err(act) => resources::carry_out(act, &call, &mut scope),
    })
}
