//! Operations: each with its parameters, bodies and security, and all of them against each other.

use super::Files;
use super::answers::{self, Example};
use super::parameters;
use super::schemas::Types;
use super::security::Security;
use super::values::{self, Direction};
use crate::api::{Definition, Kind, Location, Operation, Pagination, Schema, Type, TypeId};
use crate::diagnostics::{Diagnostics, messages};
use crate::openapi::{self, Document, Method};
use crate::source::{FileId, Span, Spanned};
use std::collections::BTreeMap;

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
            if let Some(first) = places.insert((method.value, shape), method.span) {
                let message = messages::duplicate_operation(method.span, first, verb(method.value), &path.value);
                types.files.diagnostics.push(message);
                continue;
            }
            let id = operation.id.clone().unwrap_or_else(|| {
                let id = format!("{} {}", verb(method.value).to_ascii_lowercase(), path.value.replace('{', "by {"));
                Spanned::new(id, method.span)
            });
            if let Some(first) = ids.insert(id.value.clone(), id.span) {
                types.files.diagnostics.push(messages::duplicate_operation_id(id.span, first, &id.value));
                continue;
            }
            let wanted = operation.security.as_ref();
            let authenticated = wanted.map_or(security.by_default, |wanted| security.wants(types.files, wanted));
            operations.push(one(types, file, path, &item, (method.value, operation), &id, authenticated));
        }
    }
    operations
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
    authenticated: bool,
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
        authenticated,
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
    for name in [&pagination.offset, &pagination.limit] {
        let is =
            |parameter: &&crate::api::Parameter| parameter.location == Location::Query && parameter.name == name.value;
        if !operation.parameters.iter().any(|parameter| is(&parameter)) {
            diagnostics.push(messages::pagination_unknown(name.span, "query parameter", &name.value));
        }
    }
    let answer = operation.successes.first().and_then(|answer| answer.schema.as_ref());
    let id = answer.and_then(|schema| if let Type::Named(TypeId(id)) = schema.ty { Some(id) } else { None });
    let object = id.and_then(|id| types.get(id)).and_then(|definition| match &definition.kind {
        Kind::Object(object) => Some(object),
        Kind::StringEnum(_) | Kind::IntegerEnum(..) => None,
    });
    for (name, list) in [(&pagination.total, false), (&pagination.items, true)] {
        let fits = |property: &&crate::api::Property| {
            property.name == name.value && matches!(property.schema.ty, Type::Array(_)) == list
        };
        if !object.is_some_and(|object| object.properties.iter().any(|property| fits(&property))) {
            let what = if list { "list in the response" } else { "number in the response" };
            diagnostics.push(messages::pagination_unknown(name.span, what, &name.value));
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
