//! Reads a map keyword by keyword, so that none is dropped in silence: what is neither read, nor harmless, nor refused by
//! name is unknown. Knows how keywords are read; must not know which there are.

use super::repair::EXTENSIONS;
use super::wrong::{COUNT, meant_flag, wrong_type};
use super::{Takes, misplaced};
use crate::diagnostics::{Diagnostics, MOST_SLIPS, messages, nearest};
use crate::source::{Places, Span, Spanned};
use crate::yaml::{Member, Node, Number, Object, Value};

/// Reads an input of type `T` from a node.
pub trait Read: Sized {
    /// Whether a `$ref` may stand for it.
    const MAY_BE_REF: bool = false;

    /// Reads it; `None` means that a diagnostic says why not.
    fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self>;
}

/// What of a map can be read, and whether that is not all of it, which has been reported.
pub type Readable<T> = (Vec<(Spanned<String>, T)>, bool);

/// A map of which the keywords are taken one by one.
pub struct Fields<'n, 'd> {
    /// What it is, for messages.
    pub what: &'static str,
    object: &'n Object,
    places: Places,
    asked: Vec<&'static str>,
    /// Where messages go.
    pub diagnostics: &'d mut Diagnostics,
}

impl<'n, 'd> Fields<'n, 'd> {
    /// Starts to read `node` as a `what` ("a schema"); anything but a map is refused.
    pub fn new(node: &'n Node, what: &'static str, diagnostics: &'d mut Diagnostics) -> Option<Self> {
        if diagnostics.notes.as_mut().is_some_and(|notes| !notes.open(what)) {
            return None;
        }
        match node.as_object() {
            Some(object) => Some(Self {
                what,
                object,
                places: Places::new(whole(node.span, object)),
                asked: Vec::new(),
                diagnostics,
            }),
            None => {
                diagnostics.push(wrong_type(node, what, "a map"));
                None
            }
        }
    }

    /// The member of that name, which counts as read from now on.
    pub fn member(&mut self, key: &'static str) -> Option<&'n Member> {
        self.asked.push(key);
        self.takes(key, Takes::Anything);
        let member = self.object.get(key)?;
        let (name, value) = (member.key.span, member.value.span);
        // The value of an alias stands elsewhere.
        let end = if value.file == name.file && value.start >= name.end { value.end } else { name.end };
        self.places.set(key, Span { end, ..name });
        Some(member)
    }

    /// Where the keywords are written that were asked for.
    pub fn places(&mut self) -> Places {
        std::mem::take(&mut self.places)
    }

    /// The value of that name.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        self.member(key).map(|member| &member.value)
    }

    /// Whether the map has that name, read or not.
    pub fn has(&self, key: &str) -> bool {
        self.object.has(key)
    }

    fn wrong(&mut self, node: &Node, key: &str, expected: &str) {
        self.diagnostics.push(wrong_type(node, &format!("`{key}`"), expected));
    }

