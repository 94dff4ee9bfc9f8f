//! Reads a map keyword by keyword, so that none is dropped in silence: what is neither read, nor harmless, nor refused
//! by name is unknown. Knows how keywords are read, not which there are: tests hold its requests to the grammar.

mod ending;

use super::Reference;
use super::wrong::{self, COUNT, intended_flag, strange_value, wrong_type, wrong_value};
use crate::diagnostics::Diagnostics;
use crate::grammar::{Holds, Need, Object};
use crate::source::{Places, Span, Spanned};
use crate::yaml::{self, Member, Node, Number, Value};
use std::fmt::Display;

/// An object that can be read from a node.
pub trait FromNode: Sized {
    /// Which object of the grammar it is.
    const OBJECT: Object;

    /// Whether a `$ref` may replace it.
    const MAY_BE_REF: bool = false;

    /// Reads it; `None` means that a diagnostic says why not.
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self>;

    /// Takes the description beside a reference to it.
    fn describe(&mut self, _description: Spanned<String>) {}

    /// What it means beside a reference, if that means anything.
    fn beside(self, _reference: Reference) -> Option<Self> {
        None
    }
}

/// The readable entries of a map, and whether others were not readable, which has been reported.
pub type Readable<T> = (Vec<(Spanned<String>, T)>, bool);

/// A map of which the keywords are taken one by one.
pub struct Fields<'n, 'd> {
    kind: Object,
    object: &'n yaml::Object,
    places: Places,
    /// The keywords that were requested, in tests.
    requested: Vec<&'static str>,
    /// Where messages go.
    pub diagnostics: &'d mut Diagnostics,
}

impl<'n, 'd> Fields<'n, 'd> {
    /// Starts to read `node` as such an object; anything but a map is refused. Nothing is an empty map, if one may be empty.
    pub fn new(node: &'n Node, kind: Object, diagnostics: &'d mut Diagnostics) -> Option<Self> {
        static NOTHING: yaml::Object = yaml::Object::empty();
        let may_be_empty = || kind.keywords().iter().all(|row| row.need != Need::Required);
        let object = match (node.as_object(), &node.value) {
            (Some(object), _) => object,
            (None, Value::Null) if may_be_empty() => {
                diagnostics.push(wrong_value(node, kind.what(), "a map"));
                &NOTHING
            }
            (None, _) => {
                diagnostics.push(wrong_type(node, kind.what(), "a map"));
                return None;
            }
        };
        let places = Places::new(whole(node.span, object));
        Some(Self { kind, object, places, requested: Vec::new(), diagnostics })
    }

