//! Makes a call as a series of attempts. Knows their order: credentials, one exchange, and what a failure leads to.
//! Must not know which failures are tried again (`retry`), what a rejection means (`authentication`, `gate`), how long
//! anything may take (`timer`) or what an exchange may cost (`exchange`).

use crate::call::authentication::{self, AttemptAuth, Fix};
use crate::call::client::Client;
use crate::call::exchange::{declare_empty_body, exchange};
use crate::call::telemetry;
use crate::gate::{self, Turn};
use crate::hooks::{FinishedCall, PreparedRequest, ReceivedAnswer, SentRequest};
use crate::outcome::error::{Error, Sent};
use crate::retry::{Attempt, Retry};
use crate::timer::{self, Deadline};
use crate::transport::{TransportError, TransportErrorKind};
use crate::{Authentication, Call, Credentials, Identity, Response};
use bytes::Bytes;
use http::header::HeaderValue;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::SemaphorePermit;

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
    let started = Instant::now();
    let mut attempts = Attempts {
        client,
        job,
        made: 0,
        is_fixed: false,
        is_uncertain: false,
        signed_at: None,
        queued: Duration::ZERO,
        last: None,
    };
    let span = telemetry::Span::of_call(client.service(), job.call);
    let result = span.around(attempts.run()).await.map_err(|error| {
        let error = if attempts.is_uncertain { error.uncertain(job.request.method()) } else { error };
        error.after(attempts.made)
    });
    span.finish(attempts.made, &result);
    let (made, queued) = (attempts.made, attempts.queued);
    let outcome = result.as_ref();
    let finished = FinishedCall { call: job.call, attempts: made, duration: started.elapsed(), queued, outcome };
    client.config().hooks().iter().for_each(|hook| hook.finished(&finished));
    result.map_err(|error| error.during(job.call.clone()))
}

struct Attempts<'a> {
    client: &'a Client,
    job: &'a Job<'a>,
    made: u32,
    /// Whether credentials or clock were corrected. Once is enough: a second time would not help either, and
    /// failures lock the account.
    is_fixed: bool,
    /// Whether an attempt was lost that the server may have carried out.
    is_uncertain: bool,
    /// The time that the attempt before was signed with.
    signed_at: Option<SystemTime>,
    /// How long it waited for others to finish.
    queued: Duration,
    /// Why the attempt before failed.
    last: Option<Error>,
}

