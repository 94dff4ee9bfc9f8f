//! Holds what a comparison comes to: the changes in the order of printing, both verdicts over all, the version that
//! they require. Must not know how it is printed.

use super::agreed::Agreed;
use super::edit::{self, Edit};
use super::versions::Names;
use crate::printing::ending::counted;
use apig_codegen::diff::{
    Change, Comparison, Gap, Location, Obstacle, Rust, Wire, next_version, release, rule, worst_for_rust,
};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::time::Duration;

/// A comparison and how to speak of it.
pub struct Outcome {
    /// Its changes are sorted: what nobody is told of comes first, then what breaks callers.
    pub comparison: Comparison,
    pub before: Names,
    pub after: Names,
    pub versions: Versions,
    pub agreed: Agreed,
    pub time: Duration,
    /// The day by which it is judged whether what vanished was due, such as `2027-06-30`.
    pub today: String,
}

/// The versions of the crate.
#[derive(Default)]
pub struct Versions {
    /// The one that was released last, or that the older `Cargo.toml` says if none was. The changes start from it, even where
    /// they come with another.
    pub was: Option<String>,
    pub is_released: bool,
    /// The one that it has now.
    pub now: Option<String>,
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

impl FailOn {
    /// Whether it is about callers of the crate, and so about its version.
    pub fn includes_rust(self) -> bool {
        matches!(self, Self::Rust | Self::Any | Self::Dangerous)
    }

    fn includes(self, change: &Change) -> bool {
        let (wire, rust) = (change.wire == Wire::Breaking, change.rust >= Rust::Major);
        match self {
            Self::Wire => wire,
            Self::Rust => rust,
            Self::Any => wire || rust,
            Self::Dangerous => change.wire >= Wire::Dangerous || change.rust >= Rust::Dangerous,
            Self::Never => false,
        }
    }
}

impl Outcome {
    pub fn new(
        mut comparison: Comparison,
        [before, after]: [Names; 2],
        versions: Versions,
        agreed: Agreed,
        today: String,
    ) -> Self {
        agreed.severities.apply(&mut comparison.changes);
        // Stable: what is alike keeps the order of the document.
        comparison.changes.sort_by_key(|change| Reverse((change.rust == Rust::Silent, change.wire, change.rust)));
        Self { comparison, before, after, versions, agreed, time: Duration::ZERO, today }
    }

    pub fn changes(&self) -> &[Change] {
        &self.comparison.changes
    }

    /// The changes for people: what an edit does to several services is listed once.
    pub fn edits(&self) -> Vec<Edit<'_>> {
        let (mut edits, accepted) = (edit::edits(self.changes()), &self.agreed.accepted);
        for edit in edits.iter_mut().filter(|_| !accepted.is_empty()) {
            let about = edit.agreement("", None);
            edit.accepted = accepted.iter().find(|agreement| agreement.is_like(&about));
        }
        edits
    }

