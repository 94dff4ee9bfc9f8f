//! Judges requests in order: host and page, fault, route, caller, parameters, behaviour. Knows that order. Must not
//! know sockets.

use crate::admin;
use crate::answer::Answer;
use crate::authentication::{self, AuthRequest};
use crate::guard;
use crate::lock::lock;
use crate::operations::{self, federation};
use crate::outcome::Outcome;
use crate::spec::input::Input;
use crate::spec::routes::{Match, MatchedOperation};
use crate::state::State;
use crate::state::faults::{self, Ending, Fault};
use crate::state::identities::Grant;
use apig_codegen::api::{Authentication, Location};
use bytes::Bytes;
use http::{Request, StatusCode};
use std::sync::atomic::Ordering;

pub(crate) fn answer(state: &State, request: &Request<Bytes>) -> Outcome {
    let mut outcome = Outcome::of(Answer::no_content(), state.ids.hex());
    let refusal = guard::refusal(request, &state.hosts, &outcome.request_id);
    if let Some(answer) = refusal.or_else(|| admin::answer(state, request)) {
        outcome.answer = answer;
        return outcome;
    }
    state.requests.fetch_add(1, Ordering::Relaxed);
    if let Some((name, answer)) = federation::answer(state, request) {
        (outcome.operation, outcome.answer) = (Some(name.to_owned()), answer);
        return outcome;
    }
    outcome.answer = match state.spec.find(request.method(), request.uri().path()) {
        Match::Operation(matched) => {
            outcome.operation = Some(matched.operation.id.clone());
            operation(state, &matched, request, &mut outcome).unwrap_or_else(|answer| *answer)
        }
        Match::MethodNotAllowed(methods) => {
            let text = format!("The API does not exist for {}", request.method());
            let answer = Answer::front(StatusCode::METHOD_NOT_ALLOWED, "APIGW.0101", text, &outcome.request_id);
            answer.header("allow", &methods.join(", "))
        }
        Match::NotFound => {
            let text = "The API does not exist or has not been published in the environment";
            Answer::front(StatusCode::NOT_FOUND, "APIGW.0101", text, &outcome.request_id)
        }
    };
    outcome
}

fn operation(
    state: &State,
    matched: &MatchedOperation<'_>,
    request: &Request<Bytes>,
    outcome: &mut Outcome,
) -> Result<Answer, Box<Answer>> {
    let header = request.headers().get(faults::HEADER).map(|value| value.to_str().unwrap_or("?"));
    let line = (request.method().as_str(), request.uri().path());
    let fault = lock(&state.faults).strike(header, &matched.operation.id, line, &state.ids)?;
    outcome.latency = fault.latency;
    outcome.ending = fault.ending;
    if let Some(answer) = fault.answer() {
        return Ok(answer);
    }
    if fault.ending == Some(Ending::Dropped) {
        return Ok(faults::defect());
    }
    let caller = caller(state, matched, request, &outcome.request_id, &fault)?;
    outcome.caller = caller.as_ref().map(|caller| caller.user.clone());
    let input = Input::read(matched, request)?;
    Ok(operations::carry_out(state, matched, &input, request, caller, fault.lag))
}

fn caller(
    state: &State,
    matched: &MatchedOperation<'_>,
    request: &Request<Bytes>,
    request_id: &str,
    fault: &Fault,
) -> Result<Option<Grant>, Box<Answer>> {
    let auth = AuthRequest { request, service: matched.service, request_id, now: state.clock.now() };
    let (mut identities, mut failures) = (lock(&state.identities), lock(&state.failures));
    if fault.expires
        && let Some(token) = auth.token().and_then(|token| token.to_str().ok())
    {
        identities.expire_token(token, auth.now);
    }
    let needed = if state.is_guarded { matched.operation.authentication } else { Authentication::None };
    let caller = authentication::caller(&auth, needed, &identities, &mut failures)?;
    let of_client = matched.operation.parameters.iter().find(|one| one.of_client && one.location == Location::Path);
    let project = of_client.and_then(|of| matched.path.iter().find(|(name, _)| *name == of.name));
    if let (Some(caller), Some((_, project))) = (&caller, project) {
        authentication::permitted(caller, project, auth.is_signed(), &identities)?;
    }
    Ok(caller)
}
