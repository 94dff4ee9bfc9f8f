//! Tells which items are declared as before and mean something else: their names changed places. Callers compile, and send or read
//! something else. Must not know what that does to a version.

use crate::api::path_shape;
use crate::diff::words;
use crate::diff::{Change, Subject};
use crate::public_api::{Filler, PublicItem, PublicKind, Request};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// What the items of two lists come from, and what of it was renamed.
pub struct Meanings<'a> {
    renamed: BTreeMap<(&'a str, &'a Subject), &'a Subject>,
    before: Known<'a>,
    after: Known<'a>,
}

/// What the items of a list come from. Most lists are never asked.
struct Known<'a> {
    items: &'a [PublicItem],
    subjects: OnceCell<BTreeSet<(Option<&'a str>, &'a Subject)>>,
}

impl<'a> Known<'a> {
    fn of(items: &'a [PublicItem]) -> Self {
        Self { items, subjects: OnceCell::new() }
    }

    fn has(&self, service: Option<&str>, subject: &Subject) -> bool {
        let subject_of = |item: &'a PublicItem| Some((item.service.as_deref(), item.subject.as_ref()?));
        let subjects = || self.items.iter().filter_map(subject_of).collect();
        self.subjects.get_or_init(subjects).contains(&(service, subject))
    }
}

impl<'a> Meanings<'a> {
    /// Of these lists, between which lie these changes.
    pub fn of(changes: &'a [Change], before: &'a [PublicItem], after: &'a [PublicItem]) -> Self {
        let renamed = changes
            .iter()
            .flat_map(|change| change.renamed.iter().map(|(old, new)| ((change.service.as_str(), old), new)));
        Self { renamed: renamed.collect(), before: Known::of(before), after: Known::of(after) }
    }

    /// What callers meant by an item and what they mean now, if that is something else and they compile as before.
    pub fn differ(&self, old: &PublicItem, new: &PublicItem) -> Option<[String; 2]> {
        let (was, is) = old.subject.as_ref().zip(new.subject.as_ref()).filter(|_| old.promises_as(new))?;
        let is_exchanged = self.is_exchanged(old, (new, was, is));
        match (&old.request, &new.request) {
            (Some(was), Some(is)) => {
                (is_exchanged || self.fills_otherwise(new, was, is)).then(|| [was.to_string(), is.to_string()])
            }
            (_, _) => is_exchanged.then(|| [words::subject(was), words::subject(is)]),
        }
    }

    /// Whether an argument, or a client, fills another parameter, or one and the same elsewhere in the same path.
    fn fills_otherwise(&self, item: &PublicItem, was: &Request, is: &Request) -> bool {
        let new: BTreeMap<&Filler, &String> = is.filled.iter().map(|(filler, name)| (filler, name)).collect();
        let is_other = |(filler, name): &(Filler, String)| {
            new.get(filler).is_some_and(|new| name != *new && !self.is_renamed(item, name, new))
        };
        // The field of a client is called as what it fills.
        let is_same = |((old, was), (new, is)): (&(Filler, String), &(Filler, String))| match (old, new) {
            (Filler::Client(_), Filler::Client(_)) => was == is || self.is_renamed(item, was, is),
            (Filler::Argument(_), _) | (_, Filler::Argument(_)) => old == new,
        };
        let same_order = was.filled.len() == is.filled.len() && was.filled.iter().zip(&is.filled).all(is_same);
        let moved = path_shape(&was.path) == path_shape(&is.path) && !same_order;
        moved || was.filled.iter().any(is_other)
    }

    /// Whether a parameter of an operation only has another name.
    fn is_renamed(&self, item: &PublicItem, old: &str, new: &str) -> bool {
        let service = item.service.as_deref().unwrap_or_default();
        self.renamed.iter().any(|((of, was), is)| match (was, is) {
            (Subject::Parameter { name: was, .. }, Subject::Parameter { operation, name: is, .. }) => {
                let of_item = item.subject.as_ref() == Some(&Subject::Operation { id: operation.clone() });
                *of == service && of_item && was == old && is == new
            }
            _ => false,
        })
    }

    /// Whether an item comes from something else than before that has not only another name: the old one is still there, or the
    /// new one was there before. What is a part of something else is told with that.
    fn is_exchanged(&self, old: &PublicItem, (new, was, is): (&PublicItem, &Subject, &Subject)) -> bool {
        let service = new.service.as_deref();
        let now = |subject: &Subject| self.now(service.unwrap_or_default(), subject);
        let has_meaning = match (is, &new.kind) {
            // Its id may now be that of another operation.
            (Subject::Operation { .. }, _) => new.request.is_some(),
            (Subject::Type { .. }, PublicKind::Type) => was != is,
            (_, PublicKind::Function | PublicKind::Member) => was != is,
            (_, PublicKind::Type | PublicKind::Module | PublicKind::Static | PublicKind::Impl(_)) => false,
        };
        let same_whole = || match (was.parent(), is.parent()) {
            (Some(was), Some(is)) => was == is || now(&was) == is,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let known = || self.after.has(service, &now(was)) || self.before.has(old.service.as_deref(), is);
        has_meaning && now(was) != *is && same_whole() && known()
    }

    /// What something is in the newer version.
    fn now(&self, service: &str, subject: &Subject) -> Subject {
        if let Some(renamed) = self.renamed.get(&(service, subject)) {
            return (*renamed).clone();
        }
        match subject.parent().map(|parent| self.now(service, &parent)) {
            Some(parent) => subject.clone().of(&parent),
            None => subject.clone(),
        }
    }
}
