//! A failure that is told to others for a while, instead of being brought about once more.
//!
//! Knows time, and nothing of what failed.

use crate::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

#[derive(Default)]
pub(crate) struct Remembered(Mutex<Option<(Arc<Error>, Instant)>>);

impl Remembered {
    /// Keeps a failure, and gives it back for whoever caused it.
    pub fn keep(&self, error: Error) -> Error {
        let error = Arc::new(error);
        let own = Error::shared(&error);
        *self.lock() = Some((error, Instant::now()));
        own
    }

    /// The failure, unless it is older than this.
    pub fn told(&self, pause: Duration) -> Option<Error> {
        let known = self.lock();
        known.as_ref().filter(|(_, at)| at.elapsed() < pause).map(|(error, _)| Error::shared(error))
    }

    pub fn forget(&self) {
        *self.lock() = None;
    }

    /// Nothing panics while it holds the lock, so its data is whole.
    fn lock(&self) -> MutexGuard<'_, Option<(Arc<Error>, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
