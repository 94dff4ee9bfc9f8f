//! A call as a series of attempts: credentials, one exchange, and what a failure leads to.
//!
//! Knows the order. What is tried again is in `retry`, what a rejected credential means in `authentication`, how
//! long anything may take in `timer`.

use crate::authentication::{self, Proof};
use crate::client::Client;
use crate::error::{Error, Sent};
use crate::hooks::{ReceivedAnswer, SentRequest};
use crate::observe;
use crate::retry::{Attempt, Retry};
use crate::timer::{self, Deadline};
use crate::transport::{Limits, TransportError, TransportErrorKind};
use crate::{Authentication, Call, Credentials, Identity, Response};
use bytes::Bytes;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a transport that keeps its limits may be late by, before it is cut off.
const GRACE: Duration = Duration::from_millis(250);

/// A call that is ready to be made.
pub(crate) struct Job<'a> {
    pub call: &'a Call,
    pub request: http::Request<Bytes>,
    pub authentication: Authentication,
    /// What a request for credentials is made with, instead of the client's own.
    pub login: Option<Arc<Identity>>,
    /// Whether bodies hold secrets.
    pub is_secret: bool,
    /// Whether carrying it out twice is the same as once.
    pub is_idempotent: bool,
    pub limits: CallLimits<'a>,
    /// When it must be over, by `limits` from when it began.
    pub deadline: Deadline,
}

/// What a call may cost.
pub(crate) struct CallLimits<'a> {
    pub timeout: Duration,
    pub attempt_timeout: Duration,
    pub retry: &'a Retry,
}

/// Makes attempts until one succeeds or none is left.
pub(crate) async fn run(client: &Client, job: &Job<'_>) -> Result<Response, Error> {
    let mut attempts = Attempts { client, job, made: 0, mended: false, last: None };
    let span = observe::Span::of_call(client.service(), job.call);
    let result = span.around(attempts.run()).await.map_err(|error| error.after(attempts.made));
    span.finish(attempts.made, &result);
    result.map_err(|error| error.during(job.call.clone()))
}

struct Attempts<'a> {
    client: &'a Client,
    job: &'a Job<'a>,
    made: u32,
    /// Whether credentials or clock were corrected. Once is enough: a second time would not help either, and
    /// failures lock the account.
    mended: bool,
    /// Why the attempt before failed.
    last: Option<Error>,
}

