//! Measures from outside: attempts, logins, errors, memory and open files, and reports what must not be. Must not know
//! tasks.

use apig_sdk::{Error, ErrorKind, Hook, ReceivedAnswer};
use std::collections::BTreeMap;
use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Two logins of one caller are at least so far apart.
pub const PAUSE: Duration = Duration::from_secs(5);
/// After a token has ended, a caller's calls succeed again within this time.
pub const RECOVERY: Duration = Duration::from_secs(15);

/// Everything that is counted.
#[derive(Debug, Default)]
pub struct Counts {
    pub calls: u64,
    /// By kind: how many, and the first.
    pub failed: BTreeMap<String, (u64, String)>,
    pub attempts: u64,
    pub repeated: u64,
    pub without_success: u64,
    pub slowest: Duration,
    pub logins: BTreeMap<String, Vec<Instant>>,
    /// What must not be: how often, and the first case.
    pub findings: BTreeMap<&'static str, (u64, String)>,
    pub samples: Vec<Sample>,
}

/// A look at this process.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Bytes in memory.
    pub resident: u64,
    pub files: u64,
}

#[derive(Debug, Default)]
pub struct Watch(Mutex<Counts>);

impl Watch {
    pub fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn finding(&self, what: &'static str, case: impl Into<String>) {
        self.counts().findings.entry(what).or_insert_with(|| (0, case.into())).0 += 1;
    }

    /// A call is over.
    pub fn call(&self, took: Duration, error: Option<&Error>) {
        let mut counts = self.counts();
        counts.calls += 1;
        counts.slowest = counts.slowest.max(took);
        if let Some(error) = error {
            counts.failed.entry(label(error)).or_insert_with(|| (0, error.to_string())).0 += 1;
        }
    }

    pub fn login(&self, caller: &str) {
        self.counts().logins.entry(caller.to_owned()).or_default().push(Instant::now());
    }

    /// Looks at memory and files; nothing where the system does not tell.
    pub fn sample(&self) {
        let resident =
            fs::read_to_string("/proc/self/statm").ok().and_then(|text| text.split(' ').nth(1)?.parse::<u64>().ok());
        let files = fs::read_dir("/proc/self/fd").map(|entries| entries.count() as u64);
        if let (Some(pages), Ok(files)) = (resident, files) {
            self.counts().samples.push(Sample { resident: pages * 4096, files });
        }
    }

    /// Whether logins were too close, and whether memory or files have grown since all was warm.
    pub fn judge(&self) {
        let logins = self.counts().logins.clone();
        for (caller, times) in &logins {
            for pair in times.windows(2) {
                let apart = pair[1] - pair[0];
                if apart < PAUSE {
                    self.finding("two logins of one caller without a pause", format!("{caller}: {apart:?} apart"));
                }
            }
        }
        let samples = self.counts().samples.clone();
        let quarter = samples.len() / 4;
        if quarter == 0 {
            return;
        }
        let middle = |samples: &[Sample], of: fn(&Sample) -> u64| {
            let mut values: Vec<u64> = samples.iter().map(of).collect();
            values.sort_unstable();
            values[values.len() / 2]
        };
        let (early, late) = (&samples[quarter..2 * quarter], &samples[samples.len() - quarter..]);
        let [before, after] = [early, late].map(|samples| middle(samples, |sample| sample.resident));
        if after > before + before / 10 + 8 * 1024 * 1024 {
            self.finding("memory grows", format!("{} MiB, then {} MiB", before >> 20, after >> 20));
        }
        let [before, after] = [early, late].map(|samples| middle(samples, |sample| sample.files));
        if after > before + before / 4 + 20 {
            self.finding("open files grow", format!("{before}, then {after}"));
        }
    }
}

/// Which kind of failure it was.
fn label(error: &Error) -> String {
    match (error.kind(), error.status()) {
        (ErrorKind::Api, Some(status)) => format!("{} {}", status.as_u16(), error.code().unwrap_or("-")),
        (kind, _) => format!("{kind:?}"),
    }
}

/// Looks on at each attempt of one caller.
pub struct Looker {
    pub caller: String,
    pub watch: std::sync::Arc<Watch>,
}

impl Hook for Looker {
    fn received(&self, answer: &ReceivedAnswer<'_>) {
        // An answer that did not come whole is asked for again at once.
        let is_whole = answer.error().is_none();
        if is_whole
            && answer.call().name.ends_with("Token")
            && answer.status().is_some_and(|status| status.is_success())
        {
            self.watch.login(&self.caller);
        }
        let mut counts = self.watch.counts();
        counts.attempts += 1;
        counts.repeated += u64::from(answer.attempt() > 1);
        counts.without_success += u64::from(!answer.status().is_some_and(|status| status.is_success()));
    }
}
