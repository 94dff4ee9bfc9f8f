//! Holds what a comparison comes to: the changes in the order of printing, both verdicts over all, the version that
//! they require. Must not know how it is printed.

use super::edit::{self, Edit};
use super::versions::Names;
use apig_codegen::diff::{Change, Comparison, Location, Rust, Wire, next_version, rule, worst_for_rust};
use std::time::Duration;

/// A comparison and how to speak of it.
pub struct Outcome {
    /// Its changes are sorted: what breaks callers comes first.
    pub comparison: Comparison,
    pub before: Names,
    pub after: Names,
    /// The version that the crate had, from which the changes start, even where they come with another.
    pub version: Option<String>,
    /// The version that it has now.
    pub version_now: Option<String>,
    pub time: Duration,
}

/// What makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    Wire,
    Rust,
    Any,
    Never,
}

impl Outcome {
    pub fn new(
        mut comparison: Comparison,
        before: Names,
        after: Names,
        versions: (Option<String>, Option<String>),
    ) -> Self {
        // Stable: what is alike keeps the order of the document.
        comparison.changes.sort_by_key(|change| (std::cmp::Reverse(change.wire), std::cmp::Reverse(change.rust)));
        let (version, version_now) = versions;
        Self { comparison, before, after, version, version_now, time: Duration::ZERO }
    }

    pub fn changes(&self) -> &[Change] {
        &self.comparison.changes
    }

    /// The changes for people: what an edit does to several services is listed once.
    pub fn edits(&self) -> Vec<Edit<'_>> {
        edit::edits(self.changes())
    }

    /// Whether one of the versions could not be read, so that nothing was compared.
    pub fn failed(&self) -> bool {
        !self.broken().is_empty()
    }

    /// The versions that have errors.
    fn broken(&self) -> Vec<&str> {
        let versions = [(&self.comparison.before, &self.before), (&self.comparison.after, &self.after)];
        versions.iter().filter(|(report, _)| report.has_errors()).map(|(_, names)| names.version.as_str()).collect()
    }

    /// The worst on the wire.
    pub fn wire(&self) -> Wire {
        self.changes().iter().map(|change| change.wire).max().unwrap_or(Wire::None)
    }

    /// The worst for Rust callers.
    pub fn rust(&self) -> Rust {
        worst_for_rust(self.changes())
    }

    /// The version of the crate that the changes ask for, if it is another.
    pub fn suggested(&self) -> Option<String> {
        let version = self.version.as_deref()?;
        next_version(version, self.rust()).filter(|next| next != version)
    }

    /// The version that the crate has now, if it comes with the changes.
    pub fn raised(&self) -> Option<&str> {
        self.version_now.as_deref().filter(|now| Some(*now) != self.version.as_deref())
    }

    /// Whether the exit code is 0.
    pub fn passes(&self, fail_on: FailOn) -> bool {
        let (wire, rust) = (self.wire() == Wire::Breaking, self.rust() == Rust::Major);
        let breaks = match fail_on {
            FailOn::Wire => wire,
            FailOn::Rust => rust,
            FailOn::Any => wire || rust,
            FailOn::Never => false,
        };
        !self.failed() && !breaks
    }

    /// The location that is printed: in the newer version, or where it was.
    pub fn location<'a>(&'a self, change: &'a Change) -> Option<(&'a Names, &'a Location)> {
        let after = change.after.as_ref().map(|location| (&self.after, location));
        after.or_else(|| change.before.as_ref().map(|location| (&self.before, location)))
    }

    /// What it comes to, in a sentence.
    pub fn sentence(&self) -> String {
        if self.failed() {
            let broken: Vec<String> = self.broken().iter().map(|version| format!("{version} has errors")).collect();
            return format!("nothing was compared: {}", broken.join(", "));
        }
        let versions = format!("{} and {}", self.before.version, self.after.version);
        let edits = self.edits();
        let all = edits.len();
        if all == 0 {
            return format!("{versions} mean the same");
        }
        let count = |test: &dyn Fn(&Change) -> bool| edits.iter().filter(|edit| test(edit.change)).count();
        let breaking = count(&|change| change.wire == Wire::Breaking);
        let dangerous = count(&|change| change.wire == Wire::Dangerous);
        let major = count(&|change| change.rust == Rust::Major);
        let mut parts = Vec::new();
        for (count, what) in [
            (breaking, "breaking on the wire"),
            (dangerous, "dangerous on the wire"),
            (major, "major for Rust callers"),
        ] {
            if count > 0 {
                parts.push(format!("{count} {what}"));
            }
        }
        let parts = if parts.is_empty() { "nothing that breaks callers".to_owned() } else { parts.join(", ") };
        format!("{all} change{} between {versions}: {parts}", if all == 1 { "" } else { "s" })
    }
}

/// Why the verdict on the wire is what it is, as a part of a sentence.
pub fn reason(change: &Change) -> Option<&'static str> {
    rule(change.id).map(|rule| rule.judge(change.direction).reason)
}
