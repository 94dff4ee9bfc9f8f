//! Compares two lists of public items, item by item, and judges what each difference does to callers. Must not know its
//! cause.

use super::formers::Formers;
use super::meaning::Meanings;
use crate::diff::{Change, ItemChange, Rust, Subject};
use crate::public_api::{PublicItem, PublicKind};
use std::cmp::Ordering;

/// An item that is not what it was.
#[derive(Clone, Debug)]
pub struct Difference<'a> {
    /// The item in the older list.
    pub before: Option<&'a PublicItem>,
    /// The item in the newer list.
    pub after: Option<&'a PublicItem>,
    /// Where callers find it from now on, if its name became a further one for that.
    pub renamed_to: Option<&'a str>,
    /// What it does to callers.
    pub rust: Rust,
    /// What callers meant by the item and what they mean now, if that is something else and they compile as before.
    pub meaning: Option<[String; 2]>,
}

/// What differs, in the order of the lists.
pub struct Differences<'a> {
    /// Items whose lines appear, vanish or change, or that mean something else.
    pub lines: Vec<Difference<'a>>,
    /// Items whose lines stay, while what is generated behind them changes.
    pub behind: Vec<Difference<'a>>,
}

impl<'a> Differences<'a> {
    /// Compares two lists, between which lie these changes.
    pub fn between(changes: &[Change], before: &'a [PublicItem], after: &'a [PublicItem]) -> Self {
        let meanings = Meanings::of(changes, before, after);
        let formers = Formers::between(before, after);
        let closed: Vec<&str> = before.iter().filter(|item| is_closed(item)).map(|item| item.path.as_str()).collect();
        let mut differences = Self { lines: Vec::new(), behind: Vec::new() };
        for (was, new) in pairs(Was::all(before, &formers), after) {
            let old = was.as_ref().map(|was| was.item);
            let now = was.as_ref().map(Was::now);
            let meaning = now.zip(new).and_then(|(old, new)| meanings.differ(old, new));
            let renamed_to = old.zip(now).and_then(|(old, now)| formers.renamed_to(old, now, new));
            let rust = match (meaning.is_some(), renamed_to) {
                (true, _) => Rust::Silent,
                // There is one name more.
                (false, Some(_)) => verdict(now, new, &closed).max(Rust::Minor),
                (false, None) if new.is_none() && old.is_some_and(|old| is_no_alias_now(old, after)) => Rust::Minor,
                (false, None) => verdict(now, new, &closed),
            };
            let difference = Difference { before: old, after: new, renamed_to, rust, meaning };
            if old.map(PublicItem::line) != new.map(PublicItem::line) || difference.meaning.is_some() {
                differences.lines.push(difference);
            } else if difference.rust != Rust::None {
                differences.behind.push(difference);
            }
        }
        differences
    }
}

/// An older item.
struct Was<'a> {
    item: &'a PublicItem,
    /// As it is called now, if that is something else. Most are not, and there are tens of thousands.
    renamed: Option<Box<PublicItem>>,
}

impl<'a> Was<'a> {
    /// Those of a list, in the order of what they are called now.
    fn all(items: &'a [PublicItem], formers: &Formers<'_>) -> Vec<Self> {
        let mut all: Vec<Self> =
            items.iter().map(|item| Self { item, renamed: formers.now(item).map(Box::new) }).collect();
        if all.iter().any(|was| was.renamed.is_some()) {
            // A type may get back the name that was its former one until now: the type goes before that alias.
            all.sort_by_cached_key(|was| (was.now().key(), was.item.alias.is_some()));
        }
        all
    }

    fn now(&self) -> &PublicItem {
        self.renamed.as_deref().unwrap_or(self.item)
    }
}

/// The items of two lists, in their order, beside each other where they are one. Most are, and cost no more than a look.
fn pairs<'a>(before: Vec<Was<'a>>, after: &'a [PublicItem]) -> Vec<(Option<Was<'a>>, Option<&'a PublicItem>)> {
    let (mut pairs, mut after) = (Vec::with_capacity(before.len()), after.iter().peekable());
    for was in before {
        let order = |new: &&PublicItem| {
            let now = was.now();
            if (&new.path, &new.kind) == (&now.path, &now.kind) { Ordering::Equal } else { new.key().cmp(&now.key()) }
        };
        while let Some(new) = after.next_if(|new| order(new).is_lt()) {
            pairs.push((None, Some(new)));
        }
        let new = after.next_if(|new| order(new).is_eq());
        pairs.push((Some(was), new));
    }
    pairs.extend(after.map(|new| (None, Some(new))));
    pairs
}

/// Whether an alias gave its name to a type, which callers find under it from now on.
fn is_no_alias_now(old: &PublicItem, after: &[PublicItem]) -> bool {
    let has_name = |new: &PublicItem| new.kind == PublicKind::Type && new.path == old.path;
    old.kind == PublicKind::Type && old.alias.is_some() && after.iter().any(has_name)
}

/// Whether callers may list all members of a type, so that one more is one too many.
fn is_closed(item: &PublicItem) -> bool {
    let is_type = item.declaration.starts_with("pub struct ") || item.declaration.starts_with("pub enum ");
    item.kind == PublicKind::Type && is_type
}

