//! Holds what a comparison comes to: the changes in the order of printing, both verdicts over all, the version that
//! they require. Must not know how it is printed.

use super::edit::{self, Edit};
use super::versions::Names;
use apig_codegen::diff::{Change, Comparison, Location, Rust, Wire, next_version, rule, worst_for_rust};
use std::cmp::Reverse;
use std::time::Duration;

/// A comparison and how to speak of it.
pub struct Outcome {
    /// Its changes are sorted: what nobody is told of comes first, then what breaks callers.
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
    Dangerous,
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
        comparison.changes.sort_by_key(|change| Reverse((change.rust == Rust::Silent, change.wire, change.rust)));
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
        let (wire, rust) = (self.wire() == Wire::Breaking, self.rust() >= Rust::Major);
        let breaks = match fail_on {
            FailOn::Wire => wire,
            FailOn::Rust => rust,
            FailOn::Any => wire || rust,
            FailOn::Dangerous => self.wire() >= Wire::Dangerous || self.rust() >= Rust::Dangerous,
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
        let (wire, rust) = (|wire| count(&|change| change.wire == wire), |rust| count(&|change| change.rust == rust));
        let counts = [
            (rust(Rust::Silent), "silent for Rust callers"),
            (wire(Wire::Breaking), "breaking on the wire"),
            (wire(Wire::Dangerous), "dangerous on the wire"),
            (rust(Rust::Major), "major for Rust callers"),
            (rust(Rust::Dangerous), "dangerous for Rust callers"),
        ];
        let parts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        let parts: Vec<String> = parts.collect();
        let parts = if parts.is_empty() { "nothing that breaks callers".to_owned() } else { parts.join(", ") };
        format!("{all} change{} between {versions}: {parts}", if all == 1 { "" } else { "s" })
    }
}

/// Why the verdict on the wire is what it is, as a part of a sentence.
pub fn reason(change: &Change) -> Option<&'static str> {
    rule(change.id).map(|rule| rule.judge(change.direction).reason)
}

/// Why callers of the crate who compile as before are worse off, as a part of a sentence.
pub fn reason_for_callers(change: &Change) -> Option<&'static str> {
    match change.rust {
        Rust::Silent if change.items.iter().any(|item| item.meaning.is_some()) => {
            Some("the same line of Rust does something else")
        }
        Rust::Silent | Rust::Dangerous => rule(change.id)?.callers_of(change).map(|callers| callers.reason),
        Rust::None | Rust::Patch | Rust::Minor | Rust::Major => None,
    }
}

/// What callers meant and what they mean now, each once.
pub fn meanings<'a>(edit: &Edit<'a>) -> Vec<&'a [String; 2]> {
    let mut meanings: Vec<&[String; 2]> = Vec::new();
    for meaning in edit.items().filter_map(|item| item.meaning.as_ref()) {
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    meanings
}
