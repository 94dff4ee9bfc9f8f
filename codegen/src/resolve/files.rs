//! Files and references between them: loads what a `$ref` names, never outside of the spec root, never from the network.
//! Must not know what stands at the place.

use super::ahead::Ahead;
use super::targets;
use crate::diagnostics::{Diagnostics, MOST_SLIPS, messages};
use crate::memory::{Memory, Parsed};
use crate::openapi::{Component, Document, Mention, Read as _, RefOr};
use crate::source::{FileId, Sources, Span, Spanned};
use crate::yaml::{self, Node};
use crate::{Examples, Read, ReadError};
use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

/// References that lead to references: nobody needs more.
const MAX_HOPS: usize = 32;

/// A file that was read.
#[derive(Debug)]
pub struct Loaded {
    /// Its path.
    pub path: String,
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
pub struct Found<'a, T> {
    /// The thing.
    pub value: Shared<'a, T>,
    /// The file in which it is written.
    pub file: FileId,
    /// Where, if a reference led there.
    pub place: Option<Place>,
    /// Where its name is written, if a reference led to a member of a map.
    pub name: Option<Span>,
}

/// Something that stands where it is used, or that several use.
pub enum Shared<'a, T> {
    /// Where it is used.
    Here(&'a T),
    /// Elsewhere.
    There(Rc<T>),
}

impl<T> std::ops::Deref for Shared<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Here(value) => value,
            Self::There(value) => value,
        }
    }
}

/// All files that were read so far.
pub struct Files<'r> {
    pub(super) read: &'r Read<'r>,
    pub(super) memory: &'r Memory,
    pub(super) loaded: BTreeMap<String, Option<Rc<Loaded>>>,
    pub(super) by_id: BTreeMap<FileId, Rc<Loaded>>,
    pub(super) ahead: BTreeMap<String, Ahead>,
    /// What references led to, so that it is read once.
    components: BTreeMap<Place, Rc<dyn Any>>,
    mentioned: VecDeque<(FileId, Mention)>,
    /// The files of the document that is being read.
    pub(super) used: BTreeSet<FileId>,
    /// References that lead nowhere, so far.
    slips: usize,
    /// The text of each file.
    pub sources: Sources,
    /// What is wrong with them.
    pub diagnostics: Diagnostics,
    /// How bad an example is that does not match its schema.
    pub examples: Examples,
    /// Whether the document that is read, with all that it refers to, is OpenAPI 3.1.
    pub is_3_1: bool,
}

impl<'r> Files<'r> {
    /// Nothing read yet.
    pub fn new(read: &'r Read<'r>, memory: &'r Memory, examples: Examples) -> Self {
        Self {
            read,
            memory,
            loaded: BTreeMap::new(),
            by_id: BTreeMap::new(),
            ahead: BTreeMap::new(),
            components: BTreeMap::new(),
            mentioned: VecDeque::new(),
            used: BTreeSet::new(),
            slips: 0,
            sources: Sources::default(),
            diagnostics: Diagnostics::default(),
            examples,
            is_3_1: false,
        }
    }

    /// A place for a message that has none.
    pub fn anywhere(&mut self) -> Span {
        Span { file: self.sources.add("", ""), start: 0, end: 0 }
    }

    /// Loads a file, once. `at` is what named it, if anything in the specification did.
    pub fn load(&mut self, path: &str, at: Option<Span>) -> Option<Rc<Loaded>> {
        if let Some(loaded) = self.loaded.get(path) {
            self.used.extend(loaded.as_ref().map(|loaded| loaded.id));
            return loaded.clone();
        }
        let loaded = self.read(path, at);
        self.used.extend(loaded.as_ref().map(|loaded| loaded.id));
        if let Some(loaded) = &loaded {
            self.by_id.insert(loaded.id, Rc::clone(loaded));
            if at.is_some() {
                let mentions = Document::read_fragment(&loaded.node, &mut self.diagnostics);
                self.look_ahead(loaded.id, &mentions);
                self.mention(loaded.id, mentions);
            }
        }
        self.loaded.insert(path.to_owned(), loaded.clone());
        loaded
    }

