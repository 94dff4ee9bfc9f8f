//! Runs `gen --watch`. Knows what a run depended on, and when that has changed. Must not know what a run does.
//!
//! The files are asked for their times. That works wherever files do (containers, network drives, shared folders, where events
//! of the system get lost), and watches exactly what the run has asked for: no swap files of editors, but files that are not
//! there yet. Events of the system would answer ten milliseconds sooner, at the price of a listener for each system.

use crate::reading::paths::{self, Target};
use crate::terminal;
use signal_hook::consts::{SIGINT, SIGTERM};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

/// How long the files must have been left alone: editors empty a file before they write it, or move another one into its
/// place.
const QUIET: Duration = Duration::from_millis(5);

/// The time between two looks while nothing happens, each of which takes a quarter of a millisecond.
const PAUSE: Duration = Duration::from_millis(25);

/// What a run depended on, as it was just before it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// The root documents, or why there are none.
    documents: Option<Result<Vec<String>, String>>,
    files: BTreeMap<PathBuf, Option<Stamp>>,
}

/// Tells one state of a file from another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Another file may have been moved here that is as old and as long.
    number: u64,
}

/// Takes note of what a run depends on, whichever of its threads asks.
#[derive(Debug, Default)]
pub struct Noted(Mutex<Watched>);

impl Noted {
    /// Takes note of a file that is about to be read.
    pub fn file(&self, path: &Path) {
        self.watched().files.entry(path.to_owned()).or_insert_with(|| stamp(path));
    }

    /// Takes note of the root documents.
    pub fn documents(&self, documents: Result<Vec<String>, String>) {
        self.watched().documents = Some(documents);
    }

    /// All of it.
    pub fn into_watched(self) -> Watched {
        self.0.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// All of it so far.
    pub fn watched(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watched {
    /// The files.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.keys().cloned().collect()
    }

    /// How many files there are to be watched, those included that are not there yet.
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// The same files as they are now.
    fn now(&self, target: &Target) -> Self {
        let documents = self.documents.is_some().then(|| paths::find(target).map(|locations| locations.documents));
        Self { documents, files: self.files.keys().map(|path| (path.clone(), stamp(path))).collect() }
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok()?;
    Some(Stamp { modified: metadata.modified().ok(), length: metadata.len(), number: number(&metadata) })
}

#[cfg(unix)]
fn number(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

/// Runs, and runs again whenever what the last run depended on has changed, until Ctrl-C. A run that has begun is
/// finished, so that it leaves a whole crate.
pub fn watch(target: &Target, mut run: impl FnMut() -> Watched) -> ExitCode {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        if let Err(error) = signal_hook::flag::register(signal, Arc::clone(&stop)) {
            terminal::err(&format!("error: cannot wait for Ctrl-C: {error}"));
            return ExitCode::FAILURE;
        }
    }
    loop {
        let watched = run();
        if wait(&watched, target, &stop).is_none() {
            return ExitCode::SUCCESS;
        }
    }
}

/// Returns when the files have changed and are left alone again; `None` says to stop.
fn wait(watched: &Watched, target: &Target, stop: &AtomicBool) -> Option<()> {
    let mut before = watched.clone();
    while !stop.load(Ordering::Relaxed) {
        let now = watched.now(target);
        if now == *watched {
            thread::sleep(PAUSE);
        } else if now == before {
            return Some(());
        } else {
            thread::sleep(QUIET);
        }
        before = now;
    }
    None
}
