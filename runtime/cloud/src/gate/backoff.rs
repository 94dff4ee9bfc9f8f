//! Measures pauses that grow each time, so that what goes on failing costs less and less. Knows time. Must not know
//! what is paused.

use std::time::{Duration, Instant};

/// No pause is longer.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// Each pause is twice the one before, until it is ended.
#[derive(Debug)]
pub(crate) struct Backoff {
    first: Duration,
    last: Option<(Instant, Duration)>,
}

impl Backoff {
    pub fn new(first: Duration) -> Self {
        Self { first, last: None }
    }

    /// What is left of the pause; nothing when there is none.
    pub fn left(&self, now: Instant) -> Duration {
        self.last.map_or(Duration::ZERO, |(start, length)| length.saturating_sub(now.saturating_duration_since(start)))
    }

    /// Begins the next pause.
    pub fn begin(&mut self, now: Instant) {
        let length = match self.last {
            Some((_, length)) => length.saturating_mul(2).min(LONGEST),
            None => self.first,
        };
        self.last = Some((now, length));
    }

    /// Begins the last one again, which took until now to come to something.
    pub fn restart(&mut self, now: Instant) {
        self.last = self.last.map(|(_, length)| (now, length));
    }

    /// Ends it: what failed has succeeded.
    pub fn end(&mut self) {
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Begins a pause at these seconds and says how long each is.
    fn lengths(first: u64, starts: &[u64]) -> Vec<u64> {
        let (start, mut backoff) = (Instant::now(), Backoff::new(Duration::from_secs(first)));
        let length = |second: &u64| {
            let now = start + Duration::from_secs(*second);
            backoff.begin(now);
            backoff.left(now).as_secs()
        };
        starts.iter().map(length).collect()
    }

    #[test]
    fn pauses_grow() {
        assert_eq!(lengths(30, &[0, 30, 90, 210, 450, 930, 1830]), [30, 60, 120, 240, 480, 900, 900]);
        assert_eq!(lengths(300, &[0, 3000, 9000]), [300, 600, 900]);
    }

    #[test]
    fn a_pause_runs_out_or_is_ended() {
        let (now, mut backoff) = (Instant::now(), Backoff::new(Duration::from_secs(5)));
        assert_eq!(backoff.left(now), Duration::ZERO);
        backoff.begin(now);
        assert_eq!(backoff.left(now + Duration::from_secs(2)), Duration::from_secs(3));
        assert_eq!(backoff.left(now + Duration::from_secs(5)), Duration::ZERO);
        backoff.restart(now + Duration::from_secs(4));
        assert_eq!(backoff.left(now + Duration::from_secs(5)), Duration::from_secs(4));
        backoff.end();
        assert_eq!(backoff.left(now), Duration::ZERO);
    }
}
