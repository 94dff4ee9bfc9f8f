//! Finds which change causes a difference of public items. Each has one cause at most, the nearest: a change of what
//! the item comes from, then of what its line mentions, of what it is a part of, of a part of it. Must not know what
//! differences do.

use super::differences::Difference;
use crate::diff::{Change, Subject};
use crate::public_api::{PublicItem, PublicKind};
use std::collections::{BTreeMap, BTreeSet};

/// Changes that come with a mark and without anything else.
const MARKS: &[&str] = &["deprecated", "deprecation-withdrawn"];

/// The change of a name that the document does not have, so that both sides show one and the same.
const RUST_NAME: &str = "rust-name-changed";

/// The change that moves all of a service into another module.
const SERVICE_RENAMED: &str = "service-renamed";

/// The change that may take a parameter out of a path.
const PATH_CHANGED: &str = "path-changed";

/// The change that may let what comes back at a path no longer be what is put there, or let it be.
const METHOD_CHANGED: &str = "method-changed";

/// Changes that take types along which no item of the crate shows: those of failures.
const WITH_FAILURES: &[&str] = &[
    "answer-body-added",
    "answer-body-removed",
    "failure-added",
    "failure-removed",
    "operation-added",
    "operation-removed",
];

/// Changes that put another type at a position, which may have the same name.
const REPLACING: &[&str] = &["type-changed", "type-narrowed", "type-replaced", "type-widened"];

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
    "deprecated-since-changed",
    "description-changed",
    "example-changed",
    "external-docs-changed",
    "issuer-changed",
    "list-style-changed",
    "method-changed",
    "object-closed",
    "object-opened",
    "parameter-became-optional",
    "parameter-became-required",
    "path-changed",
    "pattern-added",
    "pattern-changed",
    "pattern-removed",
    "replacement-changed",
    "rule-changed",
    "security-loosened",
    "security-tightened",
    "signature-accepted",
    "signature-algorithm-changed",
    "signature-refused",
    "summary-changed",
    "sunset-added",
    "sunset-brought-forward",
    "sunset-postponed",
    "sunset-withdrawn",
    "tag-added",
    "tag-removed",
    "tag-renamed",
    "tags-changed",
    "tags-reordered",
    "title-changed",
    "token-accepted",
    "token-header-changed",
    "token-refused",
    "version-changed",
];

/// A service, and a subject in it.
pub type SubjectKey<'a> = (&'a str, Subject);

/// The changes, by what they are about.
pub struct Causes<'a> {
    changes: &'a [Change],
    exact: BTreeMap<SubjectKey<'a>, Vec<usize>>,
    /// Those about a part of something, by the whole.
    below: BTreeMap<SubjectKey<'a>, Vec<usize>>,
}

