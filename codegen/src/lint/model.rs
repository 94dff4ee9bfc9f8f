//! Builds the model that rules look at: all that was read, as a flat list of elements in the order of their text. Knows
//! how elements nest and where references lead. Must not know rules, nor Rust.

pub use super::element::{Element, describe, items, text};
use super::element::{Walk, pointer};
use crate::grammar::{Holds, Object};
use crate::resolve::{Loaded, parse_target};
use crate::source::{FileId, Sources, Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// References that lead to references: those that nobody needs were reported before.
const MAX_HOPS: usize = 32;

/// An operation of a service.
pub struct Operation<'n> {
    /// Which of the services.
    pub service: usize,
    /// Its index among the elements.
    pub element: usize,
    pub path: &'n Spanned<String>,
    pub method: &'n str,
}

/// A root document: the name of its service, and its index among the elements.
pub struct Service {
    pub name: String,
    pub root: usize,
}

/// All elements, and how they are connected.
pub struct Model<'n> {
    pub elements: Vec<Element<'n>>,
    pub services: Vec<Service>,
    pub operations: Vec<Operation<'n>>,
    /// For each element, whether callers send it.
    pub sent: Vec<bool>,
    /// For each element, whether servers answer it.
    pub answered: Vec<bool>,
    pub sources: &'n Sources,
}

impl<'n> Model<'n> {
    /// Builds the model of loaded files; `roots` are the paths of the root documents, and the names of their services.
    pub fn new(loaded: &'n [Rc<Loaded>], roots: &[(String, String)], sources: &'n Sources) -> Self {
        let files: BTreeMap<&str, FileId> = loaded.iter().map(|file| (sources.path(file.id), file.id)).collect();
        let mut walk = Walk::default();
        let mut services = Vec::new();
        for file in loaded {
            let Some(object) = file.node.as_object() else { continue };
            let path = sources.path(file.id);
            let root = roots.iter().find(|(root, _)| root == path);
            if let Some((_, name)) = root {
                services.push(Service { name: name.clone(), root: walk.elements.len() });
            }
            let kind = if root.is_some() { Object::Document } else { Object::Fragment };
            let start = object.members.first().map_or(file.node.span, |member| member.key.span);
            walk.add(kind, object, start, (None, ""), (file.id, String::new()), None);
        }
        let Walk { mut elements, by_pointer } = walk;
        for element in &mut elements {
            if let Some((target, _)) = element.text("$ref") {
                // A reference that leads nowhere was reported when it was read.
                let Ok((path, parts)) = parse_target(target, sources.path(element.file)) else { continue };
                let file = path.map_or(Some(element.file), |path| files.get(path.as_str()).copied());
                element.target = file.and_then(|file| by_pointer.get(&(file, pointer(&parts))).copied());
            }
        }
        let (sent, answered) = (Vec::new(), Vec::new());
        let mut model = Self { elements, services, operations: Vec::new(), sent, answered, sources };
        model.operations = model.find_operations();
        model.sent = model.reached(|kind| matches!(kind, Object::Parameter | Object::RequestBody));
        model.answered = model.reached(|kind| kind == Object::Response);
        model
    }

