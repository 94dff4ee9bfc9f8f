//! Finds causes for what changes only because a type became two, one for each direction, or one again: its parts, what holds it, what
//! sends it. Must not know kinds of changes.

use super::causes::{Causes, SubjectKey};
use super::differences::Difference;
use crate::diff::Subject;
use crate::public_api::{PublicItem, PublicKind};
use std::collections::{BTreeMap, BTreeSet};

/// Gives differences without a cause that are of such a type, or show one, the cause of a change of it, or of what else is so.
pub fn complete<'a>(
    differences: &[Difference<'a>],
    causes: &mut [Option<usize>],
    found: &Causes<'a>,
    (before, after): (&'a [PublicItem], &'a [PublicItem]),
) {
    let split = split(before, after);
    let touched = |difference: &Difference<'a>| {
        let own = difference.subjects().map(Subject::root);
        let shown = difference.sides().flat_map(|item| item.shows.iter().cloned());
        let service = difference.service();
        own.chain(shown).map(|subject| (service, subject)).filter(|key| split.contains(key)).collect::<BTreeSet<_>>()
    };
    let mut waiting: BTreeMap<SubjectKey<'a>, Vec<usize>> = BTreeMap::new();
    let mut queue: Vec<(SubjectKey<'a>, usize)> = Vec::new();
    queue.extend(split.iter().filter_map(|key| Some((key.clone(), found.of_type(key)?))));
    for (at, (difference, cause)) in differences.iter().zip(causes.iter()).enumerate() {
        match cause {
            Some(cause) => queue.extend(touched(difference).into_iter().map(|key| (key, *cause))),
            None => touched(difference).into_iter().for_each(|key| waiting.entry(key).or_default().push(at)),
        }
    }
    queue.reverse();
    while let Some((key, cause)) = queue.pop() {
        for at in waiting.remove(&key).into_iter().flatten() {
            if let (Some(difference), Some(slot @ None)) = (differences.get(at), causes.get_mut(at)) {
                *slot = Some(cause);
                queue.extend(touched(difference).into_iter().map(|key| (key, cause)));
            }
        }
    }
}

/// The types that are there in both versions, once in one of them and twice in the other.
fn split<'a>(before: &'a [PublicItem], after: &'a [PublicItem]) -> BTreeSet<SubjectKey<'a>> {
    let mut counts: BTreeMap<SubjectKey<'a>, [usize; 2]> = BTreeMap::new();
    for (items, version) in [(before, 0), (after, 1)] {
        for item in items.iter().filter(|item| item.kind == PublicKind::Type) {
            if let (Some(service), Some(subject @ Subject::Type { .. })) = (&item.service, &item.subject)
                && let Some(count) = counts.entry((service, subject.clone())).or_default().get_mut(version)
            {
                *count += 1;
            }
        }
    }
    let is_split = |[old, new]: &[usize; 2]| *old > 0 && *new > 0 && old != new;
    counts.into_iter().filter(|(_, counts)| is_split(counts)).map(|(key, _)| key).collect()
}
