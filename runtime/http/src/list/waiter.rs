//! Waits until something comes about: looks again and again. Knows when to look, and when to give up. Must not know what
//! is waited for (`goals`), how a list is read (`paginate`) or which failures pass (`retry`).

mod goals;

pub use goals::State;

use crate::Call;
use crate::call::operation::{Operation, Sending};
use crate::outcome::error::Error;
use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::{Instant, sleep, timeout};

/// So often the provider's own tools look, and so long they wait.
const INTERVAL: Duration = Duration::from_secs(2);
const TIMEOUT: Duration = Duration::from_secs(180);

/// No two looks are closer than this, whatever the interval.
const SHORTEST: Duration = Duration::from_millis(1);

/// How long a pause is, in percent of the interval.
const JITTER: std::ops::RangeInclusive<u32> = 75..=125;

/// Waits until something comes about, be it an item of a list or a state of one thing: `.await` it.
///
/// It looks at once, and then about every [`interval`](Self::interval), until it finds what it waits for, the
/// [`timeout`](Self::timeout) is over, or a look fails for good: what passes, such as a server that is busy, it waits
/// through. When the time is over, the error is one for which [`Error::is_timeout`] says yes; when the service says that
/// it will not come about, [`ErrorKind::Failed`](crate::ErrorKind::Failed).
///
/// ```text
/// client.gateway(instance_id).wait_until_app_bound(app_quota_id, app_id).timeout(Duration::from_secs(60)).await?;
/// ```
#[must_use = "a waiter does nothing until it is awaited"]
pub struct Waiter<O: Operation, T = ()> {
    call: O,
    look: Look<O, T>,
    watch: Option<Watch<O>>,
    what: &'static str,
    interval: Duration,
    timeout: Duration,
}

/// Looks once, and shows what it saw.
type Look<O, T> = Box<dyn Fn(O, Option<Watch<O>>) -> Sending<Seen<T>> + Send + Sync>;

/// Who looks on.
type Watch<O> = Arc<dyn Fn(&<O as Operation>::Output) + Send + Sync>;

/// What a look saw.
enum Seen<T> {
    /// It has come about.
    Reached(T),
    /// It has not, and what there is in its place.
    NotYet(Option<String>),
    /// It will not.
    Failed(Error),
}

impl<O: Operation + Clone, T> Waiter<O, T> {
    fn new(call: O, what: &'static str, look: Look<O, T>) -> Self {
        Self { call, look, watch: None, what, interval: INTERVAL, timeout: TIMEOUT }
    }

    /// How long to pause between two looks: 2 seconds, or what the waiter says, unless said otherwise. Each pause is up to a quarter longer or
    /// shorter, so that many waiters do not look at the same time.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// How long to wait in all: 3 minutes, or what the waiter says, unless said otherwise. A look that takes longer than what is left is given up.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Waits on this thread.
    ///
    /// # Errors
    ///
    /// As `.await`; inside of an async runtime it is [`ErrorKind::Runtime`](crate::ErrorKind::Runtime).
    #[cfg(feature = "blocking")]
    pub fn wait_blocking(self) -> Result<T, Error> {
        crate::blocking::block_on(self.wait())
    }

    #[cfg(not(feature = "blocking"))]
    crate::without_blocking!(wait_blocking -> Result<T, Error>);

    async fn wait(self) -> Result<T, Error> {
        // Tokio's timers would panic.
        if Handle::try_current().is_err() {
            let message = "waiting needs a Tokio runtime; without one, use `wait_blocking` of the feature `blocking`";
            return Err(Error::runtime(message).during(Call::of::<O>()));
        }
        let start = Instant::now();
        let mut looks = 0_u64;
        let (mut failure, mut state) = (None, None);
        loop {
            let looked = Instant::now();
            looks = looks.saturating_add(1);
            let mut pause = self.pause();
            match timeout(self.left(start), (self.look)(self.call.clone(), self.watch.clone())).await {
                Ok(Ok(Seen::Reached(value))) => return Ok(value),
                Ok(Ok(Seen::Failed(error))) => return Err(error.during(Call::of::<O>())),
                Ok(Ok(Seen::NotYet(seen))) => (failure, state) = (None, seen),
                Ok(Err(error)) if self.passes(&error) => {
                    pause = pause.max(error.retry_after().unwrap_or_default());
                    failure = Some(error);
                }
                Ok(Err(error)) => return Err(error),
                Err(_) => {}
            }
            sleep(pause.min(self.left(start))).await;
            if self.left(start).is_zero() {
                return Err(self.too_late(looks, looked.elapsed(), (failure, state)));
            }
        }
    }

    /// Whether the client's calls are made again after such a failure, and so the next look may succeed.
    fn passes(&self, error: &Error) -> bool {
        self.call.client().limits().retry.passes(error)
    }

    fn left(&self, start: Instant) -> Duration {
        self.timeout.saturating_sub(start.elapsed())
    }

    fn pause(&self) -> Duration {
        let pause = self.interval.checked_mul(fastrand::u32(JITTER)).map_or(self.interval, |pause| pause / 100);
        pause.max(SHORTEST)
    }

    fn too_late(&self, looks: u64, ago: Duration, (failure, state): (Option<Error>, Option<String>)) -> Error {
        let plural = if looks == 1 { "look" } else { "looks" };
        let (what, timeout, ago) = (self.what, words(self.timeout), words(ago));
        let state = state.map(|state| format!(": {state}")).unwrap_or_default();
        let message = format!("{what} within {timeout}{state} (last looked {ago} ago, {looks} {plural})");
        let error = Error::waited(message).during(Call::of::<O>());
        match failure {
            Some(failure) => error.noting(format!("the last look failed: {failure}")),
            None => error,
        }
    }
}

/// A time as people say it.
fn words(time: Duration) -> String {
    if time < Duration::from_secs(1) { format!("{} ms", time.as_millis()) } else { format!("{} s", time.as_secs()) }
}

impl<O: Operation + Clone + 'static> Waiter<O, O::Output> {
    /// Shows each answer on the way, and the last: to tell somebody how far it is. It must not take long.
    pub fn on_look(mut self, watch: impl Fn(&O::Output) + Send + Sync + 'static) -> Self {
        self.watch = Some(Arc::new(watch));
        self
    }
}

impl<O: Operation, T> fmt::Debug for Waiter<O, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { call: _, look: _, watch: _, what, interval, timeout } = self;
        let mut shown = f.debug_struct("Waiter");
        shown.field("call", &O::NAME).field("what", what).field("interval", interval).field("timeout", timeout);
        shown.finish_non_exhaustive()
    }
}

impl<O: Operation + Clone + 'static, T: 'static> IntoFuture for Waiter<O, T> {
    type Output = Result<T, Error>;
    type IntoFuture = Sending<T>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.wait())
    }
}
