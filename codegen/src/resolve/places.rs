//! Finds where references point to: in a file, at a pointer, an `$id` or an anchor. Must not know what objects are made of.

use super::files::Files;
use super::references::{MOST_HOPS, RefTarget, reference};
use super::targets;
use crate::diagnostics::{MOST_SLIPS, Topic, messages};
use crate::grammar::Object;
use crate::source::{FileId, Spanned};
use crate::yaml::{Node, Value};
use std::rc::Rc;

impl Files<'_> {
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
    pub(super) fn at<'n>(
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

    /// What a reference out of the spec root may mean: a component of its own file, or a file inside that was read.
    fn inside(&self, from: FileId, target: &str) -> Option<String> {
        if ["/components/", "/paths/"].iter().any(|start| target.starts_with(start)) {
            return Some(format!("#{target}"));
        }
        let (path, pointer) = target.split_once('#')?;
        Some(format!("{}#{pointer}", self.of_that_name(from, path)?))
    }
}
