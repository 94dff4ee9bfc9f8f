//! Loads files, each once, never from outside of the spec root, never from the network. Must not know how references
//! are followed.

use super::anchors::Anchors;
use super::derived::Derived;
use super::inlined;
use super::prefetch::Prefetched;
use super::targets;
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::job::{self, Examples, Overlay, Read, ReadError};
use crate::openapi::{self, Document, FromNode as _, Mention, Parts, RefOr, mentions};
use crate::overlay;
use crate::source::{FileId, Sources, Span};
use crate::swagger;
use crate::yaml::Node;
use std::any::Any;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// A file that was read.
#[derive(Debug)]
pub struct Loaded {
    /// Its number among the sources.
    pub id: FileId,
    /// Its content.
    pub node: Node,
    /// Objects that were read of it, by pointer.
    objects: RefCell<Parts>,
    anchors: OnceCell<Option<Rc<Anchors>>>,
}

impl Loaded {
    fn new(id: FileId, node: Node) -> Self {
        Self { id, node, objects: RefCell::default(), anchors: OnceCell::new() }
    }

    /// Caches objects that were read of it.
    pub(super) fn keep(&self, objects: Parts) {
        self.objects.borrow_mut().extend(objects);
    }
}

/// All files that were read so far.
pub struct Files<'r> {
    pub(super) read: &'r Read<'r>,
    pub(super) loaded: BTreeMap<String, Option<Rc<Loaded>>>,
    pub(super) by_id: BTreeMap<FileId, Rc<Loaded>>,
    /// Those that were read before they are needed, by their paths.
    pub prefetched: BTreeMap<String, Prefetched>,
    /// References that are still to be checked, of a file each.
    pub(super) mentioned: VecDeque<Vec<Mention>>,
    /// The files of the document that is being read.
    pub(super) used: BTreeSet<FileId>,
    /// What refers to what in its `allOf`, of each file that was asked for.
    pub(super) derived: BTreeMap<FileId, Derived>,
    /// References that lead nowhere, so far.
    pub(super) slips: usize,
    /// What changes a root document before it is read, by its path.
    overlays: BTreeMap<String, Vec<Overlay>>,
    /// The documents of overlays.
    homes: BTreeMap<FileId, FileId>,
    /// How many targets may still take the place of references.
    pub(super) inlinable: usize,
    /// The text of each file.
    pub sources: Sources,
    /// What is wrong with them.
    pub diagnostics: Diagnostics,
    /// Whether examples are compared with their schemas.
    pub examples: Examples,
    /// Whether the document that is read, with all that it refers to, is OpenAPI 3.1 or later.
    pub is_3_1: bool,
}

impl<'r> Files<'r> {
    pub fn new(read: &'r Read<'r>, strict: bool, examples: Examples) -> Self {
        Self {
            read,
            loaded: BTreeMap::new(),
            by_id: BTreeMap::new(),
            prefetched: BTreeMap::new(),
            mentioned: VecDeque::new(),
            derived: BTreeMap::new(),
            used: BTreeSet::new(),
            slips: 0,
            overlays: BTreeMap::new(),
            homes: BTreeMap::new(),
            inlinable: inlined::MOST,
            sources: Sources::default(),
            diagnostics: Diagnostics::new(strict),
            examples,
            is_3_1: false,
        }
    }

    /// Takes note of the overlays of a document that is not read yet.
    pub fn expect(&mut self, document: &job::Document) {
        if !document.overlays.is_empty() {
            self.overlays.insert(document.path.clone(), document.overlays.clone());
        }
    }

    /// A file as OpenAPI 3, and as its overlays change it.
    fn overlaid(&mut self, path: &str, id: FileId, mut node: Node) -> Node {
        if swagger::is_swagger(&node) {
            node = swagger::to_openapi(node);
        }
        for Overlay { path, text } in self.overlays.remove(path).into_iter().flatten() {
            let file = self.sources.add_outside(&path, &text);
            self.homes.insert(file, id);
            overlay::apply(&mut node, file, &self.sources, &mut self.diagnostics);
        }
        node
    }

    /// The file whose references are written in that one, too: an overlay's are its document's.
    pub fn home(&self, file: FileId) -> FileId {
        self.homes.get(&file).copied().unwrap_or(file)
    }

