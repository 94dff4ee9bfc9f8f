//! Files and references between them: loads what a `$ref` names, never outside of the spec root, never from the network.
//! Must not know what stands at the place.

use crate::diagnostics::{Diagnostics, messages};
use crate::openapi::{Document, Read as _, RefOr};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml::{self, Node, Value};
use crate::{Read, ReadError};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// References that lead to references: nobody needs more.
const MAX_HOPS: usize = 32;

/// A file that was read.
#[derive(Debug)]
pub struct Loaded {
    /// Its place among the sources.
    pub id: FileId,
    /// Its content.
    pub node: Node,
}

/// A place that a `$ref` can name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// JSON pointer, unescaped, as its parts.
    pub pointer: Vec<String>,
}

/// What a reference led to.
pub struct Found<'a, T: Clone> {
    /// The thing.
    pub value: Cow<'a, T>,
    /// The file in which it is written.
    pub file: FileId,
    /// Where, if a reference led there.
    pub place: Option<Place>,
}

/// All files that were read so far.
pub struct Files<'r> {
    read: &'r Read<'r>,
    loaded: BTreeMap<String, Option<Rc<Loaded>>>,
    by_id: BTreeMap<FileId, Rc<Loaded>>,
    /// The text of each file.
    pub sources: Sources,
    /// What is wrong with them.
    pub diagnostics: Diagnostics,
    /// Whether an example that does not match its schema is a warning only.
    pub lenient: bool,
}

impl<'r> Files<'r> {
    /// Nothing read yet.
    pub fn new(read: &'r Read<'r>, lenient: bool) -> Self {
        let (sources, diagnostics) = (Sources::default(), Diagnostics::default());
        Self { read, loaded: BTreeMap::new(), by_id: BTreeMap::new(), sources, diagnostics, lenient }
    }

    /// A place for a message that has none.
    pub fn anywhere(&mut self) -> Span {
        Span { file: self.sources.add("", ""), start: 0, end: 0 }
    }

    /// Loads a file, once. `at` is what named it, if anything in the specification did.
    pub fn load(&mut self, path: &str, at: Option<Span>) -> Option<Rc<Loaded>> {
        if let Some(loaded) = self.loaded.get(path) {
            return loaded.clone();
        }
        let loaded = self.read(path, at).map(Rc::new);
        if let Some(loaded) = &loaded {
            self.by_id.insert(loaded.id, Rc::clone(loaded));
            if at.is_some() {
                Document::read_fragment(&loaded.node, &mut self.diagnostics);
            }
        }
        self.loaded.insert(path.to_owned(), loaded.clone());
        loaded
    }

