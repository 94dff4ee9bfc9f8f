//! Puts targets in the place of references where nothing that reads expects one: examples, media types, and, as people write
//! it though OpenAPI does not have it, whole maps and lists. Must not know what is read or written of them.

use super::files::Files;
use super::references::{MOST_HOPS, RefTarget, reference};
use crate::diagnostics::messages;
use crate::grammar::{Many, Object};
use crate::source::Spanned;
use crate::yaml::{self, Member, Node, Value};
use std::borrow::Cow;

/// So many values take the place of references in one run: a few lines can demand any number.
pub const MOST: usize = 1_000_000;

impl Files<'_> {
    /// Such an object with everything in its place, as far as it is read.
    pub(super) fn inlined<'n>(&mut self, object: Object, node: &'n Node) -> Cow<'n, Node> {
        self.with_targets(Use::Reading, object, node)
    }

    /// Such an object with everything in its place that OpenAPI does not let be elsewhere, be it read or not.
    pub fn expanded<'n>(&mut self, object: Object, node: &'n Node) -> Cow<'n, Node> {
        self.with_targets(Use::Writing, object, node)
    }

    fn with_targets<'n>(&mut self, use_: Use, object: Object, node: &'n Node) -> Cow<'n, Node> {
        if !use_.has_any(object, node) {
            return Cow::Borrowed(node);
        }
        Cow::Owned(Inlining { files: self, use_, on_the_way: Vec::new() }.object(object, node))
    }
}

/// What the targets take their places for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// To be read: what is not stays as it is.
    Reading,
    /// To be written again: what is a reference by OpenAPI's rules stays as it is.
    Writing,
}

struct Inlining<'f, 'r> {
    files: &'f mut Files<'r>,
    use_: Use,
    /// The targets in which one is.
    on_the_way: Vec<RefTarget>,
}

impl Inlining<'_, '_> {
    fn object(&mut self, object: Object, node: &Node) -> Node {
        let Some(map) = node.as_object() else { return node.clone() };
        match reference(node) {
            Some(_) if object.may_be_ref() && !object.may_have_siblings() => return node.clone(),
            Some(target) if object == Object::MediaType && target.value.contains("/schemas/") => {
                let key = map.get("$ref").map_or(target.span, |member| member.key.span);
                self.files.diagnostics.push(messages::ref_in_media_type(key));
                let schema = Member { key: Spanned::new("schema".to_owned(), key), value: node.clone() };
                return Node { span: node.span, value: Value::Object(yaml::Object::new(vec![schema])) };
            }
            Some(_) if self.use_ == Use::Writing && object.section().is_some() => return node.clone(),
            Some(target) if !object.may_be_ref() => {
                if object.section().is_none() {
                    self.files.diagnostics.push(messages::ref_elsewhere(target.span, object.what()));
                }
                return self.target(&target, object, node, |inlining, node| inlining.object(object, node));
            }
            Some(_) | None => {}
        }
        let member = |member: &Member| Member { key: member.key.clone(), value: self.member(object, member) };
        let members = map.members.iter().map(member).collect();
        Node { span: node.span, value: Value::Object(yaml::Object::new(members)) }
    }

    fn member(&mut self, object: Object, Member { key, value }: &Member) -> Node {
        let Some((many, held)) = self.use_.held(object, &key.value) else { return value.clone() };
        match (many, reference(value)) {
            (Many::One, _) => self.object(held, value),
            (Many::List | Many::Map | Many::Extensible, Some(target)) => {
                self.files.diagnostics.push(messages::ref_elsewhere(target.span, &format!("`{}`", key.value)));
                self.target(&target, held, value, |inlining, node| inlining.all(many, held, node))
            }
            (Many::List | Many::Map | Many::Extensible, None) => self.all(many, held, value),
        }
    }

