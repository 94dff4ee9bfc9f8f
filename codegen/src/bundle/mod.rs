//! Bundles a document: components of other files become components of the root, and everything else stays as it was
//! written. Knows files and references. Must not know what an API means.

mod names;
mod references;

use crate::diagnostics::messages;
use crate::grammar::{Holds, Many, Object};
use crate::resolve::{Files, RefTarget};
use crate::source::{FileId, Spanned};
use crate::yaml::{self, Member, Node, Value};
use names::ExternalComponent;
use references::{local, lone_reference, reference};
use std::collections::{BTreeMap, BTreeSet};

/// Writes a root document that has been resolved without errors, and all that it refers to, as one. `None` means that
/// diagnostics say why not.
pub fn bundle(files: &mut Files<'_>, path: &str) -> Option<Node> {
    let root = files.load(path, None)?;
    let node = files.expanded(Object::Document, &root.node);
    let (placeholders, names) = (BTreeMap::new(), BTreeMap::new());
    let (needed, seen) = (Vec::new(), BTreeSet::new());
    let mut bundler = Bundler { files, root: root.id, placeholders, needed, seen, names };
    let taken = bundler.find_placeholders(&node);
    // Names depend on all that is needed, so a first pass finds that out.
    bundler.document(&node);
    bundler.files.check_mentions();
    if bundler.files.diagnostics.has_errors() {
        return None;
    }
    let is_elsewhere = |needed: &&ExternalComponent| !bundler.names.contains_key(needed);
    let elsewhere: Vec<ExternalComponent> =
        bundler.needed.iter().map(|(needed, ..)| needed).filter(is_elsewhere).cloned().collect();
    bundler.names.extend(names::assign(&elsewhere, &taken));
    let document = bundler.document(&node);
    (!bundler.files.diagnostics.has_errors()).then_some(document)
}

/// The document, with one server in place of its own.
pub fn with_server(mut document: Node, url: &str) -> Node {
    let span = document.span;
    let node = |value| Node { span, value };
    let member = |name: &str, value| Member { key: Spanned::new(name.to_owned(), span), value: node(value) };
    let server = yaml::Object::new(vec![member("url", Value::String(url.to_owned()))]);
    if let Value::Object(root) = &mut document.value {
        let servers = member("servers", Value::Array(vec![node(Value::Object(server))]));
        root.set(servers.key, servers.value);
    }
    document
}

struct Bundler<'f, 'r> {
    files: &'f mut Files<'r>,
    root: FileId,
    /// Components of the root that are written in another file under the same name, with what takes their place.
    placeholders: BTreeMap<(&'static str, String), Node>,
    /// Components of other files, in the order in which they are met.
    needed: Vec<(ExternalComponent, Object, Node)>,
    seen: BTreeSet<ExternalComponent>,
    names: BTreeMap<ExternalComponent, String>,
}

impl Bundler<'_, '_> {
    /// Fills `placeholders`, and returns the names of all components of the root.
    fn find_placeholders(&mut self, root: &Node) -> BTreeSet<(&'static str, String)> {
        let mut taken = BTreeSet::new();
        let components = root.follow(["components"]).and_then(Node::as_object);
        for section in components.map(|object| object.members.as_slice()).unwrap_or_default() {
            let Some((_, kind)) = held(Object::Components, &section.key.value) else { continue };
            let (Some(name), Some(members)) = (kind.section(), section.value.as_object()) else { continue };
            for member in &members.members {
                let claim = (name, member.key.value.clone());
                taken.insert(claim.clone());
                // All of the components may be written in another file.
                let itself = || Spanned::new(local(&["components", name, &claim.1]), root.span);
                let target = lone_reference(&member.value).unwrap_or_else(itself);
                let Some(place) = self.end(&target, kind) else { continue };
                let needed = self.needed(name, &place);
                if place.file != self.root && needed.name() == claim.1 {
                    self.names.insert(needed, claim.1.clone());
                    let node = self.node(&place, kind);
                    self.placeholders.extend(node.map(|node| (claim, node)));
                }
            }
        }
        taken
    }