    /// What makes a run fail: what does such harm, and is not accepted.
    pub fn failing(&self, fail_on: FailOn) -> Vec<Edit<'_>> {
        let mut edits = self.edits();
        edits.retain(|edit| edit.accepted.is_none() && edit.changes().any(|change| fail_on.includes(change)));
        edits
    }

    /// Whether one of the versions could not be read, so that nothing was compared.
    pub fn failed(&self) -> bool {
        !self.comparison.is_any
    }

    /// What was not compared for errors in it.
    pub fn gaps(&self) -> &[Gap] {
        &self.comparison.gaps
    }

    /// The errors for which something was not compared, each with its version.
    pub fn errors<'a>(&'a self, gap: &'a Gap) -> Vec<(&'a Names, &'a Obstacle)> {
        let names = |error: &Obstacle| if error.is_newer { &self.after } else { &self.before };
        gap.errors.iter().map(|error| (names(error), error)).collect()
    }

    /// Which versions have errors, in words.
    pub fn broken(&self) -> String {
        let versions = [(&self.comparison.before, &self.before), (&self.comparison.after, &self.after)];
        let broken = versions.iter().filter(|(report, _)| report.has_errors());
        broken.map(|(_, names)| format!("{} has errors", names.version)).collect::<Vec<_>>().join(", ")
    }

    /// The worst on the wire.
    pub fn wire(&self) -> Wire {
        self.changes().iter().map(|change| change.wire).max().unwrap_or(Wire::None)
    }

    /// The worst for Rust callers.
    pub fn rust(&self) -> Rust {
        worst_for_rust(self.changes())
    }

    /// What a verdict for Rust callers is called: it may be unknown.
    pub fn name_of(&self, rust: Rust) -> &'static str {
        if self.comparison.judges_rust { rust.name() } else { "unknown" }
    }

    /// The version of the crate that the changes ask for, if it is another.
    pub fn suggested(&self) -> Option<String> {
        let version = self.versions.was.as_deref().filter(|_| self.comparison.judges_rust)?;
        next_version(version, self.rust()).filter(|next| next != version)
    }

    /// The version that the crate has now, if it comes with the changes.
    pub fn raised(&self) -> Option<&str> {
        self.versions.now.as_deref().filter(|now| Some(*now) != self.versions.was.as_deref())
    }

    /// Former names that the last release had, where the crate is of another minor version now: nobody needs them any more.
    pub fn outlived(&self) -> Vec<String> {
        let line = |version: &str| release(version).map(|[major, minor, _]| [major, minor]);
        let Versions { was, is_released, now } = &self.versions;
        let [Some(was), Some(now)] = [was, now] else { return Vec::new() };
        if !is_released || line(was) == line(now) {
            return Vec::new();
        }
        let kept = self.comparison.kept.iter();
        let place = |at: &Location| format!("{}{}:{}:{}", self.after.path, at.path, at.line, at.column);
        kept.map(|name| format!("{}: {}, as in {was} already: remove `x-was`", place(&name.at), name.message)).collect()
    }

    /// The version that the changes come with: the one that they ask for, unless it is raised further already.
    pub fn next(&self) -> Option<String> {
        let (suggested, raised) = (self.suggested(), self.raised().map(str::to_owned));
        suggested.into_iter().chain(raised).max_by_key(|version| release(version))
    }

    /// The version that is needed, and the one that `Cargo.toml` says, if that promises what the changes do not keep.
    ///
    /// For what is added, the release raises the version. What breaks callers of a release raises it at once: until then, the branch
    /// would pass for an update of it. Whoever raises it before a release says how far, and is held to that.
    pub fn too_small(&self) -> Option<(String, &str)> {
        let Versions { was, is_released, now } = &self.versions;
        let (was, now, needed) = (was.as_deref()?, now.as_deref()?, self.suggested()?);
        let is_promise = now != was || (*is_released && self.rust() >= Rust::Major);
        (is_promise && release(now)? < release(&needed)?).then_some((needed, now))
    }

    /// Whether the exit code is 0. A newer version with errors is none that could be used instead. An older one never had a crate:
    /// what mends it breaks callers on the wire alone, if any.
    pub fn passes(&self, fail_on: FailOn) -> bool {
        let is_too_small = fail_on.includes_rust() && self.too_small().is_some();
        let is_usable = fail_on == FailOn::Never || !self.comparison.after.has_errors();
        let is_read = !self.failed() && !self.agreed.files.have_errors();
        is_read && is_usable && !is_too_small && self.failing(fail_on).is_empty()
    }

    /// The location that is printed: in the newer version, or where it was.
    pub fn location<'a>(&'a self, change: &'a Change) -> Option<(&'a Names, &'a Location)> {
        let after = change.after.as_ref().map(|location| (&self.after, location));
        after.or_else(|| change.before.as_ref().map(|location| (&self.before, location)))
    }

    /// Why the verdict on the wire is what it is, as a part of a sentence.
    pub fn reason(&self, change: &Change) -> Option<Cow<'static, str>> {
        if let Some(reason) = &change.set {
            return Some(format!("set to {} here: {}", change.wire.name(), reason.trim_end_matches('.')).into());
        }
        let reason = rule(change.id)?.judge(change.direction).reason;
        Some(match self.announcement(change) {
            Some(announcement) => format!("{reason}; {announcement}").into(),
            None => reason.into(),
        })
    }

    /// Whether what vanished was due, in words; nothing if it was not announced, or did not vanish.
    pub fn announcement(&self, change: &Change) -> Option<String> {
        let announced = change.announced.as_ref()?;
        Some(match &announced.sunset {
            Some(day) if announced.is_due(&self.today) => format!("it went as announced, after {day}"),
            Some(day) => format!("it went before its last day, {day}"),
            None => "it was deprecated, without a last day".to_owned(),
        })
    }

    /// Whether it vanished when it was due: those who still use it are refused, and were told.
    pub fn was_due(&self, change: &Change) -> bool {
        change.announced.as_ref().is_some_and(|announced| announced.is_due(&self.today))
    }

    /// What it comes to, in a sentence.
    pub fn sentence(&self) -> String {
        if self.failed() {
            return format!("nothing was compared: {}", self.broken());
        }
        let unknown = self.unknown().map_or_else(String::new, |unknown| format!("; {unknown}"));
        let versions = format!("{} and {}", self.before.version, self.after.version);
        let edits = self.edits();
        let all = edits.len();
        if all == 0 {
            let same =
                if self.gaps().is_empty() { "mean the same" } else { "mean the same as far as they were compared" };
            return format!("{versions} {same}{unknown}");
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
        let accepted = match edits.iter().filter(|edit| edit.accepted.is_some()).count() {
            0 => String::new(),
            count => format!("; {count} accepted"),
        };
        format!("{all} change{} between {versions}: {parts}{accepted}{unknown}", if all == 1 { "" } else { "s" })
    }

    /// What is not known for errors, as a part of a sentence.
    fn unknown(&self) -> Option<String> {
        if self.comparison.judges_rust {
            return None;
        }
        let operations = self.gaps().iter().filter(|gap| gap.operation.is_some()).count();
        let parts = [(operations, "operation"), (self.gaps().len() - operations, "other part")];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| counted(count, what));
        let parts = match parts.collect::<Vec<_>>().join(" and ") {
            none if none.is_empty() => String::new(),
            parts => format!("{parts} not compared, and "),
        };
        Some(format!("{parts}nothing is said of Rust callers, as {}", self.broken()))
    }
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