fn verdict(before: Option<&PublicItem>, after: Option<&PublicItem>, closed: &[&str]) -> Rust {
    match (before, after) {
        (None, Some(new)) if new.kind == PublicKind::Member => {
            let owner = new.path.rsplit_once("::").map_or("", |(owner, _)| owner);
            if closed.contains(&owner) { Rust::Major } else { Rust::Minor }
        }
        (None, Some(_)) => Rust::Minor,
        (Some(_), None) => Rust::Major,
        (Some(old), Some(new)) if !old.promises_as(new) => Rust::Major,
        (Some(old), Some(new)) if old.deprecated != new.deprecated => Rust::Minor,
        (Some(old), Some(new)) if old.declaration != new.declaration || old.behind != new.behind => Rust::Patch,
        (Some(_), Some(_)) | (None, None) => Rust::None,
    }
}

impl<'a> Difference<'a> {
    /// The item on both sides, as far as it is there.
    pub fn sides(&self) -> impl Iterator<Item = &'a PublicItem> + use<'a> {
        self.before.into_iter().chain(self.after)
    }

    /// The service that it belongs to; nothing for what belongs to none.
    pub fn service(&self) -> &'a str {
        self.sides().find_map(|item| item.service.as_deref()).unwrap_or_default()
    }

    /// What it comes from, on both sides.
    pub fn subjects(&self) -> impl Iterator<Item = &'a Subject> + use<'a> {
        self.sides().filter_map(|item| item.subject.as_ref())
    }

    /// Whether it is a mark of deprecation alone that came or went.
    pub fn is_mark(&self) -> bool {
        let same = matches!((self.before, self.after), (Some(old), Some(new)) if old.declaration == new.declaration);
        same && self.meaning.is_none()
    }

    /// Whether the item is there on both sides.
    pub fn stays(&self) -> bool {
        self.before.is_some() && self.after.is_some()
    }

    /// Whether an item of this kind vanished.
    pub fn is_gone(&self, kind: PublicKind) -> bool {
        self.after.is_none() && self.before.is_some_and(|item| item.kind == kind)
    }

    /// The difference as a change lists it.
    pub fn item(&self) -> ItemChange {
        ItemChange {
            path: self.sides().next().map(|item| item.path.clone()).unwrap_or_default(),
            before: self.before.map(PublicItem::line),
            after: self.after.map(PublicItem::line),
            renamed_to: self.renamed_to.map(str::to_owned),
            meaning: self.meaning.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(kind: PublicKind, path: &str, declaration: &str) -> PublicItem {
        PublicItem {
            path: path.to_owned(),
            kind,
            declaration: declaration.to_owned(),
            deprecated: false,
            alias: None,
            service: None,
            subject: None,
            within: None,
            shows: std::collections::BTreeSet::new(),
            request: None,
            behind: 0,
        }
    }

    fn check(before: &[PublicItem], after: &[PublicItem], lines: usize, expected: Rust) {
        let Differences { lines: found, behind } = Differences::between(&[], before, after);
        let worst = found.iter().chain(&behind).map(|difference| difference.rust).max();
        assert_eq!((found.len(), worst.unwrap_or(Rust::None)), (lines, expected), "{before:?} {after:?}");
    }

    #[test]
    fn each_kind_of_difference_has_its_verdict() {
        let open = item(PublicKind::Type, "a::T", "#[non_exhaustive] pub struct a::T");
        let closed = item(PublicKind::Type, "a::T", "pub struct a::T");
        let field = item(PublicKind::Member, "a::T::x", "pub a::T::x: i32");
        let wide = item(PublicKind::Member, "a::T::x", "pub a::T::x: i64");
        let clone = item(PublicKind::Impl("Clone for a::T".to_owned()), "a::T", "impl Clone for a::T");
        let named = |name: &str| item(PublicKind::Function, "a::T::f", &format!("pub fn a::T::f({name}: i32)"));
        let old = PublicItem { deprecated: true, ..field.clone() };
        let reworded = PublicItem { behind: 1, ..field.clone() };
        let both = |a: &PublicItem, b: &PublicItem| vec![a.clone(), b.clone()];
        let one = std::slice::from_ref::<PublicItem>;

        check(&both(&open, &field), &both(&open, &field), 0, Rust::None);
        check(one(&open), &both(&open, &field), 1, Rust::Minor);
        check(one(&closed), &both(&closed, &field), 1, Rust::Major);
        check(&[], &both(&closed, &field), 2, Rust::Minor);
        check(&both(&open, &field), one(&open), 1, Rust::Major);
        check(&both(&open, &field), &both(&open, &wide), 1, Rust::Major);
        check(one(&open), &both(&open, &clone), 1, Rust::Minor);
        check(&both(&open, &clone), one(&open), 1, Rust::Major);
        check(one(&closed), one(&open), 1, Rust::Major);
        check(one(&field), one(&old), 1, Rust::Minor);
        check(&[old], one(&field), 1, Rust::Minor);
        check(&[field], &[reworded], 0, Rust::Patch);
        check(&[named("a")], &[named("b")], 1, Rust::Patch);
    }
}
