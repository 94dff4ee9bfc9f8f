//! Which change causes a difference of public items. Each has one cause at most, and the nearest one: what the item itself
//! comes from, then what it shows, what it is a part of, what is a part of it. Must not know what differences do.

use super::differences::Difference;
use super::subjects::{ancestors, root};
use crate::diff::{Change, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// Changes that come with a mark and without anything else.
const MARKS: &[&str] = &["deprecated", "deprecation-withdrawn"];

/// The change of a name that the document does not have, so that both sides show one and the same.
const RUST_NAME: &str = "rust-name-changed";

/// Changes that leave all public items as they are: words, bounds, and what the code does behind an item.
const SHAPELESS: &[&str] = &[
    "bound-narrowed",
    "bound-widened",
    "clamped-bound-changed",
    "clamping-added",
    "clamping-removed",
    "default-added",
    "default-changed",
    "default-removed",
    "description-changed",
    "example-changed",
    "external-docs-changed",
    "format-changed",
    "issuer-changed",
    "list-style-changed",
    "media-type-added",
    "media-type-changed",
    "media-type-removed",
    "method-changed",
    "object-closed",
    "object-opened",
    "parameter-became-optional",
    "parameter-became-required",
    "path-changed",
    "pattern-added",
    "pattern-changed",
    "pattern-removed",
    "security-loosened",
    "security-tightened",
    "signature-accepted",
    "signature-algorithm-changed",
    "signature-refused",
    "summary-changed",
    "title-changed",
    "token-accepted",
    "token-header-changed",
    "token-refused",
    "version-changed",
];

type Place<'a> = (&'a str, Subject);

/// The changes, by what they are about.
pub struct Causes<'a> {
    changes: &'a [Change],
    exact: BTreeMap<Place<'a>, Vec<usize>>,
    /// Those about a part of something, by the thing.
    below: BTreeMap<Place<'a>, Vec<usize>>,
}

impl<'a> Causes<'a> {
    /// Looks up causes among these.
    pub fn among(changes: &'a [Change]) -> Self {
        let (mut exact, mut below) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        for (at, change) in changes.iter().enumerate() {
            let all: BTreeSet<&Subject> = subjects(change).collect();
            let above: BTreeSet<Subject> = all.iter().flat_map(|subject| ancestors(subject)).collect();
            for subject in all {
                exact.entry((change.service.as_str(), subject.clone())).or_default().push(at);
            }
            for subject in above {
                below.entry((change.service.as_str(), subject)).or_default().push(at);
            }
        }
        Self { changes, exact, below }
    }

    /// The nearest cause of a difference.
    pub fn of(&self, difference: &Difference<'_>) -> Option<usize> {
        if difference.is_mark() {
            return self.by(difference, difference.subjects().cloned(), |id| MARKS.contains(&id));
        }
        let shapes = |id: &str| !MARKS.contains(&id) && !SHAPELESS.contains(&id);
        let find = |subjects: Vec<Subject>| self.by(difference, subjects, shapes);
        let shown = || difference.sides().flat_map(|item| &item.shows);
        // An argument tells more than the operation as a whole.
        let arguments = shown().filter(|subject| difference.stays() && matches!(subject, Subject::Parameter { .. }));
        find(arguments.cloned().collect())
            .or_else(|| find(difference.subjects().cloned().collect()))
            .or_else(|| find(shown_once(difference)))
            .or_else(|| self.by(difference, shown().cloned(), |id| difference.stays() && id == RUST_NAME))
            .or_else(|| find(difference.subjects().flat_map(ancestors).collect()))
            .or_else(|| self.of_service(difference))
            .or_else(|| find(difference.sides().filter_map(|item| item.within.clone()).collect()))
            .or_else(|| self.beside(difference, shapes))
    }

    fn by(
        &self,
        difference: &Difference<'_>,
        subjects: impl IntoIterator<Item = Subject>,
        fits: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        let service = difference.service();
        let mut found =
            subjects.into_iter().flat_map(|subject| self.exact.get(&(service, subject)).into_iter().flatten());
        found.find(|at| self.changes.get(**at).is_some_and(|change| fits(change.id))).copied()
    }

    /// A service that came or went took everything with it.
    fn of_service(&self, difference: &Difference<'_>) -> Option<usize> {
        let changes = self.exact.get(&(difference.service(), Subject::Service)).into_iter().flatten();
        let is_one_sided = |change: &Change| change.before.is_none() != change.after.is_none();
        changes.copied().find(|at| self.changes.get(*at).is_some_and(is_one_sided))
    }

    /// A change of a part of what the item comes from, or of something that is a part of the same operation or type.
    fn beside(&self, difference: &Difference<'_>, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let service = difference.service();
        let levels =
            difference.subjects().flat_map(|subject| std::iter::once(subject.clone()).chain(ancestors(subject)));
        let mut found = levels.flat_map(|subject| self.below.get(&(service, subject)).into_iter().flatten());
        found.find(|at| self.changes.get(**at).is_some_and(|change| fits(change.id))).copied()
    }
}

/// What a change is about.
pub fn subjects(change: &Change) -> impl Iterator<Item = &Subject> {
    std::iter::once(&change.subject).chain(&change.also)
}

/// What only one side of an item shows. A whole item comes and goes with the regions in it, but not with a type, which
/// may be another's.
fn shown_once(difference: &Difference<'_>) -> Vec<Subject> {
    match (difference.before, difference.after) {
        (Some(before), Some(after)) => before.shows.symmetric_difference(&after.shows).cloned().collect(),
        (Some(item), None) | (None, Some(item)) => {
            item.shows.iter().filter(|subject| matches!(subject, Subject::Region { .. })).cloned().collect()
        }
        (None, None) => Vec::new(),
    }
}

/// Types that came or went because something that names them did: the cause of that is theirs.
pub fn of_types(differences: &[Difference<'_>], causes: &mut [Option<usize>]) {
    loop {
        let mut named = BTreeMap::new();
        for (difference, cause) in differences.iter().zip(causes.iter()) {
            let Some(cause) = cause else { continue };
            for subject in difference.sides().flat_map(|item| &item.shows) {
                named.entry((difference.service(), subject.clone())).or_insert(*cause);
            }
        }
        let mut is_done = true;
        for (difference, cause) in differences.iter().zip(causes.iter_mut()).filter(|(_, cause)| cause.is_none()) {
            let ty = difference.subjects().map(root).find(|subject| matches!(subject, Subject::Type { .. }));
            *cause = ty.and_then(|ty| named.get(&(difference.service(), ty))).copied();
            is_done &= cause.is_none();
        }
        if is_done {
            return;
        }
    }
}
