//! Turns a document into a flat list of its objects, as they are written. Must not know what they mean.

use crate::grammar::{Keyword, Many, Object};
use crate::source::{FileId, Span, Spanned};
use crate::yaml::{self, Member, Node, Value};
use std::collections::BTreeMap;

/// An object of a document, or a reference to one.
pub struct Element<'n> {
    pub kind: Object,
    /// Its key in the map that holds it.
    pub name: Option<&'n Spanned<String>>,
    /// The keyword of its parent that holds it.
    pub keyword: &'static str,
    pub object: &'n yaml::Object,
    pub file: FileId,
    /// JSON pointer from the start of its file.
    pub pointer: String,
    pub parent: Option<usize>,
    /// The index after that of the last object within it.
    pub end: usize,
    /// Where its `$ref` leads, if it is one.
    pub target: Option<usize>,
    start: Span,
}

impl<'n> Element<'n> {
    pub fn get(&self, key: &str) -> Option<&'n Member> {
        self.object.get(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.object.has(key)
    }

    /// The text of a keyword, with its span.
    pub fn text(&self, key: &str) -> Option<(&'n str, Span)> {
        self.get(key).and_then(|member| text(&member.value))
    }

    pub fn is_reference(&self) -> bool {
        self.text("$ref").is_some()
    }

    /// Whether a keyword says `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.get(key).is_some_and(|member| matches!(member.value.value, Value::Bool(true)))
    }

    /// The items of a list.
    pub fn list(&self, key: &str) -> &'n [Node] {
        self.get(key).map(|member| items(&member.value)).unwrap_or_default()
    }

    /// Where it starts, with the key in the map that holds it.
    pub fn begins(&self) -> Span {
        self.name.map_or(self.start, |name| name.span)
    }

    /// Where people look for it: its name, or where it starts.
    pub fn span(&self) -> Span {
        let own = self.own_name().map(|(_, span)| span);
        own.or(self.name.map(|name| name.span)).unwrap_or(self.start)
    }

    /// Its name for people.
    pub fn display_name(&self) -> &'n str {
        let own = self.own_name().map(|(text, _)| text);
        own.or(self.name.map(|name| name.value.as_str())).unwrap_or_default()
    }

    /// The name that is written in it.
    fn own_name(&self) -> Option<(&'n str, Span)> {
        if self.kind == Object::Operation {
            return self.text("operationId");
        }
        let names_itself = matches!(self.kind, Object::Parameter | Object::Tag | Object::Waiter);
        names_itself.then(|| self.text("name")).flatten()
    }
}

/// How messages name an element.
pub fn describe(element: &Element<'_>) -> String {
    let name = element.display_name();
    let is_property = element.kind == Object::Schema && element.keyword == "properties";
    if is_property { format!("the property `{name}`") } else { element.kind.label(name) }
}

/// The items of a list; none of anything else.
pub fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(items) => items,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => &[],
    }
}

/// A string and its span.
pub fn text(node: &Node) -> Option<(&str, Span)> {
    match &node.value {
        Value::String(text) => Some((text, node.span)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A JSON pointer as text.
pub fn pointer(parts: &[String]) -> String {
    parts.iter().map(|part| format!("/{}", escaped(part))).collect()
}

fn escaped(part: &str) -> String {
    part.replace('~', "~0").replace('/', "~1")
}

/// Walks documents, and collects their elements.
#[derive(Default)]
pub struct Walk<'n> {
    pub elements: Vec<Element<'n>>,
    /// The index of each.
    pub by_pointer: BTreeMap<(FileId, String), usize>,
}

type KeyAndKeyword<'n> = (Option<&'n Spanned<String>>, &'static str);

impl<'n> Walk<'n> {
    /// Adds an object and all that is in it.
    pub fn add(
        &mut self,
        kind: Object,
        object: &'n yaml::Object,
        start: Span,
        (name, keyword): KeyAndKeyword<'n>,
        (file, pointer): (FileId, String),
        parent: Option<usize>,
    ) {
        let index = self.elements.len();
        self.by_pointer.insert((file, pointer.clone()), index);
        let element = Element { kind, name, keyword, object, file, pointer, parent, end: 0, target: None, start };
        let is_reference = element.is_reference();
        self.elements.push(element);
        for member in object.members.iter().filter(|_| !is_reference) {
            if let Some(row) = kind.keyword(&member.key.value) {
                self.fill(index, row, member);
            }
        }
        let end = self.elements.len();
        if let Some(element) = self.elements.get_mut(index) {
            element.end = end;
        }
    }

    fn fill(&mut self, parent: usize, row: &'static Keyword, member: &'n Member) {
        let (Some(above), Some((many, kind))) = (self.elements.get(parent), row.holds.objects()) else { return };
        // No rule is about calls that the service makes.
        if !row.is_read() && matches!(kind, Object::PathItem | Object::Callback) {
            return;
        }
        let keyword = row.name;
        let (file, here) = (above.file, format!("{}/{keyword}", above.pointer));
        let mut add = |name: Option<&'n Spanned<String>>, node: &'n Node, pointer: String| {
            if let Some(object) = node.as_object() {
                let first = object.members.first().map_or(node.span, |member| member.key.span);
                self.add(kind, object, first, (name, keyword), (file, pointer), Some(parent));
            }
        };
        match many {
            Many::One => add(Some(&member.key), &member.value, here),
            Many::List => {
                for (index, item) in items(&member.value).iter().enumerate() {
                    add(None, item, format!("{here}/{index}"));
                }
            }
            Many::Map | Many::Extensible => {
                let entries = member.value.as_object().map(|object| object.members.as_slice()).unwrap_or_default();
                for entry in entries.iter().filter(|entry| !entry.key.value.starts_with("x-")) {
                    add(Some(&entry.key), &entry.value, format!("{here}/{}", escaped(&entry.key.value)));
                }
            }
        }
    }
}