    fn read(&mut self, path: &str, at: Option<Span>) -> Option<Loaded> {
        let bytes = match (self.read)(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let reason = match error {
                    ReadError::NotFound => "there is no such file".to_owned(),
                    ReadError::Refused(reason) | ReadError::Failed(reason) => reason,
                };
                let span = at.unwrap_or_else(|| {
                    let file = self.sources.add(path, "");
                    Span { file, start: 0, end: 0 }
                });
                self.diagnostics.push(messages::unreadable_file(span, path, &reason));
                return None;
            }
        };
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                let id = self.sources.add(path, text);
                let node = yaml::parse(id, &self.sources, &mut self.diagnostics)?;
                Some(Loaded { id, node })
            }
            Err(error) => {
                let readable = std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default());
                let file = self.sources.add(path, readable.unwrap_or_default());
                let start = self.sources.text(file).len();
                self.diagnostics.push(messages::not_utf8(Span { file, start, end: start }, error.valid_up_to()));
                None
            }
        }
    }

    /// Follows a reference until it leads to a thing. `None` means that a diagnostic says why not.
    pub fn find<'a, T: crate::openapi::Read + Clone>(
        &mut self,
        from: FileId,
        thing: &'a RefOr<T>,
    ) -> Option<Found<'a, T>> {
        let mut reference = match thing {
            RefOr::Value(value) => {
                return Some(Found { value: Cow::Borrowed(value), file: from, place: None });
            }
            RefOr::Ref(reference) => reference.clone(),
        };
        let mut file = from;
        let mut seen = BTreeSet::new();
        loop {
            let place = self.place(file, &reference.target)?;
            if !seen.insert(place.clone()) {
                self.diagnostics.push(messages::ref_cycle(reference.target.span, &reference.target.value));
                return None;
            }
            if seen.len() > MAX_HOPS {
                self.diagnostics.push(messages::ref_too_deep(reference.target.span, MAX_HOPS));
                return None;
            }
            let loaded = Rc::clone(self.by_id.get(&place.file)?);
            let Some(node) = loaded.node.follow(place.pointer.iter().map(String::as_str)) else {
                let meant = self.suggestion(&loaded.node, &reference.target.value, &place);
                self.diagnostics.push(messages::dangling_ref(reference.target.span, &reference.target.value, meant));
                return None;
            };
            match RefOr::<T>::read(node, &mut self.diagnostics)? {
                RefOr::Value(value) => {
                    let value = Cow::Owned(value);
                    return Some(Found { value, file: place.file, place: Some(place) });
                }
                RefOr::Ref(next) => (reference, file) = (next, place.file),
            }
        }
    }

    /// Where a reference points to, after loading the file it names.
    pub fn place(&mut self, from: FileId, target: &Spanned<String>) -> Option<Place> {
        let (path, pointer) = target.value.split_once('#').unwrap_or((&target.value, ""));
        let pointer = self.pointer(pointer, target)?;
        let file = if path.is_empty() {
            from
        } else {
            let path = self.path(from, path, target)?;
            self.load(&path, Some(target.span))?.id
        };
        Some(Place { file, pointer })
    }

    fn pointer(&mut self, pointer: &str, target: &Spanned<String>) -> Option<Vec<String>> {
        let decoded = percent_encoding::percent_decode_str(pointer).decode_utf8();
        match decoded {
            Ok(pointer) if pointer.is_empty() => Some(Vec::new()),
            Ok(pointer) if pointer.starts_with('/') => {
                let parts = pointer.split('/').skip(1);
                Some(parts.map(|part| part.replace("~1", "/").replace("~0", "~")).collect())
            }
            Ok(_) | Err(_) => {
                self.diagnostics.push(messages::malformed_ref(target.span, &target.value));
                None
            }
        }
    }

    /// The path that a reference names, relative to the spec root and without `..`.
    fn path(&mut self, from: FileId, path: &str, target: &Spanned<String>) -> Option<String> {
        if is_url(path) {
            self.diagnostics.push(messages::ref_to_url(target.span, &target.value));
            return None;
        }
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8();
        let Some(path) = decoded.ok().filter(|path| !path.contains(['\\', '\0', '?'])) else {
            self.diagnostics.push(messages::malformed_ref(target.span, &target.value));
            return None;
        };
        let here = self.sources.path(from);
        let folder = here.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let outside = path.starts_with('/')
            || path.split('/').any(|part| match part {
                "" | "." => false,
                ".." => parts.pop().is_none(),
                part => {
                    parts.push(part);
                    false
                }
            });
        if outside {
            self.diagnostics.push(messages::ref_outside_root(target.span, &target.value));
            return None;
        }
        Some(parts.join("/"))
    }

    /// A reference to something that exists and is nearly called the same.
    fn suggestion(&self, root: &Node, target: &str, place: &Place) -> Option<String> {
        let (last, parents) = place.pointer.split_last()?;
        let parent = root.follow(parents.iter().map(String::as_str))?;
        let Value::Object(object) = &parent.value else { return None };
        let names = object.members.iter().map(|member| member.key.value.as_str());
        let meant = crate::diagnostics::nearest(last, names)?;
        let escaped = meant.replace('~', "~0").replace('/', "~1");
        target.rsplit_once('/').map(|(before, _)| format!("{before}/{escaped}"))
    }
}

/// `scheme:…` or `//host/…`.
fn is_url(path: &str) -> bool {
    let scheme = path.split_once(':').map(|(scheme, _)| scheme);
    path.starts_with("//")
        || scheme.is_some_and(|scheme| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
        })
}

impl Place {
    /// What the place is called: the last part of the pointer, or the file's name.
    pub fn name<'a>(&'a self, sources: &'a Sources) -> &'a str {
        self.pointer.last().map_or_else(
            || {
                let file = sources.path(self.file).rsplit('/').next().unwrap_or_default();
                file.split('.').next().unwrap_or(file)
            },
            String::as_str,
        )
    }
}
