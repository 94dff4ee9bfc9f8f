//! Compares how two versions of an operation page through a list. Must not know what the names in it refer to.

use super::catalogue::rules;
use super::exchanged::{Named, is_exchanged};
use super::finding::Finding;
use super::schemas::{Findings, Sides};
use super::{Subject, words};
use crate::api::{Operation, Pagination, Place};

/// Compares `x-pagination`.
pub fn pagination(sides: Sides<'_>, before: &Operation, after: &Operation, findings: &mut Findings) {
    let (rule, what) = match (&before.pagination, &after.pagination) {
        (None, None) => return,
        (None, Some(_)) => (&rules::PAGINATION_ADDED, "can be read page by page".to_owned()),
        (Some(_), None) => (&rules::PAGINATION_REMOVED, "cannot be read page by page any more".to_owned()),
        (Some(old), Some(new)) => {
            let named = said(old).into_iter().zip(said(new));
            let named = named.map(|((keyword, old), (_, new))| (keyword, old, new));
            let changed: Vec<_> = named.filter(|(_, old, new)| old != new).collect();
            if changed.is_empty() {
                return;
            }
            let mut both = changed.iter().filter_map(|(_, old, new)| old.as_ref().zip(new.as_ref()));
            let rule = match both.any(|(old, new)| is_exchanged(sides, (before, old), (after, new))) {
                true => &rules::PAGINATION_EXCHANGED,
                false => &rules::PAGINATION_CHANGED,
            };
            let what = changed
                .iter()
                .map(|(keyword, old, new)| words::value(&format!("`{keyword}`"), old.as_ref(), new.as_ref()));
            (rule, what.collect::<Vec<_>>().join(", "))
        }
    };
    let [older, subject] = [before, after].map(|operation| Subject::Operation { id: operation.id.clone() });
    let at = |operation: &Operation| operation.places.at("x-pagination");
    findings.push(Finding::new(rule, subject, what).once(older).at(at(before), at(after)));
}

/// What it names by each keyword.
fn said(pagination: &Pagination) -> [(&'static str, Option<Named>); 10] {
    let Pagination { offset, page, cursor, next, more, limit, together, total, items, key, places: _ } = pagination;
    let parameter = |name: &Option<String>| name.clone().map(Named::Parameter);
    let part = |pointer: &Option<String>| pointer.clone().map(Named::Part);
    let place = |place: &Option<Place>| {
        place.as_ref().map(|place| match place {
            Place::Body(pointer) => Named::Part(pointer.clone()),
            Place::Header(name) => Named::Header(name.clone()),
        })
    };
    [
        ("offset", parameter(offset)),
        ("page", parameter(page)),
        ("cursor", parameter(cursor)),
        ("next", place(next)),
        ("more", place(more)),
        ("limit", parameter(limit)),
        ("together", together.then_some(Named::Flag)),
        ("total", part(total)),
        ("items", part(items)),
        ("key", key.clone().map(Named::OfItem)),
    ]
}
