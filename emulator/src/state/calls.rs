//! Counts the calls of published APIs, by minute and API. Must not know what they were for.

use http::StatusCode;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Minutes of APIs, more than a test looks at.
const MOST: usize = 10_000;

/// What came of some calls. Times are in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub calls: u64,
    pub successes: u64,
    pub refusals: u64,
    pub failures: u64,
    pub received: u64,
    pub sent: u64,
    pub time: u64,
    pub longest: u64,
}

impl Tally {
    /// One call.
    pub fn of(status: StatusCode, received: u64, sent: u64, time: u64) -> Self {
        let [successes, refusals, failures] =
            [status.is_success(), status.is_client_error(), status.is_server_error()].map(u64::from);
        Self { calls: 1, successes, refusals, failures, received, sent, time, longest: time }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        let Self { calls, successes, refusals, failures, received, sent, time, longest } = other;
        self.calls += calls;
        self.successes += successes;
        self.refusals += refusals;
        self.failures += failures;
        self.received += received;
        self.sent += sent;
        self.time += time;
        self.longest = self.longest.max(longest);
    }
}

/// The calls of a gateway.
#[derive(Debug, Default)]
pub(crate) struct Calls(BTreeMap<(u64, String), Tally>);

impl Calls {
    /// Adds a call in this minute. What is long ago goes first.
    pub fn add(&mut self, minute: u64, api: String, call: Tally) {
        *self.0.entry((minute, api)).or_default() += call;
        if self.0.len() > MOST {
            self.0.pop_first();
        }
    }

    /// From this minute on: minute, API and what came of its calls.
    pub fn since(&self, minute: u64) -> impl Iterator<Item = (u64, &str, Tally)> {
        self.0.range((minute, String::new())..).map(|((minute, api), tally)| (*minute, api.as_str(), *tally))
    }
}
