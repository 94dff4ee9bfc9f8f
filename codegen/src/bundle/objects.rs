//! Writes the objects of a document as the bundle has them. Knows where objects stand in objects. Must not know how references are
//! followed, nor what an API means.

use super::Bundler;
use super::references::{is_inlined, local};
use crate::diagnostics::messages;
use crate::grammar::{Holds, Many, Object};
use crate::resolve::reference;
use crate::source::Spanned;
use crate::yaml::{self, Member, Node, Value};

impl Bundler<'_, '_> {
    /// An object of OpenAPI as the bundle has it.
    pub fn written(&mut self, node: &Node, kind: Object) -> Node {
        let Some(object) = node.as_object() else { return node.clone() };
        let target = kind.section().and_then(|_| reference(node));
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
        let reference = node.as_object().cloned().zip(reference(node));
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
}

/// The objects below a keyword, whatever its status: what the generator refuses may be used where it does not read.
pub fn held(kind: Object, keyword: &str) -> Option<(Many, Object)> {
    kind.keyword(keyword)?.holds.objects()
}
