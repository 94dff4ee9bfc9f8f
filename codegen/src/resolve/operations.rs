//! Operations: each with its parameters, bodies and security, and all of them against each other.

use super::Files;
use super::answers::{self, Example};
use super::parameters;
use super::schemas::Types;
use super::security::Security;
use super::values::{self, Direction};
use crate::api::{Authentication, Definition, Kind, Location, Operation, Pagination, Schema, Type, TypeId};
use crate::diagnostics::{Diagnostics, messages, nearest};
use crate::openapi::{self, Document, Method};
use crate::source::{FileId, Span, Spanned};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// An operation, and its examples with their places.
pub struct Read {
    /// The operation.
    pub operation: Operation,
    body_examples: Vec<Example>,
    answer_examples: Vec<(usize, bool, Vec<Example>)>,
    pagination: Option<openapi::Pagination>,
}

/// Reads all operations of a document, in its order.
pub fn read(types: &mut Types<'_, '_>, root: FileId, document: &Document, security: &mut Security) -> Vec<Read> {
    let mut operations = Vec::new();
    let mut ids: BTreeMap<String, Span> = BTreeMap::new();
    let mut places: BTreeMap<(Method, String), Span> = BTreeMap::new();
    for (path, item) in &document.paths {
        let Some(found) = types.files.find(root, item) else { continue };
        let (item, file) = (found.value.into_owned(), found.file);
        for (method, operation) in &item.operations {
            let shape = parameter_names_removed(&path.value);
            if let Some(first) = earlier(&mut places, (method.value, shape), method.span) {
                let second = if first == method.span { path.span } else { method.span };
                let message = messages::duplicate_operation(second, first, verb(method.value), &path.value);
                types.files.diagnostics.push(message);
                continue;
            }
            let id = operation.id.clone().unwrap_or_else(|| {
                let id = format!("{} {}", verb(method.value).to_ascii_lowercase(), path.value.replace('{', "by {"));
                Spanned::new(id, method.span)
            });
            if let Some(first) = earlier(&mut ids, id.value.clone(), id.span) {
                // Two paths may refer to one path item.
                let second = if first == id.span { path.span } else { id.span };
                types.files.diagnostics.push(messages::duplicate_operation_id(second, first, &id.value));
                continue;
            }
            let wanted = operation.security.as_ref();
            let authentication = wanted.map_or(security.by_default, |wanted| security.wants(types.files, wanted));
            operations.push(one(types, file, path, &item, (method.value, operation), &id, authentication));
        }
    }
    operations
}

/// Where a key was met before; the first place stays.
pub fn earlier<K: Ord>(places: &mut BTreeMap<K, Span>, key: K, span: Span) -> Option<Span> {
    match places.entry(key) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(fresh) => {
            fresh.insert(span);
            None
        }
    }
}

/// The paths `/a/{x}` and `/a/{y}` are one path.
fn parameter_names_removed(path: &str) -> String {
    let mut shape = String::new();
    let mut inside = false;
    for c in path.chars() {
        inside = (inside || c == '{') && c != '}';
        if !inside || c == '{' {
            shape.push(c);
        }
    }
    shape
}

fn one(
    types: &mut Types<'_, '_>,
    file: FileId,
    path: &Spanned<String>,
    item: &openapi::PathItem,
    (method, written): (Method, &openapi::Operation),
    id: &Spanned<String>,
    authentication: Authentication,
) -> Read {
    let parameters = parameters::read(types, file, &item.parameters, &written.parameters, (&id.value, id.span), path);
    let body = written.body.as_ref().and_then(|body| answers::body(types, file, body, &id.value));
    let (body, body_examples) = body.map_or((None, Vec::new()), |(body, examples)| (Some(body), examples));
    let answers = answers::answers(types, file, written, id);
    let mut answer_examples = Vec::new();
    let mut split = |list: Vec<(crate::api::Answer, Vec<Example>)>, success: bool| {
        let mut plain = Vec::new();
        for (index, (answer, examples)) in list.into_iter().enumerate() {
            answer_examples.push((index, success, examples));
            plain.push(answer);
        }
        plain
    };
    let (successes, failures) = (split(answers.successes, true), split(answers.failures, false));
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let docs = written.external_docs.as_ref();
    let operation = Operation {
        id: id.value.clone(),
        rust_name: text(&written.rust_name),
        method,
        path: path.value.clone(),
        summary: text(&written.summary),
        description: text(&written.description),
        source: docs.and_then(|docs| text(&docs.description)),
        source_url: docs.and_then(|docs| text(&docs.url)),
        deprecated: written.deprecated,
        authentication,
        parameters,
        body,
        successes,
        failures,
        pagination: written.pagination.as_ref().map(|pagination| Pagination {
            offset: pagination.offset.value.clone(),
            limit: pagination.limit.value.clone(),
            total: pagination.total.value.clone(),
            items: pagination.items.value.clone(),
        }),
        span: id.span,
        defined_in: types.files.sources.path(file).to_owned(),
    };
    Read { operation, body_examples, answer_examples, pagination: written.pagination.clone() }
}