    /// A string.
    pub fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        self.takes(key, Takes::Text);
        let node = self.node(key)?;
        match &node.value {
            Value::String(text) => Some(Spanned::new(text.clone(), node.span)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong(node, key, "a string");
                None
            }
        }
    }

    /// A boolean; `false` if it is not there.
    pub fn flag(&mut self, key: &'static str) -> bool {
        self.boolean(key).is_some_and(|flag| flag.value)
    }

    /// A boolean.
    pub fn boolean(&mut self, key: &'static str) -> Option<Spanned<bool>> {
        self.takes(key, Takes::Flag);
        let node = self.node(key)?;
        match &node.value {
            Value::Bool(flag) => Some(Spanned::new(*flag, node.span)),
            Value::Null | Value::String(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong(node, key, "`true` or `false`");
                // What is meant by `yes` goes on as if it stood there, so that nothing else is reported for it.
                meant_flag(node).map(|flag| Spanned::new(flag, node.span))
            }
        }
    }

    /// A number, with the place of its name.
    pub fn number(&mut self, key: &'static str) -> Option<Spanned<Number>> {
        self.takes(key, Takes::Number);
        let Member { key: name, value: node } = self.member(key)?;
        match &node.value {
            Value::Number(number) => Some(Spanned::new(*number, name.span)),
            Value::Null | Value::String(_) | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                self.wrong(node, key, "a number");
                None
            }
        }
    }

    /// A length or a count, with the place of its name.
    pub fn count(&mut self, key: &'static str) -> Option<Spanned<u64>> {
        self.takes(key, Takes::Count);
        let Member { key: name, value: node } = self.member(key)?;
        let count = match &node.value {
            Value::Number(Number::Integer(count)) => u64::try_from(*count).ok(),
            Value::Number(Number::Float(_))
            | Value::Null
            | Value::String(_)
            | Value::Bool(_)
            | Value::Array(_)
            | Value::Object(_) => None,
        };
        if count.is_none() {
            self.wrong(node, key, COUNT);
        }
        count.map(|count| Spanned::new(count, name.span))
    }

    /// The items of a list; empty if it is not there.
    pub fn list(&mut self, key: &'static str) -> &'n [Node] {
        self.takes(key, Takes::List);
        let Some(node) = self.node(key) else { return &[] };
        match &node.value {
            Value::Array(items) => items,
            Value::Null | Value::String(_) | Value::Bool(_) | Value::Number(_) | Value::Object(_) => {
                self.wrong(node, key, "a list");
                &[]
            }
        }
    }

    /// A list of strings; empty if it is not there.
    pub fn strings(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        self.takes(key, Takes::Texts);
        let mut strings = Vec::new();
        for item in self.list(key) {
            match &item.value {
                Value::String(text) => strings.push(Spanned::new(text.clone(), item.span)),
                Value::Null | Value::Number(_) | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                    let what = format!("an item of `{key}`");
                    self.diagnostics.push(wrong_type(item, &what, "a string"));
                }
            }
        }
        strings
    }

    /// One thing of another kind, and the place of its name.
    pub fn named<T: Read>(&mut self, key: &'static str) -> Option<(Span, T)> {
        self.takes_thing::<T>(key, Takes::One);
        let member = self.member(key)?;
        Some((member.key.span, T::read(&member.value, self.diagnostics)?))
    }

    /// One thing of another kind.
    pub fn one<T: Read>(&mut self, key: &'static str) -> Option<T> {
        self.takes_thing::<T>(key, Takes::One);
        self.node(key).and_then(|node| T::read(node, self.diagnostics))
    }

    /// A list of things.
    pub fn all<T: Read>(&mut self, key: &'static str) -> Vec<T> {
        self.takes_thing::<T>(key, Takes::All);
        self.list(key).iter().filter_map(|node| T::read(node, self.diagnostics)).collect()
    }

    /// A map from names to things, in the order in which it was written.
    pub fn map<T: Read>(&mut self, key: &'static str) -> Vec<(Spanned<String>, T)> {
        self.takes_thing::<T>(key, |target| Takes::Map(target, false));
        self.entries(key, |_| true)
    }

    /// A map in which a name that starts with `x-` is somebody's extension.
    pub fn extensible_map<T: Read>(&mut self, key: &'static str) -> Vec<(Spanned<String>, T)> {
        self.takes_thing::<T>(key, |target| Takes::Map(target, true));
        self.entries(key, |name| !name.starts_with("x-"))
    }

    fn entries<T: Read>(&mut self, key: &'static str, counts: fn(&str) -> bool) -> Vec<(Spanned<String>, T)> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Some(object) = node.as_object() else {
            self.wrong(node, key, "a map");
            return Vec::new();
        };
        let members = object.members.iter().filter(|member| counts(&member.key.value));
        members.filter_map(|member| Some((member.key.clone(), T::read(&member.value, self.diagnostics)?))).collect()
    }

    /// What can be read of the map of that name.
    pub fn readable<T>(&self, key: &str, written: Vec<(Spanned<String>, Option<T>)>) -> Readable<T> {
        let is_map = self.object.get(key).is_none_or(|member| member.value.as_object().is_some());
        let count = written.len();
        let read: Vec<_> = written.into_iter().filter_map(|(name, thing)| Some((name, thing?))).collect();
        let is_incomplete = !is_map || read.len() < count;
        (read, is_incomplete)
    }

    /// Says which keyword is missing and should not be.
    pub fn missing(&mut self, key: &'static str, span: Span) {
        if let Some(noted) = self.noted() {
            noted.required.insert(key);
        }
        self.diagnostics.push(messages::missing_keyword(span, self.what, key));
    }

    /// Says which of these keywords are missing.
    pub fn require(&mut self, keys: &[&'static str], span: Span) {
        for key in keys.iter().filter(|key| !self.object.has(key)) {
            self.missing(key, span);
        }
    }

    /// Ends the reading: whatever was not asked for is harmless, refused by name, or unknown.
    pub fn finish(mut self, harmless: &[&'static str], refused: &[(&'static str, &'static str)]) {
        if let Some(noted) = self.noted() {
            noted.harmless.extend(harmless);
            noted.refused.extend(refused.iter().map(|(key, _)| *key));
        }
        let mut slips = 0;
        for member in &self.object.members {
            let (key, span) = (member.key.value.as_str(), member.key.span);
            let is_extension = key.starts_with("x-") && !EXTENSIONS.contains(&key);
            if is_extension || self.asked.contains(&key) || harmless.contains(&key) {
                continue;
            }
            if let Some((_, instead)) = refused.iter().find(|(refused, _)| *refused == key) {
                self.diagnostics.push(messages::unsupported(span, &format!("`{key}`"), instead));
            } else if EXTENSIONS.contains(&key) {
                self.diagnostics.push(messages::misplaced_extension(span, key, self.what));
            } else if let Some(belongs) = misplaced::belongs(self.what, key, &member.value) {
                self.diagnostics.push(messages::keyword_elsewhere(span, key, self.what, belongs));
            } else {
                slips += 1;
                let words = self.asked.iter().chain(harmless).copied().chain(refused.iter().map(|(key, _)| *key));
                let meant = nearest(key, words.take_while(|_| slips <= MOST_SLIPS));
                self.diagnostics.push(messages::unknown_keyword(span, key, self.what, meant));
            }
        }
    }
}

/// From where a map begins to the end of its last value, as far as it stands in one file.
fn whole(start: Span, object: &Object) -> Span {
    let end = object.members.last().map(|member| member.value.span);
    let end = end.filter(|end| end.file == start.file).map_or(start.end, |end| end.end.max(start.end));
    Span { end, ..start }
}
