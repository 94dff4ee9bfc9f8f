//! Follows a `$ref`, also into other files, to an object of the kind that is needed. Must not know what that means.

use super::files::Files;
use crate::diagnostics::messages;
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
pub struct Resolved<T> {
    pub value: Rc<T>,
    /// The file in which it is written.
    pub file: FileId,
    /// Where, if a reference led there.
    pub place: Option<RefTarget>,
    /// Where its name is written, if a reference led to a member of a map.
    pub name: Option<Span>,
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
    pub fn find<T: openapi::FromNode + Clone + 'static>(
        &mut self,
        from: FileId,
        object: &RefOr<T>,
    ) -> Option<Resolved<T>> {
        match object {
            RefOr::Value(value) => Some(Resolved { value: Rc::clone(value), file: from, place: None, name: None }),
            RefOr::Ref(reference) => self.follow(reference),
        }
    }

    /// The same for what is a reference.
    pub fn follow<T: openapi::FromNode + Clone + 'static>(&mut self, reference: &Reference) -> Option<Resolved<T>> {
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
                    let mut value = value;
                    if let Some(description) = description.filter(|_| T::OBJECT != Object::Schema) {
                        Rc::make_mut(&mut value).describe(description);
                    }
                    return Some(Resolved { value, file, place, name });
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
}

/// The text of the `$ref` that a node is.
pub fn reference(node: &Node) -> Option<Spanned<String>> {
    let target = &node.as_object()?.get("$ref")?.value;
    match &target.value {
        Value::String(text) => Some(Spanned::new(text.clone(), target.span)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
