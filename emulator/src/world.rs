//! The way of a request: whether it is answered at all, faults, route, caller, parameters, behaviour. Knows the order of these, and what is shared
//! between requests; must not know sockets.

use crate::admin;
use crate::answer::Answer;
use crate::authentication::{self, Asking};
use crate::example;
use crate::faults::{self, Ending, Fault, Faults};
use crate::federation;
use crate::gateways::Gateways;
use crate::guard::{self, Hosts};
use crate::iam;
use crate::identities::{Failures, Grant, Identities};
use crate::ids::Ids;
use crate::input::{IAM, Input};
use crate::quotas;
use crate::routes::{Found, Matched};
use crate::spec::Spec;
use crate::times::Clock;
use apig_codegen::api::{Authentication, Location};
use bytes::Bytes;
use http::StatusCode;
use http::header::HOST;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Everything that requests share.
#[derive(Debug)]
pub(crate) struct World {
    pub spec: Arc<Spec>,
    pub hosts: Hosts,
    /// Whether somebody has to prove who calls.
    pub is_guarded: bool,
    pub clock: Clock,
    pub token_life: Duration,
    pub ids: Ids,
    pub gateways: Mutex<Gateways>,
    pub identities: Mutex<Identities>,
    pub failures: Mutex<Failures>,
    pub faults: Mutex<Faults>,
    pub requests: AtomicU64,
}

/// What comes of a request.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub answer: Answer,
    pub request_id: String,
    pub latency: Duration,
    pub ending: Option<Ending>,
    /// For the log: what was called, and who called.
    pub operation: Option<String>,
    pub caller: Option<String>,
}

/// What is behind a lock; a panic of another request does not spoil it.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl World {
    /// Answers a request.
    pub fn answer(&self, request: &http::Request<Bytes>) -> Outcome {
        let path = request.uri().path();
        let mut outcome = Outcome {
            answer: Answer::no_content(),
            request_id: self.ids.hex(),
            latency: Duration::ZERO,
            ending: None,
            operation: None,
            caller: None,
        };
        let refusal = guard::refusal(request, &self.hosts, &outcome.request_id);
        if let Some(answer) = refusal.or_else(|| admin::answer(self, request)) {
            outcome.answer = answer;
            return outcome;
        }
        self.requests.fetch_add(1, Ordering::Relaxed);
        if let Some((name, answer)) = federation::answer(self, request) {
            (outcome.operation, outcome.answer) = (Some(name.to_owned()), answer);
            return outcome;
        }
        outcome.answer = match self.spec.find(request.method(), path) {
            Found::Operation(found) => {
                outcome.operation = Some(found.operation.id.clone());
                self.operation(&found, request, &mut outcome).unwrap_or_else(|answer| *answer)
            }
            Found::OtherMethods(methods) => {
                let text = format!("The API does not exist for {}", request.method());
                let answer = Answer::front(StatusCode::METHOD_NOT_ALLOWED, "APIGW.0101", text, &outcome.request_id);
                answer.header("allow", &methods.join(", "))
            }
            Found::Nothing => {
                let text = "The API does not exist or has not been published in the environment";
                Answer::front(StatusCode::NOT_FOUND, "APIGW.0101", text, &outcome.request_id)
            }
        };
        outcome
    }

    fn operation(
        &self,
        found: &Matched<'_>,
        request: &http::Request<Bytes>,
        outcome: &mut Outcome,
    ) -> Result<Answer, Box<Answer>> {
        let header = request.headers().get(faults::HEADER).map(|value| value.to_str().unwrap_or("?"));
        let line = (request.method().as_str(), request.uri().path());
        let fault = lock(&self.faults).strike(header, &found.operation.id, line, &self.ids)?;
        outcome.latency = fault.latency;
        outcome.ending = fault.ending;
        if let Some(answer) = fault.answer() {
            return Ok(answer);
        }
        if fault.ending == Some(Ending::Dropped) {
            return Ok(faults::defect());
        }
        let caller = self.caller(found, request, &outcome.request_id, &fault)?;
        outcome.caller = caller.as_ref().map(|caller| caller.user.clone());
        let input = Input::read(found, request)?;
        Ok(self.carry_out(found, &input, request, caller, &fault))
    }

    fn caller(
        &self,
        found: &Matched<'_>,
        request: &http::Request<Bytes>,
        request_id: &str,
        fault: &Fault,
    ) -> Result<Option<Grant>, Box<Answer>> {
        let asking = Asking { request, service: found.service, request_id, now: self.clock.now() };
        let (mut identities, mut failures) = (lock(&self.identities), lock(&self.failures));
        if fault.expires
            && let Some(token) = asking.token().and_then(|token| token.to_str().ok())
        {
            identities.expire_token(token, asking.now);
        }
        let needed = if self.is_guarded { found.operation.authentication } else { Authentication::None };
        let caller = authentication::caller(&asking, needed, &identities, &mut failures)?;
        let of_client = found.operation.parameters.iter().find(|one| one.of_client && one.location == Location::Path);
        let project = of_client.and_then(|of| found.path.iter().find(|(name, _)| *name == of.name));
        if let (Some(caller), Some((_, project))) = (&caller, project) {
            authentication::permitted(caller, project, asking.is_signed(), &identities)?;
        }
        Ok(caller)
    }

    fn carry_out(
        &self,
        found: &Matched<'_>,
        input: &Input<'_>,
        request: &http::Request<Bytes>,
        caller: Option<Grant>,
        fault: &Fault,
    ) -> Answer {
        let answer = if found.service.name == IAM {
            let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
            let call = iam::Call {
                input,
                caller,
                ids: &self.ids,
                now: self.clock.now(),
                token_life: self.token_life,
                base: format!("http://{host}"),
                is_open: !self.is_guarded,
            };
            iam::carry_out(&call, &mut lock(&self.identities))
        } else {
            let place =
                (found.service.name.clone(), input.text("project_id").to_owned(), input.text("instance_id").to_owned());
            let call = quotas::Call { input, place, clock: self.clock, ids: &self.ids, lag: fault.lag };
            quotas::carry_out(&call, &mut lock(&self.gateways))
        };
        answer.unwrap_or_else(|| example::of(found.operation, &found.service.types))
    }
}
