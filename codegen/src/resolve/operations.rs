//! Resolves operations: each with its parameters, bodies and security, and all of them against each other.

use super::Files;
use super::answers::{self, ExampleNode};
use super::bodies;
use super::paging;
use super::parameters;
use super::references::MOST_HOPS;
use super::security::{Requirement, Security};
use super::servers;
use super::tags;
use super::types::Resolver;
use super::values::{self, Direction};
use super::waiters;
use super::without_spans::{from_json, text};
use crate::api::{self, Definition, Format, Json, Operation, Schema};
use crate::diagnostics::{Diagnostics, messages};
use crate::grammar::Object;
use crate::job::Examples;
use crate::openapi::{self, Document, Method, RefOr};
use crate::source::{FileId, Span, Spanned};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A resolved operation, and its examples with their spans.
pub struct ReadOperation {
    pub operation: Operation,
    body_examples: Vec<ExampleNode>,
    answer_examples: Vec<(usize, bool, Vec<ExampleNode>)>,
    complete: paging::Complete,
    pagination: Option<openapi::Pagination>,
    waiters: Vec<openapi::Waiter>,
}

/// Reads all operations of a document, in its order.
pub fn read(
    resolver: &mut Resolver<'_, '_>,
    root: FileId,
    document: &Document,
    security: &mut Security,
) -> Vec<ReadOperation> {
    let mut operations = Vec::new();
    let mut ids: BTreeMap<String, Span> = BTreeMap::new();
    let mut places: BTreeMap<(Method, String), Span> = BTreeMap::new();
    for (path, item) in &document.paths {
        let Some(found) = resolver.files.find(root, item) else { continue };
        let item = whole(resolver.files, found.value);
        for (method, operation) in &item.operations {
            let file = resolver.files.home(operation.span.file);
            let shape = api::path_shape(&path.value);
            if let Some(first) = earlier(&mut places, (method.value, shape), method.span) {
                let second = if first == method.span { path.span } else { method.span };
                // Who calls one of them sends what it says.
                let message = messages::duplicate_operation(second, first, method.value.verb(), &path.value);
                resolver.files.diagnostics.push(message);
            }
            let route = || format!("{} {}", method.value.verb(), path.value);
            let mut id = operation.id.clone().unwrap_or_else(|| Spanned::new(route(), method.span));
            if let Some(first) = earlier(&mut ids, id.value.clone(), id.span) {
                // Two paths may refer to one path item.
                let second = if first == id.span { path.span } else { id.span };
                resolver.files.diagnostics.push(messages::duplicate_operation_id(second, first, &id.value));
                id = Spanned::new(route(), second);
                while earlier(&mut ids, id.value.clone(), second).is_some() {
                    id.value.push_str(" again");
                }
            }
            let alternatives = operation.security.as_ref();
            let requirement = match alternatives {
                Some(alternatives) => security.requirement(resolver.files, alternatives),
                None => security.by_default.clone(),
            };
            let security = (requirement, document.places.at("security"));
            operations.push(one(resolver, file, path, &item, (method, operation), &id, security));
        }
    }
    operations
}

/// A path item with all that it has of those that it refers to.
fn whole(files: &mut Files<'_>, item: Rc<openapi::PathItem>) -> Rc<openapi::PathItem> {
    let Some(mut reference) = item.reference.clone() else { return item };
    let mut whole = openapi::PathItem::clone(&item);
    for _ in 0..MOST_HOPS {
        let Some(found) = files.follow::<openapi::PathItem>(&reference) else { return item };
        let names = |parameter: &RefOr<openapi::Parameter>| match parameter {
            RefOr::Value(parameter) => Some((parameter.location.value, parameter.name.value.clone())),
            RefOr::Ref(_) => None,
        };
        let own: BTreeSet<_> = whole.parameters.iter().filter_map(names).collect();
        let inherited =
            found.value.parameters.iter().filter(|other| names(other).is_none_or(|name| !own.contains(&name)));
        whole.parameters.extend(inherited.cloned());
        whole.parameters_are_incomplete |= found.value.parameters_are_incomplete;
        whole.operations.splice(0..0, found.value.operations.iter().cloned());
        match &found.value.reference {
            Some(next) => reference = next.clone(),
            None => return Rc::new(whole),
        }
    }
    files.diagnostics.push(messages::ref_cycle(&reference.target, Object::PathItem));
    item
}

/// Where a key was met before; the first span stays.
pub fn earlier<K: Ord>(spans: &mut BTreeMap<K, Span>, key: K, span: Span) -> Option<Span> {
    match spans.entry(key) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(fresh) => {
            fresh.insert(span);
            None
        }
    }
}

