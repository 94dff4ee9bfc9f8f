//! Keeps a failure for a while, so that others get it without causing it once more. Knows time. Must not know what
//! failed.

use crate::Error;
use oaswright_runtime::support::lock;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

#[derive(Default)]
pub(crate) struct FailureCache(Mutex<Option<(Arc<Error>, Instant)>>);

impl FailureCache {
    /// Keeps a failure, and gives it back for whoever caused it.
    pub fn keep(&self, error: Error) -> Error {
        let error = Arc::new(error);
        let own = Error::shared(&error);
        *lock(&self.0) = Some((error, Instant::now()));
        own
    }

    /// The failure, unless it is older than this.
    pub fn get(&self, pause: Duration) -> Option<Error> {
        let last = lock(&self.0);
        last.as_ref().filter(|(_, at)| at.elapsed() < pause).map(|(error, _)| Error::shared(error))
    }
}
