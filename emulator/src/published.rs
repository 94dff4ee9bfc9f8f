//! Answers calls of published APIs, as a gateway does that was configured so: by the name of their group or behind a path of the
//! emulator's own. Knows the order in which a call is judged, and the errors that callers get. Must not know how APIs are configured.

mod backend;
mod callers;
mod found;
mod limits;
mod plugins;
mod responses;

use found::Called;
pub(crate) use found::Target;
pub(crate) use limits::Peer;

use crate::answer::{Answer, Content};
use crate::authentication::AuthRequest;
use crate::lock::lock;
use crate::operations::resources::{Scope, product, reached};
use crate::outcome::{Forward, Outcome};
use crate::state::State;
use crate::state::calls::Tally;
use apig_codegen::api::Json;
use bytes::Bytes;
use http::header::ORIGIN;
use http::{Request, StatusCode};
use std::time::{Duration, UNIX_EPOCH};

/// What is done about a call.
enum Reply {
    Answer(Answer),
    /// A backend on this machine answers.
    Forward(Box<Forward>),
}

/// Why a call is not answered: status, code and text.
type Refusal = (StatusCode, &'static str, &'static str);

const NOT_PUBLISHED: Refusal =
    (StatusCode::NOT_FOUND, "APIG.0101", "The API does not exist or has not been published in the environment");

/// Whether the API that is called lets in pages of the site that this call is from.
pub(crate) fn is_shared(state: &State, target: &Target, request: &Request<Bytes>) -> bool {
    if !request.headers().contains_key(ORIGIN) {
        return false;
    }
    let mut gateways = lock(&state.gateways);
    let Some(opened) = gateways.open(target.key.clone()) else { return false };
    let scope = Scope { project: &mut opened.project.records, gateway: opened.gateway };
    let method = plugins::asked_about(request).unwrap_or(request.method().as_str());
    found::api(&scope, target, request, method).is_some_and(|call| plugins::lets_in(&scope, &call, request))
}

/// Answers a call, or says which backend does.
pub(crate) fn answer(state: &State, target: &Target, request: &Request<Bytes>, outcome: &mut Outcome) {
    match reply(state, target, request, outcome) {
        Ok(Reply::Answer(answer)) => outcome.answer = answer,
        Ok(Reply::Forward(forward)) => outcome.forward = Some(forward),
        Err((status, code, text)) => {
            let code = code.replacen("APIG", product::of(&target.key.0).codes, 1);
            outcome.answer = Answer::front(status, &code, text, &outcome.request_id);
        }
    }
}

/// Counts a call that was answered, with the bytes that came and the time that it took.
pub(crate) fn count(state: &State, outcome: &Outcome, received: usize, time: Duration) {
    let Some((key, api)) = &outcome.called else { return };
    let sent = match &outcome.answer.body {
        Some(Content::Bytes(_, bytes)) => bytes.len(),
        Some(Content::Json(body)) => body.to_string().len(),
        None => 0,
    };
    let [received, sent] = [received, sent].map(|bytes| u64::try_from(bytes).unwrap_or(u64::MAX));
    let time = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let minute = state.clock.now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs() / 60;
    if let Some(opened) = lock(&state.gateways).open(key.clone()) {
        opened.gateway.calls.add(minute, api.clone(), Tally::of(outcome.answer.status, received, sent, time));
    }
}

fn reply(state: &State, target: &Target, request: &Request<Bytes>, outcome: &mut Outcome) -> Result<Reply, Refusal> {
    let request_id = outcome.request_id.as_str();
    let now = state.clock.now();
    let service = state.spec.services().iter().find(|service| service.name == target.key.0).ok_or(NOT_PUBLISHED)?;
    let mut gateways = lock(&state.gateways);
    let opened = gateways.open(target.key.clone()).ok_or(NOT_PUBLISHED)?;
    let mut scope = Scope { project: &mut opened.project.records, gateway: opened.gateway };
    // What callers get by a subdomain that is switched off: no document says so.
    if target.domain.is_none() && !reached::is_open(&scope, &target.group) {
        return Err(NOT_PUBLISHED);
    }
    let asked_about = plugins::asked_about(request).and_then(|method| found::api(&scope, target, request, method));
    let asked_about = asked_about.filter(|call| plugins::lets_in(&scope, call, request));
    let (judged, changes, response) = if let Some(call) = asked_about {
        let allowed = Answer { status: StatusCode::OK, headers: Vec::new(), body: None };
        (Ok(Reply::Answer(allowed)), plugins::changes(&scope, &call, request), String::new())
    } else if let Some(call) = found::api(&scope, target, request, request.method().as_str()) {
        outcome.called = Some((target.key.clone(), call.api.clone()));
        let auth = AuthRequest { request, service, request_id, now };
        let changes = plugins::changes(&scope, &call, request);
        (judged(state, &mut scope, &call, &auth), changes, text(&call.definition, "response_id").to_owned())
    } else {
        (Err(NOT_PUBLISHED), Vec::new(), String::new())
    };
    let own = |refusal| responses::of(&scope, (&target.group, &response), refusal, request_id).ok_or(refusal);
    let mut reply = judged.or_else(|refusal| own(refusal).map(Reply::Answer))?;
    match &mut reply {
        Reply::Answer(answer) => changes.into_iter().for_each(|change| change.apply(answer)),
        Reply::Forward(forward) => forward.changes = changes,
    }
    Ok(reply)
}

/// What comes of a call of an API that there is.
fn judged(state: &State, scope: &mut Scope<'_>, call: &Called, auth: &AuthRequest<'_>) -> Result<Reply, Refusal> {
    let (request, peer) = (auth.request, Peer::of(auth.request));
    limits::check_address(scope, &call.publication, peer)?;
    let caller = callers::caller(auth, scope, call, &mut lock(&state.identities), &mut lock(&state.failures))?;
    limits::check_caller(scope, &call.publication, &caller, peer)?;
    let told = limits::count(scope, call, &caller, peer, auth.now)?;
    plugins::count(scope, call, &caller, peer, auth.now)?;
    let reply = backend::reply(scope, call, request, product::of(&auth.service.name).codes)?;
    // "Returned only when the request header contains X-Apig-Mode: debug".
    let is_debugged = request.headers().get("x-apig-mode").is_some_and(|mode| mode == "debug");
    Ok(match reply {
        Reply::Answer(answer) if is_debugged => {
            Reply::Answer(told.into_iter().fold(answer, |answer, (name, value)| answer.header(name, &value)))
        }
        Reply::Answer(_) | Reply::Forward(_) => reply,
    })
}

/// The text of a field of a definition; empty if it is not there.
fn text<'a>(fields: &'a Json, name: &str) -> &'a str {
    fields.get(name).and_then(Json::as_str).unwrap_or_default()
}
