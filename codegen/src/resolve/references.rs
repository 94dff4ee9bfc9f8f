//! Follows a `$ref`, also into other files, to an object of the kind that is needed. Must not know what that means.

use super::files::Files;
use super::targets;
use crate::diagnostics::{MOST_SLIPS, Topic, messages};
use crate::grammar::Object;
use crate::openapi::{self, Mention, RefOr, Reference};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml::{Node, Value};
use std::collections::BTreeSet;
use std::rc::Rc;

/// References, aliases and parts that lead to one another: more has no use, and a stack has an end.
pub const MOST_HOPS: usize = 64;

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

impl<T: Clone> Shared<'_, T> {
    /// The same, to be kept.
    pub fn shared(self) -> Rc<T> {
        match self {
            Self::Here(value) => Rc::new(value.clone()),
            Self::There(value) => value,
        }
    }
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
        match object {
            RefOr::Value(value) => Some(Resolved { value: Shared::Here(value), file: from, place: None, name: None }),
            RefOr::Ref(reference) => self.follow(reference),
        }
    }

    /// The same for what is a reference.
    pub fn follow<'a, T: openapi::FromNode + Clone + 'static>(
        &mut self,
        reference: &Reference,
    ) -> Option<Resolved<'a, T>> {
        let (mut reference, description) = (reference.clone(), reference.description.clone());
        let mut seen: Vec<RefTarget> = Vec::new();
        loop {
            let is_obeyed = self.is_obeyed(&reference, T::OBJECT);
            let value = match reference.siblings.as_ref().filter(|_| is_obeyed) {
                Some(siblings) => {
                    let object = T::read(siblings, &mut self.diagnostics)?;
                    RefOr::Value(Rc::new(object.beside(reference.alone())?))
                }
                None => {
                    let place = self.place(&reference.target)?;
                    if seen.contains(&place) {
                        self.diagnostics.push(messages::ref_cycle(&reference.target, T::OBJECT));
                        return None;
                    }
                    if seen.len() == MOST_HOPS {
                        self.diagnostics.push(messages::ref_too_deep(reference.target.span, MOST_HOPS));
                        return None;
                    }
                    let loaded = Rc::clone(self.by_id.get(&place.file)?);
                    let node = self.at(&loaded.node, &place, &reference.target, T::OBJECT)?;
                    let found = self.object(&loaded, &place.pointer, node)?;
                    seen.push(place);
                    found
                }
            };
            match value {
                RefOr::Value(value) => {
                    let place = seen.pop();
                    let file = place.as_ref().map_or_else(|| self.home(reference.target.span.file), |place| place.file);
                    let loaded = self.by_id.get(&file);
                    let name = place.as_ref().and_then(|place| loaded?.node.name_at(&place.pointer));
                    let value = match description.filter(|_| T::OBJECT != Object::Schema) {
                        Some(description) => {
                            let mut described = T::clone(&value);
                            described.describe(description);
                            Rc::new(described)
                        }
                        None => value,
                    };
                    return Some(Resolved { value: Shared::There(value), file, place, name });
                }
                RefOr::Ref(next) => reference = next,
            }
        }
    }

    /// Whether what stands beside a reference is more than words about it: if it is not, that is reported.
    pub fn is_obeyed(&mut self, reference: &Reference, object: Object) -> bool {
        let is_obeyed = object != Object::Schema || self.is_3_1;
        let siblings = reference.siblings.as_ref().and_then(|node| node.as_object()).filter(|_| !is_obeyed);
        for sibling in siblings.into_iter().flat_map(|object| &object.members) {
            let (key, at) = (sibling.key.value.as_str(), sibling.key.span);
            if openapi::is_sibling("$ref", key) {
                self.diagnostics.push(messages::ref_sibling(at, reference.target.span, key));
            }
        }
        is_obeyed
    }

    /// The target of a reference in one step, if it can be an object of the kind that is needed.
    pub fn step(&mut self, target: &Spanned<String>, needs: Object) -> Option<RefTarget> {
        let place = self.place(target)?;
        let loaded = Rc::clone(self.by_id.get(&place.file)?);
        self.at(&loaded.node, &place, target, needs).map(|_| place)
    }

    /// The same if anything is there.
    pub fn somewhere(&mut self, target: &Spanned<String>, needs: Object) -> Option<RefTarget> {
        let place = self.place(target)?;
        let loaded = Rc::clone(self.by_id.get(&place.file)?);
        if loaded.node.follow(place.pointer.iter().map(String::as_str)).is_none() {
            self.at(&loaded.node, &place, target, needs)?;
        }
        Some(place)
    }

    /// The node of a target.
    pub fn node(&self, place: &RefTarget) -> Option<&Node> {
        self.by_id.get(&place.file)?.node.follow(place.pointer.iter().map(String::as_str))
    }

    /// Where a reference points to, after loading the file it names. A pointer that leads through references follows them.
    pub fn place(&mut self, target: &Spanned<String>) -> Option<RefTarget> {
        let mut place = self.direct(target)?;
        for _ in 0..MOST_HOPS {
            let Some((reference, rest)) = self.on_the_way(&place) else { break };
            let RefTarget { file, pointer } = self.direct(&reference)?;
            place = RefTarget { file, pointer: pointer.into_iter().chain(rest).collect() };
        }
        Some(place)
    }

    /// A reference on the way to a place, and the rest of the way.
    fn on_the_way(&self, place: &RefTarget) -> Option<(Spanned<String>, Vec<String>)> {
        let mut node = &self.by_id.get(&place.file)?.node;
        for (at, part) in place.pointer.iter().enumerate() {
            let Some(next) = node.follow([part.as_str()]) else {
                let reference = reference(node)?;
                return Some((reference, place.pointer.get(at..)?.to_vec()));
            };
            node = next;
        }
        None
    }

    /// Where a reference points to by itself.
    fn direct(&mut self, target: &Spanned<String>) -> Option<RefTarget> {
        let from = self.home(target.span.file);
        if let Some(place) = self.anchored(from, target) {
            return Some(place);
        }
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

    /// Where a reference points to that goes by an `$id` or an anchor.
    fn anchored(&mut self, from: FileId, target: &Spanned<String>) -> Option<RefTarget> {
        let anchor = targets::anchor(&target.value);
        let (base, fragment) = target.value.split_once('#').unwrap_or((&target.value, ""));
        let own = self.anchors(from);
        let resource = own.as_ref().and_then(|anchors| anchors.resource(base));
        if let (Some(resource), None) = (resource, &anchor) {
            let (_, inside) = targets::parse(&format!("#{fragment}"), "").ok()?;
            return Some(RefTarget { file: from, pointer: resource.iter().cloned().chain(inside).collect() });
        }
        if let (true, None, Some(anchors)) = (base.is_empty(), &anchor, &own) {
            // What has an `$id` may mean itself by `#`; most writers mean the file.
            let (_, inside) = targets::parse(&target.value, "").ok()?;
            let root = &self.by_id.get(&from)?.node;
            let has = |pointer: &[String]| root.follow(pointer.iter().map(String::as_str)).is_some();
            if has(&inside) {
                return None;
            }
            let pointer: Vec<String> = anchors.around(target.span)?.iter().cloned().chain(inside).collect();
            return has(&pointer).then_some(RefTarget { file: from, pointer });
        }
        let (_, name) = anchor?;
        let (file, anchors, resource) = match (base, resource) {
            ("", _) => (from, own?, Vec::new()),
            (_, Some(resource)) => (from, Rc::clone(own.as_ref()?), resource.clone()),
            (_, None) => {
                let (path, _) = targets::parse(base, self.sources.path(from)).ok()?;
                let file = self.load(&path?, Some(target.span))?.id;
                (file, self.anchors(file)?, Vec::new())
            }
        };
        let around = anchors.around(target.span).filter(|_| resource.is_empty());
        let pointer = anchors.named(&name, around.unwrap_or(&resource))?;
        Some(RefTarget { file, pointer: pointer.clone() })
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
        let can_be_one = |node: &Node| matches!(node.value, Value::Object(_) | Value::Null | Value::Bool(_));
        let message = match found {
            None if targets::is_unreadable(root, &place.pointer) => return None,
            None => {
                let beside = targets::beside(root, &place.pointer);
                let topic = Topic::Nowhere(place.file, place.pointer.clone());
                let end = targets::end(root, &place.pointer);
                messages::dangling_ref((target, needs), topic, suggestion(), &beside, end)
            }
            Some(node) if targets::is_other_kind(root, &place.pointer, section) || !can_be_one(node) => {
                let found = root.name_at(&place.pointer).unwrap_or(node.span);
                messages::wrong_ref_target((target, needs), found, suggestion())
            }
            Some(node) => return Some(node),
        };
        self.slips += 1;
        self.diagnostics.push(message);
        None
    }

    /// Checks that all references of all files lead somewhere, whether anybody follows them or not; loads further files for it.
    pub fn check_mentions(&mut self) {
        while let Some(mentions) = self.mentioned.pop_front() {
            let mut sound = BTreeSet::new();
            for Mention { target, needs } in &mentions {
                let key = (*needs, target.span.file, target.value.as_str());
                if !sound.contains(&key) && self.step(target, *needs).is_some() {
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

/// The text of the `$ref` that a node is.
pub fn reference(node: &Node) -> Option<Spanned<String>> {
    let target = &node.as_object()?.get("$ref")?.value;
    match &target.value {
        Value::String(text) => Some(Spanned::new(text.clone(), target.span)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
