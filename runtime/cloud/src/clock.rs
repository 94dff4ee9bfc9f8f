//! Keeps how far the server's clock is from ours, since signatures are good for minutes only. Must not know who is told
//! the time.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

/// The server's clock, as far as it is known.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    /// How many seconds it is ahead of ours.
    ahead: AtomicI64,
}

impl Clock {
    pub fn now(&self) -> SystemTime {
        let ahead = self.ahead.load(Ordering::Relaxed);
        let distance = Duration::from_secs(ahead.unsigned_abs());
        let (now, none) = (SystemTime::now(), SystemTime::UNIX_EPOCH);
        if ahead < 0 { now.checked_sub(distance) } else { now.checked_add(distance) }.unwrap_or(none)
    }

    /// Remembers what it says.
    pub fn set(&self, server: SystemTime) {
        let seconds = |distance: Duration| i64::try_from(distance.as_secs()).unwrap_or(0);
        let ahead = match server.duration_since(SystemTime::now()) {
            Ok(ahead) => seconds(ahead),
            Err(behind) => -seconds(behind.duration()),
        };
        self.ahead.store(ahead, Ordering::Relaxed);
    }
}
