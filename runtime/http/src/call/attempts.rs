//! Makes a call as a series of attempts. Knows their order: credentials, one exchange, and what a failure leads to.
//! Must not know which failures are tried again (`retry`), how requests are authenticated and what a refusal means
//! (`authentication`), how long anything may take (`timer`) or what an exchange may cost (`exchange`).

use crate::authentication::{AuthenticatedCall, Authenticating, Judgement};
use crate::call::client::Client;
use crate::call::exchange::{Streaming, declare_empty_body, exchange, open};
use crate::call::operation::Terms;
use crate::call::request::WrittenSecrets;
use crate::call::telemetry;
use crate::hooks::{FinishedCall, PreparedRequest, ReceivedAnswer, SentRequest, shown};
use crate::outcome::chunks::{Again, Asked};
use crate::outcome::error::{Error, Sent};
use crate::retry::{Attempt, Retry};
use crate::service::Security;
use crate::timer::{self, Deadline};
use crate::transport::{TransportError, TransportErrorKind, Upload};
use crate::{Authentication, Call, Response};
use bytes::Bytes;
use http::Uri;
use http::header::HeaderValue;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::SemaphorePermit;

/// A call that is ready to be made.
pub(crate) struct Job<'a> {
    pub call: &'a Call,
    pub request: http::Request<Bytes>,
    pub terms: Terms,
    /// Whether carrying it out twice is the same as once.
    pub is_idempotent: bool,
    pub limits: CallLimits<'a>,
    /// When it must be over, by `limits` from when it began.
    pub deadline: Deadline,
    /// How it is made again, where its answer is read as it comes.
    pub again: Option<Arc<dyn Again>>,
}

/// Who authenticates a call.
pub(crate) enum By<'a> {
    /// The client, as far as the operation asks for it.
    Client(Authentication, Security),

    /// The errand itself, or nobody.
    Errand(Option<Box<dyn Authenticating + 'a>>),
}

/// What a call may cost.
pub(crate) struct CallLimits<'a> {
    pub timeout: Duration,
    pub attempt_timeout: Duration,
    pub retry: &'a Retry,
}