    fn needed(&self, section: &'static str, place: &RefTarget) -> ExternalComponent {
        ExternalComponent {
            section,
            path: self.files.sources.path(place.file).to_owned(),
            pointer: place.pointer.clone(),
        }
    }

    /// The root and, among its components, what it needs from other files.
    fn document(&mut self, root: &Node) -> Node {
        let document = self.written(root, Object::Document);
        let (mut sections, mut at): (Vec<(&str, Vec<Member>)>, _) = (Vec::new(), 0);
        while let Some((needed, kind, node)) = self.needed.get(at).cloned() {
            at += 1;
            let name = self.names.get(&needed).cloned().unwrap_or_default();
            if self.placeholders.contains_key(&(needed.section, name.clone())) {
                continue;
            }
            let member = Member { key: Spanned::new(name, node.span), value: self.written(&node, kind) };
            match sections.iter_mut().find(|(section, _)| *section == needed.section) {
                Some((_, members)) => members.push(member),
                None => sections.push((needed.section, vec![member])),
            }
        }
        if sections.is_empty() { document } else { with_components(&document, sections) }
    }

    /// An object of OpenAPI as the bundle has it.
    fn written(&mut self, node: &Node, kind: Object) -> Node {
        let Some(object) = node.as_object() else { return node.clone() };
        let target = kind.section().and_then(|_| reference(object));
        if let Some(target) = target.as_ref().filter(|target| is_inlined(kind) && !self.is_local(target)) {
            return self.inlined(node, object, target, kind);
        }
        let member = |member: &Member| {
            let value = match &target {
                Some(target) if member.key.value == "$ref" => {
                    Node { span: target.span, value: Value::String(self.target(target, kind)) }
                }
                Some(_) | None => self.held(member, kind),
            };
            Member { key: member.key.clone(), value }
        };
        let members = object.members.iter().map(member).collect();
        Node { span: node.span, value: Value::Object(yaml::Object::new(members)) }
    }

    /// The value of a keyword.
    fn held(&mut self, member: &Member, kind: Object) -> Node {
        let (name, node) = (member.key.value.as_str(), &member.value);
        let (names, no_extension) = (|_: &str| true, |name: &str| !name.starts_with("x-"));
        if kind == Object::Callback && no_extension(name) {
            return self.callback(node);
        }
        if let Some(Holds::References(held)) = kind.keyword(name).map(|keyword| keyword.holds) {
            return self.map(node, names, |bundler, _, value| bundler.reference_or_name(value, held));
        }
        match held(kind, name) {
            None => node.clone(),
            Some((Many::One, held)) => self.written(node, held),
            Some((Many::List, held)) => {
                let Value::Array(items) = &node.value else { return node.clone() };
                let items = items.iter().map(|item| self.written(item, held)).collect();
                Node { span: node.span, value: Value::Array(items) }
            }
            Some((Many::Map, held)) if kind == Object::Components => {
                let section = held.section().unwrap_or_default();
                self.map(node, names, |bundler, name, value| {
                    let placeholder = bundler.placeholders.get(&(section, name.to_owned())).cloned();
                    bundler.written(placeholder.as_ref().unwrap_or(value), held)
                })
            }
            Some((Many::Map, held)) => self.map(node, names, |bundler, _, value| bundler.written(value, held)),
            Some((Many::Extensible, held)) => {
                self.map(node, no_extension, |bundler, _, value| bundler.written(value, held))
            }
        }
    }

    /// A text with a `#` or a `/` is a reference, any other the name of an object.
    fn reference_or_name(&mut self, node: &Node, held: Object) -> Node {
        let text = if let Value::String(text) = &node.value { Some(text) } else { None };
        let Some(text) = text.filter(|text| text.contains(['#', '/'])) else { return node.clone() };
        let target = Spanned::new(text.clone(), node.span);
        Node { span: node.span, value: Value::String(self.target(&target, held)) }
    }

