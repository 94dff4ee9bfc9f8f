//! Builds a document from the lists, maps, keys and values that a parser meets, in their order. Knows duplicate keys,
//! missing dashes, depth, and what aliases repeat. Must not know notations.

use super::{FEW, MAX_ALIASED_NODES, MAX_DEPTH, Member, Node, Object, Value, plain};
use crate::diagnostics::{Diagnostic, Diagnostics, messages};
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// A list or map whose end has not come yet.
struct OpenNode {
    span: Span,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map(Map),
}

#[derive(Default)]
struct Map {
    members: Vec<Member>,
    /// The key that waits for its value.
    key: Option<Spanned<String>>,
    /// Where there are many keys: the span of each of the first so many.
    names: BTreeMap<String, Span>,
    named: usize,
    /// The first key.
    begins: Option<Span>,
    /// Whether a key came again.
    repeats: bool,
    /// Whether that was the first: another item of a list begins there, which lacks its dash.
    restarted: bool,
}

impl Map {
    /// Where a key is written first.
    fn first(&mut self, name: &str) -> Option<Span> {
        if self.members.len() <= FEW {
            return self.members.iter().find(|member| member.key.value == name).map(|member| member.key.span);
        }
        for Member { key, .. } in self.members.iter().skip(self.named) {
            self.names.entry(key.value.clone()).or_insert(key.span);
        }
        self.named = self.members.len();
        self.names.get(name).copied()
    }

    /// Its items, if all but the first lack their dash: each begins with the same key.
    fn items(self) -> impl Iterator<Item = Node> {
        let begins = self.members.first().map(|member| member.key.value.clone());
        let mut items: Vec<(Span, Vec<Member>)> = Vec::new();
        for member in self.members {
            match items.last_mut() {
                Some((_, item)) if Some(&member.key.value) != begins.as_ref() => item.push(member),
                Some(_) | None => items.push((member.key.span, vec![member])),
            }
        }
        items.into_iter().map(|(span, item)| Node { span, value: Value::Object(Object::new(item)) })
    }
}

/// A document under construction. What ends the reading is `None`, and has been reported.
pub struct Builder<'d> {
    pub text: &'d str,
    open: Vec<OpenNode>,
    /// The whole, once it is complete.
    pub root: Option<Node>,
    anchors: BTreeMap<usize, Node>,
    aliased: usize,
    pub diagnostics: &'d mut Diagnostics,
}

impl<'d> Builder<'d> {
    pub fn new(text: &'d str, diagnostics: &'d mut Diagnostics) -> Self {
        Self { text, open: Vec::new(), root: None, anchors: BTreeMap::new(), aliased: 0, diagnostics }
    }

    /// Ends the reading.
    pub fn refuse(&mut self, diagnostic: Diagnostic) -> Option<()> {
        self.diagnostics.push(diagnostic);
        None
    }

    /// Whether a key comes next.
    pub fn expects_key(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(&open.content, Content::Map(map) if map.key.is_none()))
    }

    /// The key that waits for its value.
    pub fn pending_key(&self) -> Option<&str> {
        match &self.open.last()?.content {
            Content::Map(map) => map.key.as_ref().map(|key| key.value.as_str()),
            Content::List(_) => None,
        }
    }

    /// A list begins.
    pub fn list(&mut self, span: Span, anchor: usize) -> Option<()> {
        self.start(OpenNode { span, anchor, content: Content::List(Vec::new()) })
    }

    /// A map begins.
    pub fn map(&mut self, span: Span, anchor: usize) -> Option<()> {
        self.start(OpenNode { span, anchor, content: Content::Map(Map::default()) })
    }

    fn start(&mut self, open: OpenNode) -> Option<()> {
        let span = open.span;
        if self.expects_key() {
            let is_template = self.text.get(..span.start).is_some_and(|before| before.ends_with('{'))
                && self.text.get(span.start..).is_some_and(|rest| rest.starts_with('{'));
            return self.refuse(messages::complex_key(span, is_template));
        }
        if self.open.len() >= MAX_DEPTH {
            return self.refuse(messages::too_deep(span, MAX_DEPTH));
        }
        self.open.push(open);
        Some(())
    }

    /// What was opened last ends.
    pub fn end(&mut self) {
        let Some(OpenNode { span, anchor, content }) = self.open.pop() else { return };
        let value = match content {
            Content::List(items) => Value::Array(items),
            Content::Map(map) if map.restarted => {
                map.items().for_each(|item| self.value(item, 0));
                return;
            }
            Content::Map(map) if map.repeats => Value::Object(Object::new(map.members)),
            Content::Map(map) => Value::Object(Object::unique(map.members)),
        };
        self.value(Node { span, value }, anchor);
    }

    /// The key of the next value.
    pub fn key(&mut self, name: String, span: Span, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, Node { span, value: Value::String(name.clone()) });
        }
        let parent = self.open.len().checked_sub(2).and_then(|at| self.open.get(at));
        let in_list = parent.is_some_and(|parent| matches!(parent.content, Content::List(_)));
        let Some(OpenNode { content: Content::Map(map), .. }) = self.open.last_mut() else { return };
        let begins = *map.begins.get_or_insert(span);
        let first = map.first(&name);
        map.repeats |= first.is_some();
        match first {
            // A map that begins like the item before it is another item: all of its keys come twice.
            Some(_) if map.restarted => {}
            Some(first) => match plain::dash_missing(self.text, first, span) {
                Some(dash) if in_list && begins == first => {
                    map.restarted = true;
                    self.diagnostics.push(messages::missing_dash(span, first, &name, dash));
                }
                // Reading goes on, so that every duplicate of the file is reported at once.
                Some(_) | None => self.diagnostics.push(messages::duplicate_key(span, first, &name)),
            },
            None => {}
        }
        map.key = Some(Spanned::new(name, span));
    }

    /// A value that is complete.
    pub fn value(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map(map)) => {
                map.members.extend(map.key.take().map(|key| Member { key, value: node }));
            }
            None => self.root = Some(node),
        }
    }

    /// The value that an anchor marks once more.
    pub fn alias(&mut self, anchor: usize, span: Span) -> Option<()> {
        if self.expects_key() {
            return self.refuse(messages::complex_key(span, false));
        }
        // An anchor that is still open contains the alias: a document without end.
        let Some(node) = self.anchors.get(&anchor) else {
            return self.refuse(messages::alias_cycle(span));
        };
        let (count, depth) = extent(node);
        self.aliased += count;
        if self.aliased > MAX_ALIASED_NODES {
            return self.refuse(messages::alias_bomb(span, MAX_ALIASED_NODES));
        }
        if self.open.len() + depth > MAX_DEPTH {
            return self.refuse(messages::too_deep(span, MAX_DEPTH));
        }
        let value = node.value.clone();
        self.value(Node { span, value }, 0);
        Some(())
    }
}

/// How many nodes there are in a node, itself included, and how many lists and maps deep.
fn extent(node: &Node) -> (usize, usize) {
    let of_all = |nodes: &mut dyn Iterator<Item = &Node>| {
        let (count, depth) = nodes.map(extent).fold((0, 0), |all, one| (all.0 + one.0, all.1.max(one.1)));
        (count + 1, depth + 1)
    };
    match &node.value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => (1, 0),
        Value::Array(items) => of_all(&mut items.iter()),
        Value::Object(object) => of_all(&mut object.members.iter().map(|member| &member.value)),
    }
}
