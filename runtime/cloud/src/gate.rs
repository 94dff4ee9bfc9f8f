//! Lets one call at a time use a key or a password that was not accepted yet, and none use one that was just refused.
//! Five refused signatures lock an access key for minutes, five refused logins an account, for everybody who uses it.
//! So a refusal is followed by a pause, longer each time, for all who hold the secret in this process; and until it was
//! accepted once, one call goes ahead while the others wait for its outcome. Of secrets it keeps digests. Must not know
//! servers or clocks.

pub(crate) mod backoff;
pub(crate) mod failure_cache;
mod registry;

pub(crate) use registry::{Realm, of};

use crate::Error;
use crate::dialect::{is_refused_login, is_refused_signature};
use crate::gate::backoff::Backoff;
use crate::timestamp;
use crate::{AccessKey, ErrorKind, Response, Secret};
use http::StatusCode;
use oaswright_runtime::support::lock;
use oaswright_runtime::support::within;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::OwnedMutexGuard;

/// How long a signed call is held back by another one, which may be slow, or not be driven by its task. Then it goes all
/// the same.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Which secret it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SecretKind {
    Key,
    /// Five within a quarter of an hour lock an account.
    Login,
}

impl SecretKind {
    fn first_backoff(self) -> Duration {
        match self {
            Self::Key => Duration::from_secs(30),
            Self::Login => Duration::from_secs(5 * 60),
        }
    }

    fn why(self) -> &'static str {
        match self {
            Self::Key => "because refused signatures lock the key",
            Self::Login => "because refused logins lock the account",
        }
    }
}

/// Whether one key or password was accepted or refused, and who may use it.
pub(crate) struct Gate {
    kind: SecretKind,
    is_good: AtomicBool,
    turn: Arc<tokio::sync::Mutex<()>>,
    refusals: Mutex<Refusals>,
}

struct Refusals {
    last: Option<Arc<Error>>,
    backoff: Backoff,
}

/// A call that may use it. Held by the one that goes ahead of the others.
pub(crate) struct Turn {
    gate: Arc<Gate>,
    _ahead: Option<OwnedMutexGuard<()>>,
}

/// What an answer says of a key or password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    Accepted,
    Refused,
    /// The server has not looked at it.
    None,
}

impl Gate {
    pub fn new(kind: SecretKind) -> Self {
        let refusals = Mutex::new(Refusals { last: None, backoff: Backoff::new(kind.first_backoff()) });
        Self { kind, is_good: AtomicBool::new(false), turn: Arc::default(), refusals }
    }

    /// Whether a refusal was so short ago that it is not tried.
    fn is_paused(&self) -> bool {
        !lock(&self.refusals).backoff.left(Instant::now()).is_zero()
    }

    /// Waits for one's turn; fails as the call before did, while it is paused.
    pub async fn turn(self: Arc<Self>, patience: Option<Duration>) -> Result<Turn, Error> {
        if self.is_good.load(Ordering::Acquire) {
            return Ok(Turn { gate: self, _ahead: None });
        }
        self.refused()?;
        let ahead = within(patience, Arc::clone(&self.turn).lock_owned()).await;
        self.refused()?;
        let ahead = ahead.filter(|_| !self.is_good.load(Ordering::Acquire));
        Ok(Turn { gate: self, _ahead: ahead })
    }

    fn refused(&self) -> Result<(), Error> {
        let refusals = lock(&self.refusals);
        let left = refusals.backoff.left(Instant::now());
        match &refusals.last {
            Some(error) if !left.is_zero() => Err(self.explain(Error::shared(error), left)),
            Some(_) | None => Ok(()),
        }
    }

    /// Says until when it is paused, and why.
    fn explain(&self, error: Error, left: Duration) -> Error {
        let until = SystemTime::now().checked_add(left).and_then(timestamp::text).unwrap_or_default();
        error.noting(format!("it is not tried again before {until}, {}", self.kind.why()))
    }

    fn refuse(&self, error: Error) -> Error {
        let error = Arc::new(error);
        let own = Error::shared(&error);
        let mut refusals = lock(&self.refusals);
        refusals.last = Some(error);
        refusals.backoff.begin(Instant::now());
        let left = refusals.backoff.left(Instant::now());
        drop(refusals);
        self.explain(own, left)
    }
}

impl Turn {
    /// Learns from an answer.
    pub fn learn(self, judgement: Judgement, result: Result<Response, Error>) -> Result<Response, Error> {
        let gate = &self.gate;
        match (judgement, result) {
            // One that was good before is looked at again, but one refusal is not held against it.
            (Judgement::Refused, Err(error)) => match gate.is_good.swap(false, Ordering::AcqRel) {
                true => Err(error),
                false => Err(gate.refuse(error)),
            },
            (Judgement::Accepted, result) => {
                if !gate.is_good.swap(true, Ordering::AcqRel) {
                    let mut refusals = lock(&gate.refusals);
                    refusals.last = None;
                    refusals.backoff.end();
                }
                result
            }
            (Judgement::Refused | Judgement::None, result) => result,
        }
    }
}

/// That of an access key.
pub(crate) fn of_key(realm: Realm<'_>, key: &AccessKey) -> Arc<Gate> {
    let token = key.security_token.as_ref().map(Secret::expose);
    of(realm, SecretKind::Key, (&key.id, key.secret.expose(), token))
}

/// What an answer to a signed request says of the key.
pub(crate) fn of_signature(result: &Result<Response, Error>) -> Judgement {
    match result {
        Ok(_) => Judgement::Accepted,
        Err(error) if is_refused_signature(error) => Judgement::Refused,
        Err(error) if is_judged(error) => Judgement::Accepted,
        Err(_) => Judgement::None,
    }
}

/// What an answer to a login says of the password.
pub(crate) fn of_login(result: &Result<Response, Error>) -> Judgement {
    match result {
        Ok(_) => Judgement::Accepted,
        Err(error) if is_refused_login(error) => Judgement::Refused,
        Err(_) => Judgement::None,
    }
}

/// Whether the server has looked at the signature before it failed the call for another reason.
fn is_judged(error: &Error) -> bool {
    let is_early = |status: StatusCode| {
        status.is_server_error()
            || status.is_redirection()
            || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
    };
    error.kind() == ErrorKind::Api && !error.is_throttled() && !error.status().is_some_and(is_early)
}

#[cfg(test)]
mod tests;
