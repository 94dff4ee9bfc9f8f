//! Which keywords the reader knows, and what each takes: asked of the reader itself, so that nothing can drift apart. Every
//! thing is read once from an empty map while notes are taken. Must not know what becomes of the notes.

use super::{Document, Fields, Read};
use crate::diagnostics::Diagnostics;
use crate::source::Sources;
use crate::yaml::{self, Node, Object, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that is read, by what messages call it.
pub type Things = BTreeMap<&'static str, Thing>;

/// Something of which keywords are read.
#[derive(Debug, Default, PartialEq)]
pub struct Thing {
    /// What is read.
    pub keywords: BTreeMap<&'static str, Takes>,
    /// What is allowed and has no effect.
    pub harmless: BTreeSet<&'static str>,
    /// What is refused by name.
    pub refused: BTreeSet<&'static str>,
    /// What must be there.
    pub required: BTreeSet<&'static str>,
}

impl Thing {
    /// Whether there is something to be said of a keyword.
    pub fn knows(&self, key: &str) -> bool {
        self.keywords.contains_key(key) || self.harmless.contains(key) || self.refused.contains(key)
    }

    /// All that it knows.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.keywords.keys().chain(&self.harmless).chain(&self.refused).copied()
    }
}

/// What a keyword takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Takes {
    /// Nothing: it is refused by name.
    Nothing,
    /// Data, which is not read.
    Anything,
    /// `true` or `false`.
    Flag,
    /// A flag, or the thing.
    FlagOr(Target),
    /// A flag, or a number.
    FlagOrNumber,
    /// A number.
    Number,
    /// A whole number that is not negative.
    Count,
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or a list of them.
    Words(Vec<&'static str>),
    /// A list of data.
    List,
    /// A thing.
    One(Target),
    /// A list of things.
    All(Target),
    /// A map of things. With `true`, names that start with `x-` are somebody's extensions.
    Map(Target, bool),
}

/// A thing that a keyword takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// Its name among the [`Things`].
    pub thing: &'static str,
    /// Whether a `$ref` may stand for it.
    pub may_be_ref: bool,
}

/// Notes of what the reader asks for.
#[derive(Debug)]
pub struct Notes {
    things: Things,
    /// The thing that was opened first since somebody wanted to know.
    opened: Option<&'static str>,
    empty: Node,
}

impl Notes {
    /// Tells that a thing is about to be read. It is read once.
    pub fn open(&mut self, thing: &'static str) -> bool {
        self.opened.get_or_insert(thing);
        let is_new = !self.things.contains_key(thing);
        self.things.entry(thing).or_default();
        is_new
    }
}

impl Fields<'_, '_> {
    /// Notes what a keyword takes that is read by hand.
    pub fn takes(&mut self, key: &'static str, takes: Takes) {
        let Some(thing) = self.noted() else { return };
        let known = thing.keywords.entry(key).or_insert(Takes::Anything);
        // The first who says more than nothing knows best: `strings` asks for a list, too.
        if *known == Takes::Anything {
            *known = takes;
        }
    }

    /// The same of a keyword that takes a thing.
    pub fn takes_thing<T: Read>(&mut self, key: &'static str, takes: impl FnOnce(Target) -> Takes) {
        let Some(notes) = &mut self.diagnostics.notes else { return };
        let (before, empty) = (notes.opened.take(), notes.empty.clone());
        T::read(&empty, self.diagnostics);
        let Some(notes) = &mut self.diagnostics.notes else { return };
        let thing = std::mem::replace(&mut notes.opened, before);
        if let Some(thing) = thing {
            self.takes(key, takes(Target { thing, may_be_ref: T::MAY_BE_REF }));
        }
    }

    /// Where notes of this thing are taken, if they are.
    pub fn noted(&mut self) -> Option<&mut Thing> {
        self.diagnostics.notes.as_mut()?.things.get_mut(self.what)
    }
}

/// All things that a document, or a file that one refers to, is read as.
pub fn things() -> Things {
    things_of(|node, diagnostics| {
        Document::read(node, diagnostics);
        Document::read_fragment(node, diagnostics);
    })
}

/// All things that are read by `read`.
pub fn things_of(read: impl FnOnce(&Node, &mut Diagnostics)) -> Things {
    let mut sources = Sources::default();
    // Enough for a document to be read at all.
    let file = sources.add("", "openapi: 3.0.3\ncomponents: {}\n");
    let mut diagnostics = Diagnostics::default();
    let Some(node) = yaml::parse(file, &sources, &mut diagnostics) else { return Things::new() };
    let empty = Node { span: node.span, value: Value::Object(Object::default()) };
    diagnostics.notes = Some(Box::new(Notes { things: Things::new(), opened: None, empty }));
    read(&node, &mut diagnostics);
    diagnostics.notes.map(|notes| notes.things).unwrap_or_default()
}