fn one(
    resolver: &mut Resolver<'_, '_>,
    file: FileId,
    path: &Spanned<String>,
    item: &openapi::PathItem,
    (method, written): (&Spanned<Method>, &openapi::Operation),
    id: &Spanned<String>,
    (requirement, default_security): (Requirement, Option<Span>),
) -> ReadOperation {
    let owner = parameters::Owner { id: &id.value, span: id.span, authentication: requirement.authentication };
    let (parameters, has_all_parameters) = parameters::read(resolver, file, item, written, owner, path);
    let body = written.body.as_ref().and_then(|body| bodies::body(resolver, file, body, &id.value));
    let (body, body_examples) = body.map_or((None, Vec::new()), |(body, examples)| (Some(body), examples));
    let answers = answers::answers(resolver, file, (method.value, written), id);
    let complete = paging::Complete {
        parameters: has_all_parameters,
        answers: answers.are_complete,
        pagination: !written.pagination_is_unread,
    };
    let mut answer_examples = Vec::new();
    let mut split = |list: Vec<(api::Answer, Vec<ExampleNode>)>, success: bool| {
        let mut plain = Vec::new();
        for (index, (answer, examples)) in list.into_iter().enumerate() {
            answer_examples.push((index, success, examples));
            plain.push(answer);
        }
        plain
    };
    let (successes, failures) = (split(answers.successes, true), split(answers.failures, false));
    let (source, source_url) = tags::source(written.external_docs.as_ref());
    let mut places = written.places.clone();
    places.set_if_new("security", default_security);
    places.set("path", path.span);
    places.set("method", method.span);
    let operation = Operation {
        id: id.value.clone(),
        rust_name: text(&written.rust_name),
        was: written.was.clone(),
        method: method.value,
        path: path.value.clone(),
        summary: text(&written.summary),
        description: text(&written.description),
        source,
        source_url,
        tags: written.tags.clone(),
        deprecated: written.deprecated.clone(),
        authentication: requirement.authentication,
        security: requirement.alternatives,
        server: servers::of_operation(item, written, &mut resolver.files.diagnostics),
        parameters,
        body,
        successes,
        failures,
        pagination: written.pagination.as_ref().map(paging::pagination),
        waiters: written.waiters.iter().map(waiters::waiter).collect(),
        span: id.span,
        places,
        defined_in: resolver.files.sources.path(file).to_owned(),
    };
    let (pagination, waiters) = (written.pagination.clone(), written.waiters.clone());
    ReadOperation { operation, body_examples, answer_examples, complete, pagination, waiters }
}

/// Checks the examples of bodies against their schemas, and paging against what it names. An example that does not match
/// is reported and dropped.
pub fn check_bodies(files: &mut Files<'_>, operations: &mut [ReadOperation], types: &[Definition]) {
    let are_checked = files.examples == Examples::Checked;
    for read in operations {
        let operation = &mut read.operation;
        // Those of parameters have been reported with their spans.
        for parameter in operation.parameters.iter_mut().filter(|_| are_checked) {
            let matches = |example: &Json| {
                values::check(&from_json(example), &parameter.schema, types, Direction::Request).is_empty()
            };
            parameter.example.take_if(|example| !matches(example));
        }
        if let Some(body) = &mut operation.body {
            let keep = examples(
                &mut files.diagnostics,
                &read.body_examples,
                &body.schema,
                body.span,
                types,
                Direction::Request,
                are_checked,
            );
            retain(&mut body.examples, &keep);
        }
        for (index, success, nodes) in &read.answer_examples {
            let list = if *success { &mut operation.successes } else { &mut operation.failures };
            let Some(answer) = list.get_mut(*index) else { continue };
            // What shows a sequence shows all of it.
            let Some(schema) = answer.schema.as_ref().filter(|_| answer.format == Some(Format::Json)) else { continue };
            let keep =
                examples(&mut files.diagnostics, nodes, schema, answer.span, types, Direction::Response, are_checked);
            retain(&mut answer.examples, &keep);
        }
        let named = (read.pagination.as_ref(), &*read.waiters);
        paging::check(&mut files.diagnostics, named, (operation, read.complete), types);
    }
}

fn retain<T>(list: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    list.retain(|_| keep.next().copied().unwrap_or(true));
}

fn examples(
    diagnostics: &mut Diagnostics,
    nodes: &[ExampleNode],
    schema: &Schema,
    at: Span,
    types: &[Definition],
    direction: Direction,
    are_checked: bool,
) -> Vec<bool> {
    if !are_checked {
        return vec![true; nodes.len()];
    }
    let check = |node: &ExampleNode| {
        let found = values::check(node, schema, types, direction);
        let matches = found.is_empty();
        found.into_iter().for_each(|mismatch| diagnostics.push(mismatch.into_example(at)));
        matches
    };
    nodes.iter().map(check).collect()
}
