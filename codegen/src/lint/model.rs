//! All that was read, as a flat list of objects in the order of their text: what rules look at. Knows which object stands
//! where and where references lead; must not know rules, nor Rust.

pub use super::element::{Thing, items, text, what};
use super::element::{Walk, pointer};
use crate::grammar::{Holds, Object};
use crate::resolve::{Loaded, parse_target};
use crate::source::{FileId, Sources, Spanned};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// References that lead to references: those that nobody needs were reported before.
const MAX_HOPS: usize = 32;

/// An operation of a service.
pub struct Operation<'n> {
    /// Which of the services.
    pub service: usize,
    /// Its index among the things.
    pub thing: usize,
    pub path: &'n Spanned<String>,
    pub method: &'n str,
}

/// A root document: its name, and its index among the things.
pub struct Service {
    pub name: String,
    pub root: usize,
}

/// Everything, with where it leads.
pub struct Model<'n> {
    pub things: Vec<Thing<'n>>,
    pub services: Vec<Service>,
    pub operations: Vec<Operation<'n>>,
    /// For each thing, whether callers send it.
    pub sent: Vec<bool>,
    /// For each thing, whether servers answer it.
    pub answered: Vec<bool>,
    pub sources: &'n Sources,
}

impl<'n> Model<'n> {
    /// Puts together what was loaded; `roots` are the paths of the root documents, and what their services are called.
    pub fn new(loaded: &'n [Rc<Loaded>], roots: &[(String, String)], sources: &'n Sources) -> Self {
        let files: BTreeMap<&str, FileId> = loaded.iter().map(|file| (sources.path(file.id), file.id)).collect();
        let mut walk = Walk::default();
        let mut services = Vec::new();
        for file in loaded {
            let Some(object) = file.node.as_object() else { continue };
            let path = sources.path(file.id);
            let root = roots.iter().find(|(root, _)| root == path);
            if let Some((_, name)) = root {
                services.push(Service { name: name.clone(), root: walk.things.len() });
            }
            let kind = if root.is_some() { Object::Document } else { Object::Fragment };
            let start = object.members.first().map_or(file.node.span, |member| member.key.span);
            walk.add(kind, object, start, (None, ""), (file.id, String::new()), None);
        }
        let Walk { mut things, places } = walk;
        for thing in &mut things {
            if let Some((target, _)) = thing.text("$ref") {
                // What leads nowhere was reported when it was read.
                let Ok((path, parts)) = parse_target(target, sources.path(thing.file)) else { continue };
                let file = path.map_or(Some(thing.file), |path| files.get(path.as_str()).copied());
                thing.target = file.and_then(|file| places.get(&(file, pointer(&parts))).copied());
            }
        }
        let (sent, answered) = (Vec::new(), Vec::new());
        let mut model = Self { things, services, operations: Vec::new(), sent, answered, sources };
        model.operations = model.find_operations();
        model.sent = model.reached(|kind| matches!(kind, Object::Parameter | Object::RequestBody));
        model.answered = model.reached(|kind| kind == Object::Response);
        model
    }

    pub fn thing(&self, index: usize) -> Option<&Thing<'n>> {
        self.things.get(index)
    }

    /// All things of a kind that are no references.
    pub fn of(&self, kind: Object) -> impl Iterator<Item = (usize, &Thing<'n>)> {
        self.things.iter().enumerate().filter(move |(_, thing)| thing.kind == kind && !thing.is_reference())
    }

    /// The things that stand directly in another, below a keyword.
    pub fn below(&self, parent: usize, slot: &'static str) -> impl Iterator<Item = (usize, &Thing<'n>)> {
        let end = self.thing(parent).map_or(0, |thing| thing.end);
        let mut next = parent + 1;
        std::iter::from_fn(move || {
            while next < end {
                let (index, thing) = (next, self.thing(next)?);
                next = thing.end;
                if thing.slot == slot {
                    return Some((index, thing));
                }
            }
            None
        })
    }

    /// Where references lead in the end.
    pub fn resolved(&self, mut index: usize) -> Option<(usize, &Thing<'n>)> {
        for _ in 0..MAX_HOPS {
            let thing = self.thing(index)?;
            match thing.target {
                Some(target) => index = target,
                None => return (!thing.is_reference()).then_some((index, thing)),
            }
        }
        None
    }

    /// What an operation's `slot` holds, references followed.
    pub fn of_operation(&self, operation: usize, slot: &'static str) -> Vec<(usize, usize, &Thing<'n>)> {
        let here = self.below(operation, slot);
        here.filter_map(|(at, _)| self.resolved(at).map(|(index, thing)| (at, index, thing))).collect()
    }

    fn find_operations(&self) -> Vec<Operation<'n>> {
        let mut operations = Vec::new();
        for (service, Service { root, .. }) in self.services.iter().enumerate() {
            for (path_thing, item) in self.below(*root, "paths") {
                let (Some(path), Some((target, item))) = (item.name, self.resolved(path_thing)) else { continue };
                let methods = item.kind.keywords().iter().filter(|row| row.holds == Holds::One(Object::Operation));
                let found = methods.flat_map(|row| self.below(target, row.name).map(|(thing, _)| (thing, row.name)));
                let mut found: Vec<_> =
                    found.map(|(thing, method)| Operation { service, thing, path, method }).collect();
                found.sort_by_key(|operation| operation.thing);
                operations.extend(found);
            }
        }
        operations
    }

    /// The files that services are made of; all files, if no service is named.
    pub fn files_of(&self, names: &[String]) -> BTreeSet<FileId> {
        let roots = self.services.iter().filter(|service| names.is_empty() || names.contains(&service.name));
        let mut files = BTreeSet::new();
        let mut open: Vec<FileId> =
            roots.filter_map(|service| self.thing(service.root)).map(|root| root.file).collect();
        let mut leads: BTreeMap<FileId, BTreeSet<FileId>> = BTreeMap::new();
        for thing in &self.things {
            let target = thing.target.and_then(|target| self.thing(target));
            leads.entry(thing.file).or_default().extend(target.map(|target| target.file));
        }
        while let Some(file) = open.pop() {
            if files.insert(file) {
                open.extend(leads.get(&file).into_iter().flatten());
            }
        }
        files
    }

    /// Which things are within, or are referred to from within, those of some kinds.
    fn reached(&self, starts: fn(Object) -> bool) -> Vec<bool> {
        let mut reached = vec![false; self.things.len()];
        let first = self.things.iter().enumerate().filter(|(_, thing)| starts(thing.kind)).map(|(index, _)| index);
        let mut open: Vec<usize> = first.collect();
        while let Some(index) = open.pop() {
            // Whatever is within a thing is marked together with it.
            if reached.get(index).is_none_or(|mark| *mark) {
                continue;
            }
            let end = self.thing(index).map_or(0, |thing| thing.end);
            for inside in index..end {
                if let Some(mark) = reached.get_mut(inside) {
                    *mark = true;
                }
                open.extend(self.thing(inside).and_then(|thing| thing.target));
            }
        }
        reached
    }
}

/// How a message calls a schema: by the nearest thing above that has a name of its own.
pub fn owner(model: &Model<'_>, thing: &Thing<'_>) -> String {
    let mut thing = thing;
    while matches!(thing.slot, "schema" | "items" | "allOf" | "additionalProperties" | "content") {
        match thing.parent.and_then(|parent| model.thing(parent)) {
            Some(parent) => thing = parent,
            None => break,
        }
    }
    what(thing)
}