    /// What messages call it.
    pub fn what(&self) -> &'static str {
        self.kind.what()
    }

    /// In tests, asserts that the grammar lists the keyword as read, with such a value.
    fn expect_row(&mut self, key: &'static str, fits: impl Fn(Holds) -> bool) {
        if cfg!(test) {
            let holds = self.kind.reads(key);
            assert!(holds.is_some_and(fits), "the grammar says something else of `{key}` in {}", self.kind.what());
            self.requested.push(key);
        }
    }

    /// The same for a keyword that holds objects.
    fn expect_row_of<T: FromNode>(&mut self, key: &'static str, holds: fn(Object) -> Holds) {
        self.expect_row(key, |held| held == holds(T::OBJECT) && T::MAY_BE_REF == T::OBJECT.may_be_ref());
    }

    /// The member of a keyword.
    pub fn member(&mut self, key: &'static str) -> Option<&'n Member> {
        self.expect_row(key, |_| true);
        let member = self.object.get(key)?;
        let (name, value) = (member.key.span, member.value.span);
        // The value of an alias is written elsewhere.
        let end = if value.file == name.file && value.start >= name.end { value.end } else { name.end };
        self.places.set(key, Span { end, ..name });
        Some(member)
    }

    /// Where the requested keywords are written.
    pub fn places(&mut self) -> Places {
        std::mem::take(&mut self.places)
    }

    /// The value of a keyword.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        self.member(key).map(|member| &member.value)
    }

    /// Whether the map has this keyword, read or not.
    pub fn has(&self, key: &str) -> bool {
        self.object.has(key)
    }

    fn wrong(&mut self, node: &Node, key: &str, expected: &str) {
        let what = format!("`{key}`");
        self.diagnostics.push(match is_for_readers(key) {
            true => strange_value(node, &what, expected),
            false => wrong_value(node, &what, expected),
        });
    }

    /// The value of a keyword, but for one that is there and says nothing, which is reported.
    fn some(&mut self, key: &'static str, expected: &str) -> Option<&'n Member> {
        let member = self.member(key)?;
        if member.value.value == Value::Null {
            self.wrong(&member.value, key, expected);
            return None;
        }
        Some(member)
    }

    pub fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.expect_row(key, |holds| matches!(holds, Holds::Text | Holds::Word(_)));
        let node = &self.some(key, "a string")?.value;
        let Value::String(text) = &node.value else {
            self.wrong(node, key, "a string");
            return wrong::text(node).map(|text| Spanned::new(text, node.span));
        };
        Some(Spanned::new(text.clone(), node.span))
    }

    /// A boolean; `false` if it is not there.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.boolean(key).is_some_and(|flag| flag.value)
    }

    pub fn boolean(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        self.expect_row(key, |holds| holds == Holds::Flag);
        let node = self.node(key)?;
        let Value::Bool(flag) = node.value else {
            self.wrong(node, key, "`true` or `false`");
            // `yes` is read as `true`, so that nothing else is reported because of it.
            return intended_flag(node).map(|flag| Spanned::new(flag, node.span));
        };
        Some(Spanned::new(flag, node.span))
    }

    /// A number, with the span of its keyword.
    pub fn number(&mut self, key: &'static str) -> Option<Spanned<Number>> {
        self.expect_row(key, |holds| matches!(holds, Holds::Number | Holds::FlagOrNumber));
        let Member { key: name, value: node } = self.member(key)?;
        let Value::Number(number) = node.value else {
            self.wrong(node, key, "a number");
            return wrong::number(node).map(|number| Spanned::new(number, name.span));
        };
        Some(Spanned::new(number, name.span))
    }

    /// A length or a count, with the span of its keyword.
    pub fn count(&mut self, key: &'static str) -> Option<Spanned<u64>> {
        self.expect_row(key, |holds| holds == Holds::Count);
        let Member { key: name, value: node } = self.member(key)?;
        let written = if let Value::Number(number) = node.value { Some(number) } else { None };
        let whole = |number: Number| if let Number::Integer(count) = number { u64::try_from(count).ok() } else { None };
        let count = written.and_then(whole);
        if count.is_none() {
            self.wrong(node, key, COUNT);
        }
        let count = count.or_else(|| wrong::number(node).and_then(whole));
        count.map(|count| Spanned::new(count, name.span))
    }

    /// The items of a list; empty if it is not there.
    pub fn list(&mut self, key: &'static str) -> &'n [Node] {
        self.expect_row(key, |holds| matches!(holds, Holds::List | Holds::Texts | Holds::All(_)));
        let Some(node) = self.node(key) else { return &[] };
        let Value::Array(items) = &node.value else {
            self.wrong(node, key, "a list");
            // One value may be meant as a list of it.
            let of_values = self.kind.reads(key).is_some_and(|holds| matches!(holds, Holds::List | Holds::Texts));
            let is_one = of_values && matches!(node.value, Value::String(_) | Value::Number(_));
            return if is_one { std::slice::from_ref(node) } else { &[] };
        };
        items
    }

    /// A list of strings; empty if it is not there.
    pub fn strings(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.expect_row(key, |holds| holds == Holds::Texts);
        let items = self.list(key).iter();
        items.filter_map(|item| string(item, &format_args!("an item of `{key}`"), self.diagnostics)).collect()
    }

    /// An object, with the span of its keyword.
    pub fn named<T: FromNode>(&mut self, key: &'static str) -> Option<(Span, T)> {
        self.expect_row_of::<T>(key, Holds::One);
        let member = self.some(key, "a map")?;
        Some((member.key.span, T::read(&member.value, self.diagnostics)?))
    }

    /// An object.
    pub fn one<T: FromNode>(&mut self, key: &'static str) -> Option<T> {
        self.expect_row_of::<T>(key, Holds::One);
        self.some(key, "a map").and_then(|member| T::read(&member.value, self.diagnostics))
    }

    /// A list of objects.
    pub fn all<T: FromNode>(&mut self, key: &'static str) -> Vec<T> {
        self.expect_row_of::<T>(key, Holds::All);
        self.list(key).iter().filter_map(|node| T::read(node, self.diagnostics)).collect()
    }

    /// A map from names to objects, in the order in which it was written.
    pub fn map<T: FromNode>(&mut self, key: &'static str) -> Vec<(Spanned<String>, T)> {
        self.expect_row_of::<T>(key, Holds::Map);
        self.entries(key, |_| true, T::read)
    }

    /// A map in which a name that starts with `x-` is somebody's extension.
    pub fn extensible_map<T: FromNode>(&mut self, key: &'static str) -> Vec<(Spanned<String>, T)> {
        self.expect_row_of::<T>(key, Holds::Extensible);
        self.entries(key, |name| !name.starts_with("x-"), T::read)
    }

    /// A map from names that count to what `read` makes of their values.
    pub fn entries<T>(
        &mut self,
        key: &'static str,
        counts: fn(&str) -> bool,
        read: impl Fn(&Node, &mut Diagnostics) -> Option<T>,
    ) -> Vec<(Spanned<String>, T)> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Some(object) = node.as_object() else {
            self.wrong(node, key, "a map");
            return Vec::new();
        };
        let members = object.members.iter().filter(|member| counts(&member.key.value));
        members.filter_map(|member| Some((member.key.clone(), read(&member.value, self.diagnostics)?))).collect()
    }

    /// The readable entries of the map of a keyword.
    pub fn readable<T>(&self, key: &str, written: Vec<(Spanned<String>, Option<T>)>) -> Readable<T> {
        let is_map = self.object.get(key).is_none_or(|member| member.value.as_object().is_some());
        let count = written.len();
        let read: Vec<_> = written.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        let is_incomplete = !is_map || read.len() < count;
        (read, is_incomplete)
    }
}

/// Whether a keyword says nothing to the generator, whatever it holds: its value is words, or shows what something looks like.
/// Words for values are a list to some, and a map to others.
fn is_for_readers(key: &str) -> bool {
    matches!(key, "description" | "summary" | "examples" | "x-enum-descriptions" | "x-enum-varnames")
}

/// A string, which is called `what`; anything else is reported, and read if it may be meant as one.
pub fn string(node: &Node, what: &dyn Display, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
    let Value::String(text) = &node.value else {
        diagnostics.push(wrong_value(node, &what.to_string(), "a string"));
        return wrong::text(node).map(|text| Spanned::new(text, node.span));
    };
    Some(Spanned::new(text.clone(), node.span))
}

/// From the start of a map to the end of its last value, as far as both are in one file.
fn whole(start: Span, object: &yaml::Object) -> Span {
    let end = object.members.last().map(|member| member.value.span);
    let end = end.filter(|end| end.file == start.file).map_or(start.end, |end| end.end.max(start.end));
    Span { end, ..start }
}
