//! Follows a `$ref`, also into other files, to an object of the kind that is needed. Must not know what that means.

use super::files::Files;
use super::targets;
use crate::diagnostics::{MOST_SLIPS, Topic, messages};
use crate::grammar::Object;
use crate::openapi::{self, Mention, RefOr};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml::Node;
use std::collections::BTreeSet;
use std::rc::Rc;

/// References that lead to references: nobody needs more.
const MAX_HOPS: usize = 32;

/// The target of a `$ref`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RefTarget {
    pub file: FileId,
    /// JSON pointer, unescaped, as its parts.
    pub pointer: Vec<String>,
}

/// The object that a reference led to.
pub struct Resolved<'a, T> {
    pub value: Shared<'a, T>,
    /// The file in which it is written.
    pub file: FileId,
    /// Where, if a reference led there.
    pub place: Option<RefTarget>,
    /// Where its name is written, if a reference led to a member of a map.
    pub name: Option<Span>,
}

/// An object that is written where it is used, or one that several uses share.
pub enum Shared<'a, T> {
    /// Where it is used.
    Here(&'a T),
    /// Elsewhere.
    There(Rc<T>),
}

impl<T> std::ops::Deref for Shared<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Here(value) => value,
            Self::There(value) => value,
        }
    }
}

impl RefTarget {
    /// Its name: the last part of the pointer, or the file's name.
    pub fn name<'a>(&'a self, sources: &'a Sources) -> &'a str {
        self.pointer.last().map_or_else(
            || {
                let file = sources.path(self.file).rsplit('/').next().unwrap_or_default();
                file.split('.').next().unwrap_or(file)
            },
            String::as_str,
        )
    }
}

impl Files<'_> {
    /// Follows a reference until it leads to an object. `None` means that a diagnostic says why not.
    pub fn find<'a, T: openapi::FromNode + Clone + 'static>(
        &mut self,
        from: FileId,
        object: &'a RefOr<T>,
    ) -> Option<Resolved<'a, T>> {
        let mut reference = match object {
            RefOr::Value(value) => {
                return Some(Resolved { value: Shared::Here(value), file: from, place: None, name: None });
            }
            RefOr::Ref(reference) => reference.clone(),
        };
        let mut file = from;
        let mut seen = Vec::new();
        loop {
            let place = self.place(file, &reference.target)?;
            if seen.contains(&place) {
                self.diagnostics.push(messages::ref_cycle(reference.target.span, &reference.target.value));
                return None;
            }
            if seen.len() == MAX_HOPS {
                self.diagnostics.push(messages::ref_too_deep(reference.target.span, MAX_HOPS));
                return None;
            }
            let loaded = Rc::clone(self.by_id.get(&place.file)?);
            let node = self.at(&loaded.node, &place, &reference.target, T::OBJECT)?;
            match self.object(&loaded, &place.pointer, node)? {
                RefOr::Value(value) => {
                    let name = loaded.node.name_at(&place.pointer);
                    return Some(Resolved { value: Shared::There(value), file: place.file, place: Some(place), name });
                }
                RefOr::Ref(next) => (reference, file) = (next, place.file),
            }
            seen.push(place);
        }
    }

    /// The target of a reference in one step, if it can be an object of the kind that is needed.
    pub fn step(&mut self, from: FileId, target: &Spanned<String>, needs: Object) -> Option<RefTarget> {
        let place = self.place(from, target)?;
        let loaded = Rc::clone(self.by_id.get(&place.file)?);
        self.at(&loaded.node, &place, target, needs).map(|_| place)
    }

    /// The node of a target.
    pub fn node(&self, place: &RefTarget) -> Option<&Node> {
        self.by_id.get(&place.file)?.node.follow(place.pointer.iter().map(String::as_str))
    }

    /// Where a reference points to, after loading the file it names.
    pub fn place(&mut self, from: FileId, target: &Spanned<String>) -> Option<RefTarget> {
        match targets::parse(&target.value, self.sources.path(from)) {
            Ok((None, pointer)) => Some(RefTarget { file: from, pointer }),
            Ok((Some(path), pointer)) => Some(RefTarget { file: self.load(&path, Some(target.span))?.id, pointer }),
            Err(refusal) => {
                let suggestion = match refusal {
                    targets::Refusal::Outside => self.inside(from, &target.value),
                    targets::Refusal::Malformed | targets::Refusal::Url => None,
                };
                self.diagnostics.push(refusal.message(target, suggestion));
                None
            }
        }
    }

    /// The node of a target, if it can be an object of the kind that is needed.
    fn at<'n>(
        &mut self,
        root: &'n Node,
        place: &RefTarget,
        target: &Spanned<String>,
        needs: Object,
    ) -> Option<&'n Node> {
        let section = needs.section().unwrap_or_default();
        let found = root.follow(place.pointer.iter().map(String::as_str));
        let few = self.slips < MOST_SLIPS;
        let suggestion = || few.then(|| targets::suggestion(root, &target.value, &place.pointer, section)).flatten();
        let message = match found {
            None if targets::is_unreadable(root, &place.pointer) => return None,
            None => {
                let beside = targets::beside(root, &place.pointer);
                let topic = Topic::Nowhere(place.file, place.pointer.clone());
                messages::dangling_ref(target, topic, suggestion(), &beside)
            }
            Some(node) if targets::is_other_kind(root, &place.pointer, section) => {
                let found = root.name_at(&place.pointer).unwrap_or(node.span);
                messages::wrong_ref_target(target.span, found, &target.value, (needs.what(), section), suggestion())
            }
            Some(node) => return Some(node),
        };
        self.slips += 1;
        self.diagnostics.push(message);
        None
    }

    /// Checks that all references of all files lead somewhere, whether anybody follows them or not; loads further files for it.
    pub fn check_mentions(&mut self) {
        while let Some((file, mentions)) = self.mentioned.pop_front() {
            let mut sound = BTreeSet::new();
            for Mention { target, needs } in mentions.iter() {
                let key = (*needs, target.value.as_str());
                if !sound.contains(&key) && self.step(file, target, *needs).is_some() {
                    sound.insert(key);
                }
            }
        }
    }

    /// What a reference out of the spec root may mean: a component of its own file, or a file inside that was read.
    fn inside(&self, from: FileId, target: &str) -> Option<String> {
        if ["/components/", "/paths/"].iter().any(|start| target.starts_with(start)) {
            return Some(format!("#{target}"));
        }
        let (path, pointer) = target.split_once('#')?;
        Some(format!("{}#{pointer}", self.of_that_name(from, path)?))
    }
}