    /// What has names of its own in a file, if anything.
    pub(super) fn anchors(&self, file: FileId) -> Option<Rc<Anchors>> {
        let loaded = self.by_id.get(&file)?;
        let is_written = |text: &str| ["$id", "$self", "nchor"].iter().any(|key| text.contains(key));
        let read = || is_written(self.sources.text(file)).then(|| Rc::new(Anchors::of(&loaded.node)));
        loaded.anchors.get_or_init(read).clone()
    }

    /// A span for a message that has none.
    pub fn anywhere(&mut self) -> Span {
        Span { file: self.sources.add("", ""), start: 0, end: 0 }
    }

    /// Frees what the files say, but for their texts, once all of it has been resolved: printing needs as much memory again.
    pub fn forget(&mut self) {
        self.loaded.clear();
        self.by_id.clear();
        self.prefetched.clear();
    }

    /// Loads a file, once. `at` is the reference that names it, if one does.
    pub fn load(&mut self, path: &str, at: Option<Span>) -> Option<Rc<Loaded>> {
        if let Some(loaded) = self.loaded.get(path) {
            self.used.extend(loaded.as_ref().map(|loaded| loaded.id));
            return loaded.clone();
        }
        let loaded = self.read(path, at);
        self.loaded.insert(path.to_owned(), loaded.clone());
        if let Some(loaded) = &loaded {
            self.used.insert(loaded.id);
            self.by_id.insert(loaded.id, Rc::clone(loaded));
            if at.is_some() {
                let node = self.inlined(Object::Fragment, &loaded.node);
                loaded.keep(Document::read_fragment(&node, &mut self.diagnostics));
                if Document::is_fragment(&node) {
                    openapi::check_unread(Object::Fragment, &node, &mut self.diagnostics);
                }
                self.mentioned.push_back(mentions(Object::Fragment, &node));
            }
        }
        loaded
    }

    /// The object at a pointer of a file, which is read once.
    pub(super) fn object<T: openapi::FromNode + 'static>(
        &mut self,
        loaded: &Loaded,
        pointer: &[String],
        node: &Node,
    ) -> Option<RefOr<T>> {
        let cached = loaded.objects.borrow().get(pointer).map(Rc::clone);
        if let Some(cached) = cached.and_then(|cached| cached.downcast::<T>().ok()) {
            return Some(RefOr::Value(cached));
        }
        let node = self.inlined(T::OBJECT, node);
        let found = RefOr::<T>::read(&node, &mut self.diagnostics)?;
        if let RefOr::Value(object) = &found {
            loaded.keep(BTreeMap::from([(pointer.to_owned(), Rc::clone(object) as Rc<dyn Any>)]));
        }
        Some(found)
    }

    /// All files that could be read, in the order of their paths.
    pub fn loaded(&self) -> Vec<Rc<Loaded>> {
        self.loaded.values().flatten().map(Rc::clone).collect()
    }

    fn read(&mut self, path: &str, at: Option<Span>) -> Option<Rc<Loaded>> {
        let (read, parsed) = match self.prefetched.remove(path) {
            Some(Prefetched { read, parsed, .. }) => (read, parsed),
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
                let suggestion = if at.is_some() { self.elsewhere(path, span) } else { None };
                self.diagnostics.push(messages::unreadable_file(span, path, &reason, suggestion));
                return None;
            }
        };
        if let Some((source, node)) = parsed {
            let id = self.sources.add_again(source);
            return Some(Rc::new(Loaded::new(id, self.overlaid(path, id, node.of_file(id)))));
        }
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                let id = self.sources.add(path, text);
                let node = openapi::parse(id, &self.sources, &mut self.diagnostics)?;
                Some(Rc::new(Loaded::new(id, self.overlaid(path, id, node))))
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

    /// The first file of that name, in whatever folder, among those that were read: to try others would be a guess.
    pub(super) fn of_that_name(&self, from: FileId, path: &str) -> Option<String> {
        let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let file_name = name(path);
        let mut read = self.loaded.iter().filter(|(there, loaded)| loaded.is_some() && there.as_str() != path);
        let (found, _) = read.find(|(there, _)| name(there) == file_name)?;
        Some(targets::relative(self.sources.path(from), found))
    }
}
