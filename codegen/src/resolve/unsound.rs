//! Tells what the errors of documents leave unknown: which operations have one in them or in what they refer to, and whether
//! what a document says of its service has one. Goes by where errors are, and not by what reading made of them. Must not know
//! who asks.

mod areas;

use super::files::Files;
use super::references::{MOST_HOPS, reference};
use crate::diagnostics::Diagnostic;
use crate::job::Document;
use crate::openapi::{METHODS, Method};
use crate::source::Span;
use crate::yaml::{Member, Node, Value};
use areas::{Area, Areas, start};
use std::collections::{BTreeMap, BTreeSet};

/// What errors leave unknown of a document.
#[derive(Debug)]
pub struct Unsound {
    /// The document, relative to the spec root.
    pub path: String,
    /// Its operations that have errors in them, or in what they refer to.
    pub operations: Vec<UnsoundOperation>,
    /// Errors in what it says of the service as a whole; all of its errors if it cannot be read.
    pub service: Vec<Cause>,
    /// Errors for which it may have further operations, of which nothing is known.
    pub paths: Vec<Cause>,
}

/// An operation that may be another than its author meant.
#[derive(Clone, Debug)]
pub struct UnsoundOperation {
    pub id: Option<String>,
    /// `None` stands for whatever the path has.
    pub method: Option<Method>,
    pub path: String,
    pub causes: Vec<Cause>,
}

/// An error.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cause {
    pub span: Span,
    pub code: &'static str,
    pub message: String,
}

/// What is unknown of documents, if there are errors.
pub fn unsound(documents: &[Document], files: &mut Files<'_>) -> Vec<Unsound> {
    let errors: Vec<Diagnostic> = files.diagnostics.errors().cloned().collect();
    if errors.is_empty() {
        return Vec::new();
    }
    // References are followed once more here; what is wrong with them has been reported.
    let reported = std::mem::take(&mut files.diagnostics);
    let loaded = files.loaded();
    let areas = Areas::of(&loaded, files);
    let errors = Errors::among(&errors, areas);
    let unsound = documents.iter().map(|document| errors.of(&document.path, files)).collect();
    files.diagnostics = reported;
    unsound
}

/// The errors of all documents, by the areas of files that they are in.
struct Errors {
    areas: Areas,
    by_area: BTreeMap<Area, BTreeSet<Cause>>,
    /// Keys that stand twice, with the error: one of the values is lost.
    repeated: BTreeMap<Area, Cause>,
}

impl Errors {
    fn among(errors: &[Diagnostic], areas: Areas) -> Self {
        let (mut by_area, mut repeated) = (BTreeMap::<Area, BTreeSet<Cause>>::new(), BTreeMap::new());
        for error in errors {
            let is_repeated = error.code == "duplicate-key";
            let Some(main) = error.labels.first() else { continue };
            let cause = Cause { span: main.span, code: error.code, message: error.message.clone() };
            for label in error.labels.iter().take(if is_repeated { 2 } else { 1 }) {
                by_area.entry(areas.around(label.span)).or_default().insert(cause.clone());
                if is_repeated {
                    repeated.insert(start(label.span), cause.clone());
                }
            }
        }
        Self { areas, by_area, repeated }
    }

    /// Those in areas, and in what these refer to.
    fn within(&self, areas: impl IntoIterator<Item = Area>) -> Vec<Cause> {
        let reached = self.areas.reached(areas);
        let causes: BTreeSet<&Cause> = reached.iter().filter_map(|area| self.by_area.get(area)).flatten().collect();
        causes.into_iter().cloned().collect()
    }

    /// What is unknown of a document.
    fn of(&self, path: &str, files: &mut Files<'_>) -> Unsound {
        let mut unsound =
            Unsound { path: path.to_owned(), operations: Vec::new(), service: Vec::new(), paths: Vec::new() };
        let Some(root) = files.loaded.get(path).cloned().flatten() else {
            let is_here = |cause: &&Cause| files.sources.path(cause.span.file) == path;
            let here: BTreeSet<&Cause> = self.by_area.values().flatten().filter(is_here).collect();
            unsound.service = here.into_iter().cloned().collect();
            return unsound;
        };
        let root = &root.node;
        unsound.service = self.within(of_service(root).map(|span| self.areas.around(span)));
        let paths = members(root).find(|member| member.key.value == "paths");
        unsound.paths = match paths {
            Some(paths) => self.lost(paths),
            None => unsound.service.clone(),
        };
        for item in paths.into_iter().flat_map(|paths| members(&paths.value)) {
            self.item(item, root, files, &mut unsound.operations);
        }
        unsound
    }

