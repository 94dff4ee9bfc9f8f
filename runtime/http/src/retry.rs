//! Decides whether and when a failed attempt is made again. Knows policy: how often, how long to wait, which failures
//! pass. Must not send or sleep.

mod budget;
mod classify;

pub(crate) use budget::Budget;

use crate::{Call, Error};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

const MAX_ATTEMPTS: u32 = 3;
const BASE_DELAY: Duration = Duration::from_millis(200);
const THROTTLED_BASE_DELAY: Duration = Duration::from_secs(1);
const MAX_DELAY: Duration = Duration::from_secs(20);

/// How failed attempts are repeated. On by default, as [`Retry::standard`].
///
/// The delay before attempt *n* + 1 is random between nothing and `base_delay` × 2ⁿ⁻¹, at most `max_delay` (exponential
/// backoff with full jitter). A `Retry-After` of the server, in seconds or as a date, is waited in addition. An attempt
/// for which the call's timeout leaves no time is not made.
///
/// A client also has a budget (see [`ConfigBuilder::retry_budget`](crate::ConfigBuilder::retry_budget)), so that many
/// callers do not multiply the load on a service that is down.
///
/// ```
/// use oaswright_runtime::{Retry, Verdict};
///
/// // As usual, and also while an instance is being upgraded.
/// let retry = Retry::standard().max_attempts(5).classifier(|attempt| match attempt.error.code() {
///     Some("upgrading") => Verdict::Retry,
///     _ => Retry::classify(attempt),
/// });
/// # let _ = retry;
/// ```
#[derive(Clone)]
#[must_use = "it changes nothing until it is given to a configuration or a call"]
pub struct Retry {
    max_attempts: u32,
    base_delay: Option<Duration>,
    max_delay: Duration,
    classifier: Option<Arc<Classifier>>,
}

type Classifier = dyn Fn(&Attempt<'_>) -> Verdict + Send + Sync;

/// An attempt that failed, for a [`Retry::classifier`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation.
    pub call: &'a Call,

    /// Which attempt it was; the first is 1.
    pub number: u32,

    /// Why it failed.
    pub error: &'a Error,

    /// Whether carrying the call out twice is the same as once, by its method: GET, HEAD, PUT, DELETE and OPTIONS.
    pub is_idempotent: bool,
}

/// What becomes of a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The call fails with this error.
    Fail,

    /// It is tried again, if attempts, budget and time are left.
    Retry,
}

impl Retry {
    /// Three attempts, delays from 0.2 s (1 s when throttled) up to 20 s, and [`Retry::classify`].
    pub fn standard() -> Self {
        Self { max_attempts: MAX_ATTEMPTS, base_delay: None, max_delay: MAX_DELAY, classifier: None }
    }

    /// One attempt only.
    pub fn none() -> Self {
        Self::standard().max_attempts(1)
    }

    /// How many attempts a call may have, the first one included; 0 counts as 1.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest delay before the second attempt; it doubles with every further one. Zero means no delay.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = Some(delay);
        self
    }

    /// The longest delay before any attempt, apart from what the server asks for.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// Decides which failures are tried again, in place of [`Retry::classify`]. It is not asked about a signature that
    /// was rejected: that is never tried again, since five failures lock an access key.
    pub fn classifier(mut self, classifier: impl Fn(&Attempt<'_>) -> Verdict + Send + Sync + 'static) -> Self {
        self.classifier = Some(Arc::new(classifier));
        self
    }

    /// The standard classification, by status, error code and method.
    ///
    /// | failure | tried again |
    /// |---|---|
    /// | throttled: status 429, or what else the provider says it with | always |
    /// | no connection, so that the server has seen nothing | always |
    /// | status 408, 502, 503, 504; no answer in time; a connection that broke | if idempotent |
    /// | anything else | never |
    ///
    /// An answer that credentials can mend, such as an expired token, is not a matter of retries.
    pub fn classify(attempt: &Attempt<'_>) -> Verdict {
        classify::standard(attempt.error, attempt.is_idempotent)
    }

    /// Whether a failure of a call passes, however many attempts it had.
    pub(crate) fn passes(&self, error: &Error) -> bool {
        match (&self.classifier, error.call()) {
            (Some(classifier), Some(call)) if error.failed_login().is_none() => {
                let is_idempotent = call.method.is_idempotent();
                classifier(&Attempt { call, number: error.attempts(), error, is_idempotent }) == Verdict::Retry
            }
            (Some(_) | None, _) => error.is_retryable(),
        }
    }

    /// How long to wait before the next attempt; `None` when there is to be none. Whether the budget has room for
    /// it is asked afterwards.
    pub(crate) fn next(&self, attempt: &Attempt<'_>) -> Option<Duration> {
        let verdict = match &self.classifier {
            Some(classifier) => classifier(attempt),
            None => Self::classify(attempt),
        };
        if verdict == Verdict::Fail || attempt.number >= self.max_attempts {
            return None;
        }
        let server_delay = attempt.error.retry_after().unwrap_or_default();
        let delay = self.delay(attempt.number, attempt.error.is_throttled(), fastrand::f64());
        Some(server_delay.saturating_add(delay))
    }

    /// How long to wait before a stream that has ended is asked for again, which was so often in vain; `None` when it is not to
    /// be: there are as many calls in vain as a call has attempts.
    pub(crate) fn again(&self, in_vain: u32) -> Option<Duration> {
        (in_vain < self.max_attempts).then(|| self.delay(in_vain.saturating_add(1), false, fastrand::f64()))
    }

    fn delay(&self, number: u32, throttled: bool, random: f64) -> Duration {
        let base = self.base_delay.unwrap_or(if throttled { THROTTLED_BASE_DELAY } else { BASE_DELAY });
        let doublings = number.saturating_sub(1).min(31);
        base.saturating_mul(1 << doublings).min(self.max_delay).mul_f64(random.clamp(0.0, 1.0))
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self::standard()
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry")
            .field("max_attempts", &self.max_attempts)
            .field("base_delay", &self.base_delay)
            .field("max_delay", &self.max_delay)
            .field("classifier", &self.classifier.as_ref().map_or("standard", |_| "own"))
            .finish()
    }
}

impl Error {
    /// Whether the same call may succeed when it is made again: see [`Retry::classify`]. For credentials that could not be
    /// fetched, what that failed of decides; nothing was sent then.
    pub fn is_retryable(&self) -> bool {
        self.passes(self.call().is_some_and(|call| call.method.is_idempotent()))
    }

    fn passes(&self, is_idempotent: bool) -> bool {
        match self.failed_login() {
            // To log in twice is the same as once.
            Some(error) => error.passes(true),
            None => classify::standard(self, is_idempotent) == Verdict::Retry,
        }
    }
}

#[cfg(test)]
mod tests;
