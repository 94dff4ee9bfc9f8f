//! Groups changes as people tell them: what an edit of a shared file does to several services is one edit. Knows which
//! changes are alike. Must not know how they are printed.

use apig_codegen::Span;
use apig_codegen::agreed::Agreement;
use apig_codegen::diff::{Change, ItemChange, Location, Rust, Wire};
use std::collections::BTreeMap;

/// What stands in the place of a service over what belongs to none, such as a module of the crate's root.
const NO_SERVICE: &str = "the crate";

/// A change, and its like in the other services that share what was edited.
#[derive(Debug)]
pub struct Edit<'a> {
    /// The change; its text holds for the others, too.
    pub change: &'a Change,
    others: Vec<&'a Change>,
    /// The agreement that it is meant, if there is one.
    pub accepted: Option<&'a Agreement>,
}

impl<'a> Edit<'a> {
    /// The services, joined by commas.
    pub fn services(&self) -> String {
        self.service_names().join(", ")
    }

    fn service_names(&self) -> Vec<&'a str> {
        let name = |change: &'a Change| if change.service.is_empty() { NO_SERVICE } else { change.service.as_str() };
        self.changes().map(name).collect()
    }

    /// An agreement that it is meant.
    pub fn agreement(&self, reason: &str, until: Option<String>) -> Agreement {
        let mut services: Vec<String> = self.service_names().into_iter().map(str::to_owned).collect();
        services.sort();
        let (id, change) = (self.change.id.to_owned(), self.change.message.clone());
        Agreement { id, services, change, reason: reason.to_owned(), until, span: Span::default() }
    }

    /// Whether callers may be worse off with it.
    pub fn is_harmful(&self) -> bool {
        self.changes().any(|change| change.wire >= Wire::Dangerous || change.rust >= Rust::Dangerous)
    }

    /// The names of the services' modules.
    pub fn modules(&self) -> Vec<&'a str> {
        self.changes().map(|change| change.service.as_str()).collect()
    }

    /// The operations, each name once.
    pub fn operations(&self) -> Vec<&'a str> {
        let mut operations = Vec::new();
        for id in self.changes().flat_map(|change| &change.operations) {
            if !operations.contains(&id.as_str()) {
                operations.push(id);
            }
        }
        operations
    }

    /// The public items of the crate that it touches.
    pub fn items(&self) -> impl Iterator<Item = &'a ItemChange> {
        self.changes().flat_map(|change| &change.items)
    }

    /// It, service by service.
    pub fn changes(&self) -> impl Iterator<Item = &'a Change> {
        std::iter::once(self.change).chain(self.others.iter().copied())
    }
}

/// What makes two changes of two services one edit: the same happened at the same location. What it does may be worse in one of
/// them, which comes first.
type EditKey<'a> = (&'static str, &'a str, Option<&'a Location>, Option<&'a Location>);

/// The edits behind changes, in the order of the changes.
pub fn edits(changes: &[Change]) -> Vec<Edit<'_>> {
    let mut edits: Vec<Edit<'_>> = Vec::new();
    let mut first_seen: BTreeMap<EditKey<'_>, usize> = BTreeMap::new();
    for change in changes {
        let locations = (change.before.as_ref(), change.after.as_ref());
        let key = (change.id, change.what.as_str(), locations.0, locations.1);
        let alike = first_seen.get(&key).and_then(|at| edits.get_mut(*at));
        match alike {
            Some(edit) if locations != (None, None) && edit.changes().all(|other| other.service != change.service) => {
                edit.others.push(change);
            }
            Some(_) | None => {
                first_seen.insert(key, edits.len());
                edits.push(Edit { change, others: Vec::new(), accepted: None });
            }
        }
    }
    edits
}
