//! Limits what a client may spend on repetitions, by a bucket of tokens. While a service is down, each caller would
//! triple its load; the bucket runs dry instead, and fills up again as calls succeed.

use crate::outcome::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};

/// What a repetition costs, and twice that after silence, which has cost the service the most.
const COST: u32 = 5;

/// What a call that succeeds gives back.
const REFUND: u32 = 1;

#[derive(Debug)]
pub(crate) struct Budget {
    tokens: AtomicU32,
    capacity: u32,
}

impl Budget {
    pub fn new(capacity: u32) -> Self {
        Self { tokens: AtomicU32::new(capacity), capacity }
    }

    /// Pays for a repetition, if there is enough.
    pub fn take(&self, error: &Error) -> bool {
        let cost = if error.is_timeout() { 2 * COST } else { COST };
        let less = |tokens: u32| tokens.checked_sub(cost);
        self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }

    /// A call has succeeded.
    pub fn refund(&self) {
        let more = |tokens: u32| (tokens < self.capacity).then(|| tokens.saturating_add(REFUND).min(self.capacity));
        // Fails when the bucket is full.
        let _ = self.tokens.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{TransportError, TransportErrorKind};

    #[test]
    fn a_bucket_runs_dry_and_fills_up() {
        let broken: Error = TransportError::new(TransportErrorKind::Other, "x").into();
        let silent: Error = TransportError::new(TransportErrorKind::Timeout, "x").into();
        let budget = Budget::new(17);
        assert!(budget.take(&silent) && budget.take(&broken));
        assert!(!budget.take(&broken), "2 are left");
        for _ in 0..3 {
            budget.refund();
        }
        assert!(!budget.take(&silent) && budget.take(&broken) && !budget.take(&broken));
        for _ in 0..100 {
            budget.refund();
        }
        assert!(budget.take(&broken) && budget.take(&silent) && !budget.take(&broken), "never more than 17");
    }

    #[test]
    fn an_empty_bucket_forbids_all() {
        let broken: Error = TransportError::new(TransportErrorKind::Other, "x").into();
        let budget = Budget::new(0);
        budget.refund();
        assert!(!budget.take(&broken));
    }
}