    pub fn element(&self, index: usize) -> Option<&Element<'n>> {
        self.elements.get(index)
    }

    /// The file and the pointer of the element that starts last before a place.
    pub fn innermost(&self, span: Span) -> Option<(FileId, &str)> {
        let is_before = |element: &&Element<'_>| element.file == span.file && element.begins().start <= span.start;
        self.elements.iter().rfind(is_before).map(|element| (element.file, element.pointer.as_str()))
    }

    /// All elements of a kind that are no references.
    pub fn of(&self, kind: Object) -> impl Iterator<Item = (usize, &Element<'n>)> {
        self.elements.iter().enumerate().filter(move |(_, element)| element.kind == kind && !element.is_reference())
    }

    /// The elements directly below a keyword of another.
    pub fn below(&self, parent: usize, keyword: &'static str) -> impl Iterator<Item = (usize, &Element<'n>)> {
        let end = self.element(parent).map_or(0, |element| element.end);
        let mut next = parent + 1;
        std::iter::from_fn(move || {
            while next < end {
                let (index, element) = (next, self.element(next)?);
                next = element.end;
                if element.keyword == keyword {
                    return Some((index, element));
                }
            }
            None
        })
    }

    /// Where references lead in the end.
    pub fn resolved(&self, mut index: usize) -> Option<(usize, &Element<'n>)> {
        for _ in 0..MAX_HOPS {
            let element = self.element(index)?;
            match element.target {
                Some(target) => index = target,
                None => return (!element.is_reference()).then_some((index, element)),
            }
        }
        None
    }

    /// What a keyword of an operation holds, references followed.
    pub fn of_operation(&self, operation: usize, keyword: &'static str) -> Vec<(usize, usize, &Element<'n>)> {
        let here = self.below(operation, keyword);
        here.filter_map(|(at, _)| self.resolved(at).map(|(index, element)| (at, index, element))).collect()
    }

    fn find_operations(&self) -> Vec<Operation<'n>> {
        let mut operations = Vec::new();
        for (service, Service { root, .. }) in self.services.iter().enumerate() {
            for (path_element, item) in self.below(*root, "paths") {
                let (Some(path), Some((target, item))) = (item.name, self.resolved(path_element)) else { continue };
                let methods = item.kind.keywords().iter().filter(|row| row.holds == Holds::One(Object::Operation));
                let found =
                    methods.flat_map(|row| self.below(target, row.name).map(|(element, _)| (element, row.name)));
                let mut found: Vec<_> =
                    found.map(|(element, method)| Operation { service, element, path, method }).collect();
                found.sort_by_key(|operation| operation.element);
                operations.extend(found);
            }
        }
        operations
    }

    /// The files that services are made of; all files, if no service is named.
    pub fn files_of(&self, names: &[String]) -> BTreeSet<FileId> {
        let roots = self.services.iter().filter(|service| names.is_empty() || names.contains(&service.name));
        let mut files = BTreeSet::new();
        let mut queue: Vec<FileId> =
            roots.filter_map(|service| self.element(service.root)).map(|root| root.file).collect();
        let mut leads: BTreeMap<FileId, BTreeSet<FileId>> = BTreeMap::new();
        for element in &self.elements {
            let target = element.target.and_then(|target| self.element(target));
            leads.entry(element.file).or_default().extend(target.map(|target| target.file));
        }
        while let Some(file) = queue.pop() {
            if files.insert(file) {
                queue.extend(leads.get(&file).into_iter().flatten());
            }
        }
        files
    }

    /// Which elements are within, or are referred to from within, those of some kinds.
    fn reached(&self, starts: fn(Object) -> bool) -> Vec<bool> {
        let mut reached = vec![false; self.elements.len()];
        let first =
            self.elements.iter().enumerate().filter(|(_, element)| starts(element.kind)).map(|(index, _)| index);
        let mut queue: Vec<usize> = first.collect();
        while let Some(index) = queue.pop() {
            // Whatever is within an element is marked together with it.
            if reached.get(index).is_none_or(|mark| *mark) {
                continue;
            }
            let end = self.element(index).map_or(0, |element| element.end);
            for inside in index..end {
                if let Some(mark) = reached.get_mut(inside) {
                    *mark = true;
                }
                queue.extend(self.element(inside).and_then(|element| element.target));
            }
        }
        reached
    }
}

/// How messages name a schema: by the nearest element above that has a name of its own.
pub fn owner(model: &Model<'_>, element: &Element<'_>) -> String {
    let mut element = element;
    while matches!(element.keyword, "schema" | "items" | "allOf" | "additionalProperties" | "content") {
        match element.parent.and_then(|parent| model.element(parent)) {
            Some(parent) => element = parent,
            None => break,
        }
    }
    describe(element)
}
