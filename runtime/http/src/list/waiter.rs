//! Waits until an item is, or is no longer, in a list. Knows when to poll, and when to give up. Must not know how a
//! list is read (`paginate`) or which failures pass (`retry`).

use crate::Call;
use crate::call::operation::Sending;
use crate::list::paginate::{Items, Paginate};
use crate::outcome::error::Error;
use std::future::{Future, IntoFuture};
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

/// Waits until an item is in a list, or is no longer: `.await` it.
///
/// It looks at once, through all pages, and then about every [`interval`](Self::interval), until it finds what it waits
/// for, the [`timeout`](Self::timeout) is over, or a look fails for good: what passes, such as a server that is busy, it
/// waits through. When the time is over, the error is one for which [`Error::is_timeout`] says yes.
///
/// ```text
/// client.wait_until_app_bound(instance_id, app_quota_id, app_id).timeout(Duration::from_secs(60)).await?;
/// ```
#[derive(Clone, Debug)]
#[must_use = "a waiter does nothing until it is awaited"]
pub struct Waiter<O: Paginate> {
    list: O,
    text: fn(&O::Item) -> Option<&str>,
    value: String,
    present: bool,
    not_found_is_absent: bool,
    what: &'static str,
    interval: Duration,
    timeout: Duration,
}

impl<O: Paginate> Waiter<O> {
    /// Waits until an item of the list has this text. `what` says what was not so if the time is over: "the app was not
    /// bound".
    pub fn present(list: O, text: fn(&O::Item) -> Option<&str>, value: impl Into<String>, what: &'static str) -> Self {
        let (value, present, not_found_is_absent) = (value.into(), true, false);
        Self { list, text, value, present, not_found_is_absent, what, interval: INTERVAL, timeout: TIMEOUT }
    }

    /// Waits until no item of the list has this text.
    pub fn absent(list: O, text: fn(&O::Item) -> Option<&str>, value: impl Into<String>, what: &'static str) -> Self {
        Self { present: false, ..Self::present(list, text, value, what) }
    }

    /// As [`absent`](Self::absent), and takes status 404 for that too: a list that is gone holds nothing.
    pub fn absent_or_not_found(
        list: O,
        text: fn(&O::Item) -> Option<&str>,
        value: impl Into<String>,
        what: &'static str,
    ) -> Self {
        Self { not_found_is_absent: true, ..Self::absent(list, text, value, what) }
    }

    /// How long to pause between two looks: 2 seconds unless said otherwise. Each pause is up to a quarter longer or
    /// shorter, so that many waiters do not look at the same time.
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// How long to wait in all: 3 minutes unless said otherwise. A look that takes longer than what is left is given up.
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
    pub fn wait_blocking(self) -> Result<(), Error> {
        crate::blocking::block_on(self.wait())
    }

    #[cfg(not(feature = "blocking"))]
    crate::without_blocking!(wait_blocking -> Result<(), Error>);

    async fn wait(self) -> Result<(), Error> {
        // Tokio's timers would panic.
        if Handle::try_current().is_err() {
            let message = "waiting needs a Tokio runtime; without one, use `wait_blocking` of the feature `blocking`";
            return Err(Error::runtime(message).during(Call::of::<O>()));
        }
        let start = Instant::now();
        let mut looks = 0_u64;
        let mut failure = None;
        loop {
            let looked = Instant::now();
            looks = looks.saturating_add(1);
            let mut pause = self.pause();
            match timeout(self.left(start), self.look()).await {
                Ok(Ok(found)) if found == self.present => return Ok(()),
                Ok(Ok(_)) => failure = None,
                Ok(Err(error)) if self.passes(&error) => {
                    pause = pause.max(error.retry_after().unwrap_or_default());
                    failure = Some(error);
                }
                Ok(Err(error)) => return Err(error),
                Err(_) => {}
            }
            sleep(pause.min(self.left(start))).await;
            if self.left(start).is_zero() {
                return Err(self.too_late(looks, looked.elapsed(), failure));
            }
        }
    }

    /// Whether the client's calls are made again after such a failure, and so the next look may succeed.
    fn passes(&self, error: &Error) -> bool {
        self.list.client().limits().retry.passes(error)
    }

    fn left(&self, start: Instant) -> Duration {
        self.timeout.saturating_sub(start.elapsed())
    }

    fn pause(&self) -> Duration {
        let pause = self.interval.checked_mul(fastrand::u32(JITTER)).map_or(self.interval, |pause| pause / 100);
        pause.max(SHORTEST)
    }

    /// Whether the item is in the list. It borrows no operation: a future that does cannot be sent to another thread.
    fn look(&self) -> impl Future<Output = Result<bool, Error>> + Send + use<'_, O> {
        let (mut items, text, value) = (Items::new(self.list.clone()), self.text, self.value.as_str());
        let not_found_is_absent = self.not_found_is_absent;
        async move {
            loop {
                match items.try_next().await {
                    Ok(Some(item)) if text(&item) == Some(value) => return Ok(true),
                    Ok(Some(_)) => {}
                    Ok(None) => return Ok(false),
                    Err(error) if not_found_is_absent && error.is_not_found() => return Ok(false),
                    Err(error) => return Err(error),
                }
            }
        }
    }

    fn too_late(&self, looks: u64, ago: Duration, failure: Option<Error>) -> Error {
        let plural = if looks == 1 { "look" } else { "looks" };
        let (what, timeout, ago) = (self.what, words(self.timeout), words(ago));
        let message = format!("{what} within {timeout} (last looked {ago} ago, {looks} {plural})");
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

impl<O: Paginate> IntoFuture for Waiter<O> {
    type Output = Result<(), Error>;
    type IntoFuture = Sending<()>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.wait())
    }
}
