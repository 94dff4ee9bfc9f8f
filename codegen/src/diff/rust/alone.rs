//! Reports changes that only Rust callers see: differences of public items that no change of the documents causes. Must
//! not know where anything is written.

use super::differences::Difference;
use super::nested;
use crate::diff::catalogue::rules;
use crate::diff::{Change, ItemChange, Rust, Subject, Wire};
use std::collections::{BTreeMap, BTreeSet};

/// What items have in common that are reported as one change: the service, and the operation or the type.
type Whole<'a> = (&'a str, Subject);

/// Makes changes of differences without a cause, and assigns the differences to them: `first` is the index of the first such
/// change.
/// Types come, go and change with what names them, if that is there on both sides.
pub fn group(differences: &[Difference<'_>], causes: &mut [Option<usize>], first: usize) -> Vec<Change> {
    let mut groups = Groups { first, by_whole: BTreeMap::new(), list: Vec::new() };
    groups.open(differences, causes, true);
    nested::complete(differences, causes, std::iter::empty());
    groups.open(differences, causes, false);
    let mut members: BTreeMap<usize, Vec<&Difference<'_>>> = BTreeMap::new();
    for (difference, cause) in differences.iter().zip(causes) {
        if let Some(cause) = cause {
            members.entry(*cause).or_default().push(difference);
        }
    }
    let members = members.split_off(&first).into_values();
    groups.list.into_iter().zip(members).map(|(group, differences)| change(group, &differences)).collect()
}

/// Items that are reported as one change.
struct Group<'a> {
    service: &'a str,
    whole: Subject,
    /// What its first items come from: the whole, or parts of it.
    subjects: BTreeSet<&'a Subject>,
}

struct Groups<'a> {
    first: usize,
    by_whole: BTreeMap<Whole<'a>, usize>,
    list: Vec<Group<'a>>,
}

impl<'a> Groups<'a> {
    /// Groups what has no cause: what is there on both sides, or all of it.
    fn open(&mut self, differences: &[Difference<'a>], causes: &mut [Option<usize>], stays: bool) {
        let without = differences.iter().zip(causes).filter(|(_, cause)| cause.is_none());
        for (difference, cause) in without.filter(|(difference, _)| difference.stays() || !stays) {
            let service = difference.service();
            let whole = difference.subjects().next().map_or(Subject::Service, Subject::root);
            let at = *self.by_whole.entry((service, whole.clone())).or_insert(self.list.len());
            if at == self.list.len() {
                self.list.push(Group { service, whole, subjects: BTreeSet::new() });
            }
            if let Some(group) = self.list.get_mut(at) {
                group.subjects.extend(difference.subjects());
            }
            *cause = Some(self.first + at);
        }
    }
}

/// The change of a group, and of what came and went with it.
fn change(Group { service, whole, subjects }: Group<'_>, differences: &[&Difference<'_>]) -> Change {
    let subject = match subjects.first() {
        Some(only) if subjects.len() == 1 => (*only).clone(),
        Some(_) | None => whole.clone(),
    };
    let wholes: BTreeSet<Subject> =
        differences.iter().flat_map(|difference| difference.subjects()).map(Subject::root).collect();
    let also = wholes.into_iter().filter(|other| *other != whole).collect();
    let items: Vec<ItemChange> = differences.iter().map(|difference| difference.item()).collect();
    let (id, verb, once) = if items.iter().all(|item| item.before.is_none()) {
        (rules::ITEM_ADDED.id, "appear", "appears")
    } else if items.iter().all(|item| item.after.is_none()) {
        (rules::ITEM_REMOVED.id, "vanish", "vanishes")
    } else {
        (rules::ITEM_CHANGED.id, "change", "changes")
    };
    let message = match items.as_slice() {
        [only] => format!("`{}` {once}, for Rust callers only", only.path),
        several => {
            let first = several.first().map_or("", |item| item.path.as_str());
            format!("{} items {verb}, for Rust callers only, the first of them `{first}`", several.len())
        }
    };
    let operations = if let Subject::Operation { id } = subject.root() { vec![id] } else { Vec::new() };
    Change {
        id,
        what: message.clone(),
        message,
        service: service.to_owned(),
        subject,
        also,
        renamed: Vec::new(),
        operations,
        direction: None,
        announced: None,
        security: false,
        before: None,
        after: None,
        wire: Wire::None,
        set: None,
        rust: differences.iter().map(|difference| difference.rust).max().unwrap_or(Rust::None),
        items,
    }
}