    fn map(
        &mut self,
        node: &Node,
        counts: fn(&str) -> bool,
        mut written: impl FnMut(&mut Self, &str, &Node) -> Node,
    ) -> Node {
        let Some(object) = node.as_object() else { return node.clone() };
        let member = |member: &Member| {
            let name = &member.key.value;
            let value = if counts(name) { written(self, name, &member.value) } else { member.value.clone() };
            Member { key: member.key.clone(), value }
        };
        let members = object.members.iter().map(member).collect();
        Node { span: node.span, value: Value::Object(yaml::Object::new(members)) }
    }

    /// The target in place of its reference, with the keywords beside the reference.
    fn inlined(&mut self, node: &Node, object: &yaml::Object, target: &Spanned<String>, kind: Object) -> Node {
        let found = self.end(target, kind).and_then(|place| self.node(&place, kind));
        let Some(found) = found else { return node.clone() };
        let mut written = self.written(&found, kind);
        if let Value::Object(written) = &mut written.value {
            let siblings = object.members.iter().filter(|member| member.key.value != "$ref");
            siblings.for_each(|sibling| written.set(sibling.key.clone(), sibling.value.clone()));
        }
        written
    }

    /// A path item of a callback. One of another file is refused: inlined it might hold itself.
    fn callback(&mut self, node: &Node) -> Node {
        let reference = node.as_object().and_then(|object| Some((object.clone(), reference(object)?)));
        let Some((mut object, target)) = reference else {
            let node = self.files.expanded(Object::PathItem, node);
            return self.written(&node, Object::PathItem);
        };
        match self.files.step(&target, Object::PathItem) {
            Some(place) if place.file == self.root => {
                let value = Node { span: target.span, value: Value::String(local(&place.pointer)) };
                object.set(Spanned::new("$ref".to_owned(), target.span), value);
            }
            Some(_) => self.files.diagnostics.push(messages::unsupported(
                target.span,
                "a `$ref` from a callback to a path item of another file",
                "write the path item in its place",
            )),
            None => {}
        }
        Node { span: node.span, value: Value::Object(object) }
    }

    /// The text of a reference in the bundle.
    fn target(&mut self, target: &Spanned<String>, kind: Object) -> String {
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
    fn is_local(&self, target: &Spanned<String>) -> bool {
        self.files.home(target.span.file) == self.root && target.value.starts_with('#')
    }

    /// What is at a place.
    fn node(&mut self, place: &RefTarget, kind: Object) -> Option<Node> {
        let node = self.files.node(place)?.clone();
        Some(self.files.expanded(kind, &node).into_owned())
    }

    /// The final target of a reference: through references that have nothing beside them, but not through components of
    /// the root, which stay; or, for what is inlined, through all.
    fn end(&mut self, target: &Spanned<String>, kind: Object) -> Option<RefTarget> {
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
            let next = if follows_all { node.as_object().and_then(reference) } else { lone_reference(node) };
            match next {
                Some(next) => target = next,
                None => return Some(place),
            }
        }
    }
}

/// The objects below a keyword, whatever its status: what the generator refuses may be used where it does not read.
fn held(kind: Object, keyword: &str) -> Option<(Many, Object)> {
    kind.keyword(keyword)?.holds.objects()
}

/// Whether the target takes the place of a reference: OpenAPI 3.0 has no section for path items, and security schemes are
/// found by their own names.
fn is_inlined(kind: Object) -> bool {
    matches!(kind, Object::PathItem | Object::SecurityScheme)
}

/// The document with more components, after its own.
fn with_components(document: &Node, sections: Vec<(&str, Vec<Member>)>) -> Node {
    let span = document.span;
    let held =
        |object: &yaml::Object, name: &str| object.get(name).and_then(|member| member.value.as_object()).cloned();
    let mut document = document.as_object().cloned().unwrap_or_default();
    let mut components = held(&document, "components").unwrap_or_default();
    for (section, members) in sections {
        let mut all = held(&components, section).unwrap_or_default();
        members.into_iter().for_each(|member| all.set(member.key, member.value));
        components.set(Spanned::new(section.to_owned(), span), Node { span, value: Value::Object(all) });
    }
    let name = Spanned::new("components".to_owned(), span);
    document.set(name, Node { span, value: Value::Object(components) });
    Node { span, value: Value::Object(document) }
}
