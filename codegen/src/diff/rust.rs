//! What changes of the documents do to Rust callers: the differences between two lists of public items are exact, and each
//! is told with the change that causes it, or as a change of its own. Must not know how changes are found.

mod causes;
mod differences;
mod nested;
mod subjects;

use super::catalogue::rules;
use super::{Change, ItemChange, Rust, Subject, Wire};
use causes::{Causes, subjects as about};
use differences::{Difference, Differences};
use std::collections::BTreeMap;
use subjects::{ancestors, root};

use crate::public_api::PublicItem;

/// Completes changes with what they do to Rust callers, and adds those that only Rust callers see. Each item that differs
/// is in exactly one of the changes that come back.
pub fn judge(mut changes: Vec<Change>, before: &[PublicItem], after: &[PublicItem]) -> Vec<Change> {
    let Differences { lines, behind } = Differences::between(before, after);
    let found = Causes::among(&changes, &lines);
    let mut causes: Vec<Option<usize>> = lines.iter().map(|difference| found.of(difference)).collect();
    nested::complete(&lines, &mut causes, found.of_replaced(before).chain(found.of_replaced(after)));
    let mut alone: BTreeMap<(&str, Subject), Vec<Difference<'_>>> = BTreeMap::new();
    for (difference, cause) in lines.iter().zip(causes) {
        match cause.and_then(|cause| changes.get_mut(cause)) {
            Some(change) => {
                change.items.push(difference.item());
                change.rust = change.rust.max(difference.rust);
            }
            None => {
                let subject = difference.subjects().next().map_or(Subject::Service, root);
                alone.entry((difference.service(), subject)).or_default().push(*difference);
            }
        }
    }
    let touched = Touched::by(&lines, &behind);
    for change in changes.iter_mut().filter(|change| change.rust == Rust::None && touched.includes(change)) {
        change.rust = Rust::Patch;
    }
    changes
        .extend(alone.into_iter().map(|((service, subject), differences)| only_rust(service, subject, &differences)));
    changes
}

/// The worst of what changes do to Rust callers.
pub fn worst(changes: &[Change]) -> Rust {
    changes.iter().map(|change| change.rust).max().unwrap_or(Rust::None)
}

/// What else is generated otherwise, by what it comes from.
struct Touched<'a> {
    places: std::collections::BTreeSet<(&'a str, Subject)>,
}

impl<'a> Touched<'a> {
    /// What is behind an item may be new although its line is, too: an operation's documentation shows its arguments.
    fn by(lines: &[Difference<'a>], behind: &[Difference<'a>]) -> Self {
        let is_other = |difference: &&Difference<'_>| matches!((difference.before, difference.after), (Some(old), Some(new)) if old.behind != new.behind);
        let touched = lines.iter().chain(behind).filter(is_other);
        let places = touched.flat_map(|difference| {
            let within = difference.sides().filter_map(|item| item.within.as_ref());
            difference.subjects().chain(within).map(|subject| (difference.service(), subject.clone()))
        });
        Self { places: places.collect() }
    }

    /// Whether any of it comes from what a change is about, or from what that is a part of.
    fn includes(&self, change: &Change) -> bool {
        let places = about(change).flat_map(|subject| {
            let of_service = match subject {
                Subject::Service | Subject::Server { .. } | Subject::Region { .. } => Some(Subject::Service),
                // Nothing is generated from a tag.
                Subject::Tag { .. }
                | Subject::Operation { .. }
                | Subject::Parameter { .. }
                | Subject::Body { .. }
                | Subject::Answer { .. }
                | Subject::Header { .. }
                | Subject::Waiter { .. }
                | Subject::Type { .. }
                | Subject::Property { .. }
                | Subject::Value { .. } => None,
            };
            std::iter::once(subject.clone()).chain(ancestors(subject)).chain(of_service)
        });
        places.into_iter().any(|subject| self.places.contains(&(change.service.as_str(), subject)))
    }
}

/// A change that only Rust callers see.
fn only_rust(service: &str, subject: Subject, differences: &[Difference<'_>]) -> Change {
    let items: Vec<ItemChange> = differences.iter().map(Difference::item).collect();
    let (id, verb) = if items.iter().all(|item| item.before.is_none()) {
        (rules::ITEM_ADDED.id, "appear")
    } else if items.iter().all(|item| item.after.is_none()) {
        (rules::ITEM_REMOVED.id, "vanish")
    } else {
        (rules::ITEM_CHANGED.id, "change")
    };
    let message = match items.as_slice() {
        [only] => format!("`{}` {verb}s, for Rust callers only", only.path),
        several => {
            let first = several.first().map_or("", |item| item.path.as_str());
            format!("{} items {verb}, for Rust callers only, the first of them `{first}`", several.len())
        }
    };
    let operation = match &subject {
        Subject::Operation { id } => Some(id.clone()),
        Subject::Parameter { operation, .. }
        | Subject::Body { operation }
        | Subject::Answer { operation, .. }
        | Subject::Header { operation, .. }
        | Subject::Waiter { operation, .. } => Some(operation.clone()),
        Subject::Service
        | Subject::Server { .. }
        | Subject::Region { .. }
        | Subject::Tag { .. }
        | Subject::Type { .. }
        | Subject::Property { .. }
        | Subject::Value { .. } => None,
    };
    Change {
        id,
        message,
        service: service.to_owned(),
        subject,
        also: Vec::new(),
        operations: operation.into_iter().collect(),
        direction: None,
        before: None,
        after: None,
        wire: Wire::None,
        rust: differences.iter().map(|difference| difference.rust).max().unwrap_or(Rust::None),
        items,
    }
}