/// Makes attempts until one succeeds or none is left.
pub(crate) async fn run(client: &Client, job: &Job<'_>, by: By<'_>) -> Result<Response, Error> {
    let started = Instant::now();
    let mut attempts =
        Attempts { client, job, made: 0, is_again: false, is_uncertain: false, queued: Duration::ZERO, last: None };
    let span = telemetry::Span::of_call(client.service(), job.call);
    let result = span.around(attempts.run(by)).await.map_err(|error| {
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
    /// Whether an attempt was made again with other credentials. Once is enough: a second time would not help either, and
    /// failures lock the account.
    is_again: bool,
    /// Whether an attempt was lost that the server may have carried out.
    is_uncertain: bool,
    /// How long it waited for others to finish.
    queued: Duration,
    /// Why the attempt before failed.
    last: Option<Error>,
}

impl<'a> Attempts<'a> {
    async fn run(&mut self, by: By<'a>) -> Result<Response, Error> {
        let budget = self.client.budget();
        let mut authenticating = match by {
            By::Client(authentication, security) => self.begin(authentication, security)?,
            By::Errand(authenticating) => authenticating,
        };
        loop {
            if let Some(authenticating) = &mut authenticating {
                match timer::within(self.job.deadline.left(), authenticating.ready()).await {
                    Some(ready) => ready?,
                    None => return Err(self.out_of_time()),
                }
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
            let result = self.attempt(&mut authenticating).await;
            drop(slot);
            let judgement = match &mut authenticating {
                Some(authenticating) => authenticating.judge(result),
                None => Judgement::Stands(result),
            };
            let error = match judgement {
                Judgement::Stands(Ok(response)) => {
                    budget.refund();
                    return Ok(response.after(self.made));
                }
                Judgement::Again(error) if !self.is_again => {
                    self.is_again = true;
                    if !self.has_body() {
                        return Err(read_already(error));
                    }
                    continue;
                }
                Judgement::Again(error) | Judgement::Final(error) => return Err(error),
                Judgement::Stands(Err(error)) => error,
            };
            let attempt = Attempt {
                call: self.job.call,
                number: self.made,
                error: &error,
                is_idempotent: self.job.is_idempotent,
            };
            match self.job.limits.retry.next(&attempt) {
                Some(_) if !self.has_body() => return Err(read_already(error)),
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

    /// Begins to authenticate the call, unless it goes without.
    fn begin(
        &self,
        authentication: Authentication,
        security: Security,
    ) -> Result<Option<Box<dyn Authenticating + 'a>>, Error> {
        let (client, job) = (self.client, self.job);
        let authenticate = match (authentication, client.authenticate()) {
            (Authentication::None, _) | (Authentication::Optional, None) => return Ok(None),
            (Authentication::Required, None) => {
                return Err(Error::credentials(
                    "the operation needs credentials: give some to `Config::builder().credentials(..)`",
                ));
            }
            (Authentication::Required | Authentication::Optional, Some(authenticate)) => authenticate,
        };
        let call = AuthenticatedCall {
            call: job.call,
            uri: job.request.uri(),
            service: client.service(),
            security,
            path_parameter: client.path_parameter(),
            sender: client,
        };
        authenticate.begin(call).map(Some)
    }

    /// Waits until there are few enough calls on their way for one more.
    async fn slot(&mut self) -> Result<SemaphorePermit<'a>, Error> {
        let (client, start) = (self.client, Instant::now());
        let slot = timer::within(self.job.deadline.left(), client.config().slots().acquire()).await;
        self.queued += start.elapsed();
        // It is never closed, so only the time may be over.
        slot.and_then(Result::ok).ok_or_else(|| self.out_of_time())
    }

    fn upload(&self) -> Option<&'a Upload> {
        self.job.request.extensions().get::<Upload>()
    }

    /// Whether the body can be sent from its beginning.
    fn has_body(&self) -> bool {
        self.upload().is_none_or(|upload| upload.body().can_be_sent_again())
    }

    /// How long the next attempt may take. Nobody knows how long a file or a stream takes, so for these it is all that is left.
    fn time(&self) -> Duration {
        let CallLimits { timeout, attempt_timeout, .. } = self.job.limits;
        let own = if self.upload().is_some() { timeout } else { attempt_timeout };
        self.job.deadline.left().map_or(own, |left| own.min(left))
    }

    /// One exchange; anything but a success is an error.
    async fn attempt(&mut self, authenticating: &mut Option<Box<dyn Authenticating + 'a>>) -> Result<Response, Error> {
        let Job { call, terms: Terms { is_secret, redirects, streamed }, ref again, .. } = *self.job;
        let (config, attempt) = (self.client.config(), self.made);
        let mut request = self.job.request.clone();
        declare_empty_body(&mut request);
        let shown = &if config.hooks().is_empty() { Uri::default() } else { shown(&request, is_secret) };
        for hook in config.hooks() {
            hook.prepare(&mut PreparedRequest { call, attempt, request: &mut request, shown });
        }
        if let Some(authenticating) = authenticating {
            authenticating.apply(&mut request)?;
        }
        let limits = config.limits(self.time());
        request.extensions_mut().insert(limits);
        for hook in config.hooks() {
            hook.sent(&SentRequest { call, attempt, is_secret, request: &request, shown });
        }
        let secrets: Vec<HeaderValue> =
            request.headers().values().filter(|value| value.is_sensitive()).cloned().collect();
        let span = telemetry::Span::of_attempt(attempt, call, request.uri());
        let started = Instant::now();
        // Boxed, like all that is rare.
        let exchanged = async {
            if streamed.is_empty() {
                return exchange(config, request, limits).await;
            }
            let streaming = Streaming { statuses: streamed, idle: self.job.limits.attempt_timeout };
            let (response, chunks) = Box::pin(open(config, request, limits, &streaming)).await?;
            Ok(response.leaving(chunks, || Asked { call: call.clone(), again: again.clone() }))
        };
        let mut outcome = span.around(exchanged).await;
        let duration = started.elapsed();

        let answer = match &mut outcome {
            Ok(response) => Some(response),
            Err(error) => error.response_mut(),
        };
        answer.into_iter().for_each(|response| response.speak(self.client.service().dialect));
        let mut own = authenticating.as_ref().map(|authenticating| authenticating.secrets()).unwrap_or_default();
        let written = self.job.request.extensions().get::<WrittenSecrets>();
        own.extend(written.into_iter().flat_map(WrittenSecrets::texts).map(Cow::from));
        let sent = Sent::new(own, &secrets, self.job.request.body(), is_secret);
        sent.hide_headers(&mut outcome);
        if !config.hooks().is_empty() {
            let outcome = outcome.as_ref();
            let mut answer = ReceivedAnswer { call, attempt, is_secret, duration, outcome };
            answer.is_secret |= answer.response().is_some_and(|response| sent.is_repeated_by(response));
            config.hooks().iter().for_each(|hook| hook.received(&answer));
        }
        let result = match outcome {
            Ok(response) if response.status().is_success() || redirects && response.leads_elsewhere() => Ok(response),
            Ok(response) => Err(Error::api(response)),
            Err(error) => Err(error.into()),
        };
        let result = result.map_err(|error| match &*authenticating {
            Some(authenticating) => authenticating.explain(error).hiding(&sent),
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

/// It would have been tried again.
fn read_already(error: Error) -> Error {
    error.noting("it is not tried again, since the stream that is its body has been read".to_owned())
}

/// The whole call took too long.
pub(crate) fn out_of_time(timeout: Duration, last: Option<Error>) -> Error {
    let mut text = format!("the call took longer than {timeout:?}");
    if let Some(last) = last {
        text = format!("{text}; the last attempt that ended: {last}");
    }
    TransportError::new(TransportErrorKind::Timeout, text).into()
}
