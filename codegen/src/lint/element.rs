//! An object of a document as it was written, and how a document becomes a flat list of them. Must not know what they mean.

use crate::grammar::{Keyword, Many, Object};
use crate::source::{FileId, Span, Spanned};
use crate::yaml::{self, Member, Node, Value};
use std::collections::BTreeMap;

/// An object of a document, or a reference that stands for one.
pub struct Thing<'n> {
    pub kind: Object,
    /// Its name in the map that it stands in.
    pub name: Option<&'n Spanned<String>>,
    /// The keyword of its parent below which it stands.
    pub slot: &'static str,
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

impl<'n> Thing<'n> {
    pub fn get(&self, key: &str) -> Option<&'n Member> {
        self.object.get(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.object.has(key)
    }

    /// The text of a keyword, with its place.
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

    /// Where people look for it: its name, or where it starts.
    pub fn span(&self) -> Span {
        let said = self.own_name().map(|(_, span)| span);
        said.or(self.name.map(|name| name.span)).unwrap_or(self.start)
    }

    /// Its name as people call it.
    pub fn called(&self) -> &'n str {
        let said = self.own_name().map(|(text, _)| text);
        said.or(self.name.map(|name| name.value.as_str())).unwrap_or_default()
    }

    /// The name that it says itself.
    fn own_name(&self) -> Option<(&'n str, Span)> {
        if self.kind == Object::Operation {
            return self.text("operationId");
        }
        let names_itself = matches!(self.kind, Object::Parameter | Object::Tag | Object::Waiter);
        names_itself.then(|| self.text("name")).flatten()
    }
}

/// How a message calls a thing.
pub fn what(thing: &Thing<'_>) -> String {
    let name = thing.called();
    let is_property = thing.kind == Object::Schema && thing.slot == "properties";
    if is_property { format!("the property `{name}`") } else { thing.kind.called(name) }
}

/// The items of a list; none of anything else.
pub fn items(node: &Node) -> &[Node] {
    match &node.value {
        Value::Array(items) => items,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => &[],
    }
}

/// A string and its place.
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

/// Puts together the list.
#[derive(Default)]
pub struct Walk<'n> {
    pub things: Vec<Thing<'n>>,
    /// Where each one is in it.
    pub places: BTreeMap<(FileId, String), usize>,
}

type Named<'n> = (Option<&'n Spanned<String>>, &'static str);

impl<'n> Walk<'n> {
    /// Adds an object and all that stands in it.
    pub fn add(
        &mut self,
        kind: Object,
        object: &'n yaml::Object,
        start: Span,
        (name, slot): Named<'n>,
        (file, pointer): (FileId, String),
        parent: Option<usize>,
    ) {
        let index = self.things.len();
        self.places.insert((file, pointer.clone()), index);
        let thing = Thing { kind, name, slot, object, file, pointer, parent, end: 0, target: None, start };
        let is_reference = thing.is_reference();
        self.things.push(thing);
        for member in object.members.iter().filter(|_| !is_reference) {
            if let Some(keyword) = kind.keyword(&member.key.value) {
                self.fill(index, keyword, member);
            }
        }
        let end = self.things.len();
        if let Some(thing) = self.things.get_mut(index) {
            thing.end = end;
        }
    }

    fn fill(&mut self, parent: usize, keyword: &'static Keyword, member: &'n Member) {
        let (Some(above), Some((many, kind))) = (self.things.get(parent), keyword.holds.objects()) else { return };
        // No rule is about calls that the service makes.
        if !keyword.is_read() && matches!(kind, Object::PathItem | Object::Callback) {
            return;
        }
        let slot = keyword.name;
        let (file, here) = (above.file, format!("{}/{slot}", above.pointer));
        let mut add = |name: Option<&'n Spanned<String>>, node: &'n Node, pointer: String| {
            if let Some(object) = node.as_object() {
                let first = object.members.first().map_or(node.span, |member| member.key.span);
                self.add(kind, object, first, (name, slot), (file, pointer), Some(parent));
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
