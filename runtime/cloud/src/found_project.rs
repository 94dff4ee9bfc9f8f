//! Keeps the project of a configuration's region, once it was found. Knows tasks that wait. Must not know how it is
//! looked up.

use crate::Error;
use crate::gate::failure_cache::FailureCache;
use std::future::Future;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::sync::Mutex;

/// How long a failure is told to everybody before the identity service is asked again.
const PAUSE: Duration = Duration::from_secs(5);

/// The project of a configuration's region: asked for by one task while the others wait, who are told the same.
#[derive(Default)]
pub(crate) struct FoundProject {
    id: OnceLock<String>,
    asking: Mutex<()>,
    failure: FailureCache,
}

impl FoundProject {
    pub fn get(&self) -> Option<&str> {
        self.id.get().map(String::as_str)
    }

    /// Asks, unless somebody has or does. Whoever is dropped while he asks leaves it to the next one.
    pub async fn find(&self, ask: impl Future<Output = Result<String, Error>>) -> Result<String, Error> {
        let _asking = self.asking.lock().await;
        if let Some(id) = self.id.get() {
            return Ok(id.clone());
        }
        if let Some(error) = self.failure.get(PAUSE) {
            return Err(error);
        }
        match ask.await {
            Ok(id) => Ok(self.id.get_or_init(|| id).clone()),
            Err(error) => Err(self.failure.keep(error)),
        }
    }
}
