//! Compares how two versions of an operation page through a list. Must not know what the names in it refer to.

use super::catalogue::rules;
use super::finding::Finding;
use super::schemas::Findings;
use super::{Subject, words};
use crate::api::{Pagination, Place};
use crate::source::Places;

/// An operation, its pagination, and the spans of its keywords.
type Paged<'a> = (Subject, &'a Option<Pagination>, &'a Places);

/// Compares `x-pagination`.
pub fn pagination((older, before, old): Paged<'_>, (subject, after, new): Paged<'_>, findings: &mut Findings) {
    let (rule, what) = match (before, after) {
        (None, None) => return,
        (None, Some(_)) => (&rules::PAGINATION_ADDED, "can be read page by page".to_owned()),
        (Some(_), None) => (&rules::PAGINATION_REMOVED, "cannot be read page by page any more".to_owned()),
        (Some(before), Some(after)) => {
            let named = said(before).into_iter().zip(said(after));
            let named = named.map(|((keyword, before), (_, after))| (keyword, before, after));
            let changed = named.filter(|(_, before, after)| before != after);
            let what = changed
                .map(|(keyword, before, after)| words::value(&format!("`{keyword}`"), before.as_ref(), after.as_ref()));
            let what = what.collect::<Vec<_>>().join(", ");
            if what.is_empty() {
                return;
            }
            (&rules::PAGINATION_CHANGED, what)
        }
    };
    let keyword = "x-pagination";
    findings.push(Finding::new(rule, subject, what).once(older).at(old.at(keyword), new.at(keyword)));
}

/// What it says by each keyword.
fn said(pagination: &Pagination) -> [(&'static str, Option<String>); 9] {
    let Pagination { offset, page, cursor, next, more, limit, total, items, key, places: _ } = pagination;
    let field =
        |pointer: &String| pointer.strip_prefix('/').filter(|name| !name.contains('/')).unwrap_or(pointer).to_owned();
    let place = |place: &Place| match place {
        Place::Body(pointer) => field(pointer),
        Place::Header(name) => format!("header:{name}"),
    };
    [
        ("offset", offset.clone()),
        ("page", page.clone()),
        ("cursor", cursor.clone()),
        ("next", next.as_ref().map(place)),
        ("more", more.as_ref().map(place)),
        ("limit", limit.clone()),
        ("total", total.as_ref().map(field)),
        ("items", items.as_ref().map(field)),
        ("key", key.clone()),
    ]
}
