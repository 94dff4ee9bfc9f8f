//! Judges requests in order: host and page, fault, route, caller, parameters, behaviour. Knows that order. Must not
//! know sockets.

use crate::admin;
use crate::answer::{Answer, invalid_body, invalid_parameter};
use crate::anybody;
use crate::authentication::{self, AuthRequest};
use crate::guard;
use crate::lock::lock;
use crate::operations::{self, federation};
use crate::outcome::Outcome;
use crate::published;
use crate::spec::Owner;
use crate::spec::escape;
use crate::spec::input::{IAM, Input, Wrong};
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
    let target = match state.spec.owner() {
        Owner::Cloud => published::Target::of(&lock(&state.gateways), request),
        Owner::Anybody => None,
    };
    let domain = target.as_ref().and_then(|target| target.domain.as_deref());
    let is_shared = target.as_ref().is_some_and(|target| published::is_shared(state, target, request));
    let refusal = guard::refusal(request, &state.hosts, domain, is_shared, &outcome.request_id);
    if let (None, Some(target)) = (&refusal, &target) {
        state.requests.fetch_add(1, Ordering::Relaxed);
        published::answer(state, target, request, &mut outcome);
        return outcome;
    }
    if let Some(answer) = refusal.or_else(|| admin::answer(state, request)) {
        outcome.answer = answer;
        return outcome;
    }
    state.requests.fetch_add(1, Ordering::Relaxed);
    let owner = state.spec.owner();
    if owner == Owner::Cloud
        && let Some((name, answer)) = federation::answer(state, request)
    {
        (outcome.operation, outcome.answer) = (Some(name.to_owned()), answer);
        return outcome;
    }
    outcome.answer = match state.spec.find(request) {
        Match::Operation(matched) => {
            outcome.operation = Some(matched.operation.id.clone());
            operation(state, &matched, request, &mut outcome).unwrap_or_else(|answer| *answer)
        }
        Match::MethodNotAllowed(methods) => {
            let (status, text) =
                (StatusCode::METHOD_NOT_ALLOWED, format!("The API does not exist for {}", request.method()));
            let answer = match owner {
                Owner::Cloud => Answer::front(status, "APIGW.0101", text, &outcome.request_id),
                Owner::Anybody => anybody::unknown(status, &text),
            };
            answer.header("allow", &methods.join(", "))
        }
        Match::NotFound => match owner {
            Owner::Cloud => {
                let text = "The API does not exist or has not been published in the environment";
                Answer::front(StatusCode::NOT_FOUND, "APIGW.0101", text, &outcome.request_id)
            }
            Owner::Anybody => anybody::unknown(StatusCode::NOT_FOUND, "the document has no operation at this path"),
        },
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
    if state.spec.owner() == Owner::Anybody {
        return Ok(anybody::answer(matched, request));
    }
    let caller = caller(state, matched, request, &outcome.request_id, &fault)?;
    outcome.caller = caller.as_ref().map(|caller| caller.user.clone());
    let input = Input::read(matched, request, false).map_err(|wrong| Box::new(refused(matched, &wrong)))?;
    Ok(operations::carry_out(state, matched, &input, request, caller, fault.lag))
}

/// The documented error, which names a parameter.
fn refused(matched: &MatchedOperation<'_>, wrong: &Wrong) -> Answer {
    let name = if wrong.path.is_empty() { "body" } else { &wrong.path };
    if matched.service.name == IAM { invalid_body() } else { invalid_parameter("APIG.2012", name) }
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
    let caller = authentication::caller(&auth, needed, &mut identities, &mut failures)?;
    let of_client = matched.operation.parameters.iter().find(|one| one.of_client && one.location == Location::Path);
    let project = of_client.and_then(|of| matched.path.iter().find(|(name, _)| *name == of.name));
    if let (Some(caller), Some(project)) = (&caller, project.and_then(|(_, raw)| escape::decoded(raw))) {
        authentication::permitted(caller, &project, auth.is_signed(), &identities)?;
    }
    Ok(caller)
}
