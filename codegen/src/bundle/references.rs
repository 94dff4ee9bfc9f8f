//! Follows references, and writes those of the bundle. Must not know where they are used.

use super::Bundler;
use super::names::ExternalComponent;
use crate::diagnostics::messages;
use crate::grammar::Object;
use crate::resolve::{RefTarget, reference};
use crate::source::Spanned;
use crate::yaml::Node;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeSet;

/// What a fragment of a URL may not hold as it is.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'$');

impl Bundler<'_, '_> {
    pub fn needed(&self, section: &'static str, place: &RefTarget) -> ExternalComponent {
        ExternalComponent {
            section,
            path: self.files.sources.path(place.file).to_owned(),
            pointer: place.pointer.clone(),
        }
    }

    /// The text of a reference in the bundle.
    pub fn target(&mut self, target: &Spanned<String>, kind: Object) -> String {
        let as_it_was = || target.value.clone();
        if self.is_local(target) {
            // It is checked all the same: where the generator reads none, nothing else checks it.
            self.end(target, kind);
            return as_it_was();
        }
        let (Some(place), Some(section)) = (self.end(target, kind), kind.section()) else {
            return as_it_was();
        };
        if place.file == self.root {
            return local(&place.pointer);
        }
        let needed = self.needed(section, &place);
        let name = self.names.get(&needed).map(|name| local(&["components", section, name]));
        if self.seen.insert(needed.clone()) {
            let node = self.node(&place, kind);
            self.needed.extend(node.map(|node| (needed, kind, node)));
        }
        name.unwrap_or_else(as_it_was)
    }

    /// Whether a reference is the root's, and to a part of it.
    pub fn is_local(&self, target: &Spanned<String>) -> bool {
        self.files.home(target.span.file) == self.root && target.value.starts_with('#')
    }

    /// What is at a place.
    pub fn node(&mut self, place: &RefTarget, kind: Object) -> Option<Node> {
        let node = self.files.node(place)?.clone();
        Some(self.files.expanded(kind, &node).into_owned())
    }

    /// The final target of a reference: through references that have nothing beside them, but not through components of
    /// the root, which stay; or, for what is inlined, through all.
    pub fn end(&mut self, target: &Spanned<String>, kind: Object) -> Option<RefTarget> {
        let follows_all = is_inlined(kind);
        let (mut target, mut seen) = (target.clone(), BTreeSet::new());
        loop {
            let place = self.files.step(&target, kind)?;
            if !seen.insert(place.clone()) {
                self.files.diagnostics.push(messages::ref_cycle(&target, kind));
                return None;
            }
            if place.file == self.root && !follows_all {
                return Some(place);
            }
            let node = self.files.node(&place)?;
            let next = if follows_all { reference(node) } else { lone_reference(node) };
            match next {
                Some(next) => target = next,
                None => return Some(place),
            }
        }
    }
}

/// Whether the target takes the place of a reference: OpenAPI 3.0 has no section for path items, and security schemes are
/// found by their own names.
pub fn is_inlined(kind: Object) -> bool {
    matches!(kind, Object::PathItem | Object::SecurityScheme)
}

/// The text of the `$ref` that is all of a node.
pub fn lone_reference(node: &Node) -> Option<Spanned<String>> {
    reference(node).filter(|_| node.as_object().is_some_and(|object| object.members.len() == 1))
}

/// A reference into the document itself.
pub fn local<T: AsRef<str>>(pointer: &[T]) -> String {
    let escaped = |part: &T| part.as_ref().replace('~', "~0").replace('/', "~1");
    let parts = pointer.iter().map(|part| format!("/{}", utf8_percent_encode(&escaped(part), ESCAPED)));
    std::iter::once("#".to_owned()).chain(parts).collect()
}
