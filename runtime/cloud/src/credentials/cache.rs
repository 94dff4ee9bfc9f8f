//! Keeps what a provider answered until it is about to expire. Knows times and waiting tasks. Must not know where
//! credentials come from. One task asks the provider while the others wait, or go on with what is still valid. No lock
//! of the standard library is held across an `await`, and a task that is dropped while it asks leaves nothing behind:
//! the next one that waits takes over.

use super::{IdentityContext, ProvideCredentials};
use crate::Error;
use crate::Identity;
use crate::dialect::is_refused_login;
use crate::gate::backoff::Backoff;
use oaswright_runtime::support::lock;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

/// How long before their end credentials are renewed: at most this, and at most a fifth of their life, so that those
/// which live for minutes are not fetched for every call.
const MARGIN: Duration = Duration::from_secs(30 * 60);
const MARGIN_PART: u32 = 5;

/// How long a failure is told to everybody before the provider is asked again.
const PAUSE: Duration = Duration::from_secs(5);

/// The same when the identity service refused: five failed logins within a quarter of an hour lock an account.
const REFUSED_PAUSE: Duration = Duration::from_secs(5 * 60);

/// A token that was refused sooner is no better when it is fetched again.
const FRESH: Duration = Duration::from_secs(3);

/// How soon after what the server refused was renewed it may be renewed again; twice as long each time that it did not help.
const RENEWAL_PAUSE: Duration = Duration::from_secs(5);

/// From this many projects on, room is made for a new one.
const MANY: usize = 64;

pub(super) struct Cache {
    provider: Box<dyn ProvideCredentials>,
    /// A token is good for one project only, so each has a slot of its own.
    slots: Mutex<Vec<Arc<Slot>>>,
}

struct Slot {
    region: Option<String>,
    project_id: Option<String>,
    state: Mutex<State>,
    /// Held by the task that asks the provider.
    asking: tokio::sync::Mutex<()>,
}

struct State {
    held: Option<Held>,
    failure: Option<Failure>,
    /// Runs while what the server refused is not renewed, so that a service which refuses everything does not cost a login
    /// a call.
    renewal: Backoff,
    /// Whether the last renewal let a call succeed that was refused before.
    has_helped: bool,
}

impl Default for State {
    fn default() -> Self {
        Self { held: None, failure: None, renewal: Backoff::new(RENEWAL_PAUSE), has_helped: false }
    }
}

struct Held {
    identity: Arc<Identity>,
    since: Instant,

    /// When to renew it, and when it is good no longer; `None` for never.
    times: Option<(SystemTime, SystemTime)>,
}

struct Failure {
    error: Arc<Error>,
    at: SystemTime,
    pause: Duration,
}

enum Offer {
    Good(Arc<Identity>),
    /// Good still, but due to be renewed.
    Aging(Arc<Identity>),
    Failed(Error),
    Nothing,
}

impl Cache {
    pub(super) fn new(provider: impl ProvideCredentials) -> Self {
        Self { provider: Box::new(provider), slots: Mutex::default() }
    }

    pub(super) async fn identity(&self, context: &IdentityContext<'_>) -> Result<Arc<Identity>, Error> {
        let slot = self.slot(context);
        let asking = match slot.offer(context.now()) {
            Offer::Good(identity) => return Ok(identity),
            Offer::Failed(error) => return Err(error),
            Offer::Aging(identity) => match slot.asking.try_lock() {
                Ok(asking) => asking,
                Err(_) => return Ok(identity),
            },
            Offer::Nothing => slot.asking.lock().await,
        };
        // Another task may have asked meanwhile.
        match slot.offer(context.now()) {
            Offer::Good(identity) => return Ok(identity),
            Offer::Failed(error) => return Err(error),
            Offer::Aging(_) | Offer::Nothing => {}
        }
        let answer = self.provider.provide(context).await;
        let result = slot.settle(answer, context.now());
        drop(asking);
        result
    }

    /// Learns that a call has succeeded with what was renewed for it.
    pub(super) fn helped(&self, used: &Arc<Identity>) {
        for slot in lock(&self.slots).iter() {
            let mut state = lock(&slot.state);
            state.has_helped |= state.held.as_ref().is_some_and(|held| Arc::ptr_eq(&held.identity, used));
        }
    }

