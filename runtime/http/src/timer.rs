//! Waits, on Tokio's clock. The only module that knows Tokio's timer. Outside of a Tokio runtime nothing waits: an own
//! transport may run on another executor, and then goes without the timeouts and the retries of this crate.

use std::future::Future;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;

/// The output of a future; `None` when it takes longer.
pub async fn within<T>(limit: Option<Duration>, future: impl Future<Output = T>) -> Option<T> {
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