    /// All objects of a list or a map.
    fn all(&mut self, many: Many, held: Object, node: &Node) -> Node {
        let value = match &node.value {
            Value::Array(items) => Value::Array(items.iter().map(|item| self.object(held, item)).collect()),
            Value::Object(map) => {
                let member = |member: &Member| {
                    let is_one = is_one(many, member);
                    let value = if is_one { self.object(held, &member.value) } else { member.value.clone() };
                    Member { key: member.key.clone(), value }
                };
                Value::Object(yaml::Object::new(map.members.iter().map(member).collect()))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => node.value.clone(),
        };
        Node { span: node.span, value }
    }

    /// What a reference leads to, with what stands beside it, made by `make`; nothing if it leads nowhere, which is reported.
    fn target(
        &mut self,
        reference_: &Spanned<String>,
        needs: Object,
        node: &Node,
        make: impl FnOnce(&mut Self, &Node) -> Node,
    ) -> Node {
        let nothing = Node { span: node.span, value: Value::Object(yaml::Object::empty()) };
        let Some(place) = self.end(reference_, needs) else { return nothing };
        let Some(found) = self.files.node(&place).cloned() else { return nothing };
        let size = size(&found);
        if self.on_the_way.contains(&place) || self.on_the_way.len() >= MOST_HOPS || self.files.inlinable < size {
            self.files.diagnostics.push(messages::ref_too_deep(reference_.span, MOST_HOPS));
            return nothing;
        }
        self.files.inlinable -= size;
        self.on_the_way.push(place);
        let mut made = make(self, &found);
        self.on_the_way.pop();
        let siblings = node.as_object().into_iter().flat_map(|map| &map.members);
        if let Value::Object(made) = &mut made.value {
            let siblings = siblings.filter(|member| member.key.value != "$ref");
            siblings.for_each(|sibling| made.set(sibling.key.clone(), sibling.value.clone()));
        }
        made
    }

    /// Where a reference leads to in the end.
    fn end(&mut self, target: &Spanned<String>, needs: Object) -> Option<RefTarget> {
        let mut target = target.clone();
        for _ in 0..MOST_HOPS {
            let place = self.files.somewhere(&target, needs)?;
            match self.files.node(&place).and_then(reference) {
                Some(next) => target = next,
                None => return Some(place),
            }
        }
        self.files.diagnostics.push(messages::ref_cycle(&target, needs));
        None
    }
}

impl Use {
    /// The objects below a keyword.
    fn held(self, object: Object, keyword: &str) -> Option<(Many, Object)> {
        match self {
            Self::Reading => object.reads(keyword)?.objects(),
            Self::Writing => object.keyword(keyword)?.holds.objects(),
        }
    }

    /// Whether an object has a reference in the place of which its target is needed.
    fn has_any(self, object: Object, node: &Node) -> bool {
        let Some(map) = node.as_object() else { return false };
        if reference(node).is_some() && !(object.may_be_ref() && object.may_have_siblings()) {
            return !object.may_be_ref();
        }
        map.members.iter().any(|Member { key, value }| {
            let Some((many, held)) = self.held(object, &key.value) else { return false };
            match (many, &value.value) {
                (Many::One, _) => self.has_any(held, value),
                (Many::List | Many::Map | Many::Extensible, Value::Array(items)) => {
                    items.iter().any(|item| self.has_any(held, item))
                }
                (Many::List | Many::Map | Many::Extensible, Value::Object(map)) => {
                    let mut members = map.members.iter().filter(|member| is_one(many, member));
                    reference(value).is_some() || members.any(|member| self.has_any(held, &member.value))
                }
                (
                    Many::List | Many::Map | Many::Extensible,
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_),
                ) => false,
            }
        })
    }
}

/// Whether a member of a map is one of its objects, and nobody's extension.
fn is_one(many: Many, member: &Member) -> bool {
    many != Many::Extensible || !member.key.value.starts_with("x-")
}

/// How many values a node is.
fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(map) => map.members.iter().map(|member| size(&member.value)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}
