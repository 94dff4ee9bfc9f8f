//! Judges what changes of the documents do to Rust callers. The differences between two lists of public items are
//! exact, and each is reported with the change that causes it, or as a change of its own. Must not know how changes are
//! detected.

mod alone;
mod causes;
mod conversions;
mod differences;
mod formers;
mod meaning;
mod nested;
mod twins;

use super::catalogue::{rule, rules};
use super::{Change, Rust, Subject};
use crate::public_api::PublicItem;
use causes::{Causes, subjects as about};
use differences::{Difference, Differences};
use std::collections::BTreeSet;

/// Completes changes with what they do to Rust callers, and adds those that only Rust callers see. Each item that differs
/// is in exactly one of the changes that come back.
pub fn judge(mut changes: Vec<Change>, before: &[PublicItem], after: &[PublicItem]) -> Vec<Change> {
    let Differences { lines, behind } = Differences::between(&changes, before, after);
    let found = Causes::among(&changes, &lines);
    let mut causes: Vec<Option<usize>> = lines.iter().map(|difference| found.of(difference)).collect();
    if causes.contains(&None) {
        nested::complete(&lines, &mut causes, found.of_replaced(before).chain(found.of_replaced(after)));
        twins::complete(&lines, &mut causes, &found, (before, after));
        conversions::complete(&lines, &mut causes, &found, (before, after));
    }
    for (difference, cause) in lines.iter().zip(&mut causes).filter(|(_, cause)| cause.is_none()) {
        *cause = found.of_failures(difference);
    }
    let alone = alone::group(&lines, &mut causes, changes.len());
    for (difference, cause) in lines.iter().zip(causes) {
        if let Some(change) = cause.and_then(|cause| changes.get_mut(cause)) {
            change.items.push(difference.item());
            change.rust = change.rust.max(difference.rust);
        }
    }
    let touched = Touched::by(&lines, &behind);
    for change in changes.iter_mut().filter(|change| change.rust == Rust::None && touched.includes(change)) {
        change.rust = Rust::Patch;
    }
    for change in changes.iter_mut().filter(|change| change.rust > Rust::None) {
        let callers = rule(change.id).and_then(|rule| rule.callers_of(change));
        change.rust = change.rust.max(callers.map_or(Rust::None, |callers| callers.rust));
    }
    changes.extend(alone);
    changes
}

/// The worst of what changes do to Rust callers.
pub fn worst(changes: &[Change]) -> Rust {
    changes.iter().map(|change| change.rust).max().unwrap_or(Rust::None)
}

/// What else is generated otherwise, by what it comes from.
struct Touched<'a> {
    places: BTreeSet<(&'a str, Subject)>,
}

impl<'a> Touched<'a> {
    /// What is behind an item may be new although its line is, too: an operation's documentation shows its arguments. What is
    /// behind an item under another name cannot be compared, and is taken to be new.
    fn by(lines: &[Difference<'a>], behind: &[Difference<'a>]) -> Self {
        let is_other = |difference: &&Difference<'_>| match (difference.before, difference.after) {
            (Some(old), Some(new)) => old.behind != new.behind,
            (None, Some(_)) | (Some(_), None) | (None, None) => true,
        };
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
                Subject::Service | Subject::Server { .. } | Subject::Region { .. } | Subject::Tag { .. } => {
                    Some(Subject::Service)
                }
                // The first page of the service sorts it by its tag.
                Subject::Operation { .. } if change.id == rules::TAGS_CHANGED.id => Some(Subject::Service),
                Subject::Operation { .. }
                | Subject::Parameter { .. }
                | Subject::Body { .. }
                | Subject::Answer { .. }
                | Subject::Header { .. }
                | Subject::Waiter { .. }
                | Subject::Type { .. }
                | Subject::Property { .. }
                | Subject::Value { .. }
                | Subject::Alternative { .. } => None,
            };
            std::iter::once(subject.clone()).chain(subject.ancestors()).chain(of_service)
        });
        places.into_iter().any(|subject| self.places.contains(&(change.service.as_str(), subject)))
    }
}
