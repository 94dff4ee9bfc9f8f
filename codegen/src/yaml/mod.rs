//! YAML and JSON text to values that know their place, and back. The only module that knows granit-parser and serde_json's
//! reader; must not know OpenAPI.

mod advice;
mod builder;
mod events;
mod json;
mod plain;
mod scalar;
#[cfg(test)]
mod tests;
mod write;

pub use write::{json as to_json, yaml as to_yaml};

use crate::diagnostics::Diagnostics;
use crate::source::{FileId, Sources, Span, Spanned};
use std::collections::BTreeSet;
use std::fmt;

/// Deeper nesting is refused. Real documents stay below 40.
const MAX_DEPTH: usize = 100;

/// Aliases may add this many nodes to a document. More is a bomb, not a document.
const MAX_ALIASED_NODES: usize = 100_000;

/// Readers of YAML look no further for the colon behind a name.
const LONGEST_KEY: usize = 1024;

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
    /// Names and values.
    pub members: Vec<Member>,
    /// The places of the members in the order of their names, where they are many.
    sorted: Vec<usize>,
}

/// So many names are compared one after the other.
const FEW: usize = 16;

/// A name and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The name; `200:` and `"200":` are the same name.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

impl Object {
    /// Of members with one name the first that has a value counts; the others have been reported.
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

    /// Of members that are known to have different names.
    fn unique(members: Vec<Member>) -> Self {
        let sorted = if members.len() > FEW { in_order(&members) } else { Vec::new() };
        Self { members, sorted }
    }

    /// Where a name stands among the members.
    fn find(&self, name: &str) -> Option<usize> {
        let name_at = |at: &usize| self.members.get(*at).map_or("", |member| member.key.value.as_str());
        if self.members.len() <= FEW {
            return self.members.iter().position(|member| member.key.value == name);
        }
        let place = self.sorted.binary_search_by(|at| name_at(at).cmp(name)).ok()?;
        self.sorted.get(place).copied()
    }

    /// Whether there is a member of that name.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Gives a name another value, or adds it at the end.
    pub fn set(&mut self, name: Spanned<String>, value: Node) {
        if let Some(member) = self.find(&name.value).and_then(|at| self.members.get_mut(at)) {
            member.value = value;
            return;
        }
        let mut members = std::mem::take(&mut self.members);
        members.push(Member { key: name, value });
        *self = Self::unique(members);
    }

    /// The member of that name.
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.find(name).and_then(|at| self.members.get(at))
    }
}

/// The places of members in the order of their names; of those with one name, as they are written.
fn in_order(members: &[Member]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..members.len()).collect();
    places.sort_by_key(|at| members.get(*at).map(|member| member.key.value.as_str()));
    places
}

/// The places of members whose names stand before.
fn repeated(members: &[Member]) -> BTreeSet<usize> {
    if members.len() <= FEW {
        let stands_before = |(at, member): &(usize, &Member)| {
            members.iter().take(*at).any(|before| before.key.value == member.key.value)
        };
        return members.iter().enumerate().filter(stands_before).map(|(at, _)| at).collect();
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

    /// The same, in a file of that number.
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
        return json::read(file, sources, diagnostics);
    }
    events::read(file, sources.text(file), diagnostics)
}