impl<'a> Causes<'a> {
    /// Looks up causes among these.
    pub fn among(changes: &'a [Change], differences: &[Difference<'a>]) -> Self {
        let old_name = renamed_service(changes, differences);
        let (mut exact, mut below) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::<_, Vec<usize>>::new());
        for (at, change) in changes.iter().enumerate() {
            let all: BTreeSet<&Subject> = subjects(change).collect();
            let above: BTreeSet<Subject> = all.iter().flat_map(|subject| subject.ancestors()).collect();
            let now = change.service.as_str();
            for service in std::iter::once(now).chain(old_name.filter(|(new, _)| *new == now).map(|(_, old)| old)) {
                for subject in &all {
                    exact.entry((service, (*subject).clone())).or_default().push(at);
                }
                for subject in &above {
                    below.entry((service, subject.clone())).or_default().push(at);
                }
            }
        }
        Self { changes, exact, below }
    }

    /// A change of a type, or of a part of it.
    pub fn of_type(&self, key: &SubjectKey<'a>) -> Option<usize> {
        let mut found = [&self.exact, &self.below].into_iter().flat_map(|at| at.get(key)).flatten();
        found.find(|at| self.changes.get(**at).is_some_and(|change| shapes(change.id))).copied()
    }

    /// A change of an operation, or of a part of it, that may change what becomes of its types.
    pub fn of_operation(&self, key: &SubjectKey<'a>) -> Option<usize> {
        let fits = |id: &str| shapes(id) || [METHOD_CHANGED, PATH_CHANGED].contains(&id);
        let mut found = [&self.exact, &self.below].into_iter().flat_map(|at| at.get(key)).flatten();
        found.find(|at| self.changes.get(**at).is_some_and(|change| fits(change.id))).copied()
    }

    /// The change that a type came or went with that no item shows.
    pub fn of_failures(&self, difference: &Difference<'_>) -> Option<usize> {
        let is_type = difference.subjects().any(|subject| matches!(subject.root(), Subject::Type { .. }));
        let mut changes = self.changes.iter();
        let found = changes.position(|change| {
            WITH_FAILURES.contains(&change.id)
                && change.service == difference.service()
                && change.id.ends_with("-added") == difference.before.is_none()
        });
        found.filter(|_| is_type && !difference.stays())
    }

    /// The nearest cause of a difference.
    pub fn of(&self, difference: &Difference<'_>) -> Option<usize> {
        let find = |subjects: Vec<Subject>| self.by(difference, subjects, shapes);
        if difference.is_mark() {
            let mark = self.by(difference, difference.subjects().cloned(), |id| MARKS.contains(&id));
            // What is a former name from now on has its mark because there is another one.
            return mark.or_else(|| find(difference.subjects().cloned().collect()));
        }
        let shown = || difference.sides().flat_map(|item| &item.shows);
        // An argument tells more than the operation as a whole.
        let arguments = shown().filter(|subject| difference.stays() && matches!(subject, Subject::Parameter { .. }));
        find(arguments.cloned().collect())
            .or_else(|| find(difference.subjects().cloned().collect()))
            .or_else(|| find(mentioned_once(difference)))
            .or_else(|| self.by(difference, shown().cloned(), |id| difference.stays() && id == RUST_NAME))
            .or_else(|| find(difference.subjects().flat_map(Subject::ancestors).collect()))
            .or_else(|| self.of_service(difference))
            .or_else(|| find(difference.sides().filter_map(|item| item.within.clone()).collect()))
            .or_else(|| self.beside(difference.subjects(), difference.service(), shapes))
            .or_else(|| {
                let within = difference.sides().filter_map(|item| item.within.as_ref());
                self.beside(within, difference.service(), shapes)
            })
            // A client comes and goes with the operations that it has.
            .or_else(|| find(mentioned_once(difference).iter().flat_map(Subject::ancestors).collect()))
            // A path that lost a parameter has no change of the parameter itself.
            .or_else(|| self.by(difference, difference.subjects().flat_map(itself_and_above), |id| id == PATH_CHANGED))
    }

    /// The changes that put another type in the position of an item, by what the item mentions.
    pub fn of_replaced(&self, items: &'a [PublicItem]) -> impl Iterator<Item = (SubjectKey<'a>, usize)> {
        items.iter().filter(|item| !item.shows.is_empty()).flat_map(|item| {
            let service = item.service.as_deref().unwrap_or_default();
            let cause = item.subject.iter().find_map(|subject| {
                let mut found = self.exact.get(&(service, subject.clone())).into_iter().flatten().copied();
                found.find(|at| self.changes.get(*at).is_some_and(|change| REPLACING.contains(&change.id)))
            });
            let shown = item.shows.iter().map(move |subject| (service, subject.clone()));
            cause.into_iter().flat_map(move |cause| shown.clone().map(move |key| (key, cause)))
        })
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

    /// A service that came, went or got another name took everything with it.
    fn of_service(&self, difference: &Difference<'_>) -> Option<usize> {
        let changes = self.exact.get(&(difference.service(), Subject::Service)).into_iter().flatten();
        let takes_all =
            |change: &Change| change.id == SERVICE_RENAMED || change.before.is_none() != change.after.is_none();
        changes.copied().find(|at| self.changes.get(*at).is_some_and(takes_all))
    }

    /// A change of a part of what the item comes from, or of something that is a part of the same operation or type.
    fn beside<'s>(
        &self,
        subjects: impl Iterator<Item = &'s Subject>,
        service: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Option<usize> {
        let levels = subjects.flat_map(itself_and_above);
        let mut found = levels.flat_map(|subject| self.below.get(&(service, subject)).into_iter().flatten());
        found.find(|at| self.changes.get(**at).is_some_and(|change| fits(change.id))).copied()
    }
}

/// Whether a change may change public items, beside their marks.
fn shapes(id: &str) -> bool {
    !MARKS.contains(&id) && !SHAPELESS.contains(&id)
}

fn itself_and_above(subject: &Subject) -> impl Iterator<Item = Subject> {
    std::iter::once(subject.clone()).chain(subject.ancestors())
}

/// What a change is about.
pub fn subjects(change: &Change) -> impl Iterator<Item = &Subject> {
    std::iter::once(&change.subject).chain(&change.also)
}

/// The new and the old name of a service that got another one; the change has the new one only. Where several did, it
/// is unknown which was which.
fn renamed_service<'a>(changes: &'a [Change], differences: &[Difference<'a>]) -> Option<(&'a str, &'a str)> {
    let mut renamed =
        changes.iter().filter(|change| change.id == SERVICE_RENAMED).map(|change| change.service.as_str());
    let new = renamed.next().filter(|_| renamed.next().is_none())?;
    let modules = differences.iter().filter(|difference| difference.is_gone(PublicKind::Module));
    let old: BTreeSet<&str> = modules.map(Difference::service).filter(|service| !service.is_empty()).collect();
    old.first().filter(|_| old.len() == 1).map(|old| (new, *old))
}

/// What only one side of an item mentions. A whole item appears and vanishes with the regions in it, but not with a type, which
/// may be another's.
fn mentioned_once(difference: &Difference<'_>) -> Vec<Subject> {
    match (difference.before, difference.after) {
        (Some(before), Some(after)) => before.shows.symmetric_difference(&after.shows).cloned().collect(),
        (Some(item), None) | (None, Some(item)) => {
            // What the client has as soon as one operation has such a parameter.
            let is_client = item.subject.as_ref() == Some(&Subject::Service);
            let is_cause = |subject: &&Subject| {
                matches!(subject, Subject::Region { .. }) || is_client && matches!(subject, Subject::Parameter { .. })
            };
            item.shows.iter().filter(is_cause).cloned().collect()
        }
        (None, None) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_changes_are_known() {
        let alone = [RUST_NAME, SERVICE_RENAMED, PATH_CHANGED, METHOD_CHANGED];
        for id in MARKS.iter().chain(SHAPELESS).chain(REPLACING).chain(WITH_FAILURES).chain(&alone) {
            assert!(crate::diff::rule(id).is_some(), "there is no change `{id}`");
        }
    }
}
