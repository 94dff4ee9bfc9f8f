//! Types that come, go or change because of what names them: the cause of that is theirs. Must not know kinds of changes.

use super::causes::Place;
use super::differences::Difference;
use crate::diff::Subject;
use std::collections::BTreeMap;

/// Gives differences without a cause that of the type that they belong to, if one is found: first that of `replaced`, then
/// that of the items that name the type, which may be in such types themselves.
pub fn complete<'a>(
    differences: &[Difference<'a>],
    causes: &mut [Option<usize>],
    replaced: impl Iterator<Item = (Place<'a>, usize)>,
) {
    let mut by_type: BTreeMap<Place<'a>, usize> = BTreeMap::new();
    let mut waiting: BTreeMap<Place<'a>, Vec<usize>> = BTreeMap::new();
    for (at, (difference, cause)) in differences.iter().zip(causes.iter()).enumerate() {
        let ty = difference.subjects().map(Subject::root).find(|subject| matches!(subject, Subject::Type { .. }));
        if let (Some(ty), None) = (ty, cause) {
            waiting.entry((difference.service(), ty)).or_default().push(at);
        }
    }
    let mut open: Vec<(Place<'a>, usize)> = replaced.collect();
    let known = differences.iter().zip(causes.iter()).filter_map(|(difference, cause)| Some((difference, (*cause)?)));
    open.extend(known.flat_map(|(difference, cause)| shown(difference).map(move |place| (place, cause))));
    open.reverse();
    while let Some((place, cause)) = open.pop() {
        if by_type.contains_key(&place) {
            continue;
        }
        for at in waiting.get(&place).into_iter().flatten().copied() {
            if let (Some(difference), Some(slot)) = (differences.get(at), causes.get_mut(at)) {
                *slot = Some(cause);
                open.extend(shown(difference).map(|place| (place, cause)));
            }
        }
        by_type.insert(place, cause);
    }
}

fn shown<'a>(difference: &Difference<'a>) -> impl Iterator<Item = Place<'a>> + use<'a> {
    let service = difference.service();
    difference.sides().flat_map(|item| &item.shows).map(move |subject| (service, subject.clone()))
}