    /// Errors for which there may be other operations than those that can be read.
    fn lost(&self, paths: &Member) -> Vec<Cause> {
        let items = || members(&paths.value);
        let keys = items().chain(items().flat_map(|item| members(&item.value))).chain([paths]);
        let repeated = keys.filter_map(|member| self.repeated.get(&start(member.key.span)));
        let own = self.by_area.get(&start(paths.key.span)).into_iter().flatten();
        let lost: BTreeSet<&Cause> = repeated.chain(own).collect();
        lost.into_iter().cloned().collect()
    }

    /// The operations of a path that are unsound.
    fn item(&self, item: &Member, root: &Node, files: &mut Files<'_>, unsound: &mut Vec<UnsoundOperation>) {
        let slash = if item.key.value.starts_with('/') { "" } else { "/" };
        let path = format!("{slash}{}", item.key.value);
        let chain = chain(&item.value, files);
        let all = || chain.iter().flat_map(members);
        let shared = all().filter(|member| method(member).is_none()).chain([item]);
        let shared: Vec<Area> = shared.map(|member| self.areas.around(member.key.span)).collect();
        for (member, method) in all().filter_map(|member| Some((member, method(member)?))) {
            let own = [member.key.span].into_iter().chain(schemes(root, &member.value));
            let own = own.map(|span| self.areas.around(span));
            let id = match member.value.follow(["operationId"]).map(|id| &id.value) {
                Some(Value::String(id)) => Some(id.clone()),
                Some(_) | None => None,
            };
            let causes = self.within(own.chain(shared.iter().copied()));
            unsound.push(UnsoundOperation { id, method: Some(method), path: path.clone(), causes });
        }
        unsound.push(UnsoundOperation { id: None, method: None, path, causes: self.within(shared) });
        unsound.retain(|operation| !operation.causes.is_empty());
    }
}

/// A path item, and those that it refers to.
fn chain(item: &Node, files: &mut Files<'_>) -> Vec<Node> {
    let mut chain = vec![item.clone()];
    while let Some(target) = chain.last().and_then(reference).filter(|_| chain.len() <= MOST_HOPS) {
        let next = files.place(&target).and_then(|place| files.node(&place).cloned());
        let Some(next) = next else { break };
        chain.push(next);
    }
    chain
}

fn method(member: &Member) -> Option<Method> {
    METHODS.iter().find(|(name, _)| *name == member.key.value).map(|(_, method)| *method)
}

/// Where a document speaks of the service as a whole, and of what proves who calls.
fn of_service(root: &Node) -> impl Iterator<Item = Span> {
    let own = members(root).filter(|member| !matches!(member.key.value.as_str(), "paths" | "components"));
    let schemes = root.follow(["components", "securitySchemes"]).into_iter().flat_map(members);
    [Span { start: 0, ..root.span }].into_iter().chain(own.chain(schemes).map(|member| member.key.span))
}

/// Where it is said what an operation needs that proves who calls.
fn schemes(root: &Node, operation: &Node) -> Vec<Span> {
    let by_default = || members(root).find(|member| member.key.value == "security");
    let own = members(operation).find(|member| member.key.value == "security");
    let Some(security) = own.or_else(by_default) else { return Vec::new() };
    let alternatives = if let Value::Array(items) = &security.value.value { items.as_slice() } else { &[] };
    let scheme = |name: &str| root.name_at(&["components", "securitySchemes", name].map(str::to_owned));
    let schemes = alternatives.iter().flat_map(members).filter_map(|member| scheme(&member.key.value));
    [security.key.span].into_iter().chain(schemes).collect()
}

fn members(node: &Node) -> impl Iterator<Item = &Member> {
    node.as_object().into_iter().flat_map(|map| &map.members)
}