impl Attempts<'_> {
    async fn run(&mut self) -> Result<Response, Error> {
        let budget = self.client.budget();
        let probation = self.client.config().probation();
        let credentials = self.client.credentials_for(self.job.authentication)?;
        let mut turn = None;
        loop {
            let mut proof = match (&self.job.login, credentials) {
                (Some(login), _) => Some(self.client.proof(Arc::clone(login))),
                (None, Some(credentials)) => Some(self.prove(credentials).await?),
                (None, None) => None,
            };
            let signs = self.job.login.is_none() && proof.as_ref().is_some_and(Proof::signs);
            if signs && turn.is_none() {
                turn = Box::pin(probation.turn(self.job.deadline.left())).await?;
                // Whoever went ahead may have set the clock right.
                proof = proof.map(|proof| self.client.proof(proof.identity));
            }
            // What has no time is not begun: a request that is sent may be carried out.
            if self.time().is_zero() {
                return Err(self.out_of_time());
            }
            self.made = self.made.saturating_add(1);
            let result = self.attempt(proof.as_ref()).await;
            if let (Some(proof), Err(error)) = (&proof, &result)
                && !self.mended
                && authentication::mend(self.client, proof, error)
            {
                self.mended = true;
                continue;
            }
            let result = if signs { probation.learn(result) } else { result };
            turn = None;
            let error = match result {
                Ok(response) => {
                    budget.refund();
                    return Ok(response.after(self.made));
                }
                Err(error) => error,
            };
            // Whatever a classifier says: failures of a key lock it.
            if proof.as_ref().is_some_and(|proof| authentication::is_rejected(proof, &error)) {
                return Err(error);
            }
            let attempt = Attempt {
                call: self.job.call,
                number: self.made,
                error: &error,
                is_idempotent: self.job.is_idempotent,
            };
            match self.job.limits.retry.next(&attempt) {
                // Paid for last, so that what is not made costs nothing.
                Some(delay) if self.job.deadline.allows(delay) && budget.take(&error) => {
                    observe::retrying(&error, delay);
                    self.last = Some(error);
                    if !Box::pin(timer::sleep(delay)).await {
                        return Err(self.last.take().unwrap_or_else(|| self.out_of_time()));
                    }
                }
                _ => return Err(error),
            }
        }
    }

    /// How long the next attempt may take.
    fn time(&self) -> Duration {
        let own = self.job.limits.attempt_timeout;
        self.job.deadline.left().map_or(own, |left| own.min(left))
    }

    async fn prove(&mut self, credentials: &Credentials) -> Result<Proof, Error> {
        if let Some(identity) = credentials.known() {
            return Ok(self.client.proof(identity));
        }
        // Boxed, like all that is rare: what a future may hold is moved with it, and this would be most of it.
        match timer::within(self.job.deadline.left(), Box::pin(self.client.prove(credentials))).await {
            Some(proof) => proof,
            None => Err(self.out_of_time()),
        }
    }

    /// One exchange; anything but a success is an error.
    async fn attempt(&self, proof: Option<&Proof>) -> Result<Response, Error> {
        let Job { call, is_secret, .. } = *self.job;
        let mut request = self.job.request.clone();
        let signed = match proof {
            Some(proof) if self.job.login.is_some() => authentication::apply_login(proof, &mut request)?,
            Some(proof) => authentication::apply(self.client, call, proof, &mut request)?,
            None => None,
        };
        let config = self.client.config();
        let limits = Limits { timeout: self.time(), max_body_size: config.max_body_size() };
        request.extensions_mut().insert(limits);

        for hook in config.hooks() {
            hook.sent(&SentRequest { call, attempt: self.made, is_secret, request: &request });
        }
        let span = observe::Span::of_attempt(self.made);
        let started = Instant::now();
        let outcome = span.around(self.exchange(request, limits)).await;
        let duration = started.elapsed();
        let sent = || Sent::new(proof.map(|proof| &*proof.identity), &self.job.request, is_secret);
        if !config.hooks().is_empty() {
            let outcome = outcome.as_ref();
            let mut answer = ReceivedAnswer { call, attempt: self.made, is_secret, duration, outcome };
            answer.is_secret |= answer.response().is_some_and(|response| sent().is_repeated_by(response));
            config.hooks().iter().for_each(|hook| hook.received(&answer));
        }
        let result = match outcome {
            Ok(response) if response.status().is_success() => Ok(response),
            Ok(response) => Err(Error::api(response)),
            Err(error) => Err(error.into()),
        };
        let result = result.map_err(|error| match &signed {
            Some(signed) => authentication::explain(error, signed).hiding(&sent()),
            None => error.hiding(&sent()),
        });
        span.finish_attempt(duration, &result);
        result
    }

    async fn exchange(&self, request: http::Request<Bytes>, limits: Limits) -> Result<Response, TransportError> {
        let transport = self.client.config().transport();
        let exchange = transport.send(request);
        let cut = if transport.keeps_limits() { None } else { limits.timeout.checked_add(GRACE) };
        let mut response = match timer::within(cut, exchange).await {
            Some(outcome) => outcome?,
            None => {
                let text = format!("the transport took longer than {:?}", limits.timeout);
                return Err(TransportError::new(TransportErrorKind::Timeout, text));
            }
        };
        // The default transport stops reading at the limit; another one may not know of it.
        if response.body().len() > limits.max_body_size {
            response.body_mut().truncate(limits.max_body_size);
            return Err(TransportError::too_large(limits.max_body_size).answered(response));
        }
        Ok(response.into())
    }

    fn out_of_time(&mut self) -> Error {
        let CallLimits { timeout, attempt_timeout, .. } = self.job.limits;
        // An attempt without any time is not even made.
        let timeout = if attempt_timeout.is_zero() { attempt_timeout } else { timeout };
        out_of_time(timeout, self.last.take())
    }
}

/// The whole call took too long.
pub(crate) fn out_of_time(timeout: Duration, last: Option<Error>) -> Error {
    let mut text = format!("the call took longer than {timeout:?}");
    if let Some(last) = last {
        text = format!("{text}; the last attempt that ended: {last}");
    }
    TransportError::new(TransportErrorKind::Timeout, text).into()
}
