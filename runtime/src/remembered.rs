//! A failure that is told to others for a while, instead of being brought about once more.
//!
//! Knows time, and nothing of what failed.

use crate::error::Error;
use crate::lock::lock;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[derive(Default)]
pub(crate) struct Remembered(Mutex<Option<(Arc<Error>, Instant)>>);

impl Remembered {
    /// Keeps a failure, and gives it back for whoever caused it.
    pub fn keep(&self, error: Error) -> Error {
        let error = Arc::new(error);
        let own = Error::shared(&error);
        *lock(&self.0) = Some((error, Instant::now()));
        own
    }

    /// The failure, unless it is older than this.
    pub fn told(&self, pause: Duration) -> Option<Error> {
        let known = lock(&self.0);
        known.as_ref().filter(|(_, at)| at.elapsed() < pause).map(|(error, _)| Error::shared(error))
    }
}
