//! Finds causes for types that appear, vanish or change only because of what names them: such a type has the same
//! cause. Must not know kinds of changes.

use super::causes::SubjectKey;
use super::differences::Difference;
use crate::diff::Subject;
use std::collections::BTreeMap;

/// Gives differences without a cause that of the type that they belong to, if one is found: first that of `replaced`, then
/// that of the items that name the type, which may be in such types themselves.
pub fn complete<'a>(
    differences: &[Difference<'a>],
    causes: &mut [Option<usize>],
    replaced: impl Iterator<Item = (SubjectKey<'a>, usize)>,
) {
    let mut by_type: BTreeMap<SubjectKey<'a>, usize> = BTreeMap::new();
    let mut waiting: BTreeMap<SubjectKey<'a>, Vec<usize>> = BTreeMap::new();
    for (at, (difference, cause)) in differences.iter().zip(causes.iter()).enumerate() {
        let ty = difference.subjects().map(Subject::root).find(|subject| matches!(subject, Subject::Type { .. }));
        if let (Some(ty), None) = (ty, cause) {
            waiting.entry((difference.service(), ty)).or_default().push(at);
        }
    }
    let mut queue: Vec<(SubjectKey<'a>, usize)> = replaced.collect();
    let with_cause =
        differences.iter().zip(causes.iter()).filter_map(|(difference, cause)| Some((difference, (*cause)?)));
    queue.extend(with_cause.flat_map(|(difference, cause)| mentioned(difference).map(move |key| (key, cause))));
    queue.reverse();
    while let Some((key, cause)) = queue.pop() {
        if by_type.contains_key(&key) {
            continue;
        }
        for at in waiting.get(&key).into_iter().flatten().copied() {
            if let (Some(difference), Some(slot)) = (differences.get(at), causes.get_mut(at)) {
                *slot = Some(cause);
                queue.extend(mentioned(difference).map(|key| (key, cause)));
            }
        }
        by_type.insert(key, cause);
    }
}

fn mentioned<'a>(difference: &Difference<'a>) -> impl Iterator<Item = SubjectKey<'a>> + use<'a> {
    let service = difference.service();
    difference.sides().flat_map(|item| &item.shows).map(move |subject| (service, subject.clone()))
}