    /// Forgets an identity that was refused, unless it has been replaced already. Says whether another one may help.
    pub(super) fn renew(&self, used: &Arc<Identity>, is_expired: bool) -> bool {
        lock(&self.slots).iter().all(|slot| lock(&slot.state).renew(used, is_expired, Instant::now()))
    }

    fn slot(&self, context: &IdentityContext<'_>) -> Arc<Slot> {
        let mut slots = lock(&self.slots);
        let is_right = |slot: &&Arc<Slot>| {
            slot.region.as_deref() == context.region() && slot.project_id.as_deref() == context.project_id()
        };
        if let Some(slot) = slots.iter().find(is_right) {
            return Arc::clone(slot);
        }
        if slots.len() >= MANY {
            let now = context.now();
            slots.retain(|slot| Arc::strong_count(slot) > 1 || !matches!(slot.offer(now), Offer::Nothing));
        }
        let slot = Arc::new(Slot {
            region: context.region().map(str::to_owned),
            project_id: context.project_id().map(str::to_owned),
            state: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
        });
        slots.push(Arc::clone(&slot));
        slot
    }
}

impl State {
    fn renew(&mut self, used: &Arc<Identity>, is_expired: bool, now: Instant) -> bool {
        let Some(held) = self.held.as_ref().filter(|held| Arc::ptr_eq(&held.identity, used)) else { return true };
        let is_fresh = now.saturating_duration_since(held.since) < FRESH;
        if (is_fresh && !is_expired) || !self.renewal.left(now).is_zero() {
            return false;
        }
        if std::mem::take(&mut self.has_helped) {
            self.renewal.end();
        }
        self.renewal.begin(now);
        self.held = None;
        true
    }
}

impl Slot {
    fn offer(&self, now: SystemTime) -> Offer {
        let state = lock(&self.state);
        // A clock that was set back must not make a failure last.
        let failure = state
            .failure
            .as_ref()
            .filter(|failure| now.duration_since(failure.at).is_ok_and(|passed| passed < failure.pause));
        match (&state.held, failure) {
            (Some(Held { identity, times: None, .. }), _) => Offer::Good(Arc::clone(identity)),
            (Some(Held { identity, times: Some((renewal, end)), .. }), failure) if now < *end => {
                let identity = Arc::clone(identity);
                if now < *renewal || failure.is_some() { Offer::Good(identity) } else { Offer::Aging(identity) }
            }
            (_, Some(failure)) => Offer::Failed(Error::shared(&failure.error)),
            (_, None) => Offer::Nothing,
        }
    }

    /// Keeps what the provider answered; a failure leaves what was there, which may be good still.
    fn settle(&self, answer: Result<Identity, Error>, now: SystemTime) -> Result<Arc<Identity>, Error> {
        match answer {
            Ok(identity) => {
                let identity = Arc::new(identity);
                let times = times(&identity, now);
                let mut state = lock(&self.state);
                state.held = Some(Held { identity: Arc::clone(&identity), since: Instant::now(), times });
                state.failure = None;
                state.renewal.restart(Instant::now());
                Ok(identity)
            }
            Err(error) => {
                let pause = if is_refused_login(&error) { REFUSED_PAUSE } else { PAUSE };
                let error = Arc::new(error);
                lock(&self.state).failure = Some(Failure { error: Arc::clone(&error), at: now, pause });
                match self.offer(now) {
                    Offer::Good(identity) | Offer::Aging(identity) => Ok(identity),
                    Offer::Failed(_) | Offer::Nothing => Err(Error::shared(&error)),
                }
            }
        }
    }
}

/// When to renew an identity, and when it is good no longer.
fn times(identity: &Identity, now: SystemTime) -> Option<(SystemTime, SystemTime)> {
    let lifetime = identity.lifetime();
    let (end, left) = (lifetime.end?, lifetime.left(now)?);
    let margin = MARGIN.min(left / MARGIN_PART);
    // One that has expired on arrival is used for a moment all the same: rather is the clock wrong than the token, and
    // the tasks that wait for it must not each fetch one more.
    let soonest = now.checked_add(PAUSE).unwrap_or(now);
    Some((end.checked_sub(margin).unwrap_or(end).max(soonest), end.max(soonest)))
}

#[cfg(test)]
mod tests;
