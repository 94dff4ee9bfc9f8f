//! Waits, on Tokio's clock. The only module that knows Tokio's timer. Outside of a Tokio runtime nothing waits: an own
//! transport may run on another executor, and then goes without the timeouts and the retries of this crate.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::time::Sleep;

/// The output of a future; `None` when it takes longer. What is ready at once needs no timer.
pub async fn within<T>(limit: Option<Duration>, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    if let Poll::Ready(output) = poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await {
        return Some(output);
    }
    match limit {
        Some(limit) if Handle::try_current().is_ok() => tokio::time::timeout(limit, future).await.ok(),
        _ => Some(future.await),
    }
}

/// Waits; `false` when nobody here can.
pub(crate) async fn sleep(duration: Duration) -> bool {
    if Handle::try_current().is_err() {
        return false;
    }
    if !duration.is_zero() {
        tokio::time::sleep(duration).await;
    }
    true
}

/// Goes off when somebody has waited for something for too long; never, unless it is told how long that is.
#[derive(Default)]
pub(crate) struct Alarm {
    limit: Option<Duration>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Alarm {
    pub fn after(limit: Duration) -> Self {
        Self { limit: Some(limit), sleep: None }
    }

    /// One for something else, for which one may wait as long.
    pub fn anew(&self) -> Self {
        Self { limit: self.limit, sleep: None }
    }

    /// What one waited for has come.
    pub fn reset(&mut self) {
        self.sleep = None;
    }

    /// Waits, from the first time on that it is asked; then says for how long it was.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<Duration> {
        let Some(limit) = self.limit.filter(|_| Handle::try_current().is_ok()) else { return Poll::Pending };
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
        ready!(sleep.as_mut().poll(context));
        Poll::Ready(limit)
    }
}

/// When something must be over; never, if it is too far away for the clock.
#[derive(Clone, Copy, Debug)]
pub struct Deadline(Option<Instant>);

impl Deadline {
    /// So long from now.
    pub fn after(duration: Duration) -> Self {
        Self(Instant::now().checked_add(duration))
    }

    /// What is left until then; `None` when there is no end.
    pub fn left(self) -> Option<Duration> {
        Some(self.0?.saturating_duration_since(Instant::now()))
    }

    /// Whether so much time is left.
    pub fn allows(self, duration: Duration) -> bool {
        self.left().is_none_or(|left| duration < left)
    }
}