/// Compares the examples of bodies with their schemas, and `x-pagination` with what it names. An example that does not
/// match is reported and then forgotten.
pub fn check_bodies(files: &mut Files<'_>, operations: &mut [Read], types: &[Definition]) {
    let lenient = files.lenient;
    for read in operations {
        let operation = &mut read.operation;
        if let Some(body) = &mut operation.body {
            let keep = examples(
                &mut files.diagnostics,
                &read.body_examples,
                &body.schema,
                body.span,
                types,
                Direction::Request,
                lenient,
            );
            retain(&mut body.examples, &keep);
        }
        for (index, success, nodes) in &read.answer_examples {
            let list = if *success { &mut operation.successes } else { &mut operation.failures };
            let Some(answer) = list.get_mut(*index) else { continue };
            let Some(schema) = &answer.schema else { continue };
            let keep =
                examples(&mut files.diagnostics, nodes, schema, answer.span, types, Direction::Response, lenient);
            retain(&mut answer.examples, &keep);
        }
        if let Some(pagination) = &read.pagination {
            check_pagination(&mut files.diagnostics, pagination, operation, types);
        }
    }
}

fn retain<T>(list: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    list.retain(|_| keep.next().copied().unwrap_or(true));
}

fn examples(
    diagnostics: &mut Diagnostics,
    nodes: &[Example],
    schema: &Schema,
    at: Span,
    types: &[Definition],
    direction: Direction,
    lenient: bool,
) -> Vec<bool> {
    let check = |node: &Example| {
        let found = values::check(node, schema, types, direction);
        let matches = found.is_empty();
        for mismatch in found {
            let mut message = messages::example_mismatch(mismatch.span, &mismatch.place, &mismatch.reason, at);
            if lenient {
                message.severity = crate::diagnostics::Severity::Warning;
            }
            diagnostics.push(message);
        }
        matches
    };
    nodes.iter().map(check).collect()
}

fn check_pagination(
    diagnostics: &mut Diagnostics,
    pagination: &openapi::Pagination,
    operation: &Operation,
    types: &[Definition],
) {
    let queries = operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
    let queries: Vec<&str> = queries.map(|parameter| parameter.name.as_str()).collect();
    for name in [&pagination.offset, &pagination.limit] {
        if !queries.contains(&name.value.as_str()) {
            let meant = nearest(&name.value, queries.iter().copied());
            let message =
                messages::pagination_unknown(name.span, "the operation", "query parameter", &name.value, meant);
            diagnostics.push(message);
        }
    }
    let answer = operation.successes.first().and_then(|answer| answer.schema.as_ref());
    if answer.is_some_and(|schema| schema.ty == Type::Any) {
        return;
    }
    let id = answer.and_then(|schema| if let Type::Named(TypeId(id)) = schema.ty { Some(id) } else { None });
    let object = id.and_then(|id| types.get(id)).and_then(|definition| match &definition.kind {
        Kind::Object(object) => Some(object),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) => None,
    });
    let properties = || object.iter().flat_map(|object| &object.properties);
    let of_type = |fits: fn(&Type) -> bool| -> Vec<&str> {
        properties().filter(|property| fits(&property.schema.ty)).map(|property| property.name.as_str()).collect()
    };
    let counts = of_type(|ty| matches!(ty, Type::Integer(_) | Type::Any));
    let lists = of_type(|ty| matches!(ty, Type::Array(_) | Type::Any));
    for (name, names, what) in [(&pagination.total, counts, "whole number"), (&pagination.items, lists, "list")] {
        if !names.contains(&name.value.as_str()) {
            let meant = nearest(&name.value, names);
            diagnostics.push(messages::pagination_unknown(name.span, "the response", what, &name.value, meant));
        }
    }
}

/// An HTTP method as it is written in a request.
pub fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Put => "PUT",
        Method::Post => "POST",
        Method::Delete => "DELETE",
        Method::Options => "OPTIONS",
        Method::Head => "HEAD",
        Method::Patch => "PATCH",
        Method::Trace => "TRACE",
    }
}
