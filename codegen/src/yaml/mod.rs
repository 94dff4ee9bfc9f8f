//! YAML and JSON text to values that know their place. Two passes: a strict structural one, then the values.
//! The only module that knows granit-parser, serde_yaml and serde_json's reader; must not know OpenAPI.

mod advice;
mod json;
mod plain;
mod structure;
mod values;
mod write;

pub use write::{json as to_json, yaml as to_yaml};

use crate::diagnostics::Diagnostics;
use crate::source::{FileId, Sources, Span, Spanned};
use std::collections::BTreeMap;

/// Deeper nesting is refused. Real documents stay below 40; both readers below give up at 128.
const MAX_DEPTH: usize = 100;

/// Aliases may add this many nodes to a document. More is a bomb, not a document.
const MAX_ALIASED_NODES: usize = 100_000;

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The place; for a map or a list, where it starts.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What YAML and JSON have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// A map.
    Object(Object),
}

/// A number as it was written. Bounds beyond 64 bits occur in real documents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Without fraction or exponent.
    Integer(i128),
    /// Everything else.
    Float(f64),
}

/// A map in the order in which it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// Names and values.
    pub members: Vec<Member>,
    /// Where each name stands among the members.
    index: BTreeMap<String, usize>,
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name; `200:` and `"200":` are the same name.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

impl Object {
    /// Of members with one name the first counts; the others have been reported.
    pub fn new(mut members: Vec<Member>) -> Self {
        let mut index = BTreeMap::new();
        members.retain(|member| {
            let at = index.len();
            let fresh = !index.contains_key(&member.key.value);
            if fresh {
                index.insert(member.key.value.clone(), at);
            }
            fresh
        });
        Self { members, index }
    }

    /// Whether there is a member of that name.
    pub fn has(&self, name: &str) -> bool {
        self.index.contains_key(name)
    }

    /// Gives a name another value, or adds it at the end.
    pub fn set(&mut self, name: Spanned<String>, value: Node) {
        match self.index.get(&name.value).and_then(|at| self.members.get_mut(*at)) {
            Some(member) => member.value = value,
            None => {
                self.index.insert(name.value.clone(), self.members.len());
                self.members.push(Member { key: name, value });
            }
        }
    }

    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.index.get(name).and_then(|at| self.members.get(*at))
    }
}

impl Node {
    /// The map, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
        }
    }

    /// What it is, for messages.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Number(Number::Integer(_)) => "an integer",
            Value::Number(Number::Float(_)) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "a map",
        }
    }

    /// Where the name is written of what a JSON pointer leads to.
    pub fn name_at(&self, parts: &[String]) -> Option<Span> {
        let (name, parents) = parts.split_last()?;
        let parent = self.follow(parents.iter().map(String::as_str))?;
        parent.as_object()?.get(name).map(|member| member.key.span)
    }

    /// Follows a JSON pointer, given as its parts.
    pub fn follow<'a>(&self, parts: impl IntoIterator<Item = &'a str>) -> Option<&Node> {
        parts.into_iter().try_fold(self, |node, part| match &node.value {
            Value::Object(object) => object.get(part).map(|member| &member.value),
            Value::Array(items) => part.parse::<usize>().ok().and_then(|at| items.get(at)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }
}

/// Reads a file that has been taken into `sources`. `None` means that diagnostics say why not.
pub fn parse(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    if sources.path(file).ends_with(".json") {
        let shape = json::read(file, sources, diagnostics)?;
        return values::read_json(file, sources, &shape, diagnostics);
    }
    let shape = structure::read(file, sources.text(file), diagnostics)?;
    values::read_yaml(file, sources, &shape, diagnostics)
}
