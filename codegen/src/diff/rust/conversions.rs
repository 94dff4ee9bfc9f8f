//! Finds causes for conversions that appear or vanish: a type that comes back becomes one that is sent as long as all that both
//! hold does, and as long as the one, or what holds it, comes back where the other is put. Must not know kinds of changes.

use super::causes::{Causes, SubjectKey};
use super::differences::Difference;
use crate::diff::Subject;
use crate::public_api::{PublicItem, PublicKind};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Gives conversions without a cause that of what is nearest in the types, or of the operations that have them.
pub fn complete<'a>(
    differences: &[Difference<'a>],
    causes: &mut [Option<usize>],
    found: &Causes<'a>,
    (before, after): (&'a [PublicItem], &'a [PublicItem]),
) {
    let mut without =
        differences.iter().zip(causes).filter(|(difference, cause)| cause.is_none() && converts(difference));
    let Some(first) = without.next() else { return };
    let shown = Shown::by(before.iter().chain(after));
    for (difference, cause) in std::iter::once(first).chain(without) {
        let service = difference.service();
        let types = difference.sides().flat_map(|item| item.subject.iter().chain(&item.shows));
        *cause = shown.nearest(types.map(|ty| (service, ty.clone())).collect(), found);
    }
}

fn converts(difference: &Difference<'_>) -> bool {
    let is_one = |item: &PublicItem| match &item.kind {
        PublicKind::Impl(of) => of.starts_with("From<") && !item.shows.is_empty(),
        PublicKind::Module | PublicKind::Type | PublicKind::Static | PublicKind::Member | PublicKind::Function => false,
    };
    !difference.stays() && difference.sides().any(is_one)
}

/// Which types hold each other, and which the items of an operation show.
struct Shown<'a> {
    near: BTreeMap<SubjectKey<'a>, BTreeSet<Subject>>,
    of_operations: BTreeMap<SubjectKey<'a>, BTreeSet<Subject>>,
}

impl<'a> Shown<'a> {
    fn by(items: impl Iterator<Item = &'a PublicItem>) -> Self {
        let (mut near, mut of_operations) = (BTreeMap::<_, BTreeSet<_>>::new(), BTreeMap::<_, BTreeSet<_>>::new());
        for item in items {
            let Some((service, subject)) = item.service.as_deref().zip(item.subject.as_ref()) else { continue };
            let root = item.within.as_ref().unwrap_or(subject).root();
            if matches!(root, Subject::Operation { .. }) {
                of_operations.entry((service, root)).or_default().extend(item.shows.iter().cloned());
                continue;
            }
            for held in &item.shows {
                near.entry((service, root.clone())).or_default().insert(held.clone());
                near.entry((service, held.clone())).or_default().insert(root.clone());
            }
        }
        Self { near, of_operations }
    }

    /// The change that is nearest to types: of themselves, of what they hold or are held by, of operations that have them.
    fn nearest(&self, types: Vec<SubjectKey<'a>>, found: &Causes<'a>) -> Option<usize> {
        let (mut queue, mut seen) = (VecDeque::from(types), BTreeSet::new());
        while let Some(key) = queue.pop_front() {
            if let Some(cause) = found.of_type(&key) {
                return Some(cause);
            }
            if seen.insert(key.clone()) {
                let near = self.near.get(&key).into_iter().flatten();
                queue.extend(near.map(|subject| (key.0, subject.clone())));
            }
        }
        let is_seen = |service: &'a str, ty: &Subject| seen.contains(&(service, ty.clone()));
        let mut having =
            self.of_operations.iter().filter(|((service, _), shown)| shown.iter().any(|ty| is_seen(service, ty)));
        having.find_map(|(key, _)| found.of_operation(key))
    }
}
