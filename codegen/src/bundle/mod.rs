//! Bundles a document: components of other files become components of the root, and everything else stays as it was
//! written. Knows which components are needed. Must not know what an API means.

mod names;
mod objects;
mod references;

use crate::grammar::Object;
use crate::resolve::Files;
use crate::source::{FileId, Spanned};
use crate::yaml::{self, Member, Node, Value};
use names::ExternalComponent;
use references::{local, lone_reference};
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
            let Some((_, kind)) = objects::held(Object::Components, &section.key.value) else { continue };
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