impl<'a> Attempts<'a> {
    async fn run(&mut self) -> Result<Response, Error> {
        let budget = self.client.budget();
        let credentials = self.client.credentials_for(self.job.authentication)?;
        let mut turn: Option<Turn> = None;
        loop {
            let mut auth = match (&self.job.login, credentials) {
                (Some(login), _) => Some(self.client.auth(Arc::clone(login))),
                (None, Some(credentials)) => Some(self.authenticate(credentials).await?),
                (None, None) => None,
            };
            if let Some(AttemptAuth { identity, .. }) = &auth
                && let Identity::AccessKey(key) = &**identity
                && turn.is_none()
            {
                let patience = self.job.deadline.left().map_or(gate::PATIENCE, |left| left.min(gate::PATIENCE));
                let gate = gate::of_key(self.client.config().realm(self.job.request.uri()), key);
                turn = match Box::pin(gate.turn(Some(patience))).await {
                    Ok(turn) => Some(turn),
                    Err(error) if self.fix(auth.as_ref(), &error).is_some() => continue,
                    Err(error) => return Err(error),
                };
                // Whoever went ahead may have set the clock right.
                auth = auth.map(|auth| self.client.auth(auth.identity));
            }
            let slot = match self.client.config().slots().try_acquire() {
                Ok(slot) => slot,
                Err(_) => Box::pin(self.slot()).await?,
            };
            // What has no time is not begun: a request that is sent may be carried out.
            if self.time().is_zero() {
                return Err(self.out_of_time());
            }
            self.made = self.made.saturating_add(1);
            let result = self.attempt(auth.as_ref()).await;
            drop(slot);
            if let Err(error) = &result
                && let Some(fix) = self.fix(auth.as_ref(), error)
            {
                // A new identity has a gate of its own.
                turn = turn.filter(|_| fix == Fix::Clock);
                continue;
            }
            if let (true, Ok(_), Some(auth), Some(credentials)) = (self.is_fixed, &result, &auth, credentials) {
                credentials.helped(&auth.identity);
            }
            let result = match turn.take() {
                Some(turn) => turn.learn(gate::of_signature(&result), result),
                None => result,
            };
            let error = match result {
                Ok(response) => {
                    budget.refund();
                    return Ok(response.after(self.made));
                }
                Err(error) => error,
            };
            // Whatever a classifier says: failures of a key lock it.
            if auth.as_ref().is_some_and(|auth| authentication::is_rejected(auth, &error)) {
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
                    telemetry::retrying(&error, delay);
                    self.is_uncertain |= error.is_lost();
                    self.last = Some(error);
                    if !Box::pin(timer::sleep(delay)).await {
                        return Err(self.last.take().unwrap_or_else(|| self.out_of_time()));
                    }
                }
                _ => return Err(error),
            }
        }
    }

    /// Waits until there are few enough calls on their way for one more.
    async fn slot(&mut self) -> Result<SemaphorePermit<'a>, Error> {
        let (client, start) = (self.client, Instant::now());
        let slot = timer::within(self.job.deadline.left(), client.config().slots().acquire()).await;
        self.queued += start.elapsed();
        // It is never closed, so only the time may be over.
        slot.and_then(Result::ok).ok_or_else(|| self.out_of_time())
    }

    /// What was done about a rejection; once in a call.
    fn fix(&mut self, auth: Option<&AttemptAuth>, error: &Error) -> Option<Fix> {
        let auth = auth.filter(|_| !self.is_fixed)?;
        let fix = authentication::fix(self.client, auth, error)?;
        self.is_fixed = true;
        self.signed_at = None;
        Some(fix)
    }

    /// How long the next attempt may take.
    fn time(&self) -> Duration {
        let own = self.job.limits.attempt_timeout;
        self.job.deadline.left().map_or(own, |left| own.min(left))
    }

    async fn authenticate(&mut self, credentials: &Credentials) -> Result<AttemptAuth, Error> {
        if let Some(identity) = credentials.fixed_identity() {
            return Ok(self.client.auth(identity));
        }
        // Boxed, like all that is rare: what a future may hold is moved with it, and this would be most of it.
        match timer::within(self.job.deadline.left(), Box::pin(self.client.authenticate(credentials))).await {
            Some(auth) => auth,
            None => Err(self.out_of_time()),
        }
    }

    /// The time to sign with: a second later than that of the attempt before, since two within a second would have one
    /// signature.
    fn signing_time(&mut self, auth: &AttemptAuth) -> SystemTime {
        let next = self.signed_at.and_then(|last| last.checked_add(Duration::from_secs(1)));
        let time = next.map_or(auth.now, |next| next.max(auth.now));
        self.signed_at = Some(time);
        time
    }

    /// One exchange; anything but a success is an error.
    async fn attempt(&mut self, auth: Option<&AttemptAuth>) -> Result<Response, Error> {
        let Job { call, is_secret, .. } = *self.job;
        let (config, attempt) = (self.client.config(), self.made);
        let mut request = self.job.request.clone();
        declare_empty_body(&mut request);
        for hook in config.hooks() {
            hook.prepare(&mut PreparedRequest { call, attempt, request: &mut request });
        }
        let signed = match auth {
            Some(auth) => {
                let at = self.signing_time(auth);
                match self.job.login.is_some() {
                    true => authentication::apply_login(auth, at, &mut request)?,
                    false => authentication::apply(self.client, call, auth, at, &mut request)?,
                }
            }
            None => None,
        };
        let limits = config.limits(self.time());
        request.extensions_mut().insert(limits);
        for hook in config.hooks() {
            hook.sent(&SentRequest { call, attempt, is_secret, request: &request });
        }
        let secrets: Vec<HeaderValue> =
            request.headers().values().filter(|value| value.is_sensitive()).cloned().collect();
        let span = telemetry::Span::of_attempt(attempt, call, request.uri());
        let started = Instant::now();
        let mut outcome = span.around(exchange(config, request, limits)).await;
        let duration = started.elapsed();

        let sent = Sent::new(auth.map(|auth| &*auth.identity), &secrets, self.job.request.body(), is_secret);
        sent.hide_headers(&mut outcome);
        if !config.hooks().is_empty() {
            let outcome = outcome.as_ref();
            let mut answer = ReceivedAnswer { call, attempt, is_secret, duration, outcome };
            answer.is_secret |= answer.response().is_some_and(|response| sent.is_repeated_by(response));
            config.hooks().iter().for_each(|hook| hook.received(&answer));
        }
        let result = match outcome {
            Ok(response) if response.status().is_success() => Ok(response),
            Ok(response) => Err(Error::api(response)),
            Err(error) => Err(error.into()),
        };
        let result = result.map_err(|error| match &signed {
            Some(signed) => authentication::explain(error, signed).hiding(&sent),
            None => error.hiding(&sent),
        });
        span.finish_attempt(duration, &result);
        result
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