    /// All files that could be read, in the order of their paths.
    pub fn loaded(&self) -> Vec<Rc<Loaded>> {
        self.loaded.values().flatten().map(Rc::clone).collect()
    }

    fn read(&mut self, path: &str, at: Option<Span>) -> Option<Rc<Loaded>> {
        let (read, parsed) = match self.ahead.remove(path) {
            Some(Ahead { read, parsed }) => (read, parsed),
            None => ((self.read)(path), None),
        };
        let bytes = match read {
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
                let meant = if at.is_some() { self.elsewhere(path, span) } else { None };
                self.diagnostics.push(messages::unreadable_file(span, path, &reason, meant));
                return None;
            }
        };
        if let Some(known) = self.memory.files.borrow().get(path)
            && known.bytes == bytes
            // Places hold the number of their file, which depends on the files before it.
            && known.loaded.id == self.sources.next()
        {
            self.sources.add_again(Arc::clone(&known.source));
            return Some(Rc::clone(&known.loaded));
        }
        if let Some((source, node)) = parsed {
            let id = self.sources.add_again(source);
            return Some(self.keep(path, bytes, id, node.of_file(id)));
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                let id = self.sources.add(path, text);
                let complaints = self.diagnostics.len();
                let node = yaml::parse(id, &self.sources, &mut self.diagnostics)?;
                if self.diagnostics.len() == complaints {
                    return Some(self.keep(path, bytes, id, node));
                }
                Some(Rc::new(Loaded { path: path.to_owned(), id, node }))
            }
            Err(error) => {
                let readable = std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default());
                let file = self.sources.add(path, readable.unwrap_or_default());
                let start = self.sources.text(file).len();
                let (at, span) = (error.valid_up_to(), Span { file, start, end: start });
                self.diagnostics.push(messages::not_utf8(span, at, bytes.get(at).copied().unwrap_or_default()));
                None
            }
        }
    }

    /// A reference to the file of that name in another folder, if one was read that the reference at the place may mean.
    fn elsewhere(&self, path: &str, at: Span) -> Option<String> {
        let written = self.sources.text(at.file).get(at.start..at.end)?.trim_matches(['\'', '"']);
        let pointer = written.split_once('#').map_or(String::new(), |(_, pointer)| format!("#{pointer}"));
        Some(format!("{}{pointer}", self.of_that_name(at.file, path)?))
    }

    /// What a reference out of the spec root may mean: a component of its own file, or a file inside that was read.
    fn inside(&self, from: FileId, target: &str) -> Option<String> {
        if ["/components/", "/paths/"].iter().any(|start| target.starts_with(start)) {
            return Some(format!("#{target}"));
        }
        let (path, pointer) = target.split_once('#')?;
        Some(format!("{}#{pointer}", self.of_that_name(from, path)?))
    }

    /// The first file of that name, in whatever folder, among those that were read: to ask for others would be a guess.
    fn of_that_name(&self, from: FileId, path: &str) -> Option<String> {
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let wanted = name(path);
        let mut read = self.loaded.iter().filter(|(there, loaded)| loaded.is_some() && there.as_str() != path);
        let (found, _) = read.find(|(there, _)| name(there) == wanted)?;
        Some(targets::relative(self.sources.path(from), found))
    }

    /// A file about which there is nothing to complain.
    fn keep(&mut self, path: &str, bytes: Vec<u8>, id: FileId, node: Node) -> Rc<Loaded> {
        let loaded = Rc::new(Loaded { path: path.to_owned(), id, node });
        if let Some(source) = self.sources.get(id) {
            let parsed = Parsed { bytes, source, loaded: Rc::clone(&loaded) };
            self.memory.files.borrow_mut().insert(path.to_owned(), parsed);
        }
        loaded
    }

    /// Follows a reference until it leads to a thing. `None` means that a diagnostic says why not.
    pub fn find<'a, T: Component + 'static>(&mut self, from: FileId, thing: &'a RefOr<T>) -> Option<Found<'a, T>> {
        let mut reference = match thing {
            RefOr::Value(value) => {
                return Some(Found { value: Shared::Here(value), file: from, place: None, name: None });
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
            let node = self.at(&loaded.node, &place, &reference.target, (T::SECTION, T::WHAT))?;
            let known = self.components.get(&place).map(Rc::clone).and_then(|known| known.downcast::<T>().ok());
            let value = match known {
                Some(known) => known,
                None => match RefOr::<T>::read(node, &mut self.diagnostics)? {
                    RefOr::Value(value) => {
                        let value = Rc::new(value);
                        self.components.insert(place.clone(), Rc::clone(&value) as Rc<dyn Any>);
                        value
                    }
                    RefOr::Ref(next) => {
                        (reference, file) = (next, place.file);
                        continue;
                    }
                },
            };
            let name = loaded.node.name_at(&place.pointer);
            return Some(Found { value: Shared::There(value), file: place.file, place: Some(place), name });
        }
    }

    /// Where a reference leads to in one step, if something that it needs stands there: `needs` is the section and what
    /// such a thing is called.
    pub fn step(&mut self, from: FileId, target: &Spanned<String>, needs: (&str, &str)) -> Option<Place> {
        let place = self.place(from, target)?;
        let loaded = Rc::clone(self.by_id.get(&place.file)?);
        self.at(&loaded.node, &place, target, needs).map(|_| place)
    }

    /// What stands at a place.
    pub fn node(&self, place: &Place) -> Option<&Node> {
        self.by_id.get(&place.file)?.node.follow(place.pointer.iter().map(String::as_str))
    }

    /// Where a reference points to, after loading the file it names.
    pub fn place(&mut self, from: FileId, target: &Spanned<String>) -> Option<Place> {
        match targets::parse(&target.value, self.sources.path(from)) {
            Ok((None, pointer)) => Some(Place { file: from, pointer }),
            Ok((Some(path), pointer)) => Some(Place { file: self.load(&path, Some(target.span))?.id, pointer }),
            Err(refusal) => {
                let meant = match refusal {
                    targets::Refusal::Outside => self.inside(from, &target.value),
                    targets::Refusal::Malformed | targets::Refusal::Url => None,
                };
                self.diagnostics.push(refusal.message(target, meant));
                None
            }
        }
    }

    /// What stands at a place, if it is what the reference needs: `section` and `what` name that.
    fn at<'n>(
        &mut self,
        root: &'n Node,
        place: &Place,
        target: &Spanned<String>,
        (section, what): (&str, &str),
    ) -> Option<&'n Node> {
        let found = root.follow(place.pointer.iter().map(String::as_str));
        let few = self.slips < MOST_SLIPS;
        let meant = || few.then(|| targets::suggestion(root, &target.value, &place.pointer, section)).flatten();
        let message = match found {
            // Nothing is where the section has another name, which has been reported.
            None if targets::section_is_misspelled(root, &place.pointer) => return None,
            None => {
                let beside = targets::beside(root, &place.pointer);
                messages::dangling_ref(target.span, &target.value, meant(), &beside)
            }
            Some(node) if targets::is_other_kind(root, &place.pointer, section) => {
                let found = root.name_at(&place.pointer).unwrap_or(node.span);
                messages::wrong_ref_target(target.span, found, &target.value, (what, section), meant())
            }
            Some(node) => return Some(node),
        };
        self.slips += 1;
        self.diagnostics.push(message);
        None
    }

    /// Takes note of references, to be checked whether anybody follows them or not.
    pub fn mention(&mut self, file: FileId, mentions: Vec<Mention>) {
        self.mentioned.extend(mentions.into_iter().map(|mention| (file, mention)));
    }

    /// Checks that all references of all files lead somewhere; loads further files for it.
    pub fn check_mentions(&mut self) {
        while let Some((file, mention)) = self.mentioned.pop_front() {
            self.step(file, &mention.target, (mention.section, mention.what));
        }
    }
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
