//! Compares how two versions of an operation page through a list and wait for an item of it. Must not know what the
//! names in it refer to.

use super::catalogue::{Rule, rules};
use super::finding::Finding;
use super::pairing::Pairs;
use super::schemas::Findings;
use super::{Subject, annotations, words};
use crate::api::{Pagination, Place, Waiter};
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

/// Compares `x-waiters`, by their names.
pub fn waiters((old_id, before): (&str, &[Waiter]), (new_id, after): (&str, &[Waiter]), findings: &mut Findings) {
    let subject = |operation: &str, waiter: &Waiter| Subject::Waiter {
        operation: operation.to_owned(),
        name: waiter.name.clone(),
    };
    let pairs = Pairs::by(before, after, |waiter| waiter.name.clone());
    for waiter in pairs.removed {
        let finding = Finding::new(&rules::WAITER_REMOVED, subject(old_id, waiter), "vanished");
        findings.push(finding.at(Some(waiter.span), None));
    }
    for waiter in pairs.added {
        let finding = Finding::new(&rules::WAITER_ADDED, subject(new_id, waiter), "is new");
        findings.push(finding.at(None, Some(waiter.span)));
    }
    for (before, after) in pairs.both {
        let Waiter { name: _, description, item, until, not_found_is_absent, span: _, places } = before;
        let mut report = |rule: &'static Rule, keyword: &str, what: String| {
            let finding = Finding::new(rule, subject(new_id, after), what).once(subject(old_id, before));
            findings.push(finding.at(places.at(keyword), after.places.at(keyword)));
        };
        annotations::description(description, &after.description, &mut report);
        if (item, until, not_found_is_absent) != (&after.item, &after.until, &after.not_found_is_absent) {
            let changed = [
                ("item", *item != after.item),
                ("until", *until != after.until),
                ("not_found_is_absent", *not_found_is_absent != after.not_found_is_absent),
            ];
            let keyword = changed.iter().find(|(_, changed)| *changed).map_or("name", |(keyword, _)| keyword);
            report(&rules::WAITER_CHANGED, keyword, "waits for something else".to_owned());
        }
    }
}
