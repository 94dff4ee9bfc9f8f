//! Reads YAML and JSON into values with spans, and writes them. The only module that knows granit-parser and
//! serde_json's reader. Must not know OpenAPI.

mod advice;
mod builder;
mod events;
mod json;
mod plain;
mod scalar;
#[cfg(test)]
mod tests;
mod write;

pub use scalar::number as scalar_number;
pub use write::{in_line, json as to_json, yaml as to_yaml};

use crate::diagnostics::Diagnostics;
use crate::source::{FileId, Sources, Span, Spanned};
use std::collections::BTreeSet;
use std::fmt;

/// Deeper nesting is refused. Real documents stay below 40.
const MAX_DEPTH: usize = 100;

/// Aliases may add this many nodes to a document. More is a bomb, not a document.
const MAX_ALIASED_NODES: usize = 100_000;

/// Readers of YAML look no further for the colon behind a key.
const LONGEST_KEY: usize = 1024;

/// A value and where it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// For a map or a list, where it starts.
    pub span: Span,
    pub value: Value,
}

/// What YAML and JSON have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Node>),
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

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(integer) => integer.fmt(f),
            Self::Float(float) => float.fmt(f),
        }
    }
}

/// A map in the order in which it was written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    pub members: Vec<Member>,
    /// The indices of the members in the order of their keys, where they are many.
    sorted: Vec<usize>,
}

/// So many keys are compared one after the other.
const FEW: usize = 16;

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// `200:` and `"200":` are the same key.
    pub key: Spanned<String>,
    pub value: Node,
}

impl Object {
    /// Without a member.
    pub const fn empty() -> Self {
        Self { members: Vec::new(), sorted: Vec::new() }
    }

    /// Of members with one key the first that has a value counts; the others have been reported.
    pub fn new(mut members: Vec<Member>) -> Self {
        if !repeated(&members).is_empty() {
            let has_value = |member: &Member| member.value.value != Value::Null;
            let with: BTreeSet<String> =
                members.iter().filter(|member| has_value(member)).map(|member| member.key.value.clone()).collect();
            members.retain(|member| has_value(member) || !with.contains(&member.key.value));
            let repeated = repeated(&members);
            let mut at = 0..;
            members.retain(|_| at.next().is_none_or(|at| !repeated.contains(&at)));
        }
        Self::unique(members)
    }

    /// Of members whose keys are all different.
    fn unique(members: Vec<Member>) -> Self {
        let sorted = if members.len() > FEW { in_order(&members) } else { Vec::new() };
        Self { members, sorted }
    }

    /// The index of a key among the members.
    fn find(&self, name: &str) -> Option<usize> {
        let name_at = |at: &usize| self.members.get(*at).map_or("", |member| member.key.value.as_str());
        if self.members.len() <= FEW {
            return self.members.iter().position(|member| member.key.value == name);
        }
        let index = self.sorted.binary_search_by(|at| name_at(at).cmp(name)).ok()?;
        self.sorted.get(index).copied()
    }

    /// Whether there is a member with this key.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Replaces the value of a key, or adds it at the end.
    pub fn set(&mut self, name: Spanned<String>, value: Node) {
        if let Some(member) = self.find(&name.value).and_then(|at| self.members.get_mut(at)) {
            member.value = value;
            return;
        }
        let mut members = std::mem::take(&mut self.members);
        members.push(Member { key: name, value });
        *self = Self::unique(members);
    }

    /// Removes a member.
    pub fn remove(&mut self, name: &str) {
        if let Some(at) = self.find(name) {
            let mut members = std::mem::take(&mut self.members);
            members.remove(at);
            *self = Self::unique(members);
        }
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        self.find(name).and_then(|at| self.members.get_mut(at)).map(|member| &mut member.value)
    }

    /// The member with this key.
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.find(name).and_then(|at| self.members.get(at))
    }
}

/// The indices of members in the order of their keys; of those with one key, as they are written.
fn in_order(members: &[Member]) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..members.len()).collect();
    indices.sort_by_key(|at| members.get(*at).map(|member| member.key.value.as_str()));
    indices
}

/// The indices of members whose keys came before.
fn repeated(members: &[Member]) -> BTreeSet<usize> {
    if members.len() <= FEW {
        let came_before = |(at, member): &(usize, &Member)| {
            members.iter().take(*at).any(|before| before.key.value == member.key.value)
        };
        return members.iter().enumerate().filter(came_before).map(|(at, _)| at).collect();
    }
    let name = |at: &usize| members.get(*at).map(|member| &member.key.value);
    let is_repeated = |two: &[usize]| matches!(two, [first, second] if name(first) == name(second));
    let sorted = in_order(members);
    sorted.windows(2).filter(|two| is_repeated(two)).filter_map(|two| two.last().copied()).collect()
}

impl Node {
    /// The map, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => None,
        }
    }

    /// Its kind, as messages name it.
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

    /// The same in another file.
    pub fn of_file(mut self, file: FileId) -> Self {
        self.move_to(file);
        self
    }

    fn move_to(&mut self, file: FileId) {
        self.span.file = file;
        match &mut self.value {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            Value::Array(items) => items.iter_mut().for_each(|item| item.move_to(file)),
            Value::Object(object) => object.members.iter_mut().for_each(|member| {
                member.key.span.file = file;
                member.value.move_to(file);
            }),
        }
    }

    /// Where the key is written that a JSON pointer ends with.
    pub fn name_at(&self, parts: &[String]) -> Option<Span> {
        let (name, parents) = parts.split_last()?;
        let parent = self.follow(parents.iter().map(String::as_str))?;
        parent.as_object()?.get(name).map(|member| member.key.span)
    }

    /// Follows a JSON pointer, given as its parts.
    pub fn follow<'a>(&self, parts: impl IntoIterator<Item = &'a str>) -> Option<&Node> {
        parts.into_iter().try_fold(self, |node, part| match &node.value {
            Value::Object(object) => object.get(part).map(|member| &member.value),
            Value::Array(items) => index(part).and_then(|at| items.get(at)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
    }
}

/// An index as a JSON pointer writes it (RFC 6901): without zeros before it, or a sign.
fn index(part: &str) -> Option<usize> {
    let is_plain = part.bytes().all(|byte| byte.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
    part.parse().ok().filter(|_| is_plain)
}

/// Reads a file that has been taken into `sources`. `None` means that diagnostics say why not.
pub fn parse(file: FileId, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    if sources.is_json(file) {
        return json::read(file, sources, diagnostics);
    }
    events::read(file, sources.text(file), diagnostics)
}
